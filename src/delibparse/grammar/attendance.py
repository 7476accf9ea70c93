"""Who was there: présents, pouvoirs, excusés, absents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import regex

from delibparse.grammar.blocks import Block, until_sentence
from delibparse.grammar.list_items import LINK, one_link_each, rejoined, rejoined_spans
from delibparse.grammar.lists import Lists, find_lists
from delibparse.grammar.roll import Entry, Roll
from delibparse.grammar.values import communes, name_lists, people
from delibparse.grammar.values.people import Style
from delibparse.grammar.values.presence import ALWAYS, When, when
from delibparse.layout import Found, Span
from delibparse.model.people import same_person
from delibparse.model.record import Personne
from delibparse.wording import EXACT, Fixed, Template


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a list, and for which items of the session they are there."""

    person: Found[Personne]
    when: When = ALWAYS
    aside: Span | None = None


@dataclass(frozen=True, slots=True)
class Proxy:
    """A pouvoir read from the page; `span` covers both names. `to_chair` for one given to "M. le Maire"."""

    mandant: Found[Personne]
    mandataire: Found[Personne] | None
    span: Span
    when: When = ALWAYS
    to_chair: bool = False
    aside: str | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was there and who was not; `unread` are items that name someone and were not understood, with their list."""

    members: tuple[Member, ...]
    proxies: tuple[Proxy, ...]
    excuses: tuple[Found[Personne], ...]
    absents: tuple[Found[Personne], ...]
    style: Style
    unread: tuple[tuple[str, Span], ...]

    @property
    def presents(self) -> list[Found[Personne]]:
        """The people of `members`, in their order."""
        return [member.person for member in self.members]


# ---- what a list tells, item by item: members and proxies as they are, and ------------------------------------------


@dataclass(frozen=True, slots=True)
class _Away:
    """Someone of a list of excusés or absents (`kind`), who bears a mark of so many stars, 0 for none."""

    kind: str
    person: Found[Personne]
    mark: int = 0


@dataclass(frozen=True, slots=True)
class _Carried:
    """A proxy told beside its holder; the mandant's own line, where there is one, tells it better."""

    proxy: Proxy


@dataclass(frozen=True, slots=True)
class _Holder:
    """A member who bears a mark: they hold the proxies of those away who bear the same."""

    mark: int
    person: Found[Personne]


@dataclass(frozen=True, slots=True)
class _Unread:
    """An item of a list (`kind`) that names someone and was not understood."""

    kind: str
    item: Span


_Fact = Member | Proxy | _Away | _Carried | _Holder | _Unread


_LINK_FIRST = Template(r"^\s*@{proxies.link}\s*[:.…]*\s*")
"""A link that opens an aside: (procuration à Mario)."""

_HOLDS = Template(r"^\s*(?:a\s+)?(?:la\s+)?@{proxies.proxy}\s+(?:de\s|d')\s*(?=[\p{L}])")
"""An aside that names whom a member stands for: (Procuration de Mme BONNET Céline)."""

_STARS = Template(r"(?:@{proxies.mark})?\s*(\*{1,9})", regex.V1 | regex.I)
"""Marks that pair a mandant with the holder who bears the same: Jean-Pierre (Pr*) … David (Pr*)."""

_CHAIR = Template(r"^\s*@{CIVILITY}?\s*(?:le|la)\s+(?:député-)?@{names.chair}\s*[.,;)]*\s*$")

_PARTED = (
    rf"\n\n|•|;(?=\s)|\s/\s|{name_lists.COMMA}(?=\s)(?!\s+@{{proxies.behind_comma}}\b)|\t(?=\s*\p{{Lu}}[^\n\t]*\t)"
)
_ITEMS = Template(_PARTED, regex.V1 | regex.I)
_DASH = Fixed(rf"(?:{name_lists.DASH})(?!\s*[(])", regex.V1)
_DASHED = Template(rf"{_PARTED}|{_DASH.source}", regex.V1 | regex.I)
"""What parts the items of a list of proxies; the comma of "A, absente, représentée par B" does not."""


