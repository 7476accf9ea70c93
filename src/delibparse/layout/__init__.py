"""Words to text in reading order: lines, columns, paragraphs, and what is furniture rather than text."""

from delibparse.layout.compose import Composition, compose
from delibparse.layout.text import Found, Span, Text, covering

__all__ = ["Composition", "Found", "Span", "Text", "compose", "covering"]
