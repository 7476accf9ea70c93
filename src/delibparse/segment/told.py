"""Lines that tell of counts, of votes or of members, and so head no act, however they are set."""

from __future__ import annotations

import regex

from delibparse.grammar.counts import ANY_COUNT
from delibparse.grammar.headings import headings
from delibparse.grammar.list_items import LINK
from delibparse.grammar.values import people
from delibparse.layout import Span
from delibparse.model.people import fold
from delibparse.wording import EXACT, Fixed, Template

_SIDES = "@{votes.pour}|@{votes.contre}|@{votes.abstentions}|@{votes.non_participants}|@{votes.blancs_nuls}"
_BEHIND = r"\s*[:=(.…]*\s*(?:\d|@{votes.none}\s*$)"
_COUNT = Template(rf"^\W*(?:@{{counts.number_of}})?(?:{ANY_COUNT}){_BEHIND}")
_SIDE = Template(rf"^\W*(?:@{{counts.number_of}})?(?:{_SIDES}){_BEHIND}")
"""A label of a count or of a side, and its figure."""

_SIDE_LABEL = Template(rf"^\W*(?:@{{votes.voting}}\s+){{0,3}}(?:{_SIDES})(?!\p{{L}})")
_COLON = Template(r"\s*(?:\(\s*\d+\s*\)\s*)?:\s*")
_CIVIL = Template(r"(?:@{CIVILITY}|@{CIVILITIES})\s?\p{Lu}", EXACT)

_LABELS_ALONE = Template(rf"^\W*(?:(?:@{{counts.number_of}})?(?:{ANY_COUNT}|{_SIDES})(?!\p{{L}})\W*){{2,}}$")
"""The labels of a row and nothing besides: En exercice Présents Votants."""

_INITIALS = Template(r"^\W*\p{Lu}[\p{Lu}'’ \-]+,\s?\p{Lu}\p{Ll}?\.?(?:\s?-\s?\p{Lu}\.?)?(?:\s*[;,(]|\s*$)", EXACT)
"""DECOSTER, F. ; DUFOURNET, M.-H."""

_WORD = Fixed(r"\p{L}[\p{L}'’\-]*", regex.V1)


def tells_count(line: Span) -> bool:
    """Whether a line begins with the label of a count of the assembly and its figure."""
    return line.match(_COUNT) is not None


def tells_of_session(line: Span, members: frozenset[str]) -> bool:
    """Whether a line tells a count, a side's votes or who gave a proxy, or only names members; `members` are the words
    of their names, folded."""
    if tells_count(line) or line.match(_SIDE) or line.match(_INITIALS) or line.match(_LABELS_ALONE):
        return True
    return _names_members(line, members) or _is_labelled_list(line, members) or _pairs(line)


def _names_members(line: Span, members: frozenset[str]) -> bool:
    words = {fold(word) for word in _WORD.findall(line.raw)}
    return bool(words) and words <= members


def _is_labelled_list(line: Span, members: frozenset[str]) -> bool:
    """Whether a line is the label of a list or of a side, and names: Membres excusés : Mme ROY; Contre : M. PETIT."""
    ends = [one.end for one in headings(line) if not line.raw[: one.start].strip(" \t•–-")]
    if side := line.match(_SIDE_LABEL):
        ends.append(side.end())
    for end in ends:
        colon = line.lexicon.match(_COLON, line.raw, end)
        named = line.sub(colon.end(), len(line)) if colon else None
        if named is not None and (named.match(_CIVIL) or _names_members(named, members)):
            return True
    return False


def _pairs(line: Span) -> bool:
    """Whether a line holds two people and the words that make one the holder of the other's proxy."""
    link = line.search(LINK)
    if link is None or not any(c.isalpha() for c in link[0]):
        return False
    before, behind = line.sub(0, link.start()).strip(" ,:;•-–("), line.sub(link.end(), len(line)).strip(" ,:;.)")
    return people.person(before) is not None and people.person(behind) is not None
