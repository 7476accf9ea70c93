"""One file's bytes to its pages: which kind of file it is, which pages are recognised, and in what order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from delibparse import errors
from delibparse.options import Options
from delibparse.reading.model import Page, Word
from delibparse.reading.openfile import OpenFile
from delibparse.reading.parallel import Choice, in_parallel
from delibparse.reading.watch import UNWATCHED, Watch

if TYPE_CHECKING:
    from delibparse.reading.images import ImageFile
    from delibparse.reading.pdf import PdfFile
    from delibparse.reading.pixels import Colour, Grey
    from delibparse.reading.recognise import Scan


def read(data: bytes, options: Options, watch: Watch = UNWATCHED) -> tuple[int, list[Page]]:
    """How many pages the file of some bytes has, and those asked for, in order. Raises what `read_pages` raises."""
    with OpenFile(data, options.password) as opened:
        return read_pages(opened, options, watch)


def read_pages(
    opened: OpenFile, options: Options, watch: Watch = UNWATCHED, choice: Choice | None = None
) -> tuple[int, list[Page]]:
    """How many pages a file has, and those asked for, in order; one that cannot be read bears its failure. With a
    `choice`, scanned pages that it leaves are read by their heads only, and bear the reason in `unreadable`.

    Raises the failures of `errors`: EmptyFile, TooManyBytes, TooManyWords, UnknownFormat, DamagedFile, PasswordNeeded,
    NoPages, TooManyPages, PagesOutOfRange, EngineMissing, LanguageMissing.
    """
    opened.check()
    watch.starts(len(opened.data))
    wanted = _chosen(opened.pages, options)
    if opened.kind == "text":
        return opened.pages, [opened.text[number - 1] for number in wanted]
    if opened.kind == "pdf":
        pages = in_parallel(wanted, lambda number: _pdf_page(opened.pdf, number, options), options, watch, choice)
    else:
        pages = in_parallel(wanted, lambda number: _image_page(opened.images, number, options), options, watch, choice)
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


def _pdf_page(file: PdfFile, number: int, options: Options) -> Page | Scan:
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
        image, dpi = page.picture(options.dpi, _for_reading, without_stamps=bool(printed))
    finally:
        page.close()
    return _scan(number, image, dpi, options, printed)


def _image_page(file: ImageFile, number: int, options: Options) -> Page | Scan:
    picture = file.page(number)
    if options.ocr == "never":
        height, width = picture.pixels.shape[:2]
        return Page(number, width * 72 / picture.dpi, height * 72 / picture.dpi)
    return _scan(number, *_for_reading(picture.pixels, picture.dpi, options.dpi), options, [])


def _for_reading(image: Grey | Colour, dpi: float, wanted: float) -> tuple[Grey | Colour, float]:
    from delibparse.reading.scale import for_reading

    return for_reading(image, dpi, wanted)


def _scan(number: int, image: Grey | Colour, dpi: float, options: Options, printed: list[Word]) -> Scan:
    """A page that remains to be recognised. Raises EngineMissing, NamedEngineMissing, LanguageMissing."""
    from delibparse.reading import engines
    from delibparse.reading.recognise import Scan

    return Scan(number, image, dpi, engines.load(options.engine, options.lang_ocr), options, printed)
