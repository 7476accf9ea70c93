"""A person's word on the values of acts: kept in a file beside the batch, and put into the records."""

from delibparse.corrections.apply import Left, apply, gone
from delibparse.corrections.journal import Corrections, Trouble, append, load
from delibparse.corrections.model import Gesture, Word
from delibparse.files import alone

__all__ = ["Corrections", "Gesture", "Left", "Trouble", "Word", "alone", "append", "apply", "gone", "load"]
