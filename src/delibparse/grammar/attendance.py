"""Who was there: présents, pouvoirs, excusés, absents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from delibparse.grammar import names
from delibparse.grammar.blocks import Block, until_sentence
from delibparse.grammar.lists import Lists, find_lists
from delibparse.grammar.names import Style
from delibparse.grammar.roll import Entry, Roll
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


@dataclass(slots=True)
class Attendance:
    members: list[Member] = field(default_factory=list)
    proxies: list[Proxy] = field(default_factory=list)
    excuses: list[Found[Personne]] = field(default_factory=list)
    absents: list[Found[Personne]] = field(default_factory=list)
    style: Style = field(default_factory=Style)
    unread: list[tuple[str, Span]] = field(default_factory=list)
    """The list, and an item of it that names someone and was not understood."""

    @property
    def presents(self) -> list[Found[Personne]]:
        return [member.person for member in self.members]


_LINK = Template(r"(?<=[\p{L}.)\]])\s*(?:[-–]\s*)?(?:(?<!\p{L})|(?=[,(:.…]))@{proxies.link}\s*[:.…]*\s*")

_LINK_FIRST = Template(r"^\s*@{proxies.link}\s*[:.…]*\s*")
"""A link that opens an aside: (procuration à Mario)."""

_HOLDS = Template(r"^\s*(?:a\s+)?(?:la\s+)?@{proxies.proxy}\s+(?:de\s|d')\s*(?=[\p{L}])")
"""An aside that names whom a member stands for: (Procuration de Mme BONNET Céline)."""

_STARS = Template(r"(?:@{proxies.mark})?\s*(\*{1,9})", regex.V1 | regex.I)
"""Marks that pair a mandant with the holder who bears the same: Jean-Pierre (Pr*) … David (Pr*)."""

_CHAIR = Template(r"^\s*@{CIVILITY}?\s*(?:le|la)\s+(?:député-)?@{names.chair}\s*[.,;)]*\s*$")

_PARTED = r"\n\n|•|;(?=\s)|\s/\s|,(?=\s)(?!\s+@{proxies.behind_comma}\b)|\t(?=\s*\p{Lu}[^\n\t]*\t)"
_ITEMS = Template(_PARTED, regex.V1 | regex.I)
_DASH = Fixed(r"\s[-–—]+\s(?!\s*[(])", regex.V1)
_DASHED = Template(rf"{_PARTED}|{_DASH.source}", regex.V1 | regex.I)
"""What parts the items of a list of proxies; the comma of "A, absente, représentée par B" does not."""


def read_lists(lists: Lists) -> Attendance:
    """Who is in them. The style of the names is decided over all of them together."""
    by_commune = [lists.by_commune] if lists.by_commune else []
    style = names.style_of(_name_spans([body for _, body in lists.blocks] + by_commune))
    result = Attendance(style=style)
    reading = _Reading(result)
    if lists.roll is not None:
        reading.roll(lists.roll)
    for body in by_commune:
        reading.members(until_sentence(body))
    for kind, body in lists.blocks:
        if kind == "presents":
            reading.members(body)
        elif kind == "pouvoirs":
            reading.proxies(body, kind, None)
        else:
            reading.proxies(body, kind, result.excuses if kind == "excuses" else result.absents)
    reading.pair()
    return result


def read_attendance(blocks: Sequence[Block], text: Span | None = None) -> Attendance:
    """Who is in the lists of an act's blocks, or, where no heading announces them, of `text`."""
    return read_lists(find_lists(blocks, text))


def _name_spans(bodies: list[Span]) -> list[Span]:
    return [part for body in bodies for item in body.split(_ITEMS) for part in item.split(_LINK)]