def read_lists(lists: Lists) -> Attendance:
    """Read who is in the lists. The style of the names is decided over all of them together."""
    by_commune = [lists.by_commune] if lists.by_commune else []
    style = people.style_of(_name_spans([body for _, body in lists.blocks] + by_commune))
    facts = [
        *(_of_roll(lists.roll) if lists.roll is not None else ()),
        *(fact for body in by_commune for fact in _of_members(until_sentence(body), style)),
        *(fact for kind, body in lists.blocks for fact in _of_block(kind, body, style)),
    ]
    return _together(facts, style)


def _of_block(kind: str, body: Span, style: Style) -> Iterable[_Fact]:
    return _of_members(body, style) if kind == "presents" else _of_others(body, kind, style)


def read_attendance(blocks: Sequence[Block], text: Span | None = None) -> Attendance:
    """Who is in the lists of an act's blocks, or, where no heading announces them, of `text`."""
    return read_lists(find_lists(blocks, text))


def _name_spans(bodies: list[Span]) -> list[Span]:
    return [part for body in bodies for item in body.split(_ITEMS) for part in item.split(LINK)]


def _together(facts: list[_Fact], style: Style) -> Attendance:
    """The attendance that the facts of all lists make, those paired that the page told apart: marks of two lists, and
    holders who name their mandants."""
    holders = {fact.mark: fact.person for fact in facts if isinstance(fact, _Holder)}
    carried = [fact.proxy for fact in facts if isinstance(fact, _Carried)]
    away = [fact for fact in facts if isinstance(fact, _Away)]
    starred = [Proxy(one.person, holders[one.mark], one.person.span) for one in away if one.mark in holders]
    named = [proxy for proxy in carried if proxy.mandataire is not None]
    own = [_with_holder(fact, named) for fact in (*facts, *starred) if isinstance(fact, Proxy)]
    alone = [one for one in away if one.mark not in holders]
    return Attendance(
        members=tuple(fact for fact in facts if isinstance(fact, Member)),
        proxies=_with_carried(own, carried),
        excuses=tuple(one.person for one in alone if one.kind == "excuses"),
        absents=tuple(one.person for one in alone if one.kind == "absents"),
        style=style,
        unread=tuple((fact.kind, fact.item) for fact in facts if isinstance(fact, _Unread)),
    )


def _with_holder(proxy: Proxy, named: list[Proxy]) -> Proxy:
    """A proxy of which the mandant's row tells no holder, with the one whose row names the mandant."""
    if proxy.mandataire is not None or proxy.to_chair:
        return proxy
    return next((one for one in named if same_person(one.mandant.value, proxy.mandant.value)), proxy)


def _with_carried(own: list[Proxy], carried: list[Proxy]) -> tuple[Proxy, ...]:
    """The proxies, and those told only beside the holder, each mandant once."""
    proxies = list(own)
    for proxy in carried:
        if not any(same_person(proxy.mandant.value, known.mandant.value) for known in proxies):
            proxies.append(proxy)
    return tuple(proxies)


def _of_members(body: Span, style: Style) -> Iterator[_Fact]:
    """What a list of présents tells, up to where a sentence begins."""
    shared: str | None = None
    for item, aside in rejoined(name_lists.split_list(body), style):
        who, shared = name_lists.member(item, style, shared)
        if who is not None:
            yield from _of_member(who, item, aside, style)
            continue
        prose = _looks_like_prose(item)
        led = _led("presents", item, style, prose)
        if led is not None:
            yield led if isinstance(led, _Unread) else Member(led)
        if prose:
            return


def _of_member(who: Found[Personne], item: Span, aside: Span | None, style: Style) -> Iterator[_Fact]:
    """What a name of a list of présents tells, with what stands in brackets behind it."""
    if aside is None:
        yield Member(who, when(None, item.lexicon))
        return
    told = Span(item.source, item.start, aside.end)
    if given := aside.search(_LINK_FIRST):
        yield _given(who, aside.sub(given.end(), len(aside)), told, style)
        return
    if holds := aside.search(_HOLDS):
        mandant = people.person(aside.sub(holds.end(), len(aside)), style)
        if mandant:
            yield _Carried(Proxy(mandant, who, told))
    if marked := aside.search(_STARS):
        yield _Holder(len(marked[1]), who)
    there = when(aside.text, item.lexicon)
    if there != ALWAYS:
        who = Found(who.value, Span(item.source, who.span.start, aside.end), who.misread)
    yield Member(who, there, aside)


