"""The folder of a review: a page for each act, an index, the pictures, the scripts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from delibparse import errors
from delibparse.batch.work import attempt
from delibparse.batchfolder import BatchFolder
from delibparse.corrections import Left
from delibparse.files import make_folder, writing
from delibparse.model.record import Document
from delibparse.review.gather import Batch, Filed, document_of
from delibparse.review.render import Where, act_page, index_page
from delibparse.review.sheets import At, Sheet, bounded, sheets
from delibparse.review.strings import Lang, strings
from delibparse.review.view import FileView, summary, view
from delibparse.settings import NO_SETTINGS, Settings

ACTS, PAGES, ASSETS = "actes", "pages", "assets"
DATA = "acts.js"

Row = dict[str, Any]
"""An act in the index; see `view.summary`."""


def name_of(sha256: str, number: int) -> str:
    """The name of an act's page, without its suffix: as `exports` identify it."""
    return f"{sha256[:16]}-{number}"


@dataclass(frozen=True, slots=True)
class Order:
    """A file to make pages of: the names of the acts around its own, and where all goes."""

    filed: Filed
    out: str
    batch: BatchFolder
    lang: Lang
    before: str | None = None
    after: str | None = None
    settings: Settings = NO_SETTINGS


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as it was read, with what its acts' pages show."""

    filed: Filed
    document: Document
    shown: FileView
    names: list[str]
    sheets: list[Sheet]
    lectures: list[Any]


# ---- in a worker ---------------------------------------------------------------------------------------------------


def open_file(order: Order, found: list[Sheet]) -> Opened:
    """Reads what was read of a file; `found` are the pictures of its pages. Raises InputFailure, BadRecord,
    OutputFailure."""
    document = document_of(order.filed)
    shown = view(document, list(order.filed.words), order.lang, order.settings)
    names = [name_of(order.filed.sha256, act.number) for act in shown.acts]
    return Opened(order.filed, document, shown, names, found, document.source.lecture)


def draw(order: Order, at: At = bounded) -> list[Sheet]:
    """Makes the pictures of a file's pages. Raises InputFailure, BadRecord, OutputFailure."""
    filed = order.filed
    lectures = document_of(filed).source.lecture
    return sheets(filed.task, filed.sha256, lectures, Path(order.out) / PAGES, order.batch, at)


def page(order: Order, opened: Opened, k: int, serve: bool = False) -> str:
    """The page of the `k`-th act of a file, from 0."""
    around = [order.before, *opened.names, order.after]
    where = Where(opened.names[k], order.filed.key, order.filed.sha256, around[k], around[k + 2])
    return act_page(opened.shown, opened.shown.acts[k], where, opened.lectures, opened.sheets, order.lang, serve)


Surveyed = tuple[list[Row], list[Left]]
"""The rows of a file's acts in the index, and the corrections that were not applied."""


def look(order: Order) -> Surveyed:
    """Looks at a file without making pages of it."""
    opened = open_file(order, [])
    return rows_of(opened), left_of(opened)


def write_acts(order: Order) -> Surveyed:
    """Writes the pages of a file's acts."""
    opened = open_file(order, draw(order))
    for k, name in enumerate(opened.names):
        with writing(Path(order.out) / ACTS / f"{name}.html", durable=False) as file:
            file.write(page(order, opened, k).encode())
    return rows_of(opened), left_of(opened)


def left_of(opened: Opened) -> list[Left]:
    """The corrections of a file that were not applied."""
    return [*opened.shown.left, *(one for act in opened.shown.acts for one in act.left)]


def rows_of(opened: Opened) -> list[Row]:
    head = {"fichier": opened.filed.key, "pages": len(opened.lectures)}
    return [{"nom": name, **head, **summary(act)} for name, act in zip(opened.names, opened.shown.acts, strict=True)]


# ---- the whole folder ----------------------------------------------------------------------------------------------


Tell = Callable[[int, int], None]
"""Who hears how many files are done, of how many."""


def build(batch: Batch, out: Path, lang: Lang, workers: Any, tell: Tell) -> list[Row]:
    """Writes the folder of a review. Returns the rows of the index, and adds to the batch's failures and to its left
    corrections what the files tell. Raises OutputFailure."""
    prepare(out)
    rows = [row for some in survey(write_acts, batch, out, lang, workers, tell).values() for row in some]
    with writing(out / DATA) as file:
        file.write(data(rows))
    with writing(out / "index.html") as file:
        file.write(index(rows, batch, lang).encode())
    return rows


