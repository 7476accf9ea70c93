"""What lists of members tell, item by item, and the attendance that these facts make together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from delibparse.grammar.values.people import Style
from delibparse.grammar.values.presence import ALWAYS, When
from delibparse.layout import Found, Span
from delibparse.model.people import same_person
from delibparse.model.record import Personne


@dataclass(frozen=True, slots=True)
class Member:
    """Someone of a list, and for which items of the session they are there (or, of a list of those away, away)."""

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
class Way:
    """One way to part a list: what `parts` its items, how many people it reads, how many words of names it leaves, and
    how many of its names are known members', 0 where none are known."""

    parts: str
    read: int
    left: int
    known: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """The ways in which a list could be read, the one kept first, and the number of people that the act declares of it.

    It `is_open` where another way, which names others, explains as much and agrees as well with the declared number.
    """

    kind: str
    ways: tuple[Way, ...]
    declared: int | None
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was there and who was not; `unread` are items that name someone and were not understood, with their list;
    `groups` the communes that head some of the members."""

    members: tuple[Member, ...]
    proxies: tuple[Proxy, ...]
    excuses: tuple[Member, ...]
    absents: tuple[Member, ...]
    style: Style
    unread: tuple[tuple[str, Span], ...]
    choices: tuple[Choice, ...] = ()
    groups: tuple[Span, ...] = ()

    @property
    def presents(self) -> list[Found[Personne]]:
        """The people of `members`, in their order."""
        return [member.person for member in self.members]

    @property
    def away(self) -> list[Found[Personne]]:
        """The people of `excuses` and of `absents`."""
        return [member.person for member in (*self.excuses, *self.absents)]


@dataclass(frozen=True, slots=True)
class Away:
    """Someone of a list of excusés or absents (`kind`), who bears a mark of so many stars, 0 for none."""

    kind: str
    person: Found[Personne]
    mark: int = 0
    when: When = ALWAYS


@dataclass(frozen=True, slots=True)
class Carried:
    """A proxy told beside its holder; the mandant's own line, where there is one, tells it better."""

    proxy: Proxy


@dataclass(frozen=True, slots=True)
class Holder:
    """A member who bears a mark: they hold the proxies of those away who bear the same."""

    mark: int
    person: Found[Personne]


@dataclass(frozen=True, slots=True)
class Mandant:
    """Someone of a list of proxies beside whom no holder stands."""

    person: Found[Personne]


@dataclass(frozen=True, slots=True)
class Mandataire:
    """A holder beside whom no mandant stands: the second column of a list, linearised behind the first."""

    person: Found[Personne]


@dataclass(frozen=True, slots=True)
class Substitute:
    """Who sits in the place of a member who is away."""

    person: Found[Personne]
    member: Found[Personne]


@dataclass(frozen=True, slots=True)
class Unread:
    """An item of a list (`kind`) that names someone and was not understood."""

    kind: str
    item: Span


@dataclass(frozen=True, slots=True)
class Group:
    """A commune that heads the members whom it sends, or stands beside one."""

    place: Span


Fact = Member | Proxy | Away | Carried | Holder | Mandant | Mandataire | Substitute | Unread | Group


def named_by(fact: Fact) -> list[Found[Personne]]:
    """Whom a fact names."""
    match fact:
        case Proxy(mandant=mandant, mandataire=holder) | Carried(proxy=Proxy(mandant=mandant, mandataire=holder)):
            return [mandant, *([holder] if holder else [])]
        case Unread() | Group():
            return []
        case _:
            return [fact.person]


def together(facts: Sequence[Fact], style: Style, choices: tuple[Choice, ...] = ()) -> Attendance:
    """The attendance that the facts of all lists make, those paired that the page told apart: marks of two lists, two
    columns, and holders who name their mandants."""
    holders = {fact.mark: fact.person for fact in facts if isinstance(fact, Holder)}
    carried = [fact.proxy for fact in facts if isinstance(fact, Carried)]
    away = [fact for fact in facts if isinstance(fact, Away)]
    starred = [Proxy(one.person, holders[one.mark], one.person.span) for one in away if one.mark in holders]
    columns, lone = _of_columns(facts)
    named = [proxy for proxy in carried if proxy.mandataire is not None]
    own = [_with_holder(fact, named) for fact in (*facts, *starred, *columns) if isinstance(fact, Proxy)]
    alone = [one for one in away if one.mark not in holders]
    members = [fact for fact in facts if isinstance(fact, Member)]
    return Attendance(
        members=(*members, *_substitutes(facts, members)),
        proxies=_with_carried(own, carried),
        excuses=_members(one for one in alone if one.kind == "excuses"),
        absents=_members(one for one in alone if one.kind == "absents"),
        style=style,
        unread=(*((fact.kind, fact.item) for fact in facts if isinstance(fact, Unread)), *lone),
        choices=choices,
        groups=tuple(fact.place for fact in facts if isinstance(fact, Group)),
    )


def _members(away: Iterable[Away]) -> tuple[Member, ...]:
    return tuple(Member(one.person, one.when) for one in away)


def _substitutes(facts: Sequence[Fact], members: Sequence[Member]) -> list[Member]:
    """Those who sit for others and whom the list of the présents does not name itself."""
    sitting = [fact.person for fact in facts if isinstance(fact, Substitute)]
    return [Member(who) for who in sitting if not any(same_person(who.value, one.person.value) for one in members)]


def _of_columns(facts: Sequence[Fact]) -> tuple[list[Proxy], list[tuple[str, Span]]]:
    """The proxies of two columns that were linearised one behind the other: as many mandants as holders, in one order.
    Where their numbers differ no one can tell who is whose: they are unread."""
    mandants = [fact.person for fact in facts if isinstance(fact, Mandant)]
    holders = [fact.person for fact in facts if isinstance(fact, Mandataire)]
    if len(mandants) == len(holders):
        return [Proxy(one, other, one.span) for one, other in zip(mandants, holders, strict=True)], []
    return [], [("pouvoirs", person.span) for person in (*mandants, *holders)]


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
