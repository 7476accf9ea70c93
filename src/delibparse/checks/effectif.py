"""EFF: the figures that an act declares of its assembly, against each other and against its lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from delibparse.checks.leftovers import while_unread
from delibparse.checks.registry import Finding, in_words, rule
from delibparse.model.arithmetic import declared_or_listed, maire_leaves, most_voters, present
from delibparse.model.people import fold, same_person
from delibparse.model.record import Deliberation, Personne


def _against_list(act: Deliberation, name: str) -> Iterator[Finding]:
    declared, listed = getattr(act.effectif, name), len(getattr(act, name))
    if declared is not None and listed and declared != listed:
        yield Finding([f"/effectif/{name}", f"/{name}"], {"declared": declared, "listed": listed})


def _arrived(act: Deliberation) -> bool:
    """Whether members came or left after the counts of the session's opening: as many votes, some of them no longer
    carried by another; or the difference is of those who the page says moved."""
    presents, pouvoirs = act.effectif.presents, act.effectif.pouvoirs
    if presents is None or not act.presents or len(act.presents) == presents:
        return False
    if pouvoirs is not None and len(act.presents) + len(act.pouvoirs) == presents + pouvoirs:
        return True
    came, left = _moved(act)
    return presents - left <= len(act.presents) <= presents + came


def _moved(act: Deliberation) -> tuple[int, int]:
    """How many are there who came at an item, and how many are not who left at one."""
    came = left = 0
    for move in act.indices.mouvements:
        there = any(same_person(move.personne, member) for member in act.presents)
        came += there and move.depuis is not None and move.depuis.isdecimal()
        left += not there and move.jusqua is not None and move.jusqua.isdecimal()
    return came, left


@rule(
    "EFF001",
    "presents-count",
    "erreur",
    fr="{declared} {declared:présent annoncé|présents annoncés}, {listed} {listed:nom|noms} dans la liste",
    en="{declared} {declared:member|members} declared present, {listed} {listed:name|names} listed",
)
def presents_count(act: Deliberation) -> Iterator[Finding]:
    """The list of présents is as long as its declared count.

    What: `effectif.presents` against the number of names in `presents`.
    Why: a name was lost or made up by the reading, or the clerk's count is wrong; the quorum rests on it.
    Source: arithmetic.
    Fires: "PRESENTS (27) :" followed by 26 names.
    Silent: no declared count, or no list at all; the president, counted but printed apart from the list; a member
    who arrived and no longer votes by proxy (22 présents and 6 pouvoirs declared, 24 and 4 at the item), or one more
    or less for each who the page says came or left at an item. An `alerte` while words of the lists were not read.
    Traps: members who arrive or leave in mid-session may be counted and not listed, or the reverse.
    Silence: `--ignore EFF001`.
    """
    president = act.seance.president
    apart = president is not None and not any(same_person(president, member) for member in act.presents)
    for finding in _against_list(act, "presents"):
        if not _arrived(act) and not (apart and act.effectif.presents == len(act.presents) + 1):
            yield replace(finding, severity=while_unread(act))


@rule(
    "EFF002",
    "pouvoirs-count",
    "erreur",
    fr="{declared} {declared:pouvoir annoncé|pouvoirs annoncés}, {listed} {listed:lu|lus} dans la liste",
    en="{declared} {declared:proxy|proxies} declared, {listed} listed",
)
def pouvoirs_count(act: Deliberation) -> Iterator[Finding]:
    """The list of proxies is as long as its declared count.

    What: `effectif.pouvoirs` against the number of entries in `pouvoirs`.
    Why: each proxy is a vote; one lost or added changes the number of voters.
    Source: arithmetic.
    Fires: "POUVOIRS (11) :" followed by ten lines.
    Silent: no declared count, or no list at all; a proxy that ended as its giver arrived.
    Traps: proxies that succeed one another in a session.
    Silence: `--ignore EFF002`.
    """
    if not _arrived(act):
        yield from _against_list(act, "pouvoirs")


@rule(
    "EFF003",
    "excuses-count",
    "erreur",
    fr="{declared} {declared:excusé annoncé|excusés annoncés}, {listed} {listed:nom|noms} dans la liste",
    en="{declared} {declared:member|members} declared excused, {listed} {listed:name|names} listed",
)
def excuses_count(act: Deliberation) -> Iterator[Finding]:
    """The list of excused members is as long as its declared count.

    What: `effectif.excuses` against `excuses`; the represented may be counted among the excused.
    Why: a name lost by the reading, or a clerk's slip.
    Source: arithmetic.
    Fires: "EXCUSES (2) :" followed by one name.
    Silent: the count equals the excused and the represented together.
    Traps: some councils count among the excused those who gave a proxy.
    Silence: `--ignore EFF003`.
    """
    for finding in _against_list(act, "excuses"):
        if act.effectif.excuses != len(act.excuses) + len(act.pouvoirs):
            yield finding


@rule(
    "EFF004",
    "absents-count",
    "erreur",
    fr="{declared} {declared:absent annoncé|absents annoncés}, {listed} {listed:nom|noms} dans la liste",
    en="{declared} {declared:member|members} declared absent, {listed} {listed:name|names} listed",
)
def absents_count(act: Deliberation) -> Iterator[Finding]:
    """The list of absent members is as long as its declared count.

    What: `effectif.absents` against `absents`; the represented and the excused may be counted among the absent.
    Why: a name lost by the reading, or a clerk's slip.
    Source: arithmetic.
    Fires: "ABSENTS (3) :" followed by two names.
    Silent: the count equals the absent with the excused, with the represented, or with both.
    Traps: "Absents : 6, procurations : 5" where the sixth alone has no proxy.
    Silence: `--ignore EFF004`.
    """
    lists = len(act.absents), len(act.excuses), len(act.pouvoirs)
    absents, excuses, pouvoirs = lists
    sums = {absents, absents + excuses, absents + pouvoirs, absents + excuses + pouvoirs}
    for finding in _against_list(act, "absents"):
        if act.effectif.absents not in sums:
            yield finding


@rule(
    "EFF010",
    "attendance-sum",
    "erreur",
    fr="{sum_} membres comptés ({detail}), {in_office} en exercice",
    en="{sum_} members accounted for ({detail}), {in_office} in office",
)
def attendance_sum(act: Deliberation) -> Iterator[Finding]:
    """Présents, represented, excused and absent members make up the members in office.

    What: présents + pouvoirs + excusés + absents against `effectif.en_exercice`, each by its declared count or else
    by its list.
    Why: every member in office is in exactly one of these lists.
    Source: arithmetic.
    Fires: 39 in office, 27 présents, 11 pouvoirs and no excused member.
    Silent: présents or the members in office unknown; the represented counted among the excused or absent; lists
    that name fewer members than are in office where absent members may go unnamed.
    Traps: vacant seats; absent members left out of the act altogether.
    Silence: `--ignore EFF010`.
    """
    in_office = act.effectif.en_exercice
    here = present(act)
    if in_office is None or here is None:
        return
    proxies, excused, absent = (declared_or_listed(act, name) for name in ("pouvoirs", "excuses", "absents"))
    away = {proxies + excused + absent, max(proxies, excused) + absent, excused + max(proxies, absent),
            max(proxies, excused + absent), max(proxies, excused, absent)}  # fmt: skip
    complete = excused or absent or act.effectif.excuses is not None or act.effectif.absents is not None
    total = here + proxies + excused + absent
    wrong = in_office - here not in away and (complete or total > in_office)
    if wrong:
        detail = f"{here} + {proxies} + {excused} + {absent}"
        fields = [f"/effectif/{name}" for name in ("en_exercice", "presents", "pouvoirs", "excuses", "absents")
                  if getattr(act.effectif, name) is not None]  # fmt: skip
        yield Finding(fields, {"sum_": total, "detail": detail, "in_office": in_office})


@rule(
    "EFF020",
    "secretary-absent",
    "alerte",
    fr="{name}, secrétaire de séance, n'est pas dans la liste des présents",
    en="{name}, secretary of the session, is not among the members present",
    reference="CGCT L2121-15",
)
def secretary_absent(act: Deliberation) -> Iterator[Finding]:
    """The secretary of the session is a member who is present.

    What: `seance.secretaire` against `presents` and the president.
    Why: the council names one or more of its members; a secretary found nowhere is a misread name or a slip.
    Source: CGCT L2121-15.
    Fires: a secretary whom the list of présents does not name.
    Silent: no list, no secretary; an auxiliary secretary, who is not a member; half of the double name of one member.
    Traps: the president may be printed apart from the list.
    Silence: `--ignore EFF020`.
    """
    secretary = act.seance.secretaire
    if secretary is None or not act.presents:
        return
    here = [*act.presents, *([act.seance.president] if act.seance.president else [])]
    if not any(same_person(secretary, member) for member in here) and not _is_half_a_name(secretary, here):
        yield Finding(["/seance/secretaire"], {"name": secretary.texte})


def _is_half_a_name(who: Personne, members: Iterable[Personne]) -> bool:
    """Whether a family name without a first name is a part of one member's, and of one alone: clerks shorten double
    names, and lines cut them."""
    part = _parts(who.nom)
    return bool(part) and who.prenom is None and sum(part < _parts(one.nom) for one in members) == 1


def _parts(nom: str | None) -> set[str]:
    return {fold(part) for part in (nom or "").replace("-", " ").split()} - {""}


@rule(
    "EFF030",
    "presence-by-clock",
    "info",
    fr="{who} : présence donnée à l'heure (« {aside} »), non par délibération",
    en="{who}: presence told by the clock (“{aside}”), not by item",
)
def presence_by_clock(act: Deliberation) -> Iterator[Finding]:
    """A member who came or left in mid-session is listed for every act when the page gives only the hour.

    What: `indices.mouvements` of members of `presents` whose bound is a time: "arrivée à 19h07" or the like.
    Why: whether they took part in this very vote is not known; the count may differ by one from act to act.
    Source: none, a caution.
    Fires: "Elisabeth DUVAL (à partir de 20h58)".
    Silent: "(à partir du point 7)", which tells the items; no aside.
    Traps: none known.
    Silence: `--ignore EFF030`.
    """
    for k, member in enumerate(act.presents):
        for move in act.indices.mouvements:
            if move.personne.texte == member.texte and _CLOCK.search(f"{move.depuis} {move.jusqua}"):
                yield Finding([f"/presents/{k}"], {"who": member.texte, "aside": move.texte})


_CLOCK = re.compile(r"\d\d:\d\d")


@rule(
    "EFF040",
    "member-in-two-lists",
    "alerte",
    fr="{name} figure parmi les {one} et parmi les {other}",
    en="{name} is among the {one} and among the {other}",
)
def member_in_two_lists(act: Deliberation) -> Iterator[Finding]:
    """A member is present, excused or absent, and one of these only.

    What: each name of `presents`, `excuses` and `absents` against the two other lists.
    Why: a line copied from the session before, or a name misread as another.
    Source: logic.
    Fires: the same name among the présents and the excused.
    Silent: namesakes told apart by their first names.
    Traps: members who come late or leave early, when the page names them twice.
    Silence: `--ignore EFF040`.
    """
    for one, other in (("presents", "excuses"), ("presents", "absents"), ("excuses", "absents")):
        for j, who in enumerate(getattr(act, one)):
            for k, again in enumerate(getattr(act, other)):
                if same_person(who, again):
                    yield Finding(
                        [f"/{one}/{j}", f"/{other}/{k}"],
                        {"name": who.texte, "one": in_words(f"/{one}"), "other": in_words(f"/{other}")},
                    )


@rule(
    "EFF041",
    "member-twice",
    "alerte",
    fr="{name} figure deux fois parmi les {list_}",
    en="{name} is named twice among the {list_}",
)
def member_twice(act: Deliberation) -> Iterator[Finding]:
    """A list names a member once.

    What: names that stand twice in one of the lists.
    Why: a line copied twice, or two namesakes whose first names were left out.
    Source: logic.
    Fires: the same name twice among the présents.
    Silent: namesakes told apart by their first names.
    Traps: two members of one name printed without first names.
    Silence: `--ignore EFF041`.
    """
    for list_ in ("presents", "excuses", "absents"):
        people = getattr(act, list_)
        namesakes: dict[str, list[int]] = {}
        for k, who in enumerate(people):
            before = namesakes.setdefault(fold(who.nom), [])
            first = next((j for j in before if same_person(who, people[j])), None)
            before.append(k)
            if first is not None:
                yield Finding(
                    [f"/{list_}/{first}", f"/{list_}/{k}"], {"name": who.texte, "list_": in_words(f"/{list_}")}
                )


@rule(
    "EFF050",
    "voters-sum",
    "erreur",
    fr="{voters} {voters:votant annoncé|votants annoncés} "
    "pour {here} {here:présent|présents} et {proxies} {proxies:pouvoir|pouvoirs}",
    en="{voters} {voters:voter|voters} declared "
    "for {here} {here:member|members} present and {proxies} {proxies:proxy|proxies}",
    reference="CGCT L2121-20",
)
def voters_sum(act: Deliberation) -> Iterator[Finding]:
    """Voters are the members present and those whom they represent.

    What: `effectif.votants` against présents + pouvoirs, each declared or else listed.
    Why: a figure was misread, or the clerk kept that of another act.
    Source: CGCT L2121-20.
    Fires: 15 voters, 10 présents and 3 pouvoirs.
    Silent: fewer voters by those who abstain or take no part; présents unknown; one more where the list does not name
    who presides; one fewer, and his proxy, where the maire leaves for the compte administratif.
    Traps: members who left before the vote.
    Silence: `--ignore EFF050`.
    """
    voters = act.effectif.votants
    here, most = present(act), most_voters(act)
    if voters is None or here is None or most is None:
        return
    proxies = declared_or_listed(act, "pouvoirs")
    apart = (act.vote.abstentions or 0), (act.vote.non_participants or 0)
    left = 2 if maire_leaves(act) else 0
    fewest = here + proxies - sum(apart) - left
    if not fewest <= voters <= most:
        facts = {"voters": voters, "here": here, "proxies": proxies}
        yield Finding(["/effectif/votants", "/effectif/presents", "/effectif/pouvoirs"], facts)


@rule(
    "EFF060",
    "president-absent",
    "alerte",
    fr="{name}, qui préside, figure parmi les {list_}",
    en="{name}, who presides, is among the {list_}",
    reference="CGCT L2121-14",
)
def president_absent(act: Deliberation) -> Iterator[Finding]:
    """Who presides is there.

    What: `seance.president` against `excuses`, `absents` and the mandants.
    Why: the header was copied from another session, where the maire presided.
    Source: CGCT L2121-14: the maire presides, or who replaces him.
    Fires: "sous la présidence de M. ABADIE" above "Excusé : M. ABADIE".
    Silent: a president whom no list names.
    Traps: the maire leaves the chair for the compte administratif.
    Silence: `--ignore EFF060`.
    """
    president = act.seance.president
    if president is None:
        return
    for list_ in ("excuses", "absents"):
        for k, who in enumerate(getattr(act, list_)):
            if same_person(president, who):
                yield Finding(
                    ["/seance/president", f"/{list_}/{k}"], {"name": president.texte, "list_": in_words(f"/{list_}")}
                )