def survey(
    work: Callable[[Order], Surveyed], batch: Batch, out: Path, lang: Lang, workers: Any, tell: Tell
) -> dict[str, list[Row]]:
    """The rows of the index by the file's SHA-256, in the order of the files; `work` is `write_acts` or `look`."""
    orders = arranged(batch, out, lang)
    made: dict[str, list[Row]] = {}
    for done, (filed, result) in enumerate(_each(work, orders, workers), 1):
        if isinstance(result, errors.OutputFailure):
            raise result
        if isinstance(result, errors.DelibparseError):
            batch.failures.append((filed.key, result.sentence("fr"), result.sentence("en")))
            batch.unmade.append((filed.key, result))
        else:
            made[filed.sha256] = result[0]
            batch.left.extend(result[1])
        tell(done, len(orders))
    return {filed.sha256: made[filed.sha256] for filed in batch.files if filed.sha256 in made}


def prepare(out: Path) -> None:
    """The folders of a review, and the scripts. Raises OutputFailure."""
    for name in (ACTS, PAGES, ASSETS):
        make_folder(out / name)
    for name, content in assets():
        with writing(out / ASSETS / name) as file:
            file.write(content)


def assets() -> Iterator[tuple[str, bytes]]:
    """The style sheet and the scripts, by their names."""
    for entry in sorted(resources.files("delibparse.review").joinpath("assets").iterdir(), key=lambda one: one.name):
        yield entry.name, entry.read_bytes()


def arranged(batch: Batch, out: Path, lang: Lang) -> list[Order]:
    """The files with acts, each knowing the acts before and after its own."""
    held = [(filed, filed.acts) for filed in batch.files if filed.acts]
    orders = [Order(filed, os.fspath(out), batch.folder, lang, settings=batch.settings) for filed, _ in held]
    return [
        replace(
            order,
            before=name_of(held[k - 1][0].sha256, held[k - 1][1]) if k else None,
            after=name_of(held[k + 1][0].sha256, 1) if k + 1 < len(held) else None,
        )
        for k, order in enumerate(orders)
    ]


def _each(work: Callable[[Order], Surveyed], orders: list[Order], workers: Any) -> Iterator[tuple[Filed, Any]]:
    """The files as they come out of the workers."""
    hand: dict[Future[Any], Filed] = {}
    left = iter(orders)
    while True:
        for order in left:
            hand[workers.submit(attempt, work, order)] = order.filed
            if len(hand) >= 3 * workers.count:
                break
        if not hand:
            return
        done, _ = wait(list(hand), return_when=FIRST_COMPLETED)
        for future in done:
            failure = future.exception()
            yield hand.pop(future), future.result() if failure is None else workers.trouble(failure)


def data(rows: list[Row]) -> bytes:
    """The index's rows as a script: a page opened from a folder may load scripts, and no JSON. Columns once, not in
    each row."""
    columns = list(rows[0]) if rows else []
    table = {"columns": columns, "rows": [list(row.values()) for row in rows]}
    text = msgspec.json.encode(table).decode().replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.delibparseActs = {text};\n".encode()


def index(rows: list[Row], batch: Batch, lang: Lang, serve: bool = False) -> str:
    """The index of some acts."""
    reasons = strings(lang)["left_reasons"]
    failures = [(key, fr if lang == "fr" else en) for key, fr, en in batch.failures]
    told = [(f"{word.fichier}, {word.acte}, {word.champ}", reasons[why]) for word, why in batch.left]
    told += [(f"corrections.jsonl, {line}", why) for line, why in batch.troubles]
    without = [filed.key for filed in batch.files if not filed.acts]
    return index_page(totals(rows) | {"files": len(batch.files)}, failures, without, told, lang, serve)


def totals(rows: list[Row]) -> dict[str, int]:
    """The sums of some rows."""
    files = {row["fichier"]: row["pages"] for row in rows}
    return {
        "acts": len(rows),
        "pages": sum(files.values()),
        "errors": sum(row["erreurs"] for row in rows),
        "alerts": sum(row["alertes"] for row in rows),
        "doubtful": sum(row["douteux"] for row in rows),
        "corrected": sum(row["relus"] for row in rows),
    }
