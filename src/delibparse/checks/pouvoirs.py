"""POU: proxies."""

from __future__ import annotations

from collections.abc import Iterator

from delibparse.checks.leftovers import while_unread
from delibparse.checks.periods import eased
from delibparse.checks.registry import Finding, rule
from delibparse.model.people import same_person
from delibparse.model.record import Deliberation, Personne


@rule(
    "POU001",
    "two-proxies",
    "alerte",
    fr="{name} porte {proxies} pouvoirs : un membre n'en porte qu'un",
    en="{name} holds {proxies} proxies: a member holds one at most",
    reference="CGCT L2121-20",
)
def two_proxies(act: Deliberation) -> Iterator[Finding]:
    """A member holds one proxy at most.

    What: how often each mandataire stands in `pouvoirs`.
    Why: the second proxy is void, and so are the votes cast by it.
    Source: CGCT L2121-20.
    Fires: two mandants with the same mandataire.
    Silent: up to two while the law allowed them (12 March 2020 to 31 July 2022, `periods.toml`).
    Traps: proxies that succeed one another in a session ("jusqu'à la délibération n° 2").
    Silence: `--ignore POU001`.
    """
    allowed = 2 if eased("two_proxies", act.seance.date) else 1
    holders: list[tuple[Personne, list[int]]] = []
    for k, proxy in enumerate(act.pouvoirs):
        if proxy.mandataire is None:
            continue
        held = next((rows for who, rows in holders if same_person(who, proxy.mandataire)), None)
        if held is None:
            holders.append((proxy.mandataire, [k]))
        else:
            held.append(k)
    for who, rows in holders:
        if len(rows) > allowed:
            yield Finding([f"/pouvoirs/{k}/mandataire" for k in rows], {"name": who.texte, "proxies": len(rows)})


@rule(
    "POU002",
    "present-mandant",
    "alerte",
    fr="{name} a donné pouvoir et figure parmi les présents",
    en="{name} gave a proxy and is among the members present",
    reference="CGCT L2121-20",
)
def present_mandant(act: Deliberation) -> Iterator[Finding]:
    """Proxies are given by the absent.

    What: each mandant against `presents`.
    Why: a member who is there votes in person.
    Source: CGCT L2121-20 ("un conseiller municipal empêché d'assister à une séance").
    Fires: the same name in both lists.
    Silent: namesakes told apart by their first names or initials; members whom the page says to arrive or leave in
    mid-session ("arrivée à 19h07", "jusqu'au point 6": `indices.mouvements`), rightly in both lists.
    Traps: members who come late or leave early without a word of it.
    Silence: `--ignore POU002`.
    """
    for k, proxy in enumerate(act.pouvoirs):
        here = any(same_person(proxy.mandant, member) for member in act.presents)
        moves = any(same_person(proxy.mandant, move.personne) for move in act.indices.mouvements)
        if here and not moves:
            yield Finding([f"/pouvoirs/{k}/mandant"], {"name": proxy.mandant.texte})


@rule(
    "POU003",
    "absent-mandataire",
    "erreur",
    fr="{name} a reçu pouvoir et n'est pas dans la liste des présents",
    en="{name} was given a proxy and is not among the members present",
    reference="CGCT L2121-20",
)
def absent_mandataire(act: Deliberation) -> Iterator[Finding]:
    """Who votes for an absent member is there.

    What: each mandataire against `presents` and the president.
    Why: nobody can cast the vote; or a name was misread in one of the two lists.
    Source: CGCT L2121-20.
    Fires: a mandataire whom the list of présents does not name.
    Silent: no list of présents; the president, who may be printed apart. An `alerte` while words of the lists were not
    understood: the holder may be among them.
    Traps: none known.
    Silence: `--ignore POU003`.
    """
    if not act.presents:
        return
    here = [*act.presents, *([act.seance.president] if act.seance.president else [])]
    for k, proxy in enumerate(act.pouvoirs):
        if proxy.mandataire is not None and not any(same_person(proxy.mandataire, member) for member in here):
            yield Finding([f"/pouvoirs/{k}/mandataire"], {"name": proxy.mandataire.texte}, while_unread(act))


