"""NOM: the names of members, against each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from delibparse.checks.registry import Finding, archive_rule, page_rule, roster_rule, rule
from delibparse.model.fields import LISTS
from delibparse.model.members import Member
from delibparse.model.people import confidence, fold, namings, same_person, was_recognised
from delibparse.model.record import Deliberation, Personne
from delibparse.similarity.names import could_be_misreading_of, is_initial, misread_first_name


def _members(act: Deliberation) -> list[tuple[str, Personne]]:
    return [(pointer, who) for pointer, who in namings(act) if pointer.split("/")[1] in (*LISTS, "pouvoirs", "vote")]


Key = tuple[str, str]
"""A family name and a first name, bare."""


MOST_ALIKE = 100
"""People of one first name, or of one family, among whom slips are looked for, each compared with all others: councils
have no more."""


def _sharing_a_name(keys: list[Key]) -> Iterator[tuple[Key, Key]]:
    """The pairs that have the family name or the first name in common, in order: no others are one slip apart."""
    groups: dict[tuple[int, str], list[Key]] = {}
    for key in keys:
        for part in (0, 1):
            groups.setdefault((part, key[part]), []).append(key)
    for group in groups.values():
        if len(group) <= MOST_ALIKE:
            yield from combinations(group, 2)


def _fully_named(who: Personne) -> bool:
    return len(fold(who.prenom)) > 2 and bool(who.nom)


@rule(
    "NOM001",
    "two-spellings",
    "alerte",
    fr="un même nom écrit de deux façons : « {one} » et « {other} »",
    en="one name spelt in two ways: “{one}” and “{other}”",
)
def two_spellings(act: Deliberation) -> Iterator[Finding]:
    """A member's name is spelt in one way throughout the act.

    What: names that are one slip apart and stand in different blocks: présents, proxies, voters.
    Why: one of the two was misread, or the clerk's hand slipped; searches and lists by member miss it.
    Source: comparison of the blocks.
    Fires: "Jeanne ESTEVE" among the présents, "Jeanne ESTEVF" named as mandataire.
    Silent: accents and initials; names in one list, which are of two people; different first names.
    Traps: two members of one family whose names differ by a letter.
    Silence: `--ignore NOM001`.
    """
    people: dict[tuple[str, str], tuple[str, Personne]] = {}
    for pointer, who in _members(act):
        if _fully_named(who):
            people.setdefault((fold(who.nom), fold(who.prenom)), (pointer, who))
    present = {(fold(who.nom), fold(who.prenom)) for who in act.presents}
    for key, other_key in _sharing_a_name(list(people)):
        (first, one), (second, other) = people[key], people[other_key]
        apart = first.rsplit("/", 1)[0] != second.rsplit("/", 1)[0] and not {key, other_key} <= present
        if apart and could_be_misreading_of(one, other) and not same_person(one, other):
            yield Finding([first, second], {"one": one.texte, "other": other.texte})


@rule(
    "NOM002",
    "near-duplicates",
    "alerte",
    fr="deux noms presque pareils dans la liste : « {one} » et « {other} »",
    en="two names nearly alike in one list: “{one}” and “{other}”",
)
def near_duplicates(act: Deliberation) -> Iterator[Finding]:
    """A list does not name a member twice in two spellings.

    What: two names of one list with the same first name and family names one slip apart.
    Why: a line copied twice, once misread; the count of the list is then one too many.
    Source: comparison within the list.
    Fires: "Jeanne ESTEVE" and "Jeanne ESTEVF" among the présents.
    Silent: different first names; two members whom a roster knows.
    Traps: sisters and cousins.
    Silence: `--ignore NOM002`.
    """
    for name in LISTS:
        people = getattr(act, name)
        places = {(fold(who.nom), fold(who.prenom)): k for k, who in enumerate(people) if _fully_named(who)}
        for key, other_key in _sharing_a_name(list(places)):
            one, other = people[places[key]], people[places[other_key]]
            if key[1] == other_key[1] and could_be_misreading_of(one, other):
                fields = [f"/{name}/{places[key]}", f"/{name}/{places[other_key]}"]
                yield Finding(fields, {"one": one.texte, "other": other.texte})


@page_rule(
    "NOM003",
    "improbable-first-name",
    "alerte",
    fr="prénom inconnu : « {seen} », peut-être {likely}",
    en="unknown first name: “{seen}”, perhaps {likely}",
    is_of_ocr=True,
)
def improbable_first_name(act: Deliberation, recognised: Collection[int]) -> Iterator[Finding]:
    """First names read by OCR are first names.

    What: first names of scanned acts that are none, and look like one that is.
    Why: the engine is sometimes sure of a letter that it has misread.
    Source: the list of first names that ships with the tool.
    Fires: "Syivain FONTBRUNE" on a scan.
    Silent: text layers, which are exact; rare first names that look like no other.
    Traps: first names of other languages that are one letter from a French one.
    Silence: `--ignore NOM003`.
    """
    told: set[str] = set()
    for pointer, who in _members(act):
        likely = misread_first_name(who.prenom) if was_recognised(act, pointer, recognised) else None
        if likely and who.texte not in told:
            told.add(who.texte)
            yield Finding([pointer], {"seen": who.texte, "likely": likely})


MOSTLY_KNOWN = 0.5
"""The share of the présents whom a roster must know, for the others to be strangers to it: else it is another
council's."""


