"""Redundancy mends what OCR misread: names by the file, figures by sums, dates by what repeats them.

Works on the record and its provenance. A value that was read clearly is never altered, so that a clean document has
nothing in `corriges`; each change is a row there, with its reason, and a warning (LEC002).
"""

from __future__ import annotations

from delibparse.reconcile.dates import mend_date
from delibparse.reconcile.figures import mend_figures
from delibparse.reconcile.names import mend_names
from delibparse.reconcile.roster import Member, load
from delibparse.record import Deliberation

__all__ = ["Member", "load", "reconcile"]


def reconcile(
    acts: list[Deliberation], members: list[Member] | None = None, where: str = "ailleurs dans le fichier"
) -> None:
    """Mends the acts of one file in place; `members` are the body's, where they are known; those who
    served on the day of the first session count. `where` tells in `corriges` where a name was read surely."""
    day = next((act.seance.date for act in acts if act.seance.date), None)
    mend_names(acts, [member.who for member in members or [] if member.serves(day)], where)
    for act in acts:
        mend_date(act)
        mend_figures(act)
