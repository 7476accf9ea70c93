"""Text that a terminal shows and does not obey: what comes from files may hold orders to it, or turn what is read.

Control characters (C0, C1: a terminal takes U+009B for the beginning of an order), those that turn the direction of
writing, and those of no width, which hide what a name is.
"""

from __future__ import annotations

import re
import unicodedata

_KINDS = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
"""Unicode's categories of controls, formats (direction, no width), lone surrogates, private use, and line parters."""


def inert(text: str) -> str:
    """The text on one line, what a terminal might obey told by its escape.

    >>> inert("a\\x1b[2J\\u202eb")
    'a\\\\x1b[2J\\\\u202eb'
    """
    return "".join(repr(c)[1:-1] if _obeyed(c) else c for c in text)


def inert_json(text: str) -> str:
    """JSON that says the same with escapes of its own; its line ends stay.

    >>> inert_json('{"a": "\\x9bx"}')
    '{"a": "\\\\u009bx"}'
    """
    return _NOT_PLAIN.sub(lambda found: _escaped(found[0]), text)


def shown_as(text: str, mark: str) -> str:
    """The text with `mark` in the place of each such character: for formats that have no escapes.

    >>> shown_as("a\\x1bb", "?")
    'a?b'
    """
    return _NOT_PLAIN.sub(lambda found: mark if _obeyed(found[0]) else found[0], text)


_NOT_PLAIN = re.compile(r"[^\n -~\u00a1-\u00ac\u00ae-\u05ff]")
"""All but what is surely plain: the others are looked at one by one."""


def _obeyed(c: str) -> bool:
    return unicodedata.category(c) in _KINDS


def _escaped(c: str) -> str:
    if not _obeyed(c):
        return c
    units = c.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[k]:02x}{units[k + 1]:02x}" for k in range(0, len(units), 2))
