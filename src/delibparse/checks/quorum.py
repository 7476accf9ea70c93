"""QUO: the quorum."""

from __future__ import annotations

from collections.abc import Iterator

from delibparse.checks.periods import eased
from delibparse.checks.registry import Finding, rule
from delibparse.model.arithmetic import present
from delibparse.model.record import Deliberation


@rule(
    "QUO001",
    "quorum",
    "erreur",
    fr="{here} {here:présent|présents} sur {in_office} en exercice : plus de la moitié est requise",
    en="{here} present of {in_office} in office: more than half is required",
    reference="CGCT L2121-17",
)
def quorum(act: Deliberation) -> Iterator[Finding]:
    """More than half of the members in office are present; proxies do not count.

    What: présents (declared, else listed) against `effectif.en_exercice`.
    Why: without the quorum the council cannot decide.
    Source: CGCT L2121-17; L5211-1 for EPCI.
    Fires: 19 présents of 39.
    Silent: 20 of 39; a third, when that sufficed (12 March 2020 to 31 July 2022, `periods.toml`); départements and
    régions, whose quorum is checked at the opening of the session only; a second convocation
    (`indices.seconde_convocation`).
    Traps: a second convocation of which the act is silent.
    Silence: `--ignore QUO001`.
    """
    in_office = act.effectif.en_exercice
    here = present(act)
    if in_office is None or here is None or act.collectivite.type in ("departement", "region"):
        return
    short = here * (3 if eased("quorum_third", act.seance.date) else 2) <= in_office
    if short and not act.indices.seconde_convocation:
        yield Finding(["/effectif/en_exercice", "/effectif/presents"], {"here": here, "in_office": in_office})


@rule(
    "QUO002",
    "quorum-figure",
    "alerte",
    fr="quorum annoncé de {declared} pour {in_office} membres en exercice, où il est de {needed}",
    en="a quorum of {declared} declared for {in_office} members in office, where it is {needed}",
    reference="CGCT L2121-17",
)
def quorum_figure(act: Deliberation) -> Iterator[Finding]:
    """The quorum declared is the one that the law sets.

    What: `effectif.quorum` against the first whole number over half of `effectif.en_exercice`.
    Why: a figure was misread, or the body counts by a rule of its own.
    Source: CGCT L2121-17.
    Fires: a quorum of 7 for 15 members.
    Silent: 8 for 15; a third, when that sufficed; départements and régions.
    Traps: vacant seats that the clerk counts, or does not.
    Silence: `--ignore QUO002`.
    """
    declared, in_office = act.effectif.quorum, act.effectif.en_exercice
    if declared is None or in_office is None or act.collectivite.type in ("departement", "region"):
        return
    allowed = {in_office // 2 + 1}
    if eased("quorum_third", act.seance.date):
        allowed |= {in_office // 3 + 1, -(-in_office // 3)}
    if declared not in allowed:
        facts = {"declared": declared, "in_office": in_office, "needed": in_office // 2 + 1}
        yield Finding(["/effectif/quorum", "/effectif/en_exercice"], facts)
