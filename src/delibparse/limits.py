"""Every limit that keeps a hostile file harmless, and what happens beyond it; docs/limits.md is made of `TABLE`."""

from __future__ import annotations

from typing import NamedTuple

MEGABYTE = 1024 * 1024

MAX_BYTES = 256 * MEGABYTE
"""A file over this is refused: an archive's largest scans of one act stay well under 100 MB."""

MAX_PAGES = 1000

MAX_NAMES = 2_000_000
"""Of a list of files to read: each takes memory for as long as the run; a line end is one byte, its name some fifty."""

MAX_WORDS = 500_000
"""Of a file: a thousand full pages. A text of so many words is read in some 25 s."""

MAX_TEXT_BYTES = 32 * MEGABYTE
"""Of a plain text: ten times what so many words take, for columns are made of spaces."""

MAX_MARKUP = 64 * MEGABYTE
"""Of an HTML page: pictures written into it take most of a large one."""

MAX_MAIL = 64 * MEGABYTE
"""Of an e-mail: servers pass on half of it at most."""

MAX_PART = 64 * MEGABYTE
"""Of all parts of a .docx or an .odt that are read, uncompressed: the XML of a thousand pages takes half of it."""

MAX_ELEMENTS = 1_000_000
"""Of such a document's markup: a hundred pages have a tenth. So many take some 5 s."""

MAX_DEPTH = 250
"""Of elements within each other: a page nested by a hundred tables is no deliberation."""

MAX_CHARACTERS = 2_000_000
"""Of such a document's text: 700 pages of minutes."""

MAX_CELLS = 100_000
"""Of such a document's tables."""

MAX_WORDS_PER_PAGE = 20_000

MAX_WORD_LETTERS = 2_000
"""Of a word: the longest run of leader dots of a page has some 300 characters."""

MAX_LAYER_CHARACTERS = 400_000
"""Of a page's text layer, white space counted: twenty times a full page of small print."""

MAX_IMAGE_PIXELS = 120_000_000
"""A0 at 300 dpi is 140 million; no act is on A0. A decoded image takes up to 4 bytes a pixel."""

MAX_RENDER_PIXELS = 18_000_000
"""An A3 page at 300 dpi; larger pages are rendered at a lower scale."""

MAX_PAGE_SIDE_POINTS = 14_400.0
"""200 inches, the limit of PDF 1.6 (ISO 32000-1, annex C.2) without a UserUnit: 5.08 m."""

MAX_PATHS = 6_000
"""Lines and shapes of a page that are looked at: a plan has more, a ruled table some hundreds."""

MAX_REGISTER_BYTES = 1024 * MEGABYTE
"""Of a file of the register of elected people: all municipal councillors take 90 MB."""

MAX_REGISTER_LINE = 20_000
"""Characters of one of its lines: they have some 300."""

MAX_REGISTER_ROWS = 5_000_000
"""Of one of its files: there are some 500,000 councillors."""

PAGE_TIMEOUT_SECONDS = 120.0
"""That the recognition of one page may take, by the clock."""

PAGE_SECONDS = 10
"""Processor time that the opening of one page may take: its text, its picture. A dense plan takes 3."""

OPENING_SECONDS, OPENING_SECONDS_A_MEGABYTE = 8, 30
"""Processor time that the opening of all pages of a file may take: a scan's page takes 0.2 s and has 20 kB at least, a
page of text 0.01 s. Many pages may draw one huge picture."""

READING_SECONDS = 60
"""Processor time that the acts of a file may take, once its pages are read; and one second for each WORDS_A_SECOND."""

WORDS_A_SECOND = 2_000

FILE_TIMEOUT_SECONDS = 900.0
"""That one file of a batch may take, by the clock."""

MEMORY_MEGABYTES = 2048
"""Of a worker of a batch, for the file that it reads."""

READER_MEGABYTES = 900
"""Of the process that reads for `extract`, `check`, the API and the review, for the file that it reads."""

MAX_DEATHS = 2
"""Pages on which the process that reads may die, before the file is given up."""

PATTERN_SECONDS = 20.0
"""Processor time that one search of a pattern may take: a last guard, texts are bounded and patterns linear."""


