"""The pages as HTML. All that comes from documents is escaped by the templates; data for the scripts is JSON in which
no character can end its element."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined
from msgspec import to_builtins

from delibparse.corrections.fields import Kind, whole_of
from delibparse.model.record import Avertissement, Lecture
from delibparse.review.sheets import Sheet
from delibparse.review.strings import Lang, strings
from delibparse.review.view import ActView, FileView, Section, Shown

UNREAD = "/indices/non_lus/"
GRAVITIES = {"erreur": 0, "alerte": 1, "info": 2}


class Where(NamedTuple):
    """An act among the others: its own name, its file's, its content's, and the names of its neighbours' pages."""

    name: str
    fichier: str
    sha256: str
    before: str | None = None
    after: str | None = None


@lru_cache(maxsize=1)
def _templates() -> Environment:
    found = Environment(
        loader=PackageLoader("delibparse.review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.policies["json.dumps_kwargs"] = {"sort_keys": False, "ensure_ascii": False, "separators": (",", ":")}
    found.globals |= {
        "anchor": anchor,
        "box_id": box_id,
        "box_of": box_of,
        "around_family_name": around_family_name,
        "asides_of": asides_of,
    }
    return found


def anchor(pointer: str) -> str:
    """The id of a value on its page: "/vote/pour" is "v-vote-pour"."""
    return "v" + pointer.replace("/", "-")


def box_of(row: Shown) -> str:
    """The id of the first box of a value, else its own."""
    boxed = any(isinstance(spot.bbox, tuple) or isinstance(spot.position, tuple) for spot in row.spots)
    return box_id(row.pointer) if boxed else anchor(row.pointer)


def box_id(pointer: str) -> str:
    """The id of the first box of a pointer: "/vote/pour" is "b-vote-pour"."""
    return "b" + anchor(pointer)[1:]


def act_page(
    file: FileView, shown: ActView, where: Where, lectures: list[Lecture], sheets: list[Sheet], lang: Lang, serve: bool
) -> str:
    """The page of an act; where it is served, corrections are sent back, else they are kept by the browser."""
    words = strings(lang)
    pages = _pages_of(shown, sheets)
    return _templates().get_template("act.html").render(
        lang=lang,
        t=words,
        where=where,
        act=shown.act,
        number=shown.number,
        sections=[section for section in shown.sections if section.rows or section.adds],
        warnings=warnings_html(file, shown, lang),
        sheets=[(sheet, _boxes(sheet, shown), _unread(sheet, shown), _passages(sheet, shown)) for sheet in pages],
        lectures={lecture.page: lecture for lecture in lectures},
        told={row.pointer: told(row, words) for row in shown.rows()},
        labels={row.pointer: label_of(row.pointer, words) for row in shown.rows()},
        data=_data(shown, where, words, serve),
    )  # fmt: skip


def _pages_of(shown: ActView, sheets: list[Sheet]) -> list[Sheet]:
    """The pages of an act, then those on which the values stand that it has from its session: in minutes, the first."""
    own = set(shown.read.pages) or {sheet.page for sheet in sheets}
    others = {spot.page for row in shown.rows() for spot in row.spots} - own
    return [sheet for pages in (own, others) for sheet in sheets if sheet.page in pages]


def warnings_html(file: FileView, shown: ActView, lang: Lang) -> str:
    """The warnings of an act and of its file, the gravest first; each leads to the first of its fields on the page."""
    rows = {row.pointer for row in shown.rows()}
    listed = [*((warning, True) for warning in file.warnings), *((warning, False) for warning in shown.warnings)]
    listed.sort(key=lambda row: GRAVITIES[row[0].gravite])
    unread = {pointer for pointer in shown.read.provenance if pointer.startswith(UNREAD)}
    entries = [(warning, _leads_to(warning, rows, unread, of_file)) for warning, of_file in listed]
    return _templates().get_template("warnings.html").render(
        entries=entries, left=shown.left, t=strings(lang), labels=strings(lang)["labels"]
    )  # fmt: skip


def _leads_to(warning: Avertissement, rows: set[str], unread: set[str], of_file: bool) -> tuple[str, list[str]]:
    """The anchor that a warning leads to, and the pointers of the values that it is about."""
    if of_file:
        pages = [champ.rsplit("/", 1)[1] for champ in warning.champs if champ.startswith("/source/lecture/")]
        return (f"page-{int(pages[0]) + 1}" if pages else "values", [])
    about = [row for champ in warning.champs for row in sorted(rows) if row == champ or row.startswith(f"{champ}/")]
    words = next((champ for champ in warning.champs if champ in unread), None)
    if words is not None:
        return box_id(words), []
    exact = [champ for champ in warning.champs if champ in rows]
    first = (exact or about)[:1]
    return (anchor(first[0]) if first else "values", exact or about[:1])


def told(row: Shown, words: dict[str, Any]) -> str:
    """A value in words."""
    shown = row.value
    if shown is None:
        return str(words["empty"])
    if row.kind is Kind.flag:
        return str(words["yes"] if shown else words["no"])
    if row.kind is Kind.choice:
        return str(words["choices"].get(shown, shown))
    return str(shown)


def around_family_name(row: Shown) -> tuple[str, str, str] | None:
    """The name of a person in three: what stands before the family name, that name, and what stands behind; None for
    what is no person, and a person whose family name is not known or not in the text."""
    name = next((value for part, value in row.parts.items() if part.endswith("/nom")), None)
    if not isinstance(name, str) or not isinstance(row.value, str) or name not in row.value:
        return None
    before, _, behind = row.value.rpartition(name)
    return before, name, behind


def asides_of(row: Shown) -> str:
    """What is known of a person beside the name as printed: the function, the votes that a voter carries."""
    found = []
    for part, value in row.parts.items():
        if part.endswith("/qualite") and value and str(value) not in str(row.value):
            found.append(str(value))
        if part.endswith("/pouvoirs") and value:
            found.append(f"+ {value}")
    return ", ".join(found)


def label_of(pointer: str, words: dict[str, Any]) -> str:
    """What a field is called; an item of a list by its section and rank."""
    if pointer in words["labels"]:
        return str(words["labels"][pointer])
    whole = whole_of(pointer)
    if whole != pointer:
        return f"{label_of(whole, words)}, {words['parts'][pointer.rsplit('/', 1)[1]]}"
    *_, name, rank = [part for part in pointer.split("/") if part not in ("mandant", "mandataire")]
    side = pointer.rsplit("/", 1)[1]
    label = f"{words['sections'].get({'points': 'decision'}.get(name, name), name)} {int(rank) + 1}"
    return f"{label}, {words[side]}" if side in ("mandant", "mandataire") else label


# ---- the boxes -----------------------------------------------------------------------------------------------------


class Box(NamedTuple):
    """The rectangles of a value on a page: x, y, width, height in points."""

    row: Shown
    first: bool
    rects: list[tuple[float, float, float, float]]


MARGIN = 1.5
"""Points around the ink."""


def _boxes(sheet: Sheet, shown: ActView) -> list[Box]:
    """The values of a page, the largest first, so that those inside them can be pointed at."""
    found = []
    for row in shown.rows():
        rects = [_rect(spot.bbox) for spot in row.spots if spot.page == sheet.page and isinstance(spot.bbox, tuple)]
        if rects:
            found.append(Box(row, row.spots[0].page == sheet.page, rects))
    return sorted(found, key=lambda box: -max(rect[2] * rect[3] for rect in box.rects))


class Unread(NamedTuple):
    """Words that were not understood: their pointer, whether they begin here, the words, the rectangle."""

    pointer: str
    first: bool
    text: str
    rect: tuple[float, float, float, float]


def _unread(sheet: Sheet, shown: ActView) -> list[Unread]:
    """What was not understood on a page."""
    return [
        Unread(pointer, k == 0, place.texte, _rect(place.bbox))
        for pointer, places in shown.read.provenance.items()
        if pointer.startswith(UNREAD)
        for k, place in enumerate(places)
        if place.page == sheet.page and isinstance(place.bbox, tuple)
    ]


def _rect(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = box
    return (
        round(x0 - MARGIN, 1),
        round(y0 - MARGIN, 1),
        round(x1 - x0 + 2 * MARGIN, 1),
        round(y1 - y0 + 2 * MARGIN, 1),
    )


class Passage(NamedTuple):
    """A stretch of a plain text; `row` is the value read there, None for what lies between."""

    text: str
    row: Shown | None
    first: bool


def _passages(sheet: Sheet, shown: ActView) -> list[Passage]:
    """A page of plain text cut at the ends of its values; where they overlap, the shortest is shown."""
    if sheet.start is None or sheet.text is None:
        return []
    spans: list[tuple[int, int, Shown]] = []
    for row in shown.rows():
        for spot in row.spots:
            if spot.page == sheet.page and isinstance(spot.position, tuple):
                a, b = (min(max(at - sheet.start, 0), len(sheet.text)) for at in spot.position)
                spans.append((a, b, row))
    cuts = sorted({0, len(sheet.text), *(at for span in spans for at in span[:2])})
    seen: set[str] = set()
    found = []
    for a, b in pairwise(cuts):
        inside = [span for span in spans if span[0] <= a and b <= span[1]]
        held = min(inside, key=lambda span: span[1] - span[0], default=None)
        value = held[2] if held else None
        found.append(Passage(sheet.text[a:b], value, value is not None and value.pointer not in seen))
        seen |= {value.pointer} if value else set()
    return found


# ---- for the scripts -----------------------------------------------------------------------------------------------


def _data(shown: ActView, where: Where, words: dict[str, Any], serve: bool) -> dict[str, Any]:
    """What the scripts of an act's page need to know."""
    return {
        "serve": serve,
        "name": where.name,
        "act": {
            "fichier": where.fichier,
            "sha256": where.sha256,
            "acte": shown.number,
            "numero": shown.read.numero,
            "pages": shown.read.pages,
        },
        "order": shown.doubtful(),
        "fields": {row.pointer: _field(row, words) for row in shown.rows()},
        "said": shown.said,
        "lists": {section.adds: _list(section, words) for section in shown.sections if section.adds},
        "parts": words["parts"],
        "choices": words["choices"],
        "states": words["states"],
        "empty": words["empty"],
        "strings": words["js"],
    }


def _field(row: Shown, words: dict[str, Any]) -> dict[str, Any]:
    field = {"label": label_of(row.pointer, words), "kind": row.kind.value, "value": row.value}
    more = {
        "state": row.state,
        "raw": row.raw,
        "rawState": row.raw_state,
        "rawRead": row.raw_read,
        "choices": list(row.choices),
        "suggestions": row.suggestions,
        "lieux": to_builtins(row.spots),
        "item": row.item,
        "read": row.read,
        "parts": row.parts,
        "rawParts": row.raw_parts if row.raw_parts != row.parts else None,
    }
    return field | {name: value for name, value in more.items() if value not in (None, "", [], {})}


def _list(section: Section, words: dict[str, Any]) -> dict[str, Any]:
    kind = {"pouvoirs": Kind.proxy, "visas": Kind.text, "considerants": Kind.text, "expose": Kind.text,
            "decision": Kind.text}.get(section.name, Kind.person)  # fmt: skip
    return {"label": words["sections"][section.name], "kind": kind.value, "rank": section.rank}


def index_page(
    totals: dict[str, int],
    failures: list[tuple[str, str]],
    without: list[str],
    left: list[tuple[str, str]],
    lang: Lang,
    serve: bool,
) -> str:
    """The index: `failures` are files and why they were not read, `without` those in which no act was found, `left`
    corrections and why they were not applied."""
    return _templates().get_template("index.html").render(
        lang=lang, t=strings(lang), totals=totals, failures=failures, without=without, left=left,
        data={"serve": serve, "strings": strings(lang)["js"], "columns": strings(lang)["columns"],
              "choices": strings(lang)["choices"], "empty": strings(lang)["empty"]},
    )  # fmt: skip
