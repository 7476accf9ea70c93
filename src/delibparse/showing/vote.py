"""The vote: its outcome in words, the votes as a bar and as figures, who voted how."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text

from delibparse.model.fields import SIDES
from delibparse.model.record import Deliberation, Scrutin, Vote
from delibparse.showing.marks import Signs
from delibparse.showing.paper import Paper, grid, headed, said
from delibparse.showing.values import LONGEST, signed, voter
from delibparse.showing.words import Words

if TYPE_CHECKING:
    from rich.console import RenderableType

WIDEST_BAR = 60


class Side(NamedTuple):
    """How a side of the vote is drawn: the sign of its part of the bar, on a terminal and in plain text."""

    name: str
    drawn: str
    plain: str
    style: str


BAR = (
    Side("pour", "█", "#", "green"),
    Side("contre", "▓", "x", "red"),
    Side("abstentions", "░", "-", "yellow"),
    Side("blancs_nuls", "·", ".", "dim"),
)
"""The sides whose votes are drawn, told apart by their signs and not by colour alone."""

COLOURS = {"adopte": "bold green", "rejete": "bold red"}


def shown_vote(act: Deliberation, signs: Signs, words: Words, paper: Paper) -> Iterator[RenderableType]:
    """The vote of an act; nothing where the page tells of none."""
    vote = act.vote
    body = [*_outcome(act, signs, words), *_bar(vote, paper), *_figures(vote, signs, words, paper)]
    body += _names(vote, signs, words)
    if body:
        yield headed(Text(words["vote"], style="bold"), body)


def _outcome(act: Deliberation, signs: Signs, words: Words) -> Iterator[Text]:
    told = outcome(act.vote, words)
    if told is None:
        return
    text = said(told, COLOURS.get(act.vote.resultat or "", "bold"))
    yield signed(text, signs, "/vote/resultat", "/vote/unanimite", "/vote/scrutin")


def outcome(vote: Vote | Scrutin, words: Words) -> str | None:
    """The outcome in words; None where none was read."""
    parts = [words.choice(vote.resultat)] if vote.resultat else []
    parts += [words["unanimous"]] if vote.unanimite else []
    if isinstance(vote, Vote) and vote.scrutin == "secret":
        parts.append(f"({words['secret']})")
    return " ".join(parts) or None


def _bar(vote: Vote, paper: Paper) -> Iterator[Text]:
    counts = [getattr(vote, side.name) or 0 for side in BAR]
    if vote.pour is None or not sum(counts):
        return
    bar = Text()
    for side, length in zip(BAR, lengths(counts, min(WIDEST_BAR, paper.inner)), strict=True):
        bar.append((side.drawn if paper.is_drawn else side.plain) * length, style=side.style)
    yield bar


def lengths(counts: list[int], width: int) -> list[int]:
    """How long the part of each count is in a bar: together the whole, and none of them lost that is not nothing.

    >>> lengths([28, 0, 10], 38), lengths([5000, 1, 0], 20)
    ([28, 0, 10], [19, 1, 0])
    """
    whole = sum(counts)
    exact = [count * width / whole for count in counts]
    found = [max(1, int(part)) if part else 0 for part in exact]
    while sum(found) != width:
        step = 1 if sum(found) < width else -1
        able = [k for k, length in enumerate(found) if length > (1 if step < 0 else 0)]
        found[max(able, key=lambda k: step * (exact[k] - found[k]))] += step
    return found


def _figures(vote: Vote, signs: Signs, words: Words, paper: Paper) -> Iterator[Text]:
    told = []
    is_bar = vote.pour is not None
    for side in BAR:
        count = getattr(vote, side.name)
        if count is not None:
            sign = f"{side.drawn if paper.is_drawn else side.plain} " if is_bar else ""
            text = (
                Text(overflow="fold")
                .append(sign, side.style)
                .append_text(said(words.counted(count, f"sides.{side.name}")))
            )
            told.append(signed(text, signs, f"/vote/{side.name}"))
    if vote.non_participants is not None:
        text = said(words.counted(vote.non_participants, "sides.non_participants"))
        told.append(signed(text, signs, "/vote/non_participants"))
    if told:
        yield Text("   ").join(told)


def _names(vote: Vote, signs: Signs, words: Words) -> Iterator[Text]:
    for side in SIDES:
        voters = getattr(vote.noms, side)
        if voters:
            line = Text(overflow="fold").append(words.after(words.section(side)), "bold")
            listed = [voter(one, f"/vote/noms/{side}/{k}", signs, words) for k, one in enumerate(voters)]
            yield line.append(" ").append_text(Text(", ").join(listed))


def shown_ballots(act: Deliberation, words: Words) -> Iterator[RenderableType]:
    """The votes of an act that holds several, a line each."""
    if act.scrutins:
        rows = [(said(f"{k}."), said(one.objet or words["no_object"], most=LONGEST), said(short(one, words)))
                for k, one in enumerate(act.scrutins, 1)]  # fmt: skip
        yield headed(Text(words["ballots"], style="bold"), [grid(rows)])


def short(vote: Vote | Scrutin, words: Words) -> str:
    """An outcome and its figures in a few words: "adopté 28/0/10", "unanimité"."""
    ended = words["all_for"] if vote.unanimite and vote.resultat == "adopte" else outcome(vote, words)
    figures = [vote.pour, vote.contre, vote.abstentions]
    told = "/".join("?" if count is None else str(count) for count in figures) if any(
        count is not None for count in figures
    ) else ""  # fmt: skip
    return " ".join(part for part in (ended, told) if part) or words["not_read"]
