"""Coloured ink apart from the text: what stamps and pens left on the page."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from delibparse.reading.components import components
from delibparse.reading.pixels import Colour, Grey, paper_of, reduced, sampled

COLOURED = 60
"""Difference between a pixel's strongest and weakest channel from which it is coloured ink, not grey."""

SEEN, QUARTER = 30, 4
"""The same where a stamp is looked for, in so many pixels to one."""

COLOURED_SHARE = 0.0004
"""Of the page: a quarter of the ink of a round stamp."""

TINTED = 26
"""Mean difference of the channels over a mark from which it is coloured: black marks measured under 15 on office
scans, blue letters of one millimetre 35 and more."""

PEN = 0.15
"""Share of coloured pixels from which a mark that is black on the whole is a pen's or a stamp's, run together with the
text it crosses: a large one, or one that a stamp encloses. Letters of the text in stamps measured 0.05 at most, those
that a stamp's letters touch 0.1 to 0.45 (14 office scans, JPEG of quality 60)."""

BLACK_INK, CROSSED = 75, 0.1
"""Brightness of the brightest channel under which a pixel is black ink, and the share of such pixels from which a
coloured mark is a stamp's letter that touches one of the text."""

DARKEST_COLOUR, DARKER = 115, 0.75
"""Brightness of the brightest channel over which a pixel of a stamp is not the black ink that it crosses; for a dark
ink, this share of its own brightness."""

FRAME_AREA, FRAME_COLOUR = 1.0, 0.2
"""Pixels of ink and of coloured ink, for each pixel of the page's width, from which a black mark is a frame that
a stamp crosses."""

LARGEST_LETTER = 0.04
"""Of the page's width: a mark both taller and wider than this is no letter."""

CRUMB = 0.0018
"""Of the page's width: the side of a square as large as the least piece of a letter that a stamp crosses: three pixels
at 200 dpi; a full stop has four."""

Mark = tuple[int, int, int, int]
"""Left, top, width and height of a mark, in pixels."""

LARGEST_STAMP = 0.35
"""Of the page's width: a coloured frame larger than this encloses text, not a stamp's legend."""


def to_grey(image: Grey | Colour) -> tuple[Grey, Grey | None]:
    """The text, and the ink of stamps and pens apart, each on white; None where there is no such ink.

    Printed headings may be blue too: what makes a stamp is a coloured mark too tall and too wide for a letter (a
    ring, a coat of arms, a signature), and the coloured letters that it encloses. A mark is coloured when it is so
    on the whole: JPEG keeps colour at half the resolution, and a thin blue letter has hardly a pixel that is blue.
    Where a stamp crosses text they are parted pixel by pixel: blue, red or green ink is bright in one channel at
    least, black in none.
    """
    if image.ndim == 2:
        return image, None
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    seen = _seen(reduced(image, QUARTER))  # a thin stroke is half paper at this scale
    if seen is None:
        return grey, None
    coloured = np.full_like(grey, 255)
    part = _extent(seen, QUARTER, margin=round(LARGEST_STAMP * image.shape[1] / QUARTER))
    paper = paper_of(grey)
    stamped = _stamped(grey[part], *_colour(image[part]), paper, image.shape[1])
    if not stamped.any():
        return grey, None
    coloured[part][stamped] = grey[part][stamped]
    grey[part][stamped] = round(paper)
    return grey, coloured


def without_colour(image: Grey | Colour) -> Grey | Colour:
    """The picture in grey where it holds no coloured ink, as most scans in colour do not: it is read alike, and each
    step is asked of a third of the bytes."""
    if image.ndim == 2 or _seen(sampled(image, QUARTER), COLOURED_SHARE / QUARTER) is not None:
        return image
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY))


def _seen(small: Colour, least: float = COLOURED_SHARE) -> npt.NDArray[np.bool_] | None:
    """Where a small picture is in colour; None where less than such a share of it is. A stroke of one pixel is in four
    times as many squares as it has pixels that are sampled."""
    seen = _colour(small)[1] > SEEN
    return None if np.count_nonzero(seen) < least * seen.size else seen


def _colour(picture: Colour) -> tuple[Grey, Grey]:
    """The brightest of each pixel's channels, and by how much it is brighter than the least."""
    blue, green, red = cv2.split(picture)
    brightest = cv2.max(cv2.max(blue, green), red)
    return brightest, cv2.subtract(brightest, cv2.min(cv2.min(blue, green), red))