@roster_rule(
    "NOM004",
    "not-in-roster",
    "info",
    fr="présents inconnus de la liste des élus ({source}) : {names}",
    en="present and not among the elected members ({source}): {names}",
)
def not_in_roster(act: Deliberation, members: Sequence[Member]) -> Iterator[Finding]:
    """Those present are members of the council.

    What: the présents against the members of the body on the day of the session, by the imported rosters.
    Why: a name was misread, or someone who only attends (staff, press) was read as a member.
    Source: the national register of elected people, as imported by `delibparse roster import`.
    Fires: eleven présents of whom the register knows ten.
    Silent: no roster of the body and the term; a session without a date; a name that is a slip from a member's; a
    roster that knows less than half of the présents.
    Traps: a member who came or left between two vintages, or who sits under another family name than the register's.
    Silence: `--ignore NOM004`; `--no-roster`.
    """
    strangers = [
        k for k, who in enumerate(act.presents) if who.nom and not any(_may_be(who, one.who) for one in members)
    ]
    known = len(act.presents) - len(strangers)
    if strangers and members and known >= MOSTLY_KNOWN * len(act.presents):
        names = ", ".join(act.presents[k].texte for k in strangers)
        source = max(members, key=lambda one: one.source).source
        yield Finding([f"/presents/{k}" for k in strangers], {"names": names, "source": source})


LEAST_KNOWN = 10
"""Members whom the other sessions must name, for one whom they do not to be worth a word."""


@archive_rule(
    "NOM005",
    "in-no-other-session",
    "info",
    fr="nommés dans aucune autre séance de la collectivité : {names}",
    en="named in no other session of the body: {names}",
)
def in_no_other_session(act: Deliberation, others: Sequence[Member]) -> Iterator[Finding]:
    """Whom a scan's lists name, another session of the mandate names too.

    What: the présents, the excused, the absent and the proxies that OCR read, against the members whom the sessions of
    other days name, in the same batch and mandate.
    Why: a name was misread, or someone who only attends was read as a member.
    Source: the body's other acts, as `delibparse batch` has learnt of them (`delibparse profile`).
    Fires: "Julie MORFAU", whom no other session names, among the présents of a scan.
    Silent: text layers; an archive whose other sessions name fewer than ten members, or less than half of these; a name
    that is a slip from a member's.
    Traps: a member who sat in one session alone.
    Silence: `--ignore NOM005`; `--no-roster`.
    """
    listed = [
        (pointer, who)
        for pointer, who in namings(act)
        if pointer.split("/")[1] in (*LISTS, "pouvoirs") and who.nom and confidence(act, pointer) < 1
    ]
    strangers = [(pointer, who) for pointer, who in listed if not any(_may_be(who, one.who) for one in others)]
    if strangers and len(others) >= LEAST_KNOWN and len(strangers) <= (1 - MOSTLY_KNOWN) * len(listed):
        names = ", ".join(dict.fromkeys(who.texte for _, who in strangers))
        yield Finding([pointer for pointer, _ in strangers], {"names": names})


def _may_be(who: Personne, member: Personne) -> bool:
    """Whether someone present may be a member: by the name, by a slip in it, or by a part of a double family name."""
    if same_person(who, member) or could_be_misreading_of(who, member):
        return True
    read, true = (set((one.nom or "").replace("-", " ").casefold().split()) for one in (who, member))
    firsts = fold(who.prenom), fold(member.prenom)
    alike = not all(firsts) or firsts[0] == firsts[1] or is_initial(*firsts)
    return alike and (read <= true or true <= read)
