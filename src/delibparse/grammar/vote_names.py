"""Who voted how, by name, wherever the page tells it outside the brackets of a figure: in lines of their own ("Contre :
M. PETIT", "Abstentions :" with a name a line below), or in a sentence ("Mme ROY s'abstient").

Of what stands behind a label the items count, one by one, as long as they name someone; a member is known by the lists.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

import regex

from delibparse.grammar.list_items import rejoined
from delibparse.grammar.values import name_lists, people
from delibparse.grammar.values.people import Style
from delibparse.layout import Found, Span
from delibparse.model.people import same_person
from delibparse.model.record import Personne
from delibparse.wording import EXACT, Fixed, Lexicon, Template

Side = Literal["pour", "contre", "abstentions", "non_participants", "blancs_nuls"]

NAMED_SIDES: tuple[Side, ...] = ("abstentions", "non_participants", "contre", "pour")


@dataclass(frozen=True, slots=True)
class Assembly:
    """Who can vote, as the lists tell: how their names are written, the members, and who chairs."""

    style: Style = field(default_factory=Style)
    members: tuple[Personne, ...] = ()
    chair: Personne | None = None

    def knows(self, who: Personne) -> bool:
        """Whether the lists name someone."""
        return any(same_person(who, one) for one in self.members)


@dataclass(frozen=True, slots=True)
class Voter:
    """A member who voted, and the proxies that voted with them; or a political group that votes as one."""

    person: Found[Personne] | None
    carried: int = 0
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """The members of a side whom the page names, and where it does."""

    side: Side
    voters: tuple[Voter, ...]
    place: Span


_SIDES = "|".join(f"(?P<{side}>@{{votes.{side}}})" for side in NAMED_SIDES)
_FIGURE = r"(?:@{FIGURE}|@{NUMBER_WORDS}|@{votes.none})"
_LEADS_TO_NAME = r"\s*[,:]?\s*(?:de\s+|d['’])?(?=(?-i:@{CIVILITY}|@{CIVILITIES})\s?(?-i:\p{Lu}|l[ea]\s))"
"""What stands between a side's figure and its first voter: "3, Monsieur PETIT"; "2 abstentions de Mme ROY"."""

_LABEL = Template(
    rf"(?:^|(?<=[\n.,;:•–—(\t-])|(?<=[\d)\p{{L}}]\s)(?=\p{{Lu}}))[ \t•–-]{{0,6}}+(?:@{{votes.voting}}\s+){{0,3}}(?:{_SIDES})"
    rf"(?![\p{{L}}])(?:\(s\))?(?:(?:\s*:?\s*\(?\s*{_FIGURE}\s*(?:voix)?\s*\)?(?=\s*[:–(-]))?\s*[:–(-]\s*(?=\S)"
    rf"|(?:\s*:?\s*{_FIGURE}|(?=\s+d[e'’]))\s*{_LEADS_TO_NAME})"
)
"""A side, its figure perhaps, and what announces names: "Ont voté contre (3) :"."""

_STOP = Template(
    r"\s(?=(?i:@{votes.rejete}|@{votes.adopte}|@{votes.no_voter})\b)|(?<=\p{L}{3}|[)\]])[.;](?=\s|$)|\)\s*[.;,]?(?=\s|$)(?<!\([^()]*\).?)|\n\n(?=\p{L}+\s+\p{Ll})",
    EXACT,
)
"""Where names behind a label end at the latest: a sentence's end, the end of the bracket that they stand in, a paragraph
of prose."""

LONGEST_LIST = 1500
"""Characters behind a label in which its names are looked for."""


def named_behind_labels(text: Span, assembly: Assembly, is_of_others: Callable[[Span], bool]) -> list[Named]:
    """The names that stand behind the labels of sides."""
    labels = text.matches(_LABEL)
    found = []
    for k, label in enumerate(labels):
        limit = labels[k + 1].start() if k + 1 < len(labels) else len(text)
        behind = _up_to_stop(text.sub(label.end(), min(limit, label.end() + LONGEST_LIST)))
        voters = tuple(_voters_at_head(behind, assembly, below=_ENDS_LINE.search(label[0]) is not None))
        if voters and not is_of_others(text.group(label)):
            side = next(side for side in NAMED_SIDES if label[side])
            last = next((v.person.span.end for v in reversed(voters) if v.person is not None), behind.end)
            found.append(Named(side, voters, Span(text.source, text.start + label.start(), max(last, behind.start))))
    return found


_DECIDES_IN_CAPITALS = Template(r"\s(?=(?-i:\p{Lu}{4}\p{Lu}*)\s)(?=@{prose.formula_verb}\s)")
"""The decision that goes on behind the last name of a folded text: "M. Luc PETIT AUTORISE le maire"."""


def _up_to_stop(behind: Span) -> Span:
    stops = [stop.start() for stop in map(behind.search, (_STOP, _DECIDES_IN_CAPITALS)) if stop]
    return behind.sub(0, min(stops)) if stops else behind


_BEHIND_FIGURE = Template(_LEADS_TO_NAME)

