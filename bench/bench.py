"""`make bench`: what the tool costs beside the bare libraries on the same input, in one run.

Text PDF: the whole pipeline against pdfium reading characters and boxes. Scan: the whole pipeline against the engine
on the prepared pixels, one thread each. Start-up: `delibparse --help`.
"""

from __future__ import annotations

import contextlib
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ["OMP_THREAD_LIMIT"] = "1"

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "bench"))

import accuracy  # noqa: E402
import pypdfium2 as pdfium  # noqa: E402
import pypdfium2.raw as raw  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402
from worst import NEAR_MISSES, near_miss  # noqa: E402

from delibparse.errors import DelibparseError  # noqa: E402
from delibparse.options import Options  # noqa: E402
from delibparse.pipeline import extract_bytes  # noqa: E402
from delibparse.reading import engines  # noqa: E402
from delibparse.reading.pdf import PdfFile  # noqa: E402
from delibparse.reading.preprocess.prepare import prepare  # noqa: E402

FIXTURES = ROOT / "tests" / "fixtures"


def best(work: Callable[[], object], times: int) -> float:
    """The shortest of several runs, in seconds: what the work costs when nothing else runs."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return min(spent)


def bare_words(data: bytes) -> int:
    """Words with their boxes by pdfium alone: every character asked for its code and box, joined at spaces."""
    document = pdfium.PdfDocument(data)
    words = 0
    rect = raw.FS_RECTF()
    for page in document:
        text = page.get_textpage()
        inside = False
        for index in range(raw.FPDFText_CountChars(text)):
            space = chr(raw.FPDFText_GetUnicode(text, index)).isspace()
            if not space:
                raw.FPDFText_GetLooseCharBox(text, index, rect)
            words += inside and space
            inside = not space
    return words


def text_pdf() -> tuple[float, float]:
    """(ms a page, ratio to bare pdfium)."""
    data = (FIXTURES / "chatellerault.pdf").read_bytes()
    whole = best(lambda: extract_bytes(data, "bench", Options()), 15)
    bare = best(lambda: bare_words(data), 15)
    return whole / 2 * 1000, whole / bare


def scan(name: str, dpi: int = 200) -> tuple[float, float]:
    """(seconds a page, ratio to the bare engine on the same pixels)."""
    data = (FIXTURES / "built" / name).read_bytes()
    engine = engines.load("auto", "fra")
    file = PdfFile(data)
    pixels = [prepare(file.page(number).render(dpi)[0]).black for number in range(1, file.pages + 1)]
    options = Options(jobs=1)
    ratios, spent = [], []
    for _ in range(3):  # by turns, so that the machine's mood is the same for both
        bare = best(lambda: [engine.recognise(picture, dpi) for picture in pixels], 1)
        whole = best(lambda: extract_bytes(data, "bench", options), 1)
        ratios.append(whole / bare)
        spent.append(whole / len(pixels))
    return statistics.median(spent), statistics.median(ratios)


def slowest_hostile() -> tuple[str, float] | None:
    """The file of ../shared/corpus/hostile that takes longest, and its seconds; None where the folder is absent."""
    took: dict[str, float] = {}
    for path in sorted((accuracy.SHARED / "corpus" / "hostile").glob("*.pdf")):
        start = time.perf_counter()
        with contextlib.suppress(DelibparseError):
            extract_bytes(path.read_bytes(), path.name, Options())
        took[path.name] = time.perf_counter() - start
    return max(took.items(), key=lambda row: row[1]) if took else None


def slowest_near_miss(length: int = 100_000) -> tuple[str, float]:
    """The text of near misses that takes longest, and its seconds."""
    took = {
        name: best(lambda name=name: extract_bytes(near_miss(name, length), "bench.txt", Options()), 1)
        for name in NEAR_MISSES
    }  # type: ignore[misc]
    return max(took.items(), key=lambda row: row[1])


def start_up() -> float:
    program = Path(sys.executable).parent / "delibparse"
    return best(lambda: subprocess.run([program, "--help"], capture_output=True, check=True), 7)


def one_page_start(kept: str | None = None) -> tuple[float, float]:
    """(ms, ratio) of `delibparse extract` on a born-digital act of two pages, in a fresh process, beside one in which
    pdfplumber reads the words of the same file; medians of runs by turns. `kept` names another cache.

    Both run from byte code, as installed: pip compiles what it installs, the sources of a work tree are compiled at
    the first of these runs.
    """
    path, program = FIXTURES / "chatellerault.pdf", Path(sys.executable).parent / "delibparse"
    words = (
        f"import pdfplumber\nwith pdfplumber.open({str(path)!r}) as file: [page.extract_words() for page in file.pages]"
    )
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if kept is not None:
        environment["DELIBPARSE_CACHE"] = kept
    ours = lambda: subprocess.run([program, "extract", path], env=environment, capture_output=True, check=True)  # noqa: E731
    theirs = lambda: subprocess.run([sys.executable, "-c", words], capture_output=True, check=True)  # noqa: E731
    ours()
    spent = [(best(ours, 1), best(theirs, 1)) for _ in range(9)]
    return statistics.median(one for one, _ in spent) * 1000, statistics.median(one / other for one, other in spent)


def main() -> None:
    table = Table(title="Speed")
    for column in ("what", "measured", "ratio to the bare library", "aim"):
        table.add_column(column)
    ms, ratio = text_pdf()
    table.add_row("text PDF", f"{ms:.1f} ms a page", f"{ratio:.2f} x pdfium", "< 4")
    for level, aim in (("b-clean", "< 1.15"), ("c-office", ""), ("d-bad", "")):
        seconds, ratio = scan(f"chatellerault-{level}.pdf")
        table.add_row(f"scan {level}", f"{seconds:.2f} s a page", f"{ratio:.2f} x engine", aim)
    table.add_row("--help", f"{start_up() * 1000:.0f} ms", "", "< 250 ms")
    ms, ratio = one_page_start()
    table.add_row("fresh process, one act", f"{ms:.0f} ms", f"{ratio:.2f} x pdfplumber's words", "<= 1.0")
    ms, ratio = one_page_start(kept="")
    table.add_row("the same, no pattern kept", f"{ms:.0f} ms", f"{ratio:.2f} x pdfplumber's words", "")
    if slowest := slowest_hostile():
        table.add_row(f"slowest hostile: {slowest[0]}", f"{slowest[1]:.1f} s", "", "< 20 s")
    name, seconds = slowest_near_miss()
    table.add_row(f"slowest near misses, 100,000 characters: {name}", f"{seconds:.1f} s", "", "< 5 s")
    console = Console(width=140)
    console.print(table)
    accuracy.report(console)


if __name__ == "__main__":
    main()
