"""What is known of a body before its lists are read: who its members are, and which communes an EPCI has.

In a list an EPCI's communes head those whom they send, or stand beside them: they are groups and no one's name. They are
taken for that where the list's others are named by more than a word, or where a colon stands behind them; a member may
be called as a commune is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeGuard

from delibparse.gazetteer.names import key_behind_of, without_kind
from delibparse.grammar.facts import Away, Fact, Group, Member, named_by
from delibparse.layout import Span
from delibparse.model.record import Personne
from delibparse.wording import EXACT, Template


def nobody(_who: Personne) -> bool:
    """Of a body whose members are not known."""
    return False


@dataclass(frozen=True, slots=True)
class Council:
    """`knows` tells whether a naming is a member's, by a roster of the body; `communes` are the keys of its communes."""

    knows: Callable[[Personne], bool] = nobody
    communes: frozenset[str] = frozenset()

    def is_commune(self, words: str) -> bool:
        """Whether words are the name of one of its communes: "Beauval", "Commune de Beauval"."""
        return bool(self.communes) and key_behind_of(without_kind(words)) in self.communes


UNKNOWN = Council()
"""A body of which nothing is known."""

LONGEST = 60
"""Characters of the longest label of a group."""

_LABEL = Template(
    rf"(?:^|(?<=[\n\t;•.,]|\s[–—-]))\s*(?:(?i:@{{names.place_lead}})\s+)?"
    rf"(?P<place>(?:d(?:e|es|u)\s|d['’])?\p{{Lu}}[^\n\t;•,:]{{1,{LONGEST}}}?)\s?(?::(?=\s)|\s[–—-](?=\s+@{{CIVILITY}}))",
    EXACT,
)
"""What may be the label of a group, at the beginning of an item: "Beauval : M. Luc PETIT", "Beauval - M. Luc PETIT"."""

WHOLE_NAMES = 0.6
"""Share of a list's people who are named by more than a word, from which a commune alone is no one."""


ALL_COMMUNES = 2
"""Communes of the body in a list that names nobody else from which none of them is someone."""


def parted(body: Span, council: Council) -> tuple[list[Span], list[Group]]:
    """The stretches of a list between the labels of its groups, and these labels; the whole list where it has none."""
    if not council.communes:
        return [body], []
    labels = [match for match in body.matches(_LABEL) if council.is_commune(match["place"])]
    starts = [0, *(match.end() for match in labels)]
    ends = [*(match.start() for match in labels), len(body)]
    stretches = [body.sub(start, end) for start, end in zip(starts, ends, strict=True) if body.raw[start:end].strip()]
    return stretches, [Group(body.group(match, "place")) for match in labels]


def grouped(facts: list[Fact], council: Council) -> list[Fact]:
    """The facts of a list, those that take a commune for someone made groups."""
    if not council.communes:
        return facts
    named = [found.value for fact in facts if not _is_commune(fact, council) for found in named_by(fact)]
    whole = sum(who.prenom is not None or who.civilite is not None for who in named)
    if whole < WHOLE_NAMES * len(named) or (not named and len(facts) < ALL_COMMUNES):
        return facts
    return [Group(fact.person.span) if _is_commune(fact, council) else fact for fact in facts]


def _is_commune(fact: Fact, council: Council) -> TypeGuard[Member | Away]:
    """Whether a fact takes the bare name of a commune for someone's."""
    if not isinstance(fact, (Member, Away)):
        return False
    return fact.person.value.civilite is None and council.is_commune(fact.person.span.text)
