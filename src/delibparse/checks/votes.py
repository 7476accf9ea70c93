"""VOT: the vote."""

from __future__ import annotations

from collections.abc import Iterator

from delibparse.checks.registry import Finding, in_words, rule
from delibparse.model.arithmetic import declared_or_listed, maire_leaves, present
from delibparse.model.fields import SIDES
from delibparse.model.people import same_person
from delibparse.model.record import Deliberation


@rule(
    "VOT001",
    "vote-sum",
    "erreur",
    fr="{detail} = {cast}, or {voters} membres pouvaient voter ({origin})",
    en="{detail} = {cast}, but {voters} members could vote ({origin})",
    reference="CGCT L2121-20",
)
def vote_sum(act: Deliberation) -> Iterator[Finding]:
    """The votes add up to the voters.

    What: pour + contre + abstentions + non-participants + blancs et nuls against the declared voters, or else
    présents + pouvoirs.
    Why: every voter is counted once.
    Source: arithmetic; CGCT L2121-20 on proxies.
    Fires: 27 présents and 11 pouvoirs, POUR 27, CONTRE 0, ABSTENTIONS 10.
    Silent: "pour" or the voters unknown; "votants" that leave out abstentions or members who took no part; one voter
    fewer, and his proxy, where the maire left for the compte administratif (L2121-14).
    Traps: members who come and go between two items of one session.
    Silence: `--ignore VOT001`.
    """
    vote, declared = act.vote, act.effectif
    if vote.pour is None or "/vote/pour" in act.deduits:
        return
    given = {side: getattr(vote, side) for side in (*SIDES, "blancs_nuls") if getattr(vote, side) is not None}
    cast = sum(given.values())
    here, proxies = present(act), declared_or_listed(act, "pouvoirs")
    possible: dict[int, dict[str, str]] = {}
    if here is not None:
        given_by = {"fr": f"{here} présents + {proxies} pouvoirs", "en": f"{here} present + {proxies} proxies"}
        possible[here + proxies] = given_by
    if declared.votants is not None:
        possible[declared.votants] = {"fr": f"{declared.votants} votants", "en": f"{declared.votants} voters"}
    if not possible or cast in possible or _explained(act, cast, set(possible)):
        return
    voters, origin = next(iter(possible.items()))
    fields = [f"/vote/{side}" for side in given]
    detail = {lang: " + ".join(in_words(side)[lang] for side in fields) for lang in ("fr", "en")}
    yield Finding(fields, {"detail": detail, "cast": cast, "voters": voters, "origin": origin})


def _explained(act: Deliberation, cast: int, possible: set[int]) -> bool:
    """Whether a difference has a reason that the law or usage knows."""
    unsure = act.vote.contre is None and act.vote.abstentions is None  # only "pour" is given: the rest may be
    if unsure and cast < max(possible):
        return True
    without = (act.vote.abstentions or 0) + (act.vote.non_participants or 0)
    if cast - without in possible or (act.vote.non_participants and cast - act.vote.non_participants in possible):
        return True
    return maire_leaves(act) and any(cast in (voters - 1, voters - 2) for voters in possible)


@rule(
    "VOT002",
    "vote-names",
    "erreur",
    fr="{side} : {count} voix {count:annoncée|annoncées}, {named} {named:nommée|nommées} "
    "({names} {names:nom|noms}, {proxies} {proxies:pouvoir|pouvoirs})",
    en="{side}: {count} {count:vote|votes} declared, {named} named "
    "({names} {names:name|names}, {proxies} {proxies:proxy|proxies})",
)
def vote_names(act: Deliberation) -> Iterator[Finding]:
    """The voters named are as many as their count, each with the proxies that they carry.

    What: each count of the vote against its list in `vote.noms`, "(+1 pouvoir)" counted.
    Why: a name or a proxy mark lost by the reading, or a clerk's slip.
    Source: arithmetic.
    Fires: ABSTENTIONS : 10 followed by eight names of which one carries a proxy.
    Silent: no names; names alone, or names with the proxies that the act lists for them, make up the count. An `info`
    where a political group votes as one, of which nobody told how many it has: who they are is not known.
    Traps: a list that names the leaders of groups only.
    Silence: `--ignore VOT002`.
    """
    for side in SIDES:
        count, voters = getattr(act.vote, side), getattr(act.vote.noms, side)
        if count is None or not voters:
            continue
        proxies = sum(voter.pouvoirs for voter in voters)
        held = sum(
            any(p.mandataire and voter.personne and same_person(p.mandataire, voter.personne) for voter in voters)
            for p in act.pouvoirs
        )
        if count not in (len(voters) + proxies, len(voters) + held if not proxies else -1):
            names = sum(voter.personne is not None for voter in voters)
            facts = {
                "side": in_words(f"/vote/{side}"),
                "count": count,
                "named": names + proxies,
                "names": names,
                "proxies": proxies,
            }
            is_of_group = names < len(voters) and names + proxies < count
            yield Finding([f"/vote/{side}", f"/vote/noms/{side}"], facts, "info" if is_of_group else None)


