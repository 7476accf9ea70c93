"""Acts and warnings for a person at a terminal: pure functions from the record to what `rich` lays out."""
