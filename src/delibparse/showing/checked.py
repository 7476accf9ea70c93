"""The warnings of several files for `check`: grouped for people, a line each for pipes, and their statistics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from delibparse.checks.report import Row
from delibparse.files import shortened
from delibparse.inert import inert
from delibparse.labels import in_words
from delibparse.model.record import Gravite
from delibparse.showing.paper import Paper, said
from delibparse.showing.warnings import COLOURS, SEVERITIES, causes, shown_causes
from delibparse.showing.words import Words

if TYPE_CHECKING:
    from rich.console import RenderableType


class Checked(NamedTuple):
    """A document's name, how many acts it holds, and its warnings."""

    fichier: str
    acts: int
    found: list[Row]


class Statistic(NamedTuple):
    """How often a rule was broken: by how many acts in all, told by how many warnings in how many files."""

    gravite: Gravite
    code: str
    acts: int
    warnings: int
    files: int


def shown_check(files: Sequence[Checked], words: Words, paper: Paper) -> Iterator[RenderableType]:
    """For a terminal: the files that have warnings, those grouped by cause; then the summary."""
    for file in files:
        if file.found:
            yield said(shortened(file.fichier, paper.width), "bold cyan")
            for cause in shown_causes(causes(file.found, words), words, file.acts):
                yield Padding(cause, (0, 0, 0, 2))
            yield Text()
    yield said(summary(files, words), "bold")


def plain_lines(files: Sequence[Checked], words: Words) -> Iterator[str]:
    """For a pipe: a line a warning (file, act, page, code, severity, message, parted by tabs); then the summary."""
    for file in files:
        for row in file.found:
            yield "\t".join(inert(cell) for cell in _cells(row, words))
    yield summary(files, words)


def _cells(row: Row, words: Words) -> tuple[str, ...]:
    warning = row.avertissement
    act = row.numero or ("" if row.acte is None else str(row.acte + 1))
    message = in_words(warning.message, words.lang)
    told = message if row.actes == 1 else f"{message} (×{row.actes})"
    return row.fichier, act, str(row.page or ""), warning.code, warning.gravite, told


def summary(files: Sequence[Checked], words: Words) -> str:
    """How many acts, and how many warnings of each severity."""
    counts: Counter[str] = Counter(row.avertissement.gravite for file in files for row in file.found)
    return words["summary"].format(
        acts=words.counted(sum(file.acts for file in files), "acts"),
        errors=words.counted(counts["erreur"], "errors"),
        alerts=words.counted(counts["alerte"], "alerts"),
        infos=words.counted(counts["info"], "infos"),
    )


def statistics(files: Sequence[Checked]) -> list[Statistic]:
    """The rules that were broken, the gravest first, of each severity the most frequent first."""
    acts: Counter[tuple[Gravite, str]] = Counter()
    warnings: Counter[tuple[Gravite, str]] = Counter()
    where: dict[tuple[Gravite, str], set[str]] = {}
    for file in files:
        for row in file.found:
            key = row.avertissement.gravite, row.avertissement.code
            acts[key] += row.actes
            warnings[key] += 1
            where.setdefault(key, set()).add(file.fichier)
    listed = [Statistic(*key, count, warnings[key], len(where[key])) for key, count in acts.items()]
    return sorted(listed, key=lambda one: (SEVERITIES.index(one.gravite), -one.acts, one.code))


def shown_statistics(files: Sequence[Checked], words: Words) -> Iterator[RenderableType]:
    """The rules that were broken, a row each; then the summary."""
    listed = statistics(files)
    if listed:
        table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
        table.add_column(words["severity"], no_wrap=True)
        table.add_column(words["code"], no_wrap=True)
        table.add_column(words["count"], justify="right", no_wrap=True)
        table.add_column(words["in_files"], justify="right", no_wrap=True)
        table.add_column(words["title"], overflow="fold")
        for one in listed:
            gravity = Text(words.severity(one.gravite), style=COLOURS[one.gravite])
            table.add_row(gravity, one.code, str(one.acts), str(one.files), words.rule(one.code))
        yield table
        yield Text()
    yield said(summary(files, words), "bold")
