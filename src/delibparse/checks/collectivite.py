"""EFF070, IDT008: what the law and the registers say of the body itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from delibparse import gazetteer
from delibparse.checks.population import at_election, body_of
from delibparse.checks.registry import Finding, body_rule, rule
from delibparse.model.record import Deliberation
from delibparse.settings import Settings

COUNCIL_SIZES = (
    (0, 7), (100, 11), (500, 15), (1_500, 19), (2_500, 23), (3_500, 27), (5_000, 29), (10_000, 33), (20_000, 35),
    (30_000, 39), (40_000, 43), (50_000, 45), (60_000, 49), (80_000, 53), (100_000, 55), (150_000, 59), (200_000, 61),
    (250_000, 65), (300_000, 69),
)  # fmt: skip
"""Inhabitants from which a municipal council has so many members (CGCT L2121-2)."""

OF_THEIR_OWN = frozenset({"13055", "69123", "75056"})
"""Marseille, Lyon and Paris, of which the law sets the seats one by one (CGCT L2512-3, L2513-1)."""


@body_rule(
    "EFF070",
    "council-size",
    "alerte",
    fr="{in_office} membres en exercice, où {population} habitants en élisent {size} au plus",
    en="{in_office} members in office, where {population} inhabitants elect {size} at most",
    reference="CGCT L2121-2",
)
def council_size(act: Deliberation, settings: Settings) -> Iterator[Finding]:
    """A municipal council has no more members than the law gives its population.

    What: `effectif.en_exercice` of a commune against the size set for `population` of `delibparse.toml`, else for the
    population that the gazetteer has of the commune at the last general election, three in a hundred more for each year
    between.
    Why: the figure was misread.
    Source: CGCT L2121-2; code électoral R25-1 (the population is that known at the election).
    Fires: 51 members in office for 900 inhabitants.
    Silent: fewer, as seats fall vacant; a commune that is not known, or that was made since 2008 by joining others;
    Paris,
    Lyon and Marseille; bodies that are no communes.
    Traps: communes nouvelles (L2113-7) have more until their second renewal.
    Silence: `--ignore EFF070`.
    """
    in_office = act.effectif.en_exercice
    commune = act.collectivite.type == "commune" or act.organe == "conseil municipal"
    if in_office is None or not commune:
        return
    known = (settings.population, settings.population) if settings.population is not None else _of_gazetteer(act)
    if known is None:
        return
    population, most = known
    _, size = COUNCIL_SIZES[bisect_right(COUNCIL_SIZES, (most, 1_000)) - 1]
    if in_office > size:
        yield Finding(["/effectif/en_exercice"], {"in_office": in_office, "population": population, "size": size})


def _of_gazetteer(act: Deliberation) -> tuple[int, int] | None:
    body = body_of(act)
    return None if body is None or body.code in OF_THEIR_OWN else at_election(act)


@rule(
    "IDT008",
    "siren-of-another",
    "alerte",
    fr="le SIREN {siren} est celui de {other}, l'acte est de « {name} »",
    en="SIREN {siren} is that of {other}, the act is of “{name}”",
    reference="INSEE, SIRENE ; DGCL",
)
def siren_of_another(act: Deliberation) -> Iterator[Finding]:
    """The SIREN is that of the body that the act names.

    What: the body of `collectivite.siren` in the gazetteer against the bodies that `collectivite.nom` may name there.
    Why: the band of another body's act was printed over this one, the name was read from a neighbour's, or a digit was
    misread.
    Source: INSEE (code officiel géographique), DGCL (EPCI); the gazetteer ships with delibparse and tells its vintage.
    Fires: the SIREN of Grigny on an act of the commune de Châtellerault.
    Silent: a SIREN that the gazetteer does not know; a name that may be its own misread; a commune's former name; a
    CCAS, whose SIREN is its own.
    Traps: a body that was renamed after the gazetteer's vintage.
    Silence: `--ignore IDT008`.
    """
    body = act.collectivite
    other = gazetteer.contradicts(body.siren, body.type, body.nom) if body.siren and body.nom else None
    if other is not None:
        facts = {"siren": body.siren, "other": other.nom, "name": body.nom}
        yield Finding(["/collectivite/siren", "/collectivite/nom"], facts)


@rule(
    "IDT011",
    "body-of-the-folder",
    "info",
    fr="l'acte ne nomme pas sa collectivité ; d'après les autres actes de l'archive, c'est « {name} »",
    en="the act names no body; by the other acts of the archive it is “{name}”",
)
def body_of_the_folder(act: Deliberation) -> Iterator[Finding]:
    """An act names the body whose it is.

    What: `collectivite.nom`, where it stands in `deduits`: `delibparse batch` took it from the archive's other acts:
    those that name the same members, the other files of the folder where all are of one body, those of the same days.
    Why: an extract without its letterhead may have been filed in the wrong folder.
    Source: the archive as it is filed.
    Fires: minutes that name no commune, among those of Valbrune; a list of the acts of a year, of the days on which
    Valbrune's council sat.
    Silent: acts that name their body; minutes without a list of members in a folder that holds acts of two bodies.
    Traps: none known.
    Silence: `--ignore IDT011`; `--no-roster`.
    """
    if "/collectivite/nom" in act.deduits:
        yield Finding(["/collectivite/nom"], {"name": act.collectivite.nom})
