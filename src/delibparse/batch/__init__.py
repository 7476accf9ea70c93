"""Whole archives: what there is to read, a journal of what was read, workers that may die alone, and the outputs."""
