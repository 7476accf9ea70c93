"""The end of a batch: what could not be read, grouped by cause, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from delibparse.batch.failures import Group
from delibparse.files import shortened
from delibparse.showing.paper import Paper, grid, headed, said
from delibparse.showing.words import Words

if TYPE_CHECKING:
    from rich.console import RenderableType

FIRST = 3
"""Names that are told of each cause: all stand in `failures.csv`."""


def shown_failures(
    failed: Sequence[Group], left_out: Sequence[Group], words: Words, paper: Paper
) -> Iterator[RenderableType]:
    """The causes of failures, then those for which files were left aside; nothing where there are none."""
    for title, groups in ((words["failures"], failed), (words["left_out"], left_out)):
        if groups:
            count = sum(len(one.names) for one in groups)
            rows = [row for one in groups for row in _rows(one, words, paper)]
            yield headed(Text(f"{title} ({count})", style="bold"), [grid(rows)])


def _rows(group: Group, words: Words, paper: Paper) -> Iterator[tuple[Text, Text]]:
    yield said(f"{len(group.names)} ×", "bold"), said(group.cause)
    if group.remedy:
        yield Text(), said(f"→ {group.remedy}", "green")
    for name in group.names[:FIRST]:
        yield Text(), said(shortened(name, paper.width - 10), "dim")
    more = len(group.names) - FIRST
    if more > 0:
        yield Text(), said(f"… {words.counted(more, 'others')} (failures.csv)", "dim")
