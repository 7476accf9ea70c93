"""The picture of a page made ready for the engine: upright, straight, black on white.

Each step is undone in the boxes: `Prepared.to_image` takes a point of the prepared picture to the picture given.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

import cv2
import numpy as np
import numpy.typing as npt

from delibparse.reading.model import Box, Homography
from delibparse.reading.pixels import Colour, Grey

Turn = Literal[0, 90, 180, 270]

MAX_SKEW = 5.0
"""Degrees. A page tilted by more was not fed through a scanner."""

LEAST_SKEW = 0.15
"""Tilts under this cost the engine nothing (a line of A4 rises by half a millimetre): measured on clean scans."""

ANALYSIS_WIDTH = 900
RULE = 40
"""Pixels, on a page ANALYSIS_WIDTH wide, from which a straight stroke is a ruled line and not a letter's."""

ON_ITS_SIDE = 1.3
"""How much sharper the columns must be than the rows for the page to lie on its side."""

COLOURED = 60
"""Difference between a pixel's strongest and weakest channel from which it is coloured ink, not grey."""

SEEN = 30

COLOURED_SHARE = 0.0004
"""Of the page: a quarter of the ink of a round stamp."""

TINTED = 26
"""Mean difference of the channels over a mark from which it is coloured: black marks measured under 15 on office
scans, blue letters of one millimetre 35 and more."""

PEN = 0.15
"""Share of coloured pixels from which a large mark is a pen's or a stamp's, run together with the text it crosses."""

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

LARGEST_STAMP = 0.35
"""Of the page's width: a coloured frame larger than this encloses text, not a stamp's legend."""

LEAST_INK = 200
"""Pixels of ink, on a page ANALYSIS_WIDTH wide, under which it is blank."""


