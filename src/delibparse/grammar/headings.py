"""Headings of the lists of members, by composition: what one announces follows from the words that it is made of.

No list of phrases is long enough ("Etaient excusés et avaient donné pouvoir de voter en leur nom", "Membres titulaires
absents, excusés"). A heading is a run of words of which each has a role; a handful of rules tells what they announce
together, in whatever order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from delibparse.layout import Span
from delibparse.wording import Fixed, Lexicon, Template

STATES = ("present", "absent", "excused", "represented", "proxy")
"""The roles that tell in what state the members of a list are; a heading has one of them at least."""

_ROLES = (*STATES, "giving", "being", "denying", "joining", "who", "filling", "leading")
_WORD = Template(
    "(?:" + "|".join(rf"(?P<{role}>@{{heading_words.{role}}})" for role in _ROLES) + r")(?![\p{L}])",
    regex.V1 | regex.I,
)
STATE_WORD = Template(
    r"(?<![\p{L}])(?:" + "|".join(rf"@{{heading_words.{role}}}" for role in STATES) + r")(?![\p{L}])",
)

_STARTS = Fixed(r"(?:^|(?<=[\s/,&'’(]))(?=\p{L})", regex.V1)
_GAP = Fixed(r"[ \xa0\u202f]*(?:[,/&(’'–-]|\n(?!\n))?[ \xa0\u202f]*", regex.V1)
_ENDS = Fixed(r"[ \t]*(?:\)\s*)?(?:[:;]|\n|$|[(\[]\s*\d)", regex.V1)
"""What stands behind a whole heading: a colon, a count in brackets, a line's end."""

_TO_COLON = Fixed(
    r"(?P<words>(?:[ \xa0](?:à\s)?[\p{Ll}'’-]+){1,10}|(?:[ \xa0][\p{Lu}'’-]{2,}){1,10})(?=\s?:)", regex.V1
)
"""What a heading that opens with its verb may still say up to its colon, whatever the words: a name has a capital, or
stands alone."""

_REFERENCE = Template(
    r"\s+(?P<words>\(?@{heading_words.reference}\b[^:;]{1,40}?\bart(?:icles?\b|\.)[^:;]{1,120}?)(?=\s?:)",
    regex.V1 | regex.I,
)
"""The article by which a list is made, up to the heading's colon: it may go over a line's end."""

CALLS_FOR_MORE = frozenset({"giving", "being", "denying", "joining", "filling"})
"""The roles of words behind which a line that ends there goes on in the next."""

BEFORE = 100
"""Characters before the word that tells the state within which a heading begins."""

MOST_WORDS = 24


@dataclass(frozen=True, slots=True)
class Heading:
    """Words that announce a list: its `kind`, and the offsets of its words in the span that was searched. `is_mixed`
    where it names those who are there and those who are not alike, so that no count of it is of one of them;
    `is_sentence` where a figure before it counts its subject: 18 membres du bureau étaient présents."""

    kind: str
    start: int
    end: int
    is_mixed: bool = False
    is_sentence: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    role: str
    start: int
    end: int


def announced(roles: Sequence[str]) -> str | None:
    """What words announce together, by their roles: presents, pouvoirs, excuses or absents; None for nothing.

    >>> announced(["being", "absent", "excused", "joining", "being", "giving", "proxy"])
    'pouvoirs'
    >>> announced(["absent", "denying", "excused"]), announced(["excused", "denying", "proxy"])
    ('absents', 'excuses')
    """
    told, denied = _told(roles)
    if "present" in told:
        return "presents"
    if told & {"proxy", "represented"}:
        return "excuses" if _is_joined(roles) else "pouvoirs"
    if "excused" in told:
        return "excuses"
    if told or denied & {"present", "excused", "represented", "proxy"}:
        return "absents"
    return None


