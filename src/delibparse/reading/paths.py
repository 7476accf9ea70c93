"""What the paths of a PDF page draw: the rules of tables and frames, strokes under words, ticks.

pdfium gives a path by its segments, in the path's own space; only those that are upright or level make rules.
"""

from __future__ import annotations

import ctypes
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from delibparse.reading.model import Box, Homography

MOST_SEGMENTS = 240
"""Segments of one path: a whole grid drawn at once has fewer, text turned into outlines more."""

THIN = 3.0
"""Points: what is narrower than this one way, and longer the other, is a rule."""

SHORT = 6.0
"""Points under which a stroke is no rule: a letter's, a tick's."""

LEAST_MARK, MOST_MARK = 2.5, 18.0
"""Sides, in points, between which a drawn shape may be a tick, a cross or a disc."""

SLANT = 0.5
"""Points by which the ends of a level line may differ."""

Drawn = tuple[list[Box], list[Box]]
"""Rules and marks, boxes as displayed."""


def drawn(path: pdfium.PdfObject, to_display: Homography) -> Drawn:
    """What one path draws. A filled shape without a stroke that is not thin is a background: it draws no rule."""
    box = to_display.box(path.get_bounds())
    width, height = box[2] - box[0], box[3] - box[1]
    if min(width, height) <= THIN:
        return ([box], []) if max(width, height) >= SHORT else ([], [])
    points = _corners(path)
    if points is None:
        is_mark = all(LEAST_MARK <= side <= MOST_MARK for side in (width, height))
        return [], ([box] if is_mark else [])
    if not _is_stroked(path):
        return [], []
    matrix = Homography(*_matrix(path))
    rules = []
    for (xa, ya), (xb, yb) in points:
        x0, y0, x1, y1 = to_display.after(matrix).box((min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)))
        if max(x1 - x0, y1 - y0) >= SHORT:
            rules.append((x0, y0, x1, y1))
    return rules, []


Stroke = tuple[tuple[float, float], tuple[float, float]]


def _corners(path: pdfium.PdfObject) -> list[Stroke] | None:
    """The lines of a path that has no others than level and upright ones, in its own space; None for other shapes."""
    count = raw.FPDFPath_CountSegments(path)
    if not 2 <= count <= MOST_SEGMENTS:
        return None
    runs: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO or not raw.FPDFPathSegment_GetPoint(segment, x, y):
            return None
        if kind == raw.FPDF_SEGMENT_MOVETO or not runs:
            runs.append([])
        runs[-1].append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            runs[-1].append(runs[-1][0])
    strokes = [stroke for run in runs for stroke in pairwise(run)]
    level = all(abs(xa - xb) < SLANT or abs(ya - yb) < SLANT for (xa, ya), (xb, yb) in strokes)
    return strokes if level else None


def _is_stroked(path: pdfium.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(path, fill, stroke)) and bool(stroke.value)


def _matrix(path: pdfium.PdfObject) -> tuple[float, float, float, float, float, float]:
    """The path's matrix, in the order of `Homography`."""
    a, b, c, d, e, f = path.get_matrix().get()
    return a, c, e, b, d, f
