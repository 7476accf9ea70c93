"""What a file holds, on paper: a line on the file, one act in full or several in a table, and the warnings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from delibparse.checks.report import Row, rows
from delibparse.files import shortened
from delibparse.model.record import Deliberation, Document
from delibparse.settings import NO_SETTINGS, Settings
from delibparse.showing.act import shown_act
from delibparse.showing.paper import Paper, headed, said
from delibparse.showing.vote import short
from delibparse.showing.warnings import causes, shown_causes
from delibparse.showing.words import Words

if TYPE_CHECKING:
    from rich.console import RenderableType


def shown_document(
    document: Document, words: Words, paper: Paper, act: int | None = None, settings: Settings = NO_SETTINGS
) -> Iterator[RenderableType]:
    """The parts of a file's page. `act` is the number, from 1, of the one act that is wanted in full, which the caller
    has seen to be there; the settings tell which warnings are kept."""
    acts = document.deliberations
    found = list(rows(document, settings))
    yield from _head(document, words, paper)
    if not acts:
        yield said(words["no_acts"], "bold")
    elif len(acts) == 1 or act is not None:
        number = act or 1
        if len(acts) > 1:
            yield said(f"{words['act'].capitalize()} {number}/{len(acts)}", "dim")
            found = _of_act(document, number, settings)
        yield from shown_act(acts[number - 1], words, paper)
    else:
        yield from _several(document, words, paper)
    yield from _warnings(found, words, 1 if act is not None else len(acts))


def _of_act(document: Document, number: int, settings: Settings) -> list[Row]:
    """The warnings of one act, those of its session too, though they are told at another act of the file."""
    alone = Document(source=document.source, deliberations=[document.deliberations[number - 1]])
    return [row._replace(acte=number - 1) for row in rows(alone, settings)]


def _head(document: Document, words: Words, paper: Paper) -> Iterator[RenderableType]:
    source = document.source
    parts = [words[f"natures.{document.nature}"]] if document.nature else []
    parts += [words.counted(source.pages, "pages"), *_method(document, words)]
    if len(document.deliberations) > 1:
        parts.append(words.counted(len(document.deliberations), "acts"))
    yield said(shortened(source.fichier, paper.width), "bold cyan")
    yield said(" · ".join(parts), "dim")
    yield Rule(style="dim", characters="─" if paper.is_drawn else "-")


def _method(document: Document, words: Words) -> list[str]:
    """How the pages were read: from their text layer, or recognised, and then how surely."""
    read = document.source.lecture
    methods = {row.methode for row in read if row.methode != "vide"}
    if not methods:
        return [words["empty"]] if read else []
    if methods == {"texte"}:
        return [words["text_layer"]]
    sure = [row.confiance for row in read if row.methode != "texte" and row.confiance is not None]
    if methods == {"ocr"} and sure:
        return [words["ocr_confidence"].format(confidence=words.share(min(sure)))]
    return [words["ocr"] if methods == {"ocr"} else words["mixed"]]


def _several(document: Document, words: Words, paper: Paper) -> Iterator[RenderableType]:
    """Several acts: what they have in common, then a line each."""
    acts = document.deliberations
    for act in _sessions(acts):
        session = [act.collectivite.nom, words.date(act.seance.date) if act.seance.date else None]
        if told := " · ".join(part for part in session if part):
            yield said(told)
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("", justify="right", no_wrap=True)
    table.add_column(words["number"], overflow="fold", max_width=paper.width // 5)
    table.add_column(words["object"], overflow="fold", ratio=1)
    table.add_column(words["vote"], overflow="fold", max_width=paper.width // 4)
    table.add_column(words["to_look_at"], no_wrap=True, justify="right")
    for k, act in enumerate(acts, 1):
        grave = [one for one in act.avertissements if one.gravite != "info"]
        table.add_row(
            str(k), said(act.numero or "–", most=40), said(act.objet or words["no_object"], most=_most(paper)),
            said(short(act.vote, words)), str(len(grave)) if grave else "",
        )  # fmt: skip
    yield Text()
    yield table
    yield Text()
    yield said(f"{words['figures']} {words['one_act']}", "dim")


def _most(paper: Paper) -> int:
    """Characters of an object in a table: about two lines of its column."""
    return paper.width


def _sessions(acts: list[Deliberation]) -> list[Deliberation]:
    """An act of each session, in the order of the file."""
    first = {(act.collectivite.nom, act.seance.date): act for act in reversed(acts)}
    return sorted(first.values(), key=acts.index)


def _warnings(found: list[Row], words: Words, acts: int) -> Iterator[RenderableType]:
    if not found:
        yield Text()
        yield said(words["no_warnings"], "green")
        return
    grouped = causes(found, words)
    yield headed(Text(words["warnings"], style="bold"), list(shown_causes(grouped, words, acts)))