_AWAY_IN_ROLL = {"excuse": "excuses"}
"""The list of a table's state; every other that is none of présent, pouvoir and unread is of the absents."""


def _of_roll(roll: Roll) -> Iterator[_Fact]:
    """What a table of members tells."""
    style = people.style_of(entry.name for entry in roll.entries)
    for entry in roll.entries:
        who = people.person(entry.name, style)
        if who is None:
            continue
        if entry.carries is not None and (mandant := people.person(entry.carries, style)):
            yield _Carried(Proxy(mandant, who, Span(who.span.source, who.span.start, entry.carries.end)))
        if entry.state == "pouvoir":
            yield _of_entry(who, entry, style)
        elif entry.state == "present":
            yield Member(who)
        elif entry.substitute:
            continue
        elif entry.state is None:
            yield _Unread("presents", entry.name)
        else:
            yield _Away(_AWAY_IN_ROLL.get(entry.state, "absents"), who)


def _of_entry(mandant: Found[Personne], entry: Entry, style: Style) -> Proxy:
    if entry.holder is None:
        return Proxy(mandant, None, mandant.span)
    whole = Span(entry.name.source, entry.name.start, max(entry.holder.end, entry.name.end))
    to_chair = entry.holder.match(_CHAIR) is not None
    return Proxy(mandant, None if to_chair else people.person(entry.holder, style), whole, to_chair=to_chair)


def _led(kind: str, item: Span, style: Style, prose: bool) -> Found[Personne] | _Unread | None:
    """Who an item that is no name begins with, if what follows is another thing; what is not understood and names
    someone is kept for a warning."""
    who = _leading_name(item, style)
    if _subject_of_a_sentence(item, style):
        return None
    if who is not None and (prose or item.lexicon.match(_NEXT_THING, item.source.value[who.span.end : item.end])):
        return who
    return _Unread(kind, item) if not prose and item.search(_NAMES_SOMEONE) else None


def _of_others(body: Span, kind: str, style: Style) -> list[_Fact]:
    """What a list of pouvoirs, excusés or absents tells, up to where a sentence begins."""
    dashes, commas = len(_DASH.findall(body.raw)), len(regex.findall(r"[;,]", body.raw))
    parts = body.split(_DASHED if dashes > commas else _ITEMS)
    of_lines = not regex.search(r"[;,•]", body.raw)
    facts: list[_Fact] = []
    shared: str | None = None
    for item in (part for whole in rejoined_spans(parts, style) for part in one_link_each(whole)):
        link = item.search(LINK)
        if link is None:
            told, shared, named = _unlinked(item, kind, style, shared, of_lines)
            facts += told
            ended = not named and _looks_like_prose(item)
        else:
            linked, behind = item.sub(0, link.start()), item.sub(link.end(), len(item))
            mandant = people.person(linked, style)
            if mandant is None and communes.is_place(linked.raw):
                mandant = _last_away(facts)  # Mme Flore GOUON, de Touvois, qui donne pouvoir à M. Alain PINABEL
                facts = [fact for fact in facts if not (isinstance(fact, _Away) and fact.person is mandant)]
            if mandant is not None:
                facts.append(_given(mandant, behind, item, style))
            ended = mandant is None and _looks_like_prose(linked)
        if ended:
            return facts + _kept(kind, item, style, prose=True, begun=_last_away(facts) is not None)
    return facts


def _last_away(facts: list[_Fact]) -> Found[Personne] | None:
    return next((fact.person for fact in reversed(facts) if isinstance(fact, _Away)), None)