@rule(
    "VOT003",
    "absent-voter",
    "alerte",
    fr="{name} est nommé au vote ({side}) sans être présent ni représenté",
    en="{name} is named in the vote ({side}) but is neither present nor represented",
    reference="CGCT L2121-20",
)
def absent_voter(act: Deliberation) -> Iterator[Finding]:
    """Who votes is present or represented.

    What: each name of `vote.noms` against `presents`, the mandants and the president.
    Why: an absent member without a proxy has no vote; more often one of the two names was misread.
    Source: CGCT L2121-20.
    Fires: an abstention by a member whom no list names.
    Silent: no list of présents.
    Traps: a member who arrives after the list was made.
    Silence: `--ignore VOT003`.
    """
    if not act.presents:
        return
    known = [*act.presents, *(proxy.mandant for proxy in act.pouvoirs)]
    if act.seance.president:
        known.append(act.seance.president)
    for side in SIDES:
        for k, voter in enumerate(getattr(act.vote.noms, side)):
            who = voter.personne
            if who is not None and not any(same_person(who, member) for member in known):
                yield Finding([f"/vote/noms/{side}/{k}"], {"name": who.texte, "side": in_words(f"/vote/{side}")})


@rule(
    "VOT004",
    "unanimity-against-figures",
    "erreur",
    fr="unanimité annoncée, et {contre} voix contre",
    en="unanimity declared, and {contre} votes against",
)
def unanimity_against_figures(act: Deliberation) -> Iterator[Finding]:
    """Unanimity has no votes against.

    What: `vote.unanimite` against `vote.contre`.
    Why: one of the two was misread, or the clerk kept the sentence of the act before.
    Source: logic.
    Fires: "ADOPTÉ À L'UNANIMITÉ" with CONTRE : 3.
    Silent: abstentions, which unanimity of the votes cast allows.
    Traps: none known.
    Silence: `--ignore VOT004`.
    """
    if act.vote.unanimite and act.vote.contre:
        yield Finding(["/vote/unanimite", "/vote/contre"], {"contre": act.vote.contre})


@rule(
    "VOT005",
    "outcome-against-figures",
    "erreur",
    fr="résultat « {resultat} » avec {pour} voix pour et {contre} contre",
    en='outcome "{resultat}" with {pour} votes for and {contre} against',
    reference="CGCT L2121-20",
)
def outcome_against_figures(act: Deliberation) -> Iterator[Finding]:
    """The outcome is the one that the figures give.

    What: `vote.resultat` against "pour" and "contre".
    Why: decisions are taken by an absolute majority of the votes cast; abstentions are none.
    Source: CGCT L2121-20.
    Fires: "adopté" with 10 votes for and 15 against.
    Silent: a tie, which the president's vote decides.
    Traps: elections, which need an absolute majority in the first two rounds.
    Silence: `--ignore VOT005`.
    """
    vote = act.vote
    if vote.pour is None or vote.contre is None or vote.pour == vote.contre:
        return
    right = "adopte" if vote.pour > vote.contre else "rejete"
    if vote.resultat in ("adopte", "rejete") and vote.resultat != right:
        facts = {"resultat": vote.resultat, "pour": vote.pour, "contre": vote.contre}
        yield Finding(["/vote/resultat", "/vote/pour", "/vote/contre"], facts)


