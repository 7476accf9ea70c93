"""How alike two words or two names are, with what OCR takes for each other; the first names of France."""