def _unlinked(
    item: Span, kind: str, style: Style, shared: str | None, of_lines: bool
) -> tuple[list[_Fact], str | None, bool]:
    """What an item without a proxy tells, the civility that governs those behind it, and whether it is of names."""
    facts: list[_Fact] = []
    named = False
    whole = people.person(item, style) is not None and len(name_lists.name_runs(item)) == 1
    for run, aside in [(item, None)] if whole else name_lists.split_list(item, of_lines):
        who, shared = name_lists.member(run, style, shared)
        if who is not None and kind != "pouvoirs":
            marked = aside.search(_STARS) if aside else None
            facts.append(_Away(kind, who, len(marked[1]) if marked else 0))
            named = True
        elif who is None and not _looks_like_prose(item):
            facts += _kept(kind, run, style, prose=False, begun=True)
    return facts, shared, named


def _kept(kind: str, item: Span, style: Style, *, prose: bool, begun: bool) -> list[_Fact]:
    """What an item that is no name tells by how it begins; a list that has not `begun` does not begin with prose, and
    a list of pouvoirs has no member without one."""
    led = _led(kind, item, style, prose)
    if led is None or isinstance(led, _Unread):
        return [led] if led is not None else []
    return [_Away(kind, led)] if kind != "pouvoirs" and begun else []


def _given(mandant: Found[Personne], behind: Span, whole: Span, style: Style) -> Proxy:
    """The proxy whose holder stands behind its link."""
    bracket = regex.search(r"[()\[\]]", behind.raw)
    holder = behind.sub(0, bracket.start()) if bracket else behind
    aside = behind.sub(bracket.start(), len(behind)).text if bracket else holder.text
    there = when(aside, behind.lexicon)
    if holder.match(_CHAIR):
        return Proxy(mandant, None, whole, there, to_chair=True, aside=aside)
    mandataire = people.person(holder, style) if len(name_lists.name_runs(holder)) == 1 else None
    if mandataire is None and (
        holder.lexicon.match(people.CIVILITY, holder.text) or "\n" in holder.raw or len(holder) > LONGEST_NAME
    ):
        mandataire = name_lists.leading_person(holder, style)
    return Proxy(mandant, mandataire, whole, there, aside=aside)


LONGEST_NAME = 60
"""Characters behind a link from which they are more than the holder's name, which is looked for at their head."""


def _leading_name(item: Span, style: Style) -> Found[Personne] | None:
    """The name that an item runs on from, all on one line: "; CHAPPE Fanny 12 - Vente d'un terrain". Not a family name
    alone, which a title may begin with as well."""
    who = name_lists.leading_person(item, style)
    return who if who and who.value.prenom and who.value.nom and len(who.span.text.split()) > 1 else None


def _subject_of_a_sentence(item: Span, style: Style) -> bool:
    """Madame Eve LABORDE a été nommée secrétaire."""
    who = name_lists.leading_person(item, style)
    return who is not None and item.lexicon.match(_VERB_BEHIND, item.source.value[who.span.end : item.end]) is not None


_NEXT_THING = Template(r"^\s*(?:\d|[(\[]|\.?\s*@{sentences.next_thing}\b|\.\s+\p{Lu}\p{Ll}*\s)", EXACT)
"""What may stand behind the last name of a list on one line: a figure, a bracket, the next label, another sentence."""

_NAMES_SOMEONE = Template(
    r"^\s*(?:(?:@{CIVILITY}|@{names.misread_civility})\s+\p{Lu}|"
    r"\p{Lu}\p{Ll}[\p{L}\-]*\s+(?:\p{Lu}\p{Ll}+\s+)?\p{Lu}[\p{Lu}'’\-]{2,}|\p{Lu}[\p{Lu}'’\-]{2,}\s+\p{Lu}\p{Ll}+)",
    EXACT,
)
"""A civility and a capital, a first name and a family name in capitals, or the other way round."""

_VERB_BEHIND = Template(
    r"^[\s,]*(?:,?\s*@{names.chair}\w*,?\s+)?(?:n['’e]\s*)?@{sentences.verb_behind}\b", regex.V1 | regex.I
)


def _looks_like_prose(item: Span) -> bool:
    """Whether a list has ended and a sentence begun: four words in small letters and more."""
    words = item.text.split()
    small = sum(word[0].islower() for word in words)
    return len(words) >= 6 and small >= 4 and small > len(words) / 2
