"""Pages where a person sees each value on the scan, and corrects it."""
