"""One file's bytes to its pages: which kind of file it is, which pages are recognised, and in what order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
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


class Watch:
    """Told where the reading of a file stands; this one takes no notice. `careful` reads one page at a time, so that
    whoever watches knows which one did harm."""

    careful: bool = False

    def starts(self, size: int) -> None:
        """The pages of a file of so many bytes come next."""

    def begins(self, number: int) -> errors.DelibparseError | None:
        """A page is about to be opened. Gives what an earlier attempt died of there, if it did: it stays closed."""

    def opened(self, number: int, waits: bool) -> None:
        """Its words are there; or its picture, and it waits for its recognition."""

    def ends(self, number: int, done: int, total: int) -> None:
        """A page is read: `done` of `total` are."""

    def understands(self, pages: list[Page]) -> None:
        """All are read; their acts come next."""


UNWATCHED = Watch()


def read(data: bytes, options: Options, watch: Watch = UNWATCHED) -> tuple[int, list[Page]]:
    """How many pages the file of some bytes has, and those asked for, in order. Raises what `read_pages` raises."""
    with OpenFile(data, options.password) as opened:
        return read_pages(opened, options, watch)


def read_pages(opened: OpenFile, options: Options, watch: Watch = UNWATCHED) -> tuple[int, list[Page]]:
    """How many pages a file has, and those asked for, in order; one that cannot be read bears its failure.

    Raises the failures of `errors`: EmptyFile, TooManyBytes, TooManyWords, UnknownFormat, DamagedFile, PasswordNeeded,
    NoPages, TooManyPages, PagesOutOfRange, EngineMissing, LanguageMissing.
    """
    opened.check()
    watch.starts(len(opened.data))
    wanted = _chosen(opened.pages, options)
    if opened.kind == "text":
        return opened.pages, [opened.text[number - 1] for number in wanted]
    if opened.kind == "pdf":
        pages = _in_parallel(wanted, lambda number: _pdf_page(opened.pdf, number, options), options, watch)
    else:
        pages = _in_parallel(wanted, lambda number: _image_page(opened.images, number, options), options, watch)
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

    page = file.page(number)
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
            printed = text_layer.laid_over(layer) if verdict == "partial" else []
        image, dpi = page.picture(options.dpi, without_stamps=bool(printed))
    finally:
        page.close()
    return _recognition(number, image, dpi, options, printed)


def _image_page(file: ImageFile, number: int, options: Options) -> Task:
    picture = file.page(number)
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

        return recognise_page(number, image, dpi, engine, options, printed)

    return work


OF_THE_FILE = (errors.EngineMissing, errors.NamedEngineMissing, errors.LanguageMissing, errors.UsageError)
"""What no other page would be spared."""


def _marked(number: int, read: Callable[[], Task]) -> Task:
    """A page or the work that remains; one that fails bears its failure: the others are still read."""
    try:
        return read()
    except OF_THE_FILE:
        raise
    except errors.DelibparseError as error:
        failure: errors.DelibparseError = error
    except MemoryError:
        failure = errors.OutOfMemory(limit="")
    except Exception as error:  # noqa: BLE001  (one page's fault is kept from the others: it is marked)
        failure = errors.unforeseen(error)
    return _lost(number, failure)


def _lost(number: int, failure: errors.DelibparseError) -> Page:
    return Page(number, 0.0, 0.0, unreadable=_reason(number, failure), failure=failure)


def _reason(number: int, failure: errors.DelibparseError) -> str:
    """Why a page could not be read, without what to do about it."""
    why = failure.facts.get("why")
    return str(why) if why else failure.sentence().removeprefix(f"page {number} : ").partition(" (")[0]


def _in_parallel(
    numbers: list[int],
    begin: Callable[[int], Task],
    options: Options,
    watch: Watch,
) -> list[Page]:
    """The pages in order. `begin` runs in this thread, in order (pdfium and PIL take one at a time); what it leaves
    to do runs in the pool that all files share, no more than two tasks a worker ahead, so that memory holds a few
    pictures only."""
    jobs = workers(options)
    pages: list[Page] = []
    waiting: deque[Page | Future[Task]] = deque()

    def collect(down_to: int) -> None:
        while len(waiting) > down_to:
            first = waiting.popleft()
            page = first.result() if isinstance(first, Future) else first
            assert isinstance(page, Page)
            pages.append(page)
            watch.ends(page.number, len(pages), len(numbers))

    try:
        for number in numbers:
            death = watch.begins(number)
            if death is not None:
                waiting.append(_lost(number, death))
                continue
            task = _marked(number, partial(begin, number))
            watch.opened(number, waits=not isinstance(task, Page))
            if isinstance(task, Page):
                waiting.append(task)
            else:
                waiting.append(pool(options).submit(_marked, number, task))
            collect(0 if watch.careful else 2 * jobs)
        collect(0)
    finally:
        for left in waiting:  # after a failure
            if isinstance(left, Future):
                left.cancel()
    return pages
