"""Redundancy mends what OCR misread: names by the file, figures by sums, dates by what repeats them.

Works on the record and its provenance. A value that was read clearly is never altered, so that a clean document has
nothing in `corriges`; each change is a row there, with its reason, and a warning (LEC002).
"""

from __future__ import annotations

from collections.abc import Sequence

from delibparse.model.members import Member
from delibparse.reconcile.archive import Circle, Colleague, InOffice, mend_by_archive
from delibparse.reconcile.complete import complete_names
from delibparse.reconcile.dates import mend_date
from delibparse.reconcile.divide import divide_names
from delibparse.reconcile.figures import mend_figures
from delibparse.reconcile.names import mend_names
from delibparse.reconcile.reading import Reading, recognised_pages
from delibparse.reconcile.roster import known_among, load
from delibparse.reconcile.withhold import withhold

__all__ = [
    "Circle", "Colleague", "InOffice", "Member", "Reading", "known_among", "load", "mend_by_archive",
    "recognised_pages", "reconcile", "withhold",
]  # fmt: skip


def reconcile(
    readings: Sequence[Reading], members: Sequence[Member] = (), where: str = "ailleurs dans le fichier"
) -> None:
    """Mends the acts of one file, or of the files of one session, in place.

    `members` are the body's, where they are known; those who served on the day of a session count. `where` tells in
    `corriges` where a name was read surely.
    """
    days = {reading.act.seance.date for reading in readings if reading.act.seance.date}
    there = [member for member in members if any(map(member.serves, days or (None,)))]
    mend_names(readings, there, where)
    for act, _, suspect in readings:
        divide_names(act, [member.who for member in there])
        complete_names(act, there)
        mend_date(act)
        mend_figures(act, suspect)
