"""Lines that tell of counts, of votes or of members, and so head no act, however they are set."""

from __future__ import annotations

import regex

from delibparse.grammar.list_items import LINK
from delibparse.grammar.values import people
from delibparse.layout import Span
from delibparse.model.people import fold
from delibparse.wording import EXACT, Fixed, Template

_FIELDS = ("en_exercice", "presents", "pouvoirs", "excuses", "absents", "votants", "quorum", "suffrages_exprimes")
_COUNTS = "|".join(f"@{{counts.{field}}}" for field in _FIELDS)
_SIDES = "@{votes.pour}|@{votes.contre}|@{votes.abstentions}|@{votes.non_participants}|@{votes.blancs_nuls}"
_BEHIND = r"\s*[:=(.…]*\s*(?:\d|@{votes.none}\s*$)"
_COUNT = Template(rf"^\W*(?:@{{counts.number_of}})?(?:{_COUNTS}){_BEHIND}")
_SIDE = Template(rf"^\W*(?:@{{counts.number_of}})?(?:{_SIDES}){_BEHIND}")
"""A label of a count or of a side, and its figure."""

_INITIALS = Template(r"^\W*\p{Lu}[\p{Lu}'’ \-]+,\s?\p{Lu}\p{Ll}?\.?(?:\s?-\s?\p{Lu}\.?)?(?:\s*[;,(]|\s*$)", EXACT)
"""DECOSTER, F. ; DUFOURNET, M.-H."""

_WORD = Fixed(r"\p{L}[\p{L}'’\-]*", regex.V1)


def tells_count(line: Span) -> bool:
    """Whether a line begins with the label of a count of the assembly and its figure."""
    return line.match(_COUNT) is not None


def tells_of_session(line: Span, members: frozenset[str]) -> bool:
    """Whether a line tells a count, a side's votes or who gave a proxy, or only names members; `members` are the words
    of their names, folded."""
    if tells_count(line) or line.match(_SIDE) or line.match(_INITIALS):
        return True
    words = {fold(word) for word in _WORD.findall(line.raw)}
    return (bool(words) and words <= members) or _pairs(line)


def _pairs(line: Span) -> bool:
    """Whether a line holds two people and the words that make one the holder of the other's proxy."""
    link = line.search(LINK)
    if link is None or not any(c.isalpha() for c in link[0]):
        return False
    before, behind = line.sub(0, link.start()).strip(" ,:;•-–("), line.sub(link.end(), len(line)).strip(" ,:;.)")
    return people.person(before) is not None and people.person(behind) is not None