_OF_WHICH_PROXIES = Template(
    r"\s*,?\s*dont\s+(?:@{FIGURE}|@{NUMBER_WORDS})\s+@{proxies.proxy}\s*"
    r"\((?P<carried>[^(),\n]{3,60}?(?=\s|\))|[^()\n]{3,300}?(?=\)))(?:\)\s*,?)?\s+(?=(?-i:@{CIVILITY})\s?(?-i:\p{Lu}))"
)
"""What stands before the voters whose figure holds proxies: "11 abstentions, dont 1 procuration (M. PETIT), Mme ROY"."""


def voters_behind(figure: Span, limit: int, assembly: Assembly) -> tuple[Span, tuple[Voter, ...]] | None:
    """The voters who stand right behind a side's figure, up to a place in the source."""
    behind = Span(figure.source, figure.end, min(limit, figure.end + LONGEST_LIST))
    proxies = behind.match(_OF_WHICH_PROXIES)
    lead = proxies or behind.match(_BEHIND_FIGURE)
    if lead is None:
        return None
    named = _up_to_stop(behind.sub(lead.end(), len(behind)))
    voters = tuple(_voters_at_head(named, assembly))
    if proxies is not None and voters:
        voters = (*voters_in(behind.group(proxies, "carried"), assembly), *voters)
    return (named, voters) if voters else None


def voters_in(named: Span, assembly: Assembly) -> Iterator[Voter]:
    """The voters whom a stretch names that holds nothing but names."""
    yield from (voter for _, _, voter in _by_items(named, assembly) if voter is not None)


_ENDS_LINE = Fixed(r"\n\s*$")


def _voters_at_head(behind: Span, assembly: Assembly, below: bool = False) -> Iterator[Voter]:
    """The voters whom a stretch begins with, item by item, up to what names no one; where it begins on a label's own
    line and not `below` it, those of its paragraph only."""
    lines = behind.paragraphs()
    if (
        not below
        and lines
        and not behind.raw[: lines[0].start - behind.start].strip(" ")
        and not behind.raw.startswith("\n")
    ):
        behind = behind.sub(0, lines[0].end - behind.start)
    for item, aside, voter in _by_items(behind, assembly):
        if voter is not None:
            yield voter
            continue
        last = _member_at_head(item, assembly)
        if last is not None and not _goes_on(last, item):
            yield Voter(last, carried(aside) or carried(item))
        return


LONGEST_NAME = 6
"""Words of a name, its civility and particles among them."""


def _member_at_head(item: Span, assembly: Assembly) -> Found[Personne] | None:
    """The member of the assembly whose name an item begins with, whatever stands behind it."""
    ends = [match.end() for match in item.matches(_A_WORD)][:LONGEST_NAME]
    for end in reversed(ends):
        who = people.person(item.sub(0, end), assembly.style)
        if who is not None and any(_is_no_longer(who.value, one) for one in assembly.members):
            return who
    return None


def _is_no_longer(who: Personne, member: Personne) -> bool:
    """Whether a name is a member's, and has no word besides: "Eve ROY Acte rendu exécutoire" begins with Eve ROY."""
    words = len(f"{who.prenom or ''} {who.nom or ''}".split())
    return same_person(who, member) and words <= len(f"{member.prenom or ''} {member.nom or ''}".split())


_A_WORD = Fixed(r"\S+", regex.V1)


def _by_items(named: Span, assembly: Assembly) -> Iterator[tuple[Span, Span | None, Voter | None]]:
    """The items of a stretch, each with what stands beside it in brackets and the voter that it names, None where it
    names none."""
    shared: str | None = None
    for item, aside in _parted(rejoined(name_lists.split_list(named), assembly.style)):
        if (group := _group(item)) is not None:
            yield item, aside, Voter(None, 0, group)
            continue
        who, shared = name_lists.member(item, assembly.style, shared)
        who = who or _chair(item, assembly)
        someone = who is not None and _is_someone(who, assembly, named.lexicon)
        yield item, aside, Voter(who, carried(aside)) if someone else None


_GOES_ON = Fixed(r"\s+\p{Ll}", regex.V1)


def _goes_on(who: Found[Personne], item: Span) -> bool:
    """Whether a sentence goes on behind a name: it tells of them, and not how they voted."""
    return _GOES_ON.match(item.source.value[who.span.end : item.end]) is not None


_CARRIES = Template(
    r"(?<=\S)\s{0,3}(?:,|dont|avec|et)?\s{0,3}\+?\s{0,3}(?<!\p{L})(?:\d|un|une|deux)\s{0,3}@{proxies.proxy}\s{0,3}$"
)


def _parted(items: list[tuple[Span, Span | None]]) -> Iterator[tuple[Span, Span | None]]:
    """The items, the proxies told behind a name without brackets as what stands beside it: Mme Eve ROY + 1 pouvoir."""
    for item, aside in items:
        told = item.search(_CARRIES) if aside is None else None
        if told is not None and told.start():
            yield item.sub(0, told.start()), item.sub(told.start(), len(item))
        else:
            yield item, aside


def carried(aside: Span | None) -> int:
    """The proxies that words beside a voter's name say voted with them: (+1 pouvoir)."""
    told = aside.search(name_lists.VOTES_CARRIED) if aside is not None else None
    return name_lists.small(told[1]) if told else 0


