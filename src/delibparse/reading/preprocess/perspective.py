"""A photographed sheet found on its table, and seen from straight above."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from delibparse.reading.model import Homography
from delibparse.reading.pixels import Colour, Grey, reduced, sampled

SHEET_WIDTH = 600
TABLE = 0.6
"""Brightness of the picture's rim, as a share of its middle's, over which it is paper too."""

SHEET_RIM = 0.012
"""How far in towards its centre a sheet is cut: its edge casts a shadow that a ruled line would pass for."""

LEAST_SHEET, FOUR_SIDED = 0.35, 0.95
"""Share of the picture that a sheet fills, and share of its outline that four straight sides enclose."""


def sheet(image: Grey | Colour) -> npt.NDArray[np.float32] | None:
    """The corners (4 x 2, clockwise from the top left) of a bright sheet on a dark table, None where the picture is the
    page itself: a scan fills its frame."""
    step = max(image.shape[1] // SHEET_WIDTH, 1)
    if _fills_its_frame(_grey(sampled(image, step))):
        return None
    grey = _grey(reduced(image, step))
    scale = grey.shape[1] / image.shape[1]
    ring = _ring(grey)
    light = cv2.morphologyEx(cv2.GaussianBlur(grey, (5, 5), 0), cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    level, bright = cv2.threshold(light, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    brightest_table = 1.3 * float(np.percentile(ring, 95))
    if brightest_table < level:  # paper in a deep shadow is still brighter than the table
        bright = cv2.threshold(light, brightest_table, 255, cv2.THRESH_BINARY)[1]
    contours, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None  # nothing is brighter than the rest: no paper
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


def _grey(picture: Grey | Colour) -> Grey:
    return picture if picture.ndim == 2 else np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))


def _ring(grey: Grey) -> Grey:
    """The picture's rim."""
    return np.concatenate([grey[:3].ravel(), grey[-3:].ravel(), grey[:, :3].ravel(), grey[:, -3:].ravel()])


def _fills_its_frame(sample: Grey) -> bool:
    """Whether the rim of a picture is paper, as its middle is: told from a few of its pixels."""
    height, width = sample.shape
    middle = sample[height // 4 : -height // 4, width // 4 : -width // 4]
    return bool(np.percentile(_ring(sample), 75) > TABLE * np.percentile(middle, 75))


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
