"""Writes docs/images/: what `delibparse show` prints of an extract, of minutes and of a doubtful scan, as pictures.
`python tools/pictures.py` (`make pictures`); a test holds that they are current.

The scan stands as the JSON that was read from it (tests/fixtures/scan-douteux.json), for another release of the OCR
engine reads another way.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from msgspec.structs import replace
from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import MONOKAI

from delibparse import extract
from delibparse.model.record import Document
from delibparse.model.schema import from_json
from delibparse.options import Options
from delibparse.pipeline import extract_bytes
from delibparse.showing.document import shown_document
from delibparse.showing.paper import Paper
from delibparse.showing.words import Words

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "tests" / "fixtures"
FOLDER = ROOT / "docs" / "images"
WIDTH = 80

FORMAT = re.sub(r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.S).replace(
    "Fira Code", "DejaVu Sans Mono, Menlo, Consolas"
)
"""No font is fetched: a picture in a page may not, and the reader's own are as good."""


def pictures() -> dict[str, str]:
    """File name -> SVG."""
    return {
        "show-extract.svg": picture(extract(FIXTURES / "chatellerault.pdf"), "chatellerault.pdf"),
        "show-minutes.svg": picture(_minutes(), "proces-verbal.pdf"),
        "show-doubtful.svg": picture(from_json((FIXTURES / "scan-douteux.json").read_bytes()), "scan-douteux.pdf"),
    }


def _minutes() -> Document:
    sys.path.insert(0, str(FIXTURES))
    import layouts

    return extract_bytes(layouts.LAYOUTS["proces-verbal"]()[0], "proces-verbal.pdf", Options())


def picture(document: Document, name: str) -> str:
    """The page of a document as a terminal of 80 columns shows it."""
    document.source = replace(document.source, fichier=name)
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, color_system="standard")
    for part in shown_document(document, Words("fr"), Paper(WIDTH, is_drawn=True, has_colour=True)):
        console.print(part)
    return console.export_svg(
        title=f"delibparse show {name}", theme=MONOKAI, code_format=FORMAT, unique_id=Path(name).stem
    )


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, svg in pictures().items():
        (FOLDER / name).write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()
