"""SEG: what an act must have, and files in which no act is found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from delibparse.checks.registry import Finding, file_rule, rule
from delibparse.model.people import same_person
from delibparse.model.record import Deliberation, Document

BLOCKS = {
    "/seance/date": {"fr": "la date de la séance", "en": "the date of the session"},
    "/objet": {"fr": "l'objet", "en": "the object"},
    "/presents": {"fr": "les présents", "en": "the members present"},
    "/decision/formule": {"fr": "la décision", "en": "the decision"},
    "/vote": {"fr": "le vote", "en": "the vote"},
}


@rule(
    "SEG001",
    "missing-block",
    "alerte",
    fr="non trouvé : {block}",
    en="not found: {block}",
)
def missing_block(act: Deliberation) -> Iterator[Finding]:
    """An act has a date, an object, members present, a decision and a vote.

    What: the blocks that every act has, where nothing was read for one.
    Why: the reading missed it, or the extract is cut.
    Source: CGCT L2121-23 and R2121-9 (what the register bears).
    Fires: a scan whose first page is missing.
    Silent: every block found; "prend acte" for a vote; a vote whose outcome is known, for the decision.
    Traps: procès-verbaux whose items have no object line of their own.
    Silence: `--ignore SEG001`.
    """
    decided = act.vote.resultat is not None or act.vote.unanimite is not None or bool(act.scrutins)
    missing = {
        "/seance/date": act.seance.date is None,
        "/objet": act.objet is None,
        "/presents": not act.presents and act.effectif.presents is None,
        "/decision/formule": act.decision.formule is None and not act.decision.points and not decided,
        "/vote": act.vote.pour is None and not decided,
    }
    for pointer, gone in missing.items():
        if gone:
            yield Finding([pointer], {"block": BLOCKS[pointer]})


@rule(
    "SEG002",
    "empty-decision",
    "info",
    fr="la formule « {formula} » n'est suivie d'aucune décision",
    en="nothing is decided after “{formula}”",
)
def empty_decision(act: Deliberation) -> Iterator[Finding]:
    """What introduces a decision is followed by one.

    What: `decision.formule` ending in "décide" or a colon with an empty `decision.points`.
    Why: the points were lost by the reading, or stand on a page that is missing.
    Source: CGCT R2121-9.
    Fires: "DÉCIDE :" and then the signature.
    Silent: the outcome of a vote, which decides by itself; "prend acte".
    Traps: decisions told in the exposé.
    Silence: `--ignore SEG002`.
    """
    formula = (act.decision.formule or "").strip()
    if formula.endswith(":") and not act.decision.points and act.vote.resultat is None:
        yield Finding(["/decision"], {"formula": formula[-60:]})


@file_rule(
    "SEG010",
    "no-act",
    "alerte",
    fr="aucune délibération reconnue dans ce fichier",
    en="no deliberation recognised in this file",
)
def act_missing(document: Document) -> Iterator[Finding]:
    """A file holds at least one act.

    What: a file in which nothing has the form of an act.
    Why: no act is better than an invented one; a convocation, an annex or a letter is none.
    Source: the contract of the format.
    Fires: an invoice.
    Silent: an act found.
    Traps: wordings that the vocabulary does not know.
    Silence: `--ignore SEG010`.
    """
    if not document.deliberations:
        yield Finding(["/deliberations"])


@file_rule(
    "SEG011",
    "number-twice",
    "alerte",
    fr="deux actes de la séance du {day} portent le numéro {number}",
    en="two acts of the session of {day} bear number {number}",
)
def number_twice(document: Document) -> Iterator[Finding]:
    """No two acts of a session bear one number.

    What: `numero` of the acts of one date.
    Why: a copied header whose number was not changed, or a misread figure.
    Source: CGCT R2121-9: acts are entered in the register in the order of their dates.
    Fires: two acts 2023-041 of one session.
    Silent: acts without a number; the same number at two sessions.
    Traps: an act and its annex bound as two acts.
    Silence: `--ignore SEG011`.
    """
    seen: dict[tuple[str | None, str], int] = {}
    for k, act in enumerate(document.deliberations):
        if act.numero is None:
            continue
        first = seen.setdefault((act.seance.date, act.numero), k)
        if first != k:
            fields = [f"/deliberations/{first}/numero", f"/deliberations/{k}/numero"]
            yield Finding(fields, {"day": act.seance.date or "?", "number": act.numero})


@file_rule(
    "SEG012",
    "number-skipped",
    "info",
    fr="du numéro {before} on passe à {after}",
    en="number {before} is followed by {after}",
)
def number_skipped(document: Document) -> Iterator[Finding]:
    """The numbers of a session's acts follow each other.

    What: the last figure of `numero` from act to act of one session, all else in it being alike.
    Why: an act is missing from the file, or was not recognised.
    Source: CGCT R2121-9.
    Fires: 2023-041, then 2023-043.
    Silent: a step of one; numbers that go back; acts of two sessions.
    Traps: files that hold a choice of the session's acts.
    Silence: `--ignore SEG012`.
    """
    for k, (act, following) in enumerate(pairwise(document.deliberations)):
        before, after = (_LAST_FIGURE.fullmatch(one.numero or "") for one in (act, following))
        if act.seance.date == following.seance.date and before and after and before["head"] == after["head"]:
            step = int(after["figure"]) - int(before["figure"])
            if 1 < step <= LARGEST_SKIP:
                fields = [f"/deliberations/{k}/numero", f"/deliberations/{k + 1}/numero"]
                yield Finding(fields, {"before": act.numero, "after": following.numero})


LARGEST_SKIP = 3
"""Steps over this are a choice of acts, not one that was lost."""

_LAST_FIGURE = re.compile(r"(?P<head>(?:.*\D)?)(?P<figure>\d{1,6})", re.A)


@file_rule(
    "SEG013",
    "attendance-changes",
    "info",
    fr="{name} est présent à l'acte {before} et absent de l'acte {after}, sans un mot",
    en="{name} is present for act {before} and not for act {after}, without a word",
)
def attendance_changes(document: Document) -> Iterator[Finding]:
    """Members who come or leave in mid-session are told.

    What: `presents` of two acts of one session that follow each other, when one member alone is missing.
    Why: a name that the reading lost in one of the two, or a departure that the clerk did not write.
    Source: CGCT L2121-17: the quorum is that of each vote.
    Fires: a member listed in the first act of a session and not in the second.
    Silent: the same lists; a member who is excused, absent or gave a proxy in the other act; one whose coming or going
    is told anywhere in the session ("jusqu'au point 10"); lists that changed more.
    Traps: the maire leaves for the compte administratif.
    Silence: `--ignore SEG013`.
    """
    for k, (act, following) in enumerate(pairwise(document.deliberations)):
        if act.seance.date is None or act.seance.date != following.seance.date or not following.presents:
            continue
        gone = [who for who in act.presents if not any(same_person(who, other) for other in following.presents)]
        new = [who for who in following.presents if not any(same_person(who, other) for other in act.presents)]
        if len(gone) != 1 or new:
            continue
        moved = [one.personne for one in (*act.indices.mouvements, *following.indices.mouvements)]
        mandants = [proxy.mandant for proxy in following.pouvoirs]
        told = [*following.excuses, *following.absents, *mandants, *filter(None, moved)]
        if not any(same_person(gone[0], other) for other in told):
            facts = {"name": gone[0].texte, "before": act.numero or k + 1, "after": following.numero or k + 2}
            yield Finding([f"/deliberations/{k + 1}/presents"], facts)