@rule(
    "VOT006",
    "votes-twice",
    "erreur",
    fr="{name} est nommé deux fois au vote ({one}, {other})",
    en="{name} is named twice in the vote ({one}, {other})",
)
def votes_twice(act: Deliberation) -> Iterator[Finding]:
    """A member votes once.

    What: names that stand in two sides of `vote.noms`, or twice in one.
    Why: a name was misread, or copied to the wrong side.
    Source: logic.
    Fires: the same member against and abstaining.
    Silent: namesakes told apart by their first names.
    Traps: a member who votes one way and carries a proxy that votes another.
    Silence: `--ignore VOT006`.
    """
    named = [
        (side, k, voter.personne)
        for side in SIDES
        for k, voter in enumerate(getattr(act.vote.noms, side))
        if voter.personne is not None
    ]
    for j, (side, k, who) in enumerate(named):
        first = next((one for one in named[:j] if same_person(one[2], who)), None)
        if first is not None:
            facts = {"name": who.texte, "one": first[0], "other": side}
            yield Finding([f"/vote/noms/{first[0]}/{first[1]}", f"/vote/noms/{side}/{k}"], facts)


@rule(
    "VOT007",
    "votes-cast",
    "erreur",
    fr="{declared} suffrages exprimés annoncés, {pour} pour et {contre} contre",
    en="{declared} votes cast declared, {pour} for and {contre} against",
    reference="CGCT L2121-20",
)
def votes_cast(act: Deliberation) -> Iterator[Finding]:
    """The votes cast are those for and those against.

    What: `effectif.suffrages_exprimes` against pour + contre.
    Why: abstentions and blanks are no votes cast; a figure was misread, or the clerk counted them in.
    Source: CGCT L2121-20.
    Fires: 13 suffrages exprimés, POUR 11, CONTRE 0, ABSTENTIONS 2.
    Silent: one of the figures unknown.
    Traps: elections, where the votes go to candidates.
    Silence: `--ignore VOT007`.
    """
    declared, pour, contre = act.effectif.suffrages_exprimes, act.vote.pour, act.vote.contre
    if declared is not None and pour is not None and contre is not None and declared != pour + contre:
        facts = {"declared": declared, "pour": pour, "contre": contre}
        yield Finding(["/effectif/suffrages_exprimes", "/vote/pour", "/vote/contre"], facts)


@rule(
    "VOT008",
    "secret-tie",
    "alerte",
    fr="adopté à égalité ({pour} contre {pour}) au scrutin secret, où nul n'a voix prépondérante",
    en="adopted on a tie ({pour} to {pour}) by secret ballot, where nobody has a casting vote",
    reference="CGCT L2121-20",
)
def secret_tie(act: Deliberation) -> Iterator[Finding]:
    """A tie in a secret ballot adopts nothing.

    What: `vote.resultat` "adopte" with pour equal to contre and `vote.scrutin` "secret".
    Why: the president's voice decides a tie "sauf cas de scrutin secret".
    Source: CGCT L2121-20.
    Fires: 6 to 6 by secret ballot, adopted.
    Silent: a tie in a public vote.
    Traps: elections, where the elder wins a tie (L2122-7).
    Silence: `--ignore VOT008`.
    """
    vote = act.vote
    tie = vote.pour is not None and vote.pour == vote.contre
    if tie and vote.scrutin == "secret" and vote.resultat == "adopte":
        yield Finding(["/vote/resultat", "/vote/scrutin"], {"pour": vote.pour})


@rule(
    "VOT010",
    "unanimity-denied",
    "alerte",
    fr="dit non unanime, et aucune voix contre ni abstention sur {pour}",
    en="said not to be unanimous, with no vote against and no abstention of {pour}",
)
def unanimity_denied(act: Deliberation) -> Iterator[Finding]:
    """A vote "à la majorité" has someone against or abstaining.

    What: `indices.majorite`, "à la majorité" printed with the vote, with contre and abstentions both 0 and every voter
    for.
    Why: the sentence of another act was kept, or a count was misread as 0.
    Source: logic.
    Fires: "adopté à la majorité", POUR 13, CONTRE 0, ABSTENTION 0 of 13 voters.
    Silent: voters who took no part; the words not printed.
    Traps: "à la majorité absolue des suffrages exprimés" in elections.
    Silence: `--ignore VOT010`.
    """
    vote = act.vote
    alone = vote.pour and vote.contre == 0 and vote.abstentions == 0 and not vote.non_participants
    if alone and act.indices.majorite:
        yield Finding(["/vote/resultat", "/vote/contre", "/vote/abstentions"], {"pour": vote.pour})
