"""The words of a scan that are read a second time: which, from what picture, and what it changed."""
