"""Values of a text: numbers, dates, presence, names."""