class _Reading:
    """The lists of one session, read one after the other into its attendance."""

    def __init__(self, result: Attendance) -> None:
        self.result = result
        self.style = result.style
        self.held: list[Proxy] = []  # told beside the holder; the mandant's own line comes first
        self.stars: dict[int, Found[Personne]] = {}  # the holder of each mark
        self.starred: list[tuple[int, Found[Personne], list[Found[Personne]]]] = []

    def members(self, body: Span) -> None:
        shared: str | None = None
        for item, aside in _rejoined(names.split_list(body), self.style):
            who, shared = names.member(item, self.style, shared)
            if who is None:
                prose = _looks_like_prose(item)
                who = self._led("presents", item, prose)
                if who is not None:
                    self.result.members.append(Member(who))
                if prose:
                    break
                continue
            given = aside.search(_LINK_FIRST) if aside else None
            if given and aside:
                self._given(who, aside.sub(given.end(), len(aside)), Span(item.source, item.start, aside.end))
                continue
            if aside and (holds := aside.search(_HOLDS)):
                mandant = names.person(aside.sub(holds.end(), len(aside)), self.style)
                if mandant:
                    self.held.append(Proxy(mandant, who, Span(item.source, item.start, aside.end)))
            marked = aside.search(_STARS) if aside else None
            if marked:
                self.stars[len(marked[1])] = who
            there = when(aside.text if aside else None, item.lexicon)
            if aside and there != ALWAYS:
                who = Found(who.value, Span(item.source, who.span.start, aside.end), who.misread)
            self.result.members.append(Member(who, there, aside))

    def roll(self, roll: Roll) -> None:
        """The members of a table."""
        style = names.style_of(entry.name for entry in roll.entries)
        for entry in roll.entries:
            who = names.person(entry.name, style)
            if who is None:
                continue
            if entry.carries is not None and (mandant := names.person(entry.carries, style)):
                self.held.append(Proxy(mandant, who, Span(who.span.source, who.span.start, entry.carries.end)))
            if entry.state == "pouvoir":
                self.result.proxies.append(self._of_table(who, entry, style))
            elif entry.state == "present":
                self.result.members.append(Member(who))
            elif entry.substitute:
                continue
            elif entry.state is None:
                self.result.unread.append(("presents", entry.name))
            else:
                (self.result.excuses if entry.state == "excuse" else self.result.absents).append(who)

    @staticmethod
    def _of_table(mandant: Found[Personne], entry: Entry, style: Style) -> Proxy:
        if entry.holder is None:
            return Proxy(mandant, None, mandant.span)
        whole = Span(entry.name.source, entry.name.start, max(entry.holder.end, entry.name.end))
        to_chair = entry.holder.match(_CHAIR) is not None
        return Proxy(mandant, None if to_chair else names.person(entry.holder, style), whole, to_chair=to_chair)

    def _led(self, name: str, item: Span, prose: bool) -> Found[Personne] | None:
        """Who an item that is no name begins with, if what follows is another thing; what is not understood and names
        someone is kept for a warning."""
        who = _leading_name(item, self.style)
        if _subject_of_a_sentence(item, self.style):
            return None
        if who is not None and (prose or item.lexicon.match(_NEXT_THING, item.source.value[who.span.end : item.end])):
            return who
        if not prose and item.search(_NAMES_SOMEONE):
            self.result.unread.append((name, item))
        return None

    def proxies(self, body: Span, kind: str, own: list[Found[Personne]] | None) -> None:
        """The proxies of a block of a kind, and in `own` its members who gave none."""
        dashes, commas = len(_DASH.findall(body.raw)), len(regex.findall(r"[;,]", body.raw))
        parts = body.split(_DASHED if dashes > commas else _ITEMS)
        of_lines = not regex.search(r"[;,•]", body.raw)
        shared: str | None = None
        for item in (part for whole in _rejoined_spans(parts, self.style) for part in _one_link_each(whole)):
            link = item.search(_LINK)
            if link is not None:
                if not self._linked(item, link, own) and _looks_like_prose(item.sub(0, link.start())):
                    self._keep(kind, item, own, prose=True)
                    break
                continue
            known = 0
            whole = names.person(item, self.style) is not None and len(names.name_runs(item)) == 1
            for run, aside in [(item, None)] if whole else names.split_list(item, of_lines):
                who, shared = names.member(run, self.style, shared)
                if who is None:
                    if not _looks_like_prose(item):
                        self._keep(kind, run, own, prose=False)
                    continue
                if own is None:
                    continue
                known += 1
                own.append(who)
                if aside and (marked := aside.search(_STARS)):
                    self.starred.append((len(marked[1]), who, own))
            if not known and _looks_like_prose(item):
                self._keep(kind, item, own, prose=True)
                break

    def _keep(self, kind: str, item: Span, own: list[Found[Personne]] | None, *, prose: bool) -> None:
        """Who an item that is no name begins with; a list does not begin with prose."""
        who = self._led(kind, item, prose)
        if who is not None and own is not None and (own or not prose):
            own.append(who)

    def _linked(self, item: Span, link: regex.Match[str], own: list[Found[Personne]] | None) -> bool:
        """A proxy, by what links its two names; whether there was one."""
        mandant = names.person(item.sub(0, link.start()), self.style)
        if mandant is None and own and names.is_place(item.sub(0, link.start()).raw):
            mandant = own.pop()  # Mme Flore GOUON, de Touvois, qui donne pouvoir à M. Alain PINABEL
        if mandant is not None:
            self._given(mandant, item.sub(link.end(), len(item)), item)
        return mandant is not None

    def _given(self, mandant: Found[Personne], behind: Span, whole: Span) -> None:
        bracket = regex.search(r"[()\[\]]", behind.raw)
        holder = behind.sub(0, bracket.start()) if bracket else behind
        aside = behind.sub(bracket.start(), len(behind)).text if bracket else holder.text
        if holder.match(_CHAIR):
            self.result.proxies.append(
                Proxy(mandant, None, whole, when(aside, behind.lexicon), to_chair=True, aside=aside)
            )
            return
        mandataire = names.person(holder, self.style) if len(names.name_runs(holder)) == 1 else None
        if mandataire is None and (
            holder.lexicon.match(names.CIVILITY, holder.text) or "\n" in holder.raw or len(holder) > 60
        ):
            mandataire = names.leading_person(holder, self.style)
        self.result.proxies.append(Proxy(mandant, mandataire, whole, when(aside, behind.lexicon), aside=aside))

    def pair(self) -> None:
        """Pairs what the page told apart: marks of both lists, and holders who name their mandants."""
        for mark, mandant, own in self.starred:
            if mark in self.stars:
                own.remove(mandant)
                self.result.proxies.append(Proxy(mandant, self.stars[mark], mandant.span))
        named = [proxy for proxy in self.held if proxy.mandataire is not None]
        self.result.proxies = [self._with_holder(proxy, named) for proxy in self.result.proxies]
        for proxy in self.held:
            if not any(same_person(proxy.mandant.value, known.mandant.value) for known in self.result.proxies):
                self.result.proxies.append(proxy)

    @staticmethod
    def _with_holder(proxy: Proxy, named: list[Proxy]) -> Proxy:
        """A proxy of which the mandant's row tells no holder, with the one whose row names the mandant."""
        if proxy.mandataire is not None or proxy.to_chair:
            return proxy
        return next((one for one in named if same_person(one.mandant.value, proxy.mandant.value)), proxy)


