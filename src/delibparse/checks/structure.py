"""SEG: what an act must have, and files in which no act is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from delibparse.checks.registry import Finding, Rule, add, rule
from delibparse.record import Avertissement, Deliberation, Document

BLOCKS = {
    "/seance/date": "la date de la séance",
    "/objet": "l'objet",
    "/presents": "les présents",
    "/decision/formule": "la décision",
    "/vote": "le vote",
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
    Silent: every block found; "prend acte" for a vote.
    Traps: procès-verbaux whose items have no object line of their own.
    Silence: `--ignore SEG001`.
    """
    missing = {
        "/seance/date": act.seance.date is None,
        "/objet": act.objet is None,
        "/presents": not act.presents and act.effectif.presents is None,
        "/decision/formule": act.decision.formule is None and not act.decision.points,
        "/vote": act.vote.resultat is None and act.vote.pour is None and act.vote.unanimite is None,
    }
    for pointer, gone in missing.items():
        if gone:
            yield Finding([pointer], {"block": BLOCKS[pointer]})


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """A rule on the file as a whole."""

    rule: Rule

    def warning(self, finding: Finding, lang: Literal["fr", "en"]) -> Avertissement:
        return self.rule.warning(finding, lang)

    def check_document(self, document: Document) -> Iterator[Finding]:
        if not document.deliberations:
            yield Finding(["/deliberations"])

    def check_pages(self, damaged: dict[int, str]) -> Iterator[Finding]:
        for page, why in damaged.items():
            yield Finding([f"/source/lecture/{page - 1}"], {"page": page, "why": why})


def _of_the_file(_act: Deliberation) -> Iterator[Finding]:
    """No act by itself: the rule is on the file."""
    yield from ()


act_missing = DocumentRule(
    add(
        Rule(
            "SEG010",
            "no-act",
            "alerte",
            "aucune délibération reconnue dans ce fichier",
            "no deliberation recognised in this file",
            None,
            _of_the_file,
            """A file holds at least one act.

What: a file in which nothing has the form of an act.
Why: no act is better than an invented one; a convocation, an annex or a letter is none.
Source: the contract of the format.
Fires: an invoice.
Silent: an act found.
Traps: wordings that the vocabulary does not know.
Silence: `--ignore SEG010`.""",
        )
    )
)

page_damaged = DocumentRule(
    add(
        Rule(
            "LEC010",
            "damaged-page",
            "erreur",
            "page {page} illisible ({why})",
            "page {page} cannot be read ({why})",
            None,
            _of_the_file,
            """Every page could be read.

What: pages that the PDF names but does not hold, or that are damaged.
Why: what stood on them is missing from the record.
Source: the file.
Fires: a PDF cut by a broken download.
Silent: blank pages.
Traps: none known.
Silence: `--ignore LEC010`.""",
        )
    )
)
