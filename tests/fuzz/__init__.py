"""A fuzzer of every door: files that are read, archives, our own JSON, corrections.

`seeds` are small good files, `chance` draws and changes bytes of any kind, one module for each format (`pdfs`,
`pictures`, `texts`, `unpaged`, `archives`, `records`) changes files as the format is built, `cases` makes a file of a seed number,
`zygote` runs the real program at the cost of a fork, `oracle` says what every run must hold to. `test_fuzz.py` runs
some hundred cases in the suite, `make fuzz` as many as there is time for (docs/fuzzing.md).
"""
