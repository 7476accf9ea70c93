"""The profiles of the bodies of an archive, from what each of its files tells."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from delibparse.model.record import Collectivite, Personne
from delibparse.profile.bodies import Bodies
from delibparse.profile.mandates import mandate_of, parted
from delibparse.profile.model import Mandate, Member, Profile, Span, Year
from delibparse.profile.people import Person, forms_of, people_of
from delibparse.profile.seen import Seen, Sitting

MOST_FORMS = 5
"""Of a body's names, and of the orders of its blocks: what is met less is chance."""


@dataclass(slots=True)
class _Acts:
    """What the files tell of one body: its sittings, and the words of each file by its year."""

    sittings: list[Sitting] = field(default_factory=list)
    files: int = 0
    words: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))


def learn(files: Iterable[Seen]) -> dict[str, Profile]:
    """The profiles of the bodies that some files name, by their keys, in their order.

    The order of the files does not count; a content that is there twice is to be given once.
    """
    listed = list(files)
    bodies = Bodies(sitting.body for seen in listed for sitting in seen.sittings)
    found: dict[str, _Acts] = defaultdict(_Acts)
    for seen in listed:
        _take(seen, bodies, found)
    return {key: _profile(key, found[key]) for key in sorted(found)}


def _take(seen: Seen, bodies: Bodies, found: dict[str, _Acts]) -> None:
    """Add what a file tells; its words are those of its first body and its first year."""
    keys: list[str] = []
    for sitting in seen.sittings:
        key = bodies.key_of(sitting.body)
        if key is not None:
            found[key].sittings.append(sitting)
            keys.append(key)
    for key in dict.fromkeys(keys):
        found[key].files += 1
    years = [int(sitting.day[:4]) for sitting in seen.sittings if sitting.day]
    if keys and years:
        found[keys[0]].words[years[0]].append((seen.read, seen.left))


def _profile(key: str, acts: _Acts) -> Profile:
    dated = sorted((sitting for sitting in acts.sittings if sitting.day), key=_in_order)
    named: dict[str, set[str]] = {}
    people = people_of(forms_of([sitting.people for sitting in dated]))
    days = [sitting.day or "" for sitting in dated]
    for sitting in dated:
        named.setdefault(sitting.day or "", set())
    for k, person in enumerate(people):
        for number in person.at():
            named[days[number]].add(str(k))
    body = _most(sitting.body for sitting in acts.sittings)[0][0]
    bounds = parted(body.type, named)
    sessions = sorted(named)
    return Profile(
        key,
        body,
        acts.files,
        len(sessions),
        sessions[0] if sessions else "",
        sessions[-1] if sessions else "",
        tuple(_mandate(k, bounds, dated, named) for k in range(len(bounds))),
        tuple(sorted((_member(person, days, named, bounds) for person in people), key=_by_name)),
        _sessions_of((sitting.body.nom, sitting.day) for sitting in acts.sittings),
        _sessions_of((sitting.organe, sitting.day) for sitting in acts.sittings),
        _sessions_of((sitting.order, sitting.day) for sitting in acts.sittings),
        tuple(_year(year, acts.words.get(year, []), sessions) for year in sorted(acts.words)),
    )


def _in_order(sitting: Sitting) -> tuple[str, str, str]:
    """A session's sittings in an order that is theirs, not that of the files."""
    return sitting.day or "", repr(sitting.body), repr(sitting.people)


def _most(met: Iterable[Collectivite]) -> list[tuple[Collectivite, int]]:
    """The bodies as acts give them, those with the most told first, then the most frequent."""
    return sorted(Counter(met).items(), key=lambda row: (-_told(row[0]), -row[1], repr(row[0])))


def _told(body: Collectivite) -> int:
    return sum(value is not None for value in (body.siren, body.code_insee, body.type, body.nom))


def _sessions_of(met: Iterable[tuple[str | None, str | None]]) -> tuple[tuple[str, int], ...]:
    """How many sessions print each of some words, the most frequent first."""
    days: dict[str, set[str | None]] = defaultdict(set)
    for word, day in met:
        if word:
            days[word].add(day)
    rows = sorted(((word, len(on)) for word, on in days.items()), key=lambda row: (-row[1], row[0]))
    return tuple(rows[:MOST_FORMS])


def _mandate(k: int, bounds: list[tuple[str, str]], dated: list[Sitting], named: dict[str, set[str]]) -> Mandate:
    """A mandate and the number in office that most of its sessions declare."""
    told: dict[int, set[str]] = defaultdict(set)
    for sitting in dated:
        if sitting.in_office is not None and mandate_of(sitting.day or "", bounds) == k:
            told[sitting.in_office].add(sitting.day or "")
    usual = sorted(told, key=lambda figure: (-len(told[figure]), figure))
    sessions = sum(mandate_of(day, bounds) == k for day in named)
    figure = usual[0] if usual else None
    declared = len(set().union(*told.values()))
    return Mandate(*bounds[k], sessions, declared, figure, len(told[figure]) if figure is not None else 0)


def _member(person: Person, days: Sequence[str], named: dict[str, set[str]], bounds: list[tuple[str, str]]) -> Member:
    on = sorted({days[number] for number in person.at()})
    listing = sorted(day for day, members in named.items() if members)
    spans = []
    for k in sorted({mandate_of(day, bounds) for day in on}):
        mine = [day for day in on if mandate_of(day, bounds) == k]
        others = [day for day in listing if mandate_of(day, bounds) == k]
        spans.append(Span(k, mine[0], mine[-1], len(mine), others[0] < mine[0], mine[-1] < others[-1]))
    forms: dict[str, set[str]] = defaultdict(set)
    also: dict[Personne, int] = {}
    for form in person.forms:
        printed = {days[number] for number in form.clear | form.fair}
        forms[_shown(form.main.prenom, form.main.nom)] |= printed
        spelt = len({days[number] for number in form.clear})
        also |= dict.fromkeys(sorted(form.who, key=lambda who: (-form.who[who], who.texte)), spelt)
    del also[person.main]
    told = sorted(((name, len(printed)) for name, printed in forms.items()), key=lambda row: (-row[1], row[0]))
    return Member(person.main, tuple(told), tuple(spans), len(on), tuple(also.items()))


def _shown(prenom: str | None, nom: str | None) -> str:
    return " ".join(part for part in (prenom, nom) if part)


def _by_name(member: Member) -> tuple[str, str]:
    return member.who.nom or "", member.who.prenom or ""


def _year(year: int, words: list[tuple[int, int]], sessions: list[str]) -> Year:
    held = sum(day.startswith(f"{year:04d}") for day in sessions)
    return Year(year, held, len(words), sum(read for read, _ in words), sum(left for _, left in words))
