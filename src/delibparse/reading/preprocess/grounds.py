"""Words set light on a dark ground, as heads of tables are: the ground made paper and the words ink.

The engine reads few of them, the rules of the table hang together with the ground, and a coloured ground is taken for a
stamp's ink, the words in it with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np

from delibparse.reading.components import components
from delibparse.reading.pixels import Colour, Grey, reduced, sampled

COARSE = 2
"""Pixels to one in which grounds are looked for."""

SAMPLE = 4
"""Of as many rows and columns one is looked at first, for a ground anywhere; rules are thinner than two such rows."""

DARK = 0.65
"""Of the paper's brightness: a ground under which light words can be read. Light grey shading is none."""

SOLID, THICK = 0.02, 0.003
"""Of the page's width and height: the least sides of the stripes of a ground above and below its words. No black letter
has strokes of both."""

LINE = 0.022
"""Of the page's height: the greatest height of the words between two stripes, eighteen points."""

GREATEST_HEIGHT = 0.08
"""Of the page's height: a photograph is higher than a row of cells."""

FILLS = 0.8
"""Share of its upright rectangle, turned by the page's tilt at most, that a ground fills."""

LEAST_LONG = 2.0
"""Times its height that a ground is wide, at least: a hole punched into the paper is round, and a great black letter,
whose strokes lie as stripes do, is no wider than it is high."""

EDGE = 0.9
"""Share of a ground's edge that is dark; a letter is open to a side."""

MOST_TILT = 5.0
"""Degrees by which a page may be tilted."""

LEAST_DARK, MOST_DARK = 0.55, 0.985
"""Share of it that is dark: more is a bar without words, less is paper between two bars."""

CONTRAST = 60
"""Brightness by which its words are lighter than a ground."""

NOISE, DARKEST = 15, 40
"""Brightness by which a ground varies, and that of one from which a black rule in it can be told from noise."""


class Ground(NamedTuple):
    """Where a ground stands, in coarse pixels, and which of those are its own."""

    left: int
    top: int
    mask: Grey


def on_paper(image: Grey | Colour) -> Grey | Colour:
    """The picture with the words of dark grounds black on white; the picture itself where it has none.

    What is darker than a ground, a rule, stays dark, and so does its edge, which parts the cells where no rule does.
    The page may lie on its side.
    """
    if min(image.shape[:2]) < LEAST_SIDE:
        return image
    sample = _grey(sampled(image, SAMPLE))
    upright, aside = _may_have(sample), _may_have(cv2.transpose(sample))
    if not upright and not aside:
        return image
    coarse = _coarse(image)
    found = list(_grounds(coarse)) if upright else []
    if found:
        image = _turned(image, found)
        coarse = _coarse(image)
    lying = list(_grounds(cv2.transpose(coarse))) if aside else []
    return np.ascontiguousarray(np.swapaxes(_turned(np.swapaxes(image, 0, 1), lying), 0, 1)) if lying else image


def _turned(image: Grey | Colour, grounds: list[Ground]) -> Grey | Colour:
    """The picture with the words of some grounds turned."""
    result = image.copy()
    for ground in grounds:
        _turn(result, ground)
    return result


LEAST_SIDE = 400
"""Pixels of a picture's lesser side under which it is no page."""


def _grey(picture: Grey | Colour) -> Grey:
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)) if picture.ndim == 3 else picture


def _coarse(image: Grey | Colour) -> Grey:
    """The picture in which grounds are looked for."""
    return reduced(_grey(image), COARSE)


def _may_have(sample: Grey) -> bool:
    """Whether some rows and columns of a page hold a stripe that may be a ground's."""
    return bool(_stripes(_dark(sample), 2).any())


def _dark(grey: Grey) -> Grey:
    paper = float(np.percentile(grey[::4, ::4], 60))
    return np.asarray(cv2.threshold(grey, DARK * paper, 1, cv2.THRESH_BINARY_INV)[1])


def _stripes(dark: Grey, thick: int) -> Grey:
    """The stripes at least so thick that no letter has."""
    return np.asarray(
        cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((thick, int(SOLID * dark.shape[1]) | 1), np.uint8))
    )


def _grounds(grey: Grey) -> Iterator[Ground]:
    height, width = grey.shape
    dark = _dark(grey)
    stripes = _stripes(dark, max(int(THICK * height), 3) | 1)
    line = np.ones((int(LINE * height) | 1, 1), np.uint8)
    blocks = cv2.morphologyEx(stripes, cv2.MORPH_CLOSE, line, borderValue=0)
    found = components(blocks, by_corners=False)
    for k in range(1, len(found)):
        left, top, w, h, _ = found.stats[k].tolist()
        at_edge = left == 0 or top == 0 or left + w == width or top + h == height
        if at_edge or h > GREATEST_HEIGHT * height or w < LEAST_LONG * h:
            continue
        part = slice(top, top + h), slice(left, left + w)
        own = found.where(np.arange(len(found)) == k)[part].astype(np.uint8)
        if _is_ground(own, dark[part], grey[part]):
            yield Ground(left, top, own)


def _is_ground(own: Grey, dark: Grey, grey: Grey) -> bool:
    outline, _ = cv2.findContours(own, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    _, (one, other), angle = cv2.minAreaRect(outline[0])
    tilt = min(angle % 90, 90 - angle % 90)
    area = np.count_nonzero(own)
    if tilt > MOST_TILT or area < FILLS * (one + 1) * (other + 1):
        return False
    padded = cv2.copyMakeBorder(own, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    edge = own - cv2.erode(padded, np.ones((3, 3), np.uint8))[1:-1, 1:-1]
    if np.count_nonzero(edge & dark) < EDGE * np.count_nonzero(edge):
        return False
    share = np.count_nonzero(own & dark) / area
    ground, words = np.percentile(grey[own > 0], (30, 99))
    return bool(LEAST_DARK <= share <= MOST_DARK and words - ground >= CONTRAST)


def _turn(image: Grey | Colour, ground: Ground) -> None:
    """Turns the words of a ground in place."""
    h, w = ground.mask.shape
    rows = slice(ground.top * COARSE, (ground.top + h) * COARSE)
    columns = slice(ground.left * COARSE, (ground.left + w) * COARSE)
    part = image[rows, columns]
    grey = _grey(np.ascontiguousarray(part)).astype(np.float32)
    own = cv2.resize(ground.mask, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST)
    level, words = np.percentile(grey[own > 0], (30, 99))
    ink = np.where(
        grey > level, (grey - level) / max(words - level, 1), (level - grey - NOISE) / max(level - NOISE, DARKEST)
    )
    paper = np.clip(255 - 255 * ink, 0, 255).astype(np.uint8)
    padded = cv2.copyMakeBorder(own, 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=0)
    paper[(own - cv2.erode(padded, np.ones((5, 5), np.uint8))[1:-1, 1:-1]) > 0] = 0
    turned = paper if part.ndim == 2 else np.repeat(paper[:, :, None], 3, axis=2)
    part[own > 0] = turned[own > 0]