def _rejoined(items: list[tuple[Span, Span | None]], style: Style) -> list[tuple[Span, Span | None]]:
    """The items, a family name that a spaced hyphen cut in two put together: Philippe ROUVIER – COROUGE."""
    kept: list[tuple[Span, Span | None]] = []
    lone = _lone_in(([item for item, _ in items]), style)
    for item, aside in items:
        if kept and kept[-1][1] is None and lone and _is_second_half(kept[-1][0], item.strip("-–")):
            kept[-1] = Span(item.source, kept[-1][0].start, item.end), aside
        else:
            kept.append((item, aside))
    return kept


def _rejoined_spans(items: list[Span], style: Style) -> list[Span]:
    kept: list[Span] = []
    lone = _lone_in(items, style)
    for item in items:
        link = item.search(_LINK)
        head = item.sub(0, link.start()) if link else item
        if kept and lone and kept[-1].search(_LINK) is None and _is_second_half(kept[-1], head.strip("-–")):
            kept[-1] = Span(item.source, kept[-1].start, item.end)
        else:
            kept.append(item)
    return kept


def _lone_in(items: list[Span], style: Style) -> bool:
    """Whether a list gives first names, so that a lone family name in it is half of the one before."""
    whole = sum(len(item.text.split()) > 1 and not item.lexicon.match(names.CIVILITY, item.text) for item in items)
    return not style.initials and whole > 0.6 * len(items)


_HYPHEN_BETWEEN = Fixed(r"^\s*[-–]\s*$", regex.V1)


def _is_second_half(before: Span, item: Span) -> bool:
    tokens, last = item.text.split(), before.text.split()
    between = Span(item.source, before.end, item.start).raw
    return (
        len(tokens) == 1
        and len(last) > 1
        and names.is_capitals(tokens[0])
        and names.is_capitals(last[-1])
        and not names.is_capitals(last[0])
        and _HYPHEN_BETWEEN.match(between) is not None
    )


def _one_link_each(item: Span) -> list[Span]:
    """An item for each proxy: "A à B C à D" is two, when the typography parts B from C."""
    links = list(item.matches(_LINK))
    if len(links) < 2:
        return [item]
    parts, start = [], 0
    for link, following in pairwise(links):
        between = item.sub(link.end(), following.start())
        runs = [run for part in between.split(_BRACKET_END) for run in names.name_runs(part)]
        if len(runs) != 2:
            return [item]
        end = runs[0].end - item.start
        parts.append(item.sub(start, end).strip())
        start = runs[1].start - item.start
    parts.append(item.sub(start, len(item)).strip())
    return parts


_BRACKET_END = Fixed(r"[)\]]\s*[-–,]?\s*|\s[-–]\s|\s+(?:et|ET)\s+(?=\p{Lu})|\n", regex.V1)


def _leading_name(item: Span, style: Style) -> Found[Personne] | None:
    """The name that an item runs on from, all on one line: "; CHAPPE Fanny 12 - Vente d'un terrain". Not a family name
    alone, which a title may begin with as well."""
    who = names.leading_person(item, style)
    return who if who and who.value.prenom and who.value.nom and len(who.span.text.split()) > 1 else None


def _subject_of_a_sentence(item: Span, style: Style) -> bool:
    """Madame Eve LABORDE a été nommée secrétaire."""
    who = names.leading_person(item, style)
    return who is not None and item.lexicon.match(_VERB_BEHIND, item.source.value[who.span.end : item.end]) is not None


_NEXT_THING = Template(r"^\s*(?:\d|[(\[]|\.?\s*@{sentences.next_thing}\b)", EXACT)
"""What may stand behind the last name of a list on one line: a figure, a bracket, the next label."""

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
