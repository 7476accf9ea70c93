"""Text to values: one module for each block of an act, pure functions from `Text` to `Found`."""