def _told(roles: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The states that are told, and those that are denied: "non" is of the state that follows it."""
    told: set[str] = set()
    denied: set[str] = set()
    denying = False
    for role in roles:
        if role == "denying":
            denying = True
        elif role in STATES:
            (denied if denying else told).add(role)
            denying = False
    return frozenset(told), frozenset(denied)


def _is_joined(roles: Sequence[str]) -> bool:
    """Whether those who gave a proxy are named among the others away: "Absents et procurations"; not "Absents excusés
    et ayant donné pouvoir", who are the same."""
    for k, role in enumerate(roles):
        if role == "joining" and 0 < k < len(roles) - 1 and "giving" not in roles and "being" not in roles[k:]:
            before, behind = set(roles[:k]), set(roles[k:])
            if before & {"absent", "excused"} and behind & {"proxy"}:
                return True
    return False


def _is_a_row_of_labels(roles: Sequence[str]) -> bool:
    """Whether one state stands twice with nothing to join both: the heads of a table's columns, one behind the other."""
    states = [role for role in roles if role in STATES]
    return len(states) > len(set(states)) and "joining" not in roles and "denying" not in roles


def headings(text: Span) -> Iterator[Heading]:
    """The headings of a text, wherever their words stand: whether they head a list, their surroundings tell.

    Raises PatternTimeout.
    """
    raw, last = text.raw, 0
    for hit in text.matches(STATE_WORD):
        if hit.start() < last:
            continue
        words = _run(raw, last, hit, text.lexicon)
        last = max(hit.end(), words[-1].end)
        if words[0].role == "being" and (goes_on := _TO_COLON.match(raw, words[-1].end)):
            words = [*words, _Word("filling", *goes_on.span("words"))]
        words = _with_reference(raw, words, text.lexicon)
        if not _ENDS.match(raw[words[-1].end : words[-1].end + 12]):
            if words[-1].role == "leading":
                continue  # A ayant donné pouvoir à B
            words = _without_tail(words)
        roles = [word.role for word in words]
        kind = None if _is_a_row_of_labels(roles) else announced(roles)
        if kind is not None:
            told, _ = _told(roles)
            mixed = "present" in told and bool(told - {"present"})
            sentence = roles[0] == "who" and "being" in roles
            yield Heading(kind, words[0].start, words[-1].end, mixed, sentence)


@dataclass(frozen=True, slots=True)
class State:
    """Words that tell a member's state, wherever they stand: the list that the member is of, and their offsets."""

    kind: str
    start: int
    end: int


def states(text: Span) -> list[State]:
    """The states that a text tells, in its order: "absente, représentée par" is one."""
    raw, last = text.raw, 0
    found: list[State] = []
    for hit in text.matches(STATE_WORD):
        if hit.start() >= last:
            words = _onward(raw, _Word(_role_at(raw, hit.start(), text.lexicon), *hit.span()), text.lexicon)
            last = words[-1].end
            kind = announced([word.role for word in words])
            if kind is not None:
                found.append(State(kind, hit.start(), _without_tail(words)[-1].end))
    return found


def state_of(text: str, lexicon: Lexicon) -> str | None:
    """What words that stand beside a name tell of their bearer, None where they are not all of a heading: "absent excusé";
    "non excusée".

    >>> from delibparse.grammar.lexicon import lexicon
    >>> state_of("absente non excusée", lexicon())
    'absents'
    """
    start = 0
    words: list[_Word] = []
    while (word := _word_at(text, start, lexicon)) is not None and len(words) < MOST_WORDS:
        words.append(word)
        gap = _GAP.match(text[word.end :])
        start = word.end + (gap.end() if gap else 0)
    if not words or text[words[-1].end :].strip(" .,;:)]\n"):
        return None
    return announced([word.role for word in words])


def words_from(text: Span, start: int) -> tuple[list[str], int] | None:
    """The roles of the words of a heading that stand one behind the other from a place on, and where they end; None where
    the first is none."""
    raw = text.raw
    gap = _GAP.match(raw[start : start + 4])
    first = _word_at(raw, start + (gap.end() if gap else 0), text.lexicon)
    if first is None:
        return None
    words = _onward(raw, first, text.lexicon)
    while words and words[-1].role in ("joining", "filling", "leading") and not _counts(raw, words[-1]):
        del words[-1]
    return ([word.role for word in words], words[-1].end) if words else None


def _counts(raw: str, word: _Word) -> bool:
    """Whether a small word is a label's last: en exercice"""
    return raw[word.start : word.end].casefold() == "exercice"


def states_of(roles: Sequence[str]) -> frozenset[str]:
    """The states that some words tell, those that they deny left out."""
    return _told(roles)[0]


def _run(raw: str, after: int, hit: regex.Match[str], lexicon: Lexicon) -> list[_Word]:
    """The words of a heading around one that tells the state, in their order, those at its head that announce nothing
    left out."""
    first = max(after, hit.start() - BEFORE)
    words: list[_Word] = []
    for start in reversed([m.start() + first for m in _STARTS.finditer(raw[first : hit.start()])]):
        word = _word_at(raw, start, lexicon)
        following = words[0].start if words else hit.start()
        if word is None or word.end > following or not _is_gap(raw[word.end : following], word.role):
            break
        words.insert(0, word)
    while words and words[0].role in ("joining", "filling", "leading") and not _opens_line(raw, words[0]):
        del words[0]
    return words + _onward(raw, _Word(_role_at(raw, hit.start(), lexicon), *hit.span()), lexicon)


def _opens_line(raw: str, word: _Word) -> bool:
    """Whether a small word is the first of its line, or has a capital that the next letter has not, and is the heading's
    own: Liste des membres présents."""
    if word.role != "filling":
        return False
    before, begins = raw[max(word.start - 4, 0) : word.start], raw[word.start : word.start + 2]
    opens_sentence = begins[0].isupper() and (begins[1:].islower() or before.rstrip().endswith((".", ";", ":", ")")))
    return word.start == 0 or before.endswith("\n") or opens_sentence


def _onward(raw: str, word: _Word, lexicon: Lexicon) -> list[_Word]:
    """The words of a heading from one on."""
    words = [word]
    while len(words) < MOST_WORDS and (behind := _behind(raw, words[-1], lexicon)) is not None:
        words.append(behind)
    return words


def _role_at(raw: str, start: int, lexicon: Lexicon) -> str:
    word = _word_at(raw, start, lexicon)
    return word.role if word else STATES[-1]


def _behind(raw: str, word: _Word, lexicon: Lexicon) -> _Word | None:
    gap = _GAP.match(raw[word.end : word.end + 12])
    start = word.end + (gap.end() if gap else 0)
    following = _word_at(raw, start, lexicon)
    return following if following is not None and _is_gap(raw[word.end : start], word.role) else None


def _word_at(raw: str, start: int, lexicon: Lexicon) -> _Word | None:
    match = lexicon.match(_WORD, raw, start)
    return _Word(match.lastgroup or "", match.start(), match.end()) if match else None


def _is_gap(between: str, role: str) -> bool:
    """Whether two words of a heading may stand so far apart: behind a line's end where the first calls for more."""
    whole = _GAP.fullmatch(between)
    return whole is not None and between != "" and ("\n" not in between or role in CALLS_FOR_MORE)


def _with_reference(raw: str, words: list[_Word], lexicon: Lexicon) -> list[_Word]:
    """With the article of law that is named between a run's last telling word and its colon."""
    telling = _without_tail(words)
    reference = lexicon.match(_REFERENCE, raw, telling[-1].end)
    return [*telling, _Word("filling", *reference.span("words"))] if reference else words


def _without_tail(words: list[_Word]) -> list[_Word]:
    """Without the small words at the end of a run that goes on with other words."""
    last = max(k for k, word in enumerate(words) if word.role in STATES)
    while last + 1 < len(words) and words[last + 1].role == "who":
        last += 1
    return words[: last + 1]
