"""The pages of a file as a person sees them: pictures, sizes in points, and the text that was read from them.

Made in a worker: the files are hostile. What was made for a content is not made again.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec

from delibparse import errors
from delibparse.batchfolder import BatchFolder
from delibparse.files import write_below
from delibparse.guard import allow, relax
from delibparse.limits import PAGE_SECONDS

if TYPE_CHECKING:
    from delibparse.batch.work import Task
    from delibparse.model.record import Lecture
    from delibparse.reading import OpenFile
    from delibparse.reading.images import Picture

SCALE = 2.0
"""Pixels a point: 144 dpi, at which small print can be read once it is magnified."""

LONGEST_SIDE = 3000
"""Pixels; a plan on A0 is shown smaller."""

QUALITY = 50

Why = Literal["", "source_changed", "source_missing", "not_rendered", "text_file"]


class Sheet(msgspec.Struct):
    """A page. `width` and `height` in points, 0 for a page of plain text; `image` is its file's name below the folder
    of pictures, None where there is none and `why`; `start` the offset of a plain text's page in its file."""

    page: int
    width: float = 0.0
    height: float = 0.0
    image: str | None = None
    why: Why = ""
    told: str = ""
    text: str | None = None
    start: int | None = None


At = Callable[[int], str | None]
"""Told the page that is to be drawn; gives why it is not to be, if it is not."""


def bounded(_number: int) -> None:
    """The page may be drawn, in so much processor time as a page may take."""
    allow(PAGE_SECONDS)


def sheets(
    task: Task, sha256: str, lectures: list[Lecture], folder: Path, batch: BatchFolder, at: At = bounded
) -> list[Sheet]:
    """The pages of a file, their pictures written into `folder` where they are not there yet. A file that has changed
    since it was read, or is gone, gives pages without pictures, and so does a page that `at` holds back."""
    mark = sha256[:32]
    kept = folder / f"{mark}.json"
    if kept.is_file():
        return msgspec.json.decode(kept.read_bytes(), type=list[Sheet])
    from delibparse.batch.work import content_of
    from delibparse.reading import OpenFile

    numbers = [lecture.page for lecture in lectures]
    try:
        data = content_of(task)
    except errors.DelibparseError:
        return [Sheet(number, why="source_missing", told=_name(task)) for number in numbers]
    if hashlib.sha256(data).hexdigest() != sha256:
        return [Sheet(number, why="source_changed") for number in numbers]
    try:
        with OpenFile(data) as opened:
            if opened.kind == "text":
                return _of_text(opened.written, numbers)
            made = _drawn(opened, numbers, folder, mark, at)
    except errors.DelibparseError as failure:
        return [not_rendered(number, failure.sentence()) for number in numbers]
    finally:
        relax()
    for sheet, text in zip(made, _texts(data, sha256, lectures, batch), strict=True):
        sheet.text = text
    if all(sheet.image for sheet in made):
        write_below(kept, msgspec.json.encode(made))
    return made


def not_rendered(number: int, why: str) -> Sheet:
    """A page of which no picture could be made."""
    return Sheet(number, why="not_rendered", told=why)


def _name(task: Task) -> str:
    return os.fsencode(task.path).decode("utf-8", "backslashreplace")


def _of_text(text: str, numbers: list[int]) -> list[Sheet]:
    found, start = [], 0
    for number, body in enumerate(text.split("\f"), 1):
        if number in numbers:
            found.append(Sheet(number, why="text_file", text=body, start=start))
        start += len(body) + 1
    return found


def _drawn(opened: OpenFile, numbers: list[int], folder: Path, mark: str, at: At) -> list[Sheet]:
    return [
        _sheet(opened, number, folder, mark) if (why := at(number)) is None else not_rendered(number, why)
        for number in numbers
    ]


def _sheet(opened: OpenFile, number: int, folder: Path, mark: str) -> Sheet:
    (picture,) = opened.pictures([number], 72 * SCALE)
    height, width = picture.pixels.shape[:2]
    sheet = Sheet(number, round(width / picture.dpi * 72, 2), round(height / picture.dpi * 72, 2))
    sheet.image = f"{mark}-{number}.webp"
    write_below(folder / sheet.image, _webp(picture, sheet))
    return sheet


def _webp(picture: Picture, sheet: Sheet) -> bytes:
    from PIL import Image

    pixels = picture.pixels if picture.pixels.ndim == 2 else picture.pixels[:, :, ::-1]  # BGR to RGB
    image = Image.fromarray(pixels)
    scale = min(SCALE, LONGEST_SIDE / max(sheet.width, sheet.height))
    size = (max(round(sheet.width * scale), 1), max(round(sheet.height * scale), 1))
    if image.size != size:
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    out = io.BytesIO()
    image.save(out, "WEBP", quality=QUALITY, method=2)
    return out.getvalue()


def _texts(data: bytes, sha256: str, lectures: list[Lecture], batch: BatchFolder) -> list[str | None]:
    """What was read of each page: kept by the batch for recognised pages, read again from text layers."""
    from delibparse import reading
    from delibparse.layout.rows import as_text
    from delibparse.options import Options

    path = batch.text_of(sha256)
    recognised = path.read_text(encoding="utf-8").split("\f") if path.is_file() else []
    layers = tuple(lecture.page for lecture in lectures if lecture.methode == "texte")
    found: dict[int, str] = {}
    if layers:
        try:
            _, pages = reading.read(data, Options(ocr="never", pages=layers))
            found = {page.number: as_text(page) for page in pages}
        except errors.DelibparseError:
            found = {}  # read once, not twice: the page is shown without its text
    for lecture, text in zip(lectures, recognised, strict=False):
        if lecture.methode in ("ocr", "mixte"):
            found[lecture.page] = text
    return [found.get(lecture.page, "" if lecture.methode == "vide" else None) for lecture in lectures]
