"""DAT: dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from delibparse.checks.registry import Finding, rule
from delibparse.grammar import dates
from delibparse.layout import Text
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


@rule(
    "DAT002",
    "calendar",
    "alerte",
    fr="la date de la séance se contredit : « {printed} », or {kept}",
    en="the session's date contradicts itself: “{printed}”, but {kept}",
)
def calendar(act: Deliberation) -> Iterator[Finding]:
    """The weekday printed is the date's own, and all places give the same year.

    What: the places that `seance.date` was read from, each with its weekday and its year.
    Why: in January clerks still write last year; a weekday that is not the date's shows that one of them is wrong.
    Source: the Gregorian calendar.
    Fires: "L'an deux mille vingt-deux" above a session of 30 January 2023; "vendredi 6 février 2023", a Monday.
    Silent: no weekday printed; one place only; the output without provenance.
    Traps: a misread day makes a false weekday as well.
    Silence: `--ignore DAT002`.
    """
    if act.seance.date is None:
        return
    kept = date.fromisoformat(act.seance.date)
    whole = Text(" ".join(place.texte for place in act.provenance.get("/seance/date", [])), []).span()
    for found in dates.dates(whole):
        day = found.value
        if day.date.year != kept.year or (day.date == kept and day.weekday not in (None, kept.weekday())):
            facts = {"printed": found.span.text, "kept": f"{dates.WEEKDAYS[kept.weekday()]} {kept.isoformat()}"}
            yield Finding(["/seance/date"], facts)


def _name(pointer: str) -> str:
    """A field's name in a sentence: /formalites/reception_prefecture -> reception prefecture."""
    section, field = pointer.split("/")[1:]
    return section if field == "date" else field.replace("_", " ")
