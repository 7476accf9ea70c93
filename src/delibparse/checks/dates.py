"""DAT: dates."""

from __future__ import annotations

from collections.abc import Iterator

from delibparse.checks.registry import Finding, rule
from delibparse.record import Deliberation


@rule(
    "DAT001",
    "dates-order",
    "erreur",
    fr="{later} ({later_date}) précède {earlier} ({earlier_date})",
    en="{later} ({later_date}) comes before {earlier} ({earlier_date})",
    reference="CGCT L2131-1",
)
def dates_order(act: Deliberation) -> Iterator[Finding]:
    """Convocation, session, transmission, reception: each not before the one before it; publication not before the
    session.

    What: the dates of `seance` and `formalites`.
    Why: an act cannot be sent, received or published before it is voted.
    Source: CGCT L2121-10 and L2131-1.
    Fires: received in préfecture on 10 November for a session of 19 November.
    Silent: the same day twice; a date that is missing.
    Traps: hand stamps are misread more often than clerks err.
    Silence: `--ignore DAT001`.
    """
    session, formalities = act.seance, act.formalites
    pairs = (
        ("/seance/convocation", session.convocation, "/seance/date", session.date),
        ("/seance/date", session.date, "/formalites/transmission", formalities.transmission),
        ("/seance/date", session.date, "/formalites/reception_prefecture", formalities.reception_prefecture),
        ("/seance/date", session.date, "/formalites/publication", formalities.publication),
        (
            "/formalites/transmission",
            formalities.transmission,
            "/formalites/reception_prefecture",
            formalities.reception_prefecture,
        ),
    )
    for earlier, earlier_date, later, later_date in pairs:
        if earlier_date and later_date and later_date < earlier_date:
            facts = {
                "earlier": _name(earlier),
                "later": _name(later),
                "earlier_date": earlier_date,
                "later_date": later_date,
            }
            yield Finding([earlier, later], facts)


def _name(pointer: str) -> str:
    """A field's name in a sentence: /formalites/reception_prefecture -> reception prefecture."""
    section, field = pointer.split("/")[1:]
    return section if field == "date" else field.replace("_", " ")
