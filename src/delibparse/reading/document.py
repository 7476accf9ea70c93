"""One file's bytes to its pages: which kind of file it is, which pages are recognised, and in what order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import TYPE_CHECKING

from delibparse import errors
from delibparse.options import Options
from delibparse.reading.model import Page, Word
from delibparse.reading.openfile import OpenFile
from delibparse.reading.pool import pool, workers

if TYPE_CHECKING:
    from delibparse.reading.engines import Engine
    from delibparse.reading.images import ImageFile
    from delibparse.reading.pdf import PdfFile
    from delibparse.reading.pixels import Colour, Grey

Progress = Callable[[int, int], None]
"""Called with the pages done and the pages in all."""


def read(data: bytes, options: Options, progress: Progress | None = None) -> tuple[int, list[Page]]:
    """How many pages the file of some bytes has, and those asked for, in order. Raises what `read_pages` raises."""
    with OpenFile(data, options.password) as opened:
        return read_pages(opened, options, progress)


def read_pages(opened: OpenFile, options: Options, progress: Progress | None = None) -> tuple[int, list[Page]]:
    """How many pages a file has, and those asked for, in order.

    Raises the failures of `errors`: EmptyFile, TooManyBytes, UnknownFormat, DamagedFile, PasswordNeeded, NoPages,
    TooManyPages, PagesOutOfRange, PageTooLarge, TooManyPixels, EngineMissing, LanguageMissing, EngineFailed.
    """
    opened.check()
    wanted = _chosen(opened.pages, options)
    if opened.kind == "text":
        return opened.pages, [opened.text[number - 1] for number in wanted]
    if opened.kind == "pdf":
        pages = _in_parallel(wanted, lambda number: _pdf_page(opened.pdf, number, options), options, progress)
    else:
        pages = _in_parallel(wanted, lambda number: _image_page(opened.images, number, options), options, progress)
    return opened.pages, pages


def _chosen(pages: int, options: Options) -> list[int]:
    """The page numbers to read. Raises PagesOutOfRange, TooManyPages."""
    if options.pages is None:
        wanted = list(range(1, min(pages, options.max_pages + 1) + 1))
    else:
        wanted = [number for number in options.pages if number <= pages]
        if not wanted or options.pages[-1] > pages:
            raise errors.PagesOutOfRange(asked=",".join(map(str, options.pages)), pages=pages)
    if len(wanted) > options.max_pages:
        raise errors.TooManyPages(pages=pages, limit=options.max_pages)
    return wanted


Task = Page | Callable[[], Page]
"""A page that is read already, or the work that remains: recognition, which may run in any thread."""


def _pdf_page(file: PdfFile, number: int, options: Options) -> Task:
    from delibparse.reading import text_layer

    try:
        page = file.page(number)
    except errors.DamagedFile as failure:
        return Page(number, 0.0, 0.0, unreadable=str(failure.facts["why"]))
    try:
        if options.ocr == "always":
            printed: list[Word] = []
        else:
            layer = page.layer()
            if options.ocr == "never":
                verdict: text_layer.Verdict = "whole"
            else:
                verdict = text_layer.judge(layer, lambda: page.render(text_layer.SKETCH_DPI, colour=False)[0])
            if verdict == "whole":
                return Page(
                    number, page.width, page.height, layer.words, method="texte" if layer.words else "vide",
                    rules=layer.rules, marks=layer.marks,
                )  # fmt: skip
            if verdict == "none" and not layer.images and not layer.paths:
                return Page(number, page.width, page.height)
            printed = layer.words if verdict == "partial" else []
        image, dpi = page.picture(options.dpi)
    finally:
        page.close()
    return _recognition(number, image, dpi, options, printed)


def _image_page(file: ImageFile, number: int, options: Options) -> Task:
    try:
        picture = file.page(number)
    except errors.DamagedFile as failure:
        return Page(number, 0.0, 0.0, unreadable=str(failure.facts["why"]))
    if options.ocr == "never":
        height, width = picture.pixels.shape[:2]
        return Page(number, width * 72 / picture.dpi, height * 72 / picture.dpi)
    from delibparse.reading.scale import rescaled

    return _recognition(number, *rescaled(picture.pixels, picture.dpi, options.dpi), options, [])


def _recognition(number: int, image: Grey | Colour, dpi: float, options: Options, printed: list[Word]) -> Task:
    from delibparse.reading import engines

    engine: Engine = engines.load(options.engine, options.lang_ocr)

    def work() -> Page:
        from delibparse.reading.recognise import recognise_page

        try:
            return recognise_page(number, image, dpi, engine, options, printed)
        except (errors.DelibparseError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001  (one page's fault is kept from the others: it is marked)
            height, width = image.shape[:2]
            why = f"{type(error).__name__}: {' '.join(str(error).split())[:80]}"
            return Page(number, width * 72 / dpi, height * 72 / dpi, unreadable=why)

    return work


def _in_parallel(
    numbers: list[int], begin: Callable[[int], Task], options: Options, progress: Progress | None
) -> list[Page]:
    """The pages in order. `begin` runs in this thread, in order (pdfium and PIL take one at a time); what it leaves
    to do runs in the pool that all files share, no more than two tasks a worker ahead, so that memory holds a few
    pictures only."""
    jobs = workers(options)
    pages: list[Page] = []
    waiting: deque[Page | Future[Page]] = deque()

    def collect(down_to: int) -> Iterator[Page]:
        while len(waiting) > down_to:
            first = waiting.popleft()
            yield first.result() if isinstance(first, Future) else first

    try:
        for number in numbers:
            task = begin(number)
            waiting.append(task if isinstance(task, Page) else pool(options).submit(task))
            for page in collect(2 * jobs):
                pages.append(page)
                if progress:
                    progress(len(pages), len(numbers))
        for page in collect(0):
            pages.append(page)
            if progress:
                progress(len(pages), len(numbers))
    finally:
        for left in waiting:  # after a failure
            if isinstance(left, Future):
                left.cancel()
    return pages