@rule(
    "POU004",
    "unread-mandataire",
    "alerte",
    fr="{name} a donné pouvoir, à qui n'a pas pu être lu",
    en="{name} gave a proxy, to whom could not be read",
)
def unread_mandataire(act: Deliberation) -> Iterator[Finding]:
    """Each proxy names its holder.

    What: proxies whose mandataire is null.
    Why: the name could not be read as one; better none than a wrong one.
    Source: logic.
    Fires: "A. MARTIN a donné pouvoir à" followed by a blot.
    Silent: every mandataire read.
    Traps: none known.
    Silence: `--ignore POU004`.
    """
    for k, proxy in enumerate(act.pouvoirs):
        if proxy.mandataire is None:
            yield Finding([f"/pouvoirs/{k}"], {"name": proxy.mandant.texte})


@rule(
    "POU005",
    "double-mandant",
    "alerte",
    fr="{name} a donné pouvoir deux fois",
    en="{name} gave a proxy twice",
)
def double_mandant(act: Deliberation) -> Iterator[Finding]:
    """A member gives one proxy.

    What: mandants who stand twice in `pouvoirs`.
    Why: a member has one vote; one of the two lines is a slip or a misreading.
    Source: CGCT L2121-20.
    Fires: the same mandant on two lines.
    Silent: namesakes told apart by their first names.
    Traps: proxies that succeed one another in a session.
    Silence: `--ignore POU005`.
    """
    for k, proxy in enumerate(act.pouvoirs):
        if any(same_person(proxy.mandant, other.mandant) for other in act.pouvoirs[:k]):
            yield Finding([f"/pouvoirs/{k}/mandant"], {"name": proxy.mandant.texte})


@rule(
    "POU006",
    "proxy-to-oneself",
    "erreur",
    fr="{name} s'est donné pouvoir à soi-même",
    en="{name} gave a proxy to himself or herself",
    reference="CGCT L2121-20",
)
def proxy_to_oneself(act: Deliberation) -> Iterator[Finding]:
    """A proxy is given to somebody else.

    What: mandant against mandataire of each proxy.
    Why: one of the two names was read twice, or copied.
    Source: CGCT L2121-20 ("un collègue de son choix").
    Fires: "A. LOIN donne pouvoir à A. LOIN".
    Silent: namesakes told apart by their first names.
    Traps: husband and wife printed without first names.
    Silence: `--ignore POU006`.
    """
    for k, proxy in enumerate(act.pouvoirs):
        if proxy.mandataire is not None and same_person(proxy.mandant, proxy.mandataire):
            yield Finding([f"/pouvoirs/{k}"], {"name": proxy.mandant.texte})


@rule(
    "POU007",
    "proxy-chain",
    "alerte",
    fr="{name} a reçu un pouvoir et en a donné un",
    en="{name} was given a proxy and gave one",
    reference="CGCT L2121-20",
)
def proxy_chain(act: Deliberation) -> Iterator[Finding]:
    """Who is represented does not represent another.

    What: each mandataire against the mandants, where no list of présents settles who is there.
    Why: a proxy cannot be passed on; one of the two names is wrong.
    Source: CGCT L2121-20.
    Fires: "LOIN0 à ABADIE ; ABADIE à BERTIN" in an act without a list of présents.
    Silent: a mandataire among the présents, which POU002 looks at; a proxy to oneself.
    Traps: a holder who leaves in mid-session and gives a proxy then.
    Silence: `--ignore POU007`.
    """
    if act.presents:
        return
    for k, proxy in enumerate(act.pouvoirs):
        holder = proxy.mandataire
        if holder is None or same_person(proxy.mandant, holder):
            continue
        gave = next((j for j, other in enumerate(act.pouvoirs) if same_person(other.mandant, holder)), None)
        if gave is not None:
            yield Finding([f"/pouvoirs/{k}/mandataire", f"/pouvoirs/{gave}/mandant"], {"name": holder.texte})