class Limit(NamedTuple):
    """A row of docs/limits.md: what is bounded, to how much, what happens beyond, and who may raise it."""

    of: str
    most: str
    beyond: str
    raised_by: str = "—"


def _mb(size: float) -> str:
    return f"{size / MEGABYTE:,.0f} MB".replace(",", " ")


def _number(count: float) -> str:
    return f"{count:,.0f}".replace(",", " ")


OF_A_FILE = (
    Limit("a file", _mb(MAX_BYTES), "it is refused"),
    Limit("its pages", _number(MAX_PAGES), "it is refused, unless `--pages` chooses some", "`--max-pages`"),
    Limit("its words", _number(MAX_WORDS), "it is refused: split it"),
    Limit("a plain text", _mb(MAX_TEXT_BYTES), "it is refused: split it"),
    Limit(
        "the processor time of its acts, once its pages are read",
        f"{READING_SECONDS} s, and 1 s for each {_number(WORDS_A_SECOND)} words",
        "it is refused",
    ),
    Limit(
        "the processor time of opening its pages",
        f"{OPENING_SECONDS} s, and {OPENING_SECONDS_A_MEGABYTE} s for each MB",
        "it is refused",
    ),
    Limit("the memory of the process that reads it", _mb(READER_MEGABYTES * MEGABYTE), "as for a page", "`--memory`"),
    Limit("pages on which that process dies", str(MAX_DEATHS), "beyond, the file is given up"),
    Limit("one search of a pattern", f"{PATTERN_SECONDS:.0f} s of processor time", "it is refused"),
)

OF_A_DOCUMENT = (
    Limit("an HTML page, an e-mail", _mb(MAX_MARKUP), "it is refused"),
    Limit("the parts of a `.docx` or `.odt` that are read, uncompressed", _mb(MAX_PART), "it is refused"),
    Limit("its elements", _number(MAX_ELEMENTS), "it is refused"),
    Limit("its elements within each other", _number(MAX_DEPTH), "it is refused"),
    Limit("its text", f"{_number(MAX_CHARACTERS)} characters", "it is refused"),
    Limit("the cells of its tables", _number(MAX_CELLS), "it is refused"),
)

OF_A_PAGE = (
    Limit("its side", f"{MAX_PAGE_SIDE_POINTS * 0.0254 / 72:.2f} m", "the page is marked"),
    Limit("an image on it, or as it", f"{_number(MAX_IMAGE_PIXELS / 1e6)} million pixels", "the page is marked"),
    Limit("its rendering", f"{_number(MAX_RENDER_PIXELS / 1e6)} million pixels", "it is rendered smaller"),
    Limit("its words", _number(MAX_WORDS_PER_PAGE), "the page is marked; a plain text may have more"),
    Limit("a word", f"{_number(MAX_WORD_LETTERS)} characters", "the page is marked; a plain text is refused"),
    Limit("the characters of its text layer", _number(MAX_LAYER_CHARACTERS), "the page is marked"),
    Limit("lines and shapes that are looked at", _number(MAX_PATHS), "the others draw no table"),
    Limit("the processor time of opening it", f"{PAGE_SECONDS} s", "the page is marked"),
    Limit("its recognition", f"{PAGE_TIMEOUT_SECONDS:.0f} s by the clock", "the page is marked", "`--page-timeout`"),
)

OF_A_BATCH = (
    Limit("a list of names (`--files-from`)", f"{_mb(MAX_BYTES)}, {_number(MAX_NAMES)} names", "it is refused"),
    Limit("a file, by the clock", f"{FILE_TIMEOUT_SECONDS:.0f} s", "the file has failed", "`--timeout`"),
    Limit("the memory of a worker", _mb(MEMORY_MEGABYTES * MEGABYTE), "the file has failed", "`--memory`"),
)

OF_A_REGISTER = (
    Limit("a file", _mb(MAX_REGISTER_BYTES), "it is refused"),
    Limit("its rows", _number(MAX_REGISTER_ROWS), "it is refused"),
    Limit("a line", f"{_number(MAX_REGISTER_LINE)} characters", "it is refused"),
)

TABLE = {
    "A file": OF_A_FILE,
    "A document without pages": OF_A_DOCUMENT,
    "A page": OF_A_PAGE,
    "A batch": OF_A_BATCH,
    "A file of `roster import`": OF_A_REGISTER,
}
