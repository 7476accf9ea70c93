"""IDT: the identifier of the télétransmission, its SIREN and its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from delibparse.checks.registry import Finding, body_rule, rule
from delibparse.model.ctes import COMMUNE, is_siren, parse
from delibparse.model.record import Deliberation
from delibparse.settings import Settings


@rule(
    "IDT001",
    "siren-key",
    "erreur",
    fr="le SIREN {siren} n'a pas la bonne clé",
    en="the check digit of SIREN {siren} is wrong",
    reference="INSEE, SIRENE ; ISO/IEC 7812-1",
)
def siren_key(act: Deliberation) -> Iterator[Finding]:
    """A SIREN's last digit is its check digit.

    What: `collectivite.siren`, by Luhn's formula.
    Why: one digit was misread or mistyped; the act would be filed under nobody, or under another body.
    Source: ISO/IEC 7812-1, annex B, which INSEE uses for the SIREN.
    Fires: 218600667 for 218600666.
    Silent: no SIREN.
    Traps: invented numbers in examples and tests.
    Silence: `--ignore IDT001`.
    """
    siren = act.collectivite.siren
    if siren and not is_siren(siren):
        yield Finding(["/collectivite/siren"], {"siren": siren})


@rule(
    "IDT002",
    "identifier-date",
    "alerte",
    fr="l'identifiant est daté du {sent}, la séance du {held}",
    en="the identifier is dated {sent}, the session {held}",
    reference="@CTES",
)
def identifier_date(act: Deliberation) -> Iterator[Finding]:
    """The identifier bears the date of the session.

    What: the date in `identifiant_acte` against `seance.date`, when it is the earlier one.
    Why: an act cannot be identified before it is voted: one of the two dates is wrong.
    Source: @CTES, the exchange format of the legality control.
    Fires: an identifier of 9 November for a session of 19 November.
    Silent: the same day; a later date, which is IDT003.
    Traps: none known.
    Silence: `--ignore IDT002`.
    """
    parts = parse(act.identifiant_acte)
    if parts and act.seance.date and parts.printed_day < act.seance.date:
        yield Finding(["/identifiant_acte", "/seance/date"], {"sent": parts.printed_day, "held": act.seance.date})


@rule(
    "IDT003",
    "identifier-later",
    "info",
    fr="l'identifiant est daté du {sent}, après la séance du {held}",
    en="the identifier is dated {sent}, after the session of {held}",
    reference="@CTES",
)
def identifier_later(act: Deliberation) -> Iterator[Finding]:
    """The identifier bears the date of the session, or that of the sending.

    What: the date in `identifiant_acte` against `seance.date`, when it is the later one.
    Why: some clerks give the day of the sending; a procès-verbal is sent after the session that approves it.
    Source: @CTES.
    Fires: an identifier of 2 February for a session of 15 December.
    Silent: the same day.
    Traps: it is only told, since it is so common.
    Silence: `--ignore IDT003`.
    """
    parts = parse(act.identifiant_acte)
    if parts and act.seance.date and parts.printed_day > act.seance.date:
        yield Finding(["/identifiant_acte", "/seance/date"], {"sent": parts.printed_day, "held": act.seance.date})


@rule(
    "IDT004",
    "department",
    "erreur",
    fr="l'identifiant donne le département {department}, le SIREN {siren} une commune du {other}",
    en="the identifier gives department {department}, SIREN {siren} a commune of {other}",
    reference="INSEE, SIRENE",
)
def department(act: Deliberation) -> Iterator[Finding]:
    """The department of the identifier is that of the commune's SIREN.

    What: the first part of `identifiant_acte` against digits 3 and 4 of the SIREN, for communes.
    Why: a digit of one of the two was misread.
    Source: a commune's SIREN is 21, the department, its INSEE number and two more digits (INSEE).
    Fires: 086-218700666-…
    Silent: bodies that are no communes; Corse and overseas, whose codes have letters or three digits.
    Traps: none known.
    Silence: `--ignore IDT004`.
    """
    parts = parse(act.identifiant_acte)
    if parts is None or not parts.siren.startswith(COMMUNE):
        return
    code = parts.department.lstrip("0").rjust(2, "0")
    other = parts.siren[2:4]
    if code.isdigit() and len(code) == 2 and code != "20" and other not in (code, "20"):
        yield Finding(["/identifiant_acte"], {"department": code, "siren": parts.siren, "other": other})


@rule(
    "IDT005",
    "identifier-number",
    "alerte",
    fr="l'acte porte le numéro {number}, l'identifiant {identifier}",
    en="the act bears number {number}, the identifier {identifier}",
    reference="@CTES",
)
def identifier_number(act: Deliberation) -> Iterator[Finding]:
    """The number in the identifier is the act's.

    What: the last figures of `numero` against those of `identifiant_acte`, where both end in a figure.
    Why: the band of another act was printed over this one, or a figure was misread.
    Source: @CTES.
    Fires: number 2023-041 under the identifier …-2023_042-DE.
    Silent: numbers of an item of a procès-verbal; identifiers whose number is a code of words.
    Traps: councils that number the sending and not the act.
    Silence: `--ignore IDT005`.
    """
    parts = parse(act.identifiant_acte)
    if parts is None or not act.numero or len(act.numero) <= 3:
        return
    own, sent = re.findall(r"\d+", act.numero), re.findall(r"\d+", parts.number)
    comparable = own and sent and own[0] == sent[0] and len(own) == len(sent) > 1
    if comparable and [int(n) for n in own] != [int(n) for n in sent]:
        yield Finding(["/numero", "/identifiant_acte"], {"number": act.numero, "identifier": parts.number})


@rule(
    "IDT006",
    "nature",
    "info",
    fr="la nature de l'acte est {nature}, non DE (délibération)",
    en="the nature of the act is {nature}, not DE (deliberation)",
    reference="@CTES",
)
def nature(act: Deliberation) -> Iterator[Finding]:
    """The nature of a deliberation is DE.

    What: the last part of `identifiant_acte`.
    Why: arrêtés (AR, AI), contracts (CC), budgets (BF) and others (AU) are sent under codes of their own.
    Source: @CTES.
    Fires: …-AR.
    Silent: …-DE.
    Traps: procès-verbaux are sent as AU; budgets voted by a deliberation as BF.
    Silence: `--ignore IDT006`.
    """
    parts = parse(act.identifiant_acte)
    if parts and parts.nature != "DE":
        yield Finding(["/identifiant_acte"], {"nature": parts.nature})


@rule(
    "IDT007",
    "siren-mismatch",
    "erreur",
    fr="le SIREN {siren} n'est pas celui de l'identifiant ({other})",
    en="SIREN {siren} is not that of the identifier ({other})",
    reference="@CTES",
)
def siren_mismatch(act: Deliberation) -> Iterator[Finding]:
    """The SIREN is the identifier's.

    What: `collectivite.siren` against the second part of `identifiant_acte`.
    Why: the act was sent by another body, or a digit was misread.
    Source: @CTES.
    Fires: a record whose SIREN was edited by hand.
    Silent: one of the two missing.
    Traps: none known.
    Silence: `--ignore IDT007`.
    """
    parts = parse(act.identifiant_acte)
    if parts and act.collectivite.siren and act.collectivite.siren != parts.siren:
        yield Finding(
            ["/collectivite/siren", "/identifiant_acte"], {"siren": act.collectivite.siren, "other": parts.siren}
        )


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
    if own and act.collectivite.siren and act.collectivite.siren != own and is_siren(own):
        yield Finding(["/collectivite/siren"], {"siren": act.collectivite.siren, "own": own})