@dataclass(slots=True)
class Prepared:
    """`black` is the text's ink; `coloured`, if any, the stamps' and pens' ink alone, in the same frame; `underlines`
    are the strokes under words that were taken out of it, boxes in pixels."""

    black: Grey
    coloured: Grey | None
    turn: Turn
    skew: float
    to_image: Homography
    underlines: list[Box] = field(default_factory=list)


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
    blue, green, red = cv2.split(image)
    brightest = cv2.max(cv2.max(blue, green), red)
    chroma = cv2.subtract(brightest, cv2.min(cv2.min(blue, green), red))
    small = cv2.resize(chroma, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    seen = small > SEEN  # a thin stroke is half paper at this scale
    if np.count_nonzero(seen) < COLOURED_SHARE * small.size:
        return grey, None
    black, coloured = grey.copy(), np.full_like(grey, 255)
    part = _extent(seen, 4, margin=round(LARGEST_STAMP * image.shape[1] / 4))
    paper = float(np.percentile(grey[::8, ::8], 50))
    stamped = _stamped(grey[part], brightest[part], chroma[part], paper, image.shape[1])
    if not stamped.any():
        return grey, None
    coloured[part][stamped] = grey[part][stamped]
    black[part][stamped] = round(paper)
    return black, coloured


def _stamped(grey: Grey, brightest: Grey, chroma: Grey, paper: float, page_width: int) -> npt.NDArray[np.bool_]:
    """Which pixels are a stamp's or a pen's; see `to_grey`."""
    ink = cv2.threshold(grey, 0.8 * paper, 255, cv2.THRESH_BINARY_INV)[1]
    count, labels, stats, centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
    areas = stats[:, cv2.CC_STAT_AREA]
    inked = np.flatnonzero(ink)
    marks = labels.ravel()[inked]

    def mean(values: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
        """Over each mark's pixels; 0.0 for the paper, which is mark 0."""
        return np.bincount(marks, weights=values.ravel()[inked], minlength=count) / areas

    pure = chroma > COLOURED / 2
    tinted = mean(chroma) > TINTED
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    large = (sides.min(axis=1) > LARGEST_LETTER * page_width) & (tinted | (mean(pure) > PEN))
    tinted[0] = large[0] = False
    enclosed = np.zeros(grey.shape, bool)
    for left, top, width, height, _ in stats[large & (sides.max(axis=1) < LARGEST_STAMP * page_width)]:
        enclosed[top : top + height, left : left + width] = True
    inside = tinted & ~large & enclosed[centres[:, 1].astype(int), centres[:, 0].astype(int)]
    crossing = large | (inside & (mean(brightest < BLACK_INK) > CROSSED))
    framed = ~crossing & ~tinted & (areas > FRAME_AREA * page_width) & (mean(pure) * areas > FRAME_COLOUR * page_width)
    framed[0] = False  # a table that a stamp crosses is one mark with it, black on the whole
    ring = _rings(pure, page_width) if framed.any() else np.zeros(grey.shape, bool)
    own = mean(np.where(pure, brightest, 0)) / np.maximum(mean(pure), 1e-6)  # how bright each mark's own ink is
    not_black = (brightest > np.minimum(DARKER * own, DARKEST_COLOUR)[labels]) | (chroma > COLOURED)
    strokes = (inside & ~crossing)[labels] | (crossing[labels] & not_black) | (framed[labels] & ring & not_black)
    near = cv2.dilate(strokes.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    return near & (strokes | (labels == 0))  # the paper beside the strokes, and not the black ink


def _rings(pure: npt.NDArray[np.bool_], page_width: int) -> npt.NDArray[np.bool_]:
    """The coloured pixels that hang together in marks too large for letters."""
    near = cv2.dilate(pure.astype(np.uint8), np.ones((5, 5), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]].min(axis=1)
    large = (sides > LARGEST_LETTER * page_width) & (sides < LARGEST_STAMP * page_width)
    large[0] = False
    return np.asarray(large[labels])


def _extent(where: npt.NDArray[np.bool_], scale: int, margin: int) -> tuple[slice, slice]:
    """The rows and columns around all that is True, in pixels `scale` times smaller."""
    rows, columns = np.flatnonzero(where.any(axis=1)), np.flatnonzero(where.any(axis=0))
    return (
        slice(max(int(rows[0]) - margin, 0) * scale, (int(rows[-1]) + margin) * scale),
        slice(max(int(columns[0]) - margin, 0) * scale, (int(columns[-1]) + margin) * scale),
    )


def sheet(image: Grey | Colour) -> npt.NDArray[np.float32] | None:
    """The corners (4 x 2, clockwise from the top left) of a bright sheet on a dark table, None where the picture is the
    page itself: a scan fills its frame."""
    scale = SHEET_WIDTH / image.shape[1]
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = small if small.ndim == 2 else cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    ring = np.concatenate([grey[:3].ravel(), grey[-3:].ravel(), grey[:, :3].ravel(), grey[:, -3:].ravel()])
    middle = grey[grey.shape[0] // 4 : -grey.shape[0] // 4, grey.shape[1] // 4 : -grey.shape[1] // 4]
    if np.percentile(ring, 75) > TABLE * np.percentile(middle, 75):
        return None
    light = cv2.morphologyEx(cv2.GaussianBlur(grey, (5, 5), 0), cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    level, bright = cv2.threshold(light, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    brightest_table = 1.3 * float(np.percentile(ring, 95))
    if brightest_table < level:  # paper in a deep shadow is still brighter than the table
        bright = cv2.threshold(light, brightest_table, 255, cv2.THRESH_BINARY)[1]
    contours, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    outline = cv2.convexHull(max(contours, key=cv2.contourArea))
    corners = cv2.approxPolyDP(outline, 0.02 * cv2.arcLength(outline, True), True)[:, 0].astype(np.float32)
    if len(corners) != 4 or cv2.contourArea(corners) < LEAST_SHEET * grey.size:
        return None
    if cv2.contourArea(corners) < FOUR_SIDED * cv2.contourArea(outline):
        return None
    by_sum, by_difference = corners.sum(axis=1), np.diff(corners, axis=1)[:, 0]
    order = [by_sum.argmin(), by_difference.argmin(), by_sum.argmax(), by_difference.argmax()]
    if len(set(order)) < 4:
        return None
    inwards = (corners.mean(axis=0) - corners) * SHEET_RIM
    return (corners + inwards)[order] / scale


SHEET_WIDTH = 600
TABLE = 0.6
"""Brightness of the picture's rim, as a share of its middle's, over which it is paper too."""

SHEET_RIM = 0.012
"""How far in towards its centre a sheet is cut: its edge casts a shadow that a ruled line would pass for."""

LEAST_SHEET, FOUR_SIDED = 0.35, 0.95
"""Share of the picture that a sheet fills, and share of its outline that four straight sides enclose."""


def flattened(image: Grey | Colour, corners: npt.NDArray[np.float32]) -> tuple[Grey | Colour, Homography]:
    """The sheet seen from straight above, and the map from its pixels to those of the photograph."""
    top_left, top_right, bottom_right, bottom_left = corners
    width = round(max(np.linalg.norm(top_right - top_left), np.linalg.norm(bottom_right - bottom_left)))
    height = round(max(np.linalg.norm(bottom_left - top_left), np.linalg.norm(bottom_right - top_right)))
    upright = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    forward = cv2.getPerspectiveTransform(corners, upright)
    flat = cv2.warpPerspective(image, forward, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    back = np.linalg.inv(forward)
    return flat, Homography(*(float(v) for v in (back / back[2, 2]).ravel()[:8]))


def whiten(grey: Grey) -> Grey:
    """Uneven, grey or shadowed paper made white: divided by the paper's own brightness, taken at a coarse scale."""
    if np.percentile(grey[::8, ::8], 50) > 247:
        return grey
    height, width = grey.shape
    small = cv2.resize(grey, (max(width // 8, 1), max(height // 8, 1)), interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 21)
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, cv2.max(paper, 60), scale=250)


def prepare(image: Grey | Colour, upright: bool = False) -> Prepared:
    """A photographed sheet made flat, ink parted, paper whitened, quarter turns and skew undone; no quarter turn where
    the page is known to be `upright`. Half turns are left to `half_turned`."""
    corners = sheet(image)
    if corners is None:
        return _prepare(image, upright)
    flat, to_photo = flattened(image, corners)
    ready = _prepare(flat, upright)
    ready.to_image = to_photo.after(ready.to_image)
    return ready


def _prepare(image: Grey | Colour, upright: bool) -> Prepared:
    black, coloured = to_grey(image)
    black = whiten(black)
    ink = _ink(black)
    if np.count_nonzero(ink) < LEAST_INK:
        return _apply(black, coloured, 0, 0.0)
    tilt, sharpness = coarse_skew(ink)
    aside = np.ascontiguousarray(np.rot90(ink, -1))
    tilt_aside, sharpness_aside = coarse_skew(aside)
    turn: Turn = 0
    if not upright and sharpness_aside > ON_ITS_SIDE * sharpness:
        turn, ink, tilt = 90, aside, tilt_aside
    skew = find_skew(ink, tilt)
    if _upside_down(_sheared(ink, skew) if skew else ink):
        turn = 180 if turn == 0 else 270
    return _apply(black, coloured, turn, skew)


def half_turned(prepared: Prepared) -> Prepared:
    """The same page upside down."""
    height, width = prepared.black.shape
    turned = Homography(-1, 0, width, 0, -1, height)
    return Prepared(
        np.ascontiguousarray(prepared.black[::-1, ::-1]),
        None if prepared.coloured is None else np.ascontiguousarray(prepared.coloured[::-1, ::-1]),
        (prepared.turn + 180) % 360,  # type: ignore[arg-type]
        prepared.skew,
        prepared.to_image.after(turned),
        [(width - x1, height - y1, width - x0, height - y0) for x0, y0, x1, y1 in prepared.underlines],
    )


def coarse_skew(ink: Grey) -> tuple[float, float]:
    """Clockwise tilt of the text to half a degree, and how sharp its rows are once it is undone.

    `ink` is 255 on 0. Rows of text, seen edge on, are dark and light by turns only when they are level: the tilt
    is the one whose removal makes the sums of neighbouring rows differ most.
    """
    half = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    found = {float(degrees): _sharpness(half, degrees) for degrees in np.arange(-MAX_SKEW, MAX_SKEW + 0.01, 0.5)}
    best = max(found, key=lambda degrees: found[degrees])
    return best, found[best]


def find_skew(ink: Grey, near: float) -> float:
    """Clockwise tilt of the text in degrees, sought around `near`; 0.0 if none is found."""
    sharp = cache(lambda degrees: _sharpness(ink, degrees))
    best = near
    for step in (0.25, 0.1, 0.05):
        best = max((round(best + step * k, 2) for k in (-2, -1, 0, 1, 2)), key=sharp)
    if abs(best) < LEAST_SKEW or sharp(best) < 1.05 * sharp(0.0):
        return 0.0
    return best


def _sharpness(picture: Grey, degrees: float) -> float:
    rows = cv2.reduce(_sheared(picture, degrees), 1, cv2.REDUCE_SUM, dtype=cv2.CV_32F)[:, 0]
    return float(np.square(np.diff(rows)).sum())


def _ink(grey: Grey) -> Grey:
    """The ink at a small scale, 255 on 0, without photographs, scanner borders and ruled lines."""
    scale = min(1.0, ANALYSIS_WIDTH / max(min(grey.shape), 1))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    _, ink = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    solid = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((25, 25), np.uint8))
    ink = cv2.subtract(ink, cv2.dilate(solid, np.ones((31, 31), np.uint8)))
    for line in ((1, RULE), (RULE, 1)):
        ruled = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(line, np.uint8))
        ink = cv2.subtract(ink, cv2.dilate(ruled, np.ones((3, 3), np.uint8)))
    return ink


def _sheared(picture: Grey, degrees: float) -> Grey:
    """Tilt removed by sliding the columns: for small angles as good as turning, and faster."""
    height, width = picture.shape
    slope = math.tan(math.radians(degrees))
    matrix = np.array([[1, 0, 0], [-slope, 1, slope * width / 2]], np.float32)
    return cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_NEAREST)


def _upside_down(ink: Grey) -> bool:
    """Whether more strokes hang under the lines than stand above them.

    French has more ascenders, capitals and accents than descenders: in each row of text, the ink of the band above
    the body of the letters outweighs that of the band below. Only a clear case answers True; the engine's
    confidence has the last word.
    """
    rows = ink.sum(axis=1, dtype=np.float64) / 255
    if rows.max() < 10:
        return False
    above = below = 0.0
    floor = 0.04 * rows.max()
    inside = rows > floor
    edges = np.flatnonzero(np.diff(inside.astype(np.int8)))
    starts, ends = edges[::2] + 1, edges[1::2] + 1
    if inside[0]:
        starts, ends = np.concatenate(([0], edges[1::2] + 1)), edges[::2] + 1
    for start, end in zip(starts, ends, strict=False):
        band = rows[start:end]
        if not 6 <= len(band) <= 40:
            continue
        body = np.flatnonzero(band > 0.5 * band.max())
        above += band[: body[0]].sum()
        below += band[body[-1] + 1 :].sum()
    return below > 1.15 * above


def _apply(black: Grey, coloured: Grey | None, turn: Turn, skew: float) -> Prepared:
    quarter = turn // 90
    height, width = black.shape
    to_image = {
        0: Homography(),
        90: Homography(0, 1, 0, -1, 0, height),  # turned clockwise: x' = height - y, y' = x
        180: Homography(-1, 0, width, 0, -1, height),
        270: Homography(0, -1, width, 1, 0, 0),
    }[turn]
    pictures = [black, coloured]
    if quarter:
        pictures = [p if p is None else np.ascontiguousarray(np.rot90(p, -quarter)) for p in pictures]
    if skew:
        assert pictures[0] is not None
        height, width = pictures[0].shape
        forward = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
        pictures = [
            p if p is None else cv2.warpAffine(p, forward, (width, height), flags=cv2.INTER_LINEAR, borderValue=255)
            for p in pictures
        ]
        back = cv2.invertAffineTransform(forward)
        to_image = to_image.after(Homography(*(float(v) for v in back.ravel())))
    assert pictures[0] is not None
    black, underlines = without_underlines(pictures[0])
    return Prepared(black, pictures[1], turn, skew, to_image, underlines)


UNDERLINE, UNDERLINE_HEIGHT = 0.045, 0.0035
"""Of the page's width: the least length and the greatest height of a stroke that underlines words."""


def without_underlines(grey: Grey) -> tuple[Grey, list[Box]]:
    """The page without the strokes under its headings, whose letters the engine loses with them, and their boxes; a
    letter's own stroke that crosses one is kept, and so are the rules of tables and frames, which meet upright ones."""
    paper = float(np.percentile(grey[::8, ::8], 50))
    ink = cv2.threshold(grey, 0.75 * paper, 1, cv2.THRESH_BINARY_INV)[1]
    half = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_NEAREST)
    length, thick = max(int(UNDERLINE * half.shape[1]), 15), max(round(UNDERLINE_HEIGHT * half.shape[1]), 2)
    strokes = cv2.morphologyEx(half, cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    rows = np.flatnonzero(strokes.any(axis=1))
    if not rows.size:
        return grey, []
    strokes &= 1 - cv2.morphologyEx(strokes, cv2.MORPH_OPEN, np.ones((thick + 1, 1), np.uint8))
    upright = cv2.morphologyEx(half, cv2.MORPH_OPEN, np.ones((length, 1), np.uint8))
    met = cv2.dilate(upright, np.ones((3, 2 * thick + 1), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(strokes)
    ruled = np.zeros(count, bool)
    ruled[np.unique(labels[(met & strokes) > 0])] = True
    strokes[ruled[labels]] = 0
    band = slice(max(2 * int(rows[0]) - 8, 0), 2 * int(rows[-1]) + 10)
    size = ink.shape[1], ink.shape[0]
    grown = cv2.dilate(cv2.resize(strokes, size, interpolation=cv2.INTER_NEAREST)[band], np.ones((5, 3), np.uint8))
    around = ink[band] & (1 - grown)
    reach = np.ones((4 * thick + 1, 1), np.uint8)
    crossing = cv2.dilate(around, reach, anchor=(0, 0)) & cv2.dilate(around, reach, anchor=(0, 4 * thick))
    result = grey.copy()
    np.copyto(result[band], np.uint8(paper), where=(grown & (1 - crossing)).view(bool))
    boxes = [
        (2.0 * left, 2.0 * top, 2.0 * (left + width), 2.0 * (top + height))
        for (left, top, width, height, _), under_words in zip(stats[1:].tolist(), ~ruled[1:], strict=True)
        if under_words
    ]
    return result, boxes
