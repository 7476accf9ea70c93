"""How sure a reading must be, for what: every bound of the confidences, 0..1, that readings bear.

A word's confidence is the engine's own (1.0 for a text layer), a value's that of its least sure word, a page's the mean
of its words by their length.
"""

# ---- a page ---------------------------------------------------------------------------------------------------------

UPSIDE_DOWN = 0.55
"""A page under it may be upside down: right pages of bad scans measured 0.70 and more, pages read upside down under
0.45."""

FAINT_PAGE = 0.7
"""A page under it was read badly: the benchmark's worst pages measured 0.85."""

# ---- a word as it is read -------------------------------------------------------------------------------------------

IN_COLOUR = 0.4
"""A word in coloured ink is a stamp's from it on, under it a scribble's."""

PASSED_OVER = 0.5
"""What the engine passed over and reads by itself is a word from it on: what is left over on a bad scan is mostly
dirt."""

LOST = 0.9
"""The same outside tables, where scraps of stamps and drawings are left over too: of 60 stretches on invented scans and
on those of Flaux, right words were read with 0.86 and more (most with 0.96), scraps with less than 0.9."""

OF_MARKS = 0.5
"""A short word under it may be what the engine made of marks: it takes a column of them for a word written upright."""

LETTERS = 0.6
"""A mark read again is the letters that were read from it on: P, Exc."""

CROSS = 0.9
"""That of a cross, which was known by its shape, not read."""

# ---- a second look --------------------------------------------------------------------------------------------------

SECOND_LOOK = 0.8
"""A word of a value that matters is read again under it, and drawn as doubtful; what that brings is measured in
`reread.reread`."""

SURER = 0.2
"""By so much the second reading must be surer to replace the first: then it was right in 70 cases of 96, the first in
20."""

FIGURE = 0.6
"""A reading as digits is kept from it on, where a figure is due and none was read."""

# ---- a value --------------------------------------------------------------------------------------------------------

DOUBTFUL_VALUE = 0.5
"""A value under it is told to be doubtful (LEC001): on the fixtures' scans right names and figures were read at 0.62
and more, wrong ones mostly under 0.5."""

MENDED = 0.7
"""A figure or a date under it may have been misread, and another from it on may tell what it is: one or two digits
seldom get more than 0.9 when right."""

CLEAR_NAME = 0.85
"""A name is never altered from it on: on the benchmark's scans 99 of 100 names read so were right."""

NOBODYS = 0.95
"""A first name that is nobody's in France is weighed against those that are under it: on scans of councils never seen
Florenre was read at 0.89 and Syivain at 0.91."""

NAME_READ_TWICE = 0.6
"""A name is sure from it on where it was read alike at two places."""