_GROUP = Template(r"^(?:@{votes.group_word}|@{votes.group})(?!\p{L})")
_GROUP_WORD = Template(r"^@{votes.group_word}\s+(?=\S)")


def _group(item: Span) -> str | None:
    """The political group that an item names: groupe Ensemble pour demain."""
    if item.search(_GROUP) is None:
        return None
    word = item.search(_GROUP_WORD)
    return item.sub(word.end(), len(item)).text if word else item.text


_CIVIL = Template(r"^\s*@{CIVILITY}", EXACT)


def _chair(item: Span, assembly: Assembly) -> Found[Personne] | None:
    """The member whom an item names by the office of chair, or else who presides."""
    office = item.match(people.CHAIR)
    if office is None or item.match(_CIVIL) is None:
        return None  # "Le Maire," is a signature
    chair = people.only_holder(office["office"], assembly.members, _itself) or assembly.chair
    if chair is None:
        return None
    return Found(Personne(item.text, chair.civilite, chair.prenom, chair.nom, chair.qualite), item)


def _itself(who: Personne) -> Personne:
    return who


def _is_someone(who: Found[Personne], assembly: Assembly, lexicon: Lexicon) -> bool:
    """Whether what stands beside a side names a member: by the lists, or by a civility, capitals or a first name."""
    value = who.value
    if assembly.knows(value):
        return True
    lone = value.prenom is None and value.civilite is None and not people.is_capitals(value.nom or "")
    return not lone and lexicon.match(_NO_NAME, value.texte) is None


_NO_NAME = Template(r"^(?:@{votes.group}|@{prose.formula_verb}|@{prose.decides}|@{votes.no_voter})\b")


# ---- Sentences -------------------------------------------------------------------------------------------------------

_VERBS = "|".join(f"(?P<{side}>@{{votes.verb_{side}}})" for side in NAMED_SIDES)
_VERB = Template(rf"(?:(?<=[\p{{L}})\]])\s*,?\s*)(?:qui\s+)?(?:{_VERBS})(?![\p{{L}}])")
_IS_LABEL = Fixed(r"\s*(?:\(\s*\d+\s*\)\s*)?:", regex.V1)
"""Behind a verb that leads to the names below it: "Se sont abstenus : Mme ROY"."""

_BETWEEN = Fixed(r"(?:\s|,|;|et|ET|&|\([^()]*\))*", regex.V1)
_SENTENCE_BEGINS = Fixed(r"\n\n|(?<=\p{L}{3}|[)\d])[.;:]\s|\n[•–-]\s", regex.V1)


LONGEST_SUBJECT = 400
"""Characters before a verb among which those who voted are named."""


def named_before_verbs(text: Span, assembly: Assembly, is_of_others: Callable[[Span], bool]) -> list[Named]:
    """The members whom a sentence names before the verb that tells their vote: "M. PETIT et Mme ROY s'abstiennent"."""
    found = []
    begins = [0, *(match.end() for match in text.matches(_SENTENCE_BEGINS))]
    last = 0
    for verb in text.matches(_VERB):
        if _IS_LABEL.match(text.raw, verb.end()):
            continue
        first = begins[bisect_right(begins, verb.start()) - 1]
        sentence = text.sub(max(first, last, verb.start() - LONGEST_SUBJECT), verb.start())
        last = verb.end()
        voters: list[Voter] = []
        end = sentence.end
        for who in reversed(list(_people_in(sentence, assembly))):
            between = Span(text.source, who.span.end, end)
            if _BETWEEN.fullmatch(between.raw) is None or not _is_someone(who, assembly, text.lexicon):
                break
            voters.insert(0, Voter(who, carried(between)))
            end = who.span.start
        if voters and not is_of_others(text.group(verb)):
            side = cast(Side, verb.lastgroup)
            found.append(Named(side, tuple(voters), Span(text.source, end, text.start + verb.end())))
    return found


_CHAIR_IN = Template(r"@{CIVILITY}\s*l[ea]\s+(?i:@{names.chair})(?!\p{L})", EXACT)


def _people_in(sentence: Span, assembly: Assembly) -> Iterator[Found[Personne]]:
    named = list(name_lists.named_in(sentence, assembly.style))
    for match in sentence.matches(_CHAIR_IN):
        chair = _chair(sentence.group(match), assembly)
        if chair is not None and not any(
            who.span.end - chair.span.end >= 0 and who.span.start <= chair.span.end + 2 for who in named
        ):
            named.append(chair)
    yield from sorted(named, key=lambda who: who.span.start)


def chosen(named: Sequence[Named], counts: Mapping[Side, int]) -> list[Named]:
    """One list of names a side: the one that is as many as the side's figure, else the first."""
    kept: dict[Side, Named] = {}
    for one in named:
        known = kept.get(one.side)
        if known is None or (_votes(known) != counts.get(one.side) == _votes(one)):
            kept[one.side] = one
    return list(kept.values())


def _votes(named: Named) -> int:
    return len(named.voters) + sum(voter.carried for voter in named.voters)