def _stamped(grey: Grey, brightest: Grey, chroma: Grey, paper: float, page_width: int) -> npt.NDArray[np.bool_]:
    """Which pixels are a stamp's or a pen's; see `to_grey`."""
    ink = cv2.threshold(grey, 0.8 * paper, 255, cv2.THRESH_BINARY_INV)[1]
    found = components(ink)
    _, stats, inked, marks = found  # all that follows is asked of the pixels of ink alone
    areas, mean = stats[:, cv2.CC_STAT_AREA], found.mean
    bright, colour = (values.ravel()[inked] for values in (brightest, chroma))
    pure = colour > COLOURED / 2
    pure_share = mean(pure)
    tinted = mean(colour) > TINTED
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    large = (sides.min(axis=1) > LARGEST_LETTER * page_width) & (tinted | (pure_share > PEN))
    tinted[0] = large[0] = False
    framed = ~large & ~tinted & (areas > FRAME_AREA * page_width) & (pure_share * areas > FRAME_COLOUR * page_width)
    framed[0] = False  # a table that a stamp crosses is one mark with it, black on the whole
    ring, boxes = _rings(chroma > COLOURED / 2, page_width) if framed.any() else (np.zeros(grey.shape, bool), [])
    boxes += [tuple(box[:4]) for box in stats[large & (sides.max(axis=1) < LARGEST_STAMP * page_width)].tolist()]
    enclosed = np.zeros(grey.shape, bool)
    for left, top, width, height in boxes:
        enclosed[top : top + height, left : left + width] = True
    x, y = found.centres().astype(int).T
    inside = ~large & ~framed & enclosed[y, x]
    inside[0] = False
    crossed = np.where(tinted, mean(bright < BLACK_INK) > CROSSED, pure_share > PEN)
    crossing = large | (inside & crossed)
    own = mean(np.where(pure, bright, 0)) / np.maximum(pure_share, 1e-6)  # how bright each mark's own ink is
    not_black = (bright > np.minimum(DARKER * own, DARKEST_COLOUR)[marks]) | (colour > COLOURED)
    crosses = crossing[marks]
    of_stamps = (inside & tinted & ~crossing)[marks] | (crosses & not_black)
    of_stamps |= framed[marks] & ring.ravel()[inked] & not_black
    strokes, left_black = np.zeros(grey.shape, bool), np.zeros(grey.shape, bool)
    strokes.ravel()[inked] = of_stamps
    left_black.ravel()[inked] = crosses & ~of_stamps
    strokes |= _crumbs(left_black, page_width)
    near = cv2.dilate(strokes.view(np.uint8), np.ones((5, 5), np.uint8)) > 0
    return near & (strokes | (ink == 0))  # the paper beside the strokes, and not the black ink


def _crumbs(left: npt.NDArray[np.bool_], page_width: int) -> npt.NDArray[np.bool_]:
    """The pieces of what a stamp's strokes leave of the text that they cross which are less than a full stop: the dark
    rims of the strokes themselves."""
    pieces = components(left.view(np.uint8))
    small = pieces.stats[:, cv2.CC_STAT_AREA] < (CRUMB * page_width) ** 2
    return pieces.where(small)


def _rings(pure: npt.NDArray[np.bool_], page_width: int) -> tuple[npt.NDArray[np.bool_], list[Mark]]:
    """The coloured pixels that hang together in marks too large for letters, with the letters that these enclose, and
    the boxes of the large ones."""
    near = cv2.dilate(pure.astype(np.uint8), np.ones((5, 5), np.uint8))
    found = components(near)
    sides = found.stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].min(axis=1)
    large = (sides > LARGEST_LETTER * page_width) & (sides < LARGEST_STAMP * page_width)
    own = large.copy()
    boxes: list[Mark] = [tuple(box[:4]) for box in found.stats[large].tolist()]
    x, y = found.centres().T
    for left, top, width, height in boxes:
        own |= (left < x) & (x < left + width) & (top < y) & (y < top + height)
    own[0] = False
    return found.where(own), boxes


def _extent(where: npt.NDArray[np.bool_], scale: int, margin: int) -> tuple[slice, slice]:
    """The rows and columns around all that is True, in pixels `scale` times smaller."""
    rows, columns = np.flatnonzero(where.any(axis=1)), np.flatnonzero(where.any(axis=0))
    return (
        slice(max(int(rows[0]) - margin, 0) * scale, (int(rows[-1]) + margin) * scale),
        slice(max(int(columns[0]) - margin, 0) * scale, (int(columns[-1]) + margin) * scale),
    )
