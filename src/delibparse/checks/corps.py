"""What the acts say against what is known of the body that took them (`delibparse.toml`): its SIREN, its population."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date

from delibparse.checks.registry import Finding, body_rule
from delibparse.grammar.identity import passes_luhn
from delibparse.record import Deliberation
from delibparse.settings import Settings

COUNCIL_SIZES = (
    (0, 7), (100, 11), (500, 15), (1_500, 19), (2_500, 23), (3_500, 27), (5_000, 29), (10_000, 33), (20_000, 35),
    (30_000, 39), (40_000, 43), (50_000, 45), (60_000, 49), (80_000, 53), (100_000, 55), (150_000, 59), (200_000, 61),
    (250_000, 65), (300_000, 69),
)  # fmt: skip
"""Inhabitants from which a municipal council has so many members (CGCT L2121-2)."""

LARGE = 3_500
"""Inhabitants from which members are convened five clear days before a session (CGCT L2121-12)."""


@body_rule(
    "IDT010",
    "other-siren",
    "erreur",
    fr="l'acte est du SIREN {siren}, la collectivité du SIREN {own}",
    en="the act bears SIREN {siren}, the body has SIREN {own}",
)
def other_siren(act: Deliberation, settings: Settings) -> Iterator[Finding]:
    """The acts of a folder are those of the body that its settings name.

    What: `collectivite.siren` against `siren`, or the first nine digits of `siret`, of `delibparse.toml`.
    Why: the act of a neighbour was filed here, or a digit was misread.
    Source: INSEE, SIRENE.
    Fires: an act of the CCAS among those of the commune.
    Silent: no settings; an act without an identifier.
    Traps: a body that was merged into another, whose old acts bear its own number.
    Silence: `--ignore IDT010`.
    """
    own = settings.siren or (settings.siret or "")[:9] or None
    if own and act.collectivite.siren and act.collectivite.siren != own and passes_luhn(own):
        yield Finding(["/collectivite/siren"], {"siren": act.collectivite.siren, "own": own})


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

    What: `effectif.en_exercice` of a commune against the size set for `population` of `delibparse.toml`.
    Why: the figure was misread.
    Source: CGCT L2121-2.
    Fires: 51 members in office for 900 inhabitants.
    Silent: fewer, as seats fall vacant; no settings; bodies that are no communes.
    Traps: communes nouvelles (L2113-7) have more until their second renewal.
    Silence: `--ignore EFF070`.
    """
    in_office = act.effectif.en_exercice
    commune = act.collectivite.type == "commune" or act.organe == "conseil municipal"
    if settings.population is None or in_office is None or not commune:
        return
    _, size = COUNCIL_SIZES[bisect_right(COUNCIL_SIZES, (settings.population, 1_000)) - 1]
    if in_office > size:
        facts = {"in_office": in_office, "population": settings.population, "size": size}
        yield Finding(["/effectif/en_exercice"], facts)


@body_rule(
    "DAT005",
    "short-notice-large",
    "info",
    fr="convocation du {convened} pour le {held} : {clear} jours francs, cinq sont requis à {population} habitants",
    en="convened on {convened} for {held}: {clear} clear days, five are required with {population} inhabitants",
    reference="CGCT L2121-12",
)
def short_notice_large(act: Deliberation, settings: Settings) -> Iterator[Finding]:
    """In communes of 3,500 inhabitants and more, members are convened five clear days before the session.

    What: whole days between `seance.convocation` and `seance.date`, both ends excluded, where `population` of
    `delibparse.toml` tells a large commune.
    Why: a shorter notice is lawful in an emergency only.
    Source: CGCT L2121-12.
    Fires: convened on the 10th for the 14th.
    Silent: convened on the 8th for the 14th; under three clear days, which DAT004 tells; smaller communes.
    Traps: emergencies; a second convocation for want of a quorum.
    Silence: `--ignore DAT005`.
    """
    session = act.seance
    if (settings.population or 0) < LARGE or not session.convocation or not session.date:
        return
    clear = (date.fromisoformat(session.date) - date.fromisoformat(session.convocation)).days - 1
    if 3 <= clear < 5:
        facts = {"convened": session.convocation, "held": session.date, "clear": clear}
        yield Finding(["/seance/convocation", "/seance/date"], facts | {"population": settings.population})
