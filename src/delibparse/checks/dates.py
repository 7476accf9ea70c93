"""DAT: dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from delibparse.checks.population import is_large
from delibparse.checks.registry import Finding, body_rule, in_words, rule
from delibparse.model.fields import JOURS
from delibparse.model.record import Deliberation
from delibparse.settings import Settings


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
    """The weekday printed is the date's own, and all places give the same day.

    What: `indices.dates_imprimees`, the places that give the session's date, the one kept first, each with its weekday.
    Why: in January clerks still write last year; a weekday that is not the date's shows that one of them is wrong.
    Source: the Gregorian calendar.
    Fires: "L'an deux mille vingt-deux" above a session of 30 January 2023; "vendredi 6 février 2023", a Monday.
    Silent: no weekday printed, and one place only.
    Traps: a misread day makes a false weekday as well.
    Silence: `--ignore DAT002`.
    """
    if act.seance.date is None:
        return
    kept = date.fromisoformat(act.seance.date)
    weekday = JOURS[kept.weekday()]
    for k, one in enumerate(act.indices.dates_imprimees):
        day = date.fromisoformat(one.date)
        if day.year != kept.year or (k and day != kept) or (day == kept and one.jour not in (None, weekday)):
            yield Finding(["/seance/date"], {"printed": one.texte, "kept": f"{weekday} {kept.isoformat()}"})


@rule(
    "DAT003",
    "implausible-date",
    "alerte",
    fr="{field} : {day} n'est pas plausible",
    en="{field}: {day} is not plausible",
)
def implausible_date(act: Deliberation) -> Iterator[Finding]:
    """Dates are of the time of typed acts, and those of one act of one year or the next.

    What: the dates of `seance` and `formalites`: before 1945 or after 2100, or a convocation more than 60 days before
    the session, or a formality more than two years after it.
    Why: a digit of the year, or the month, was misread.
    Source: usage.
    Fires: a convocation of January for a session of June.
    Silent: a convocation of the week before; publication in the month after.
    Traps: typed copies of old registers.
    Silence: `--ignore DAT003`.
    """
    session, formalities = act.seance, act.formalites
    days = {
        "/seance/date": session.date,
        "/seance/convocation": session.convocation,
        "/formalites/transmission": formalities.transmission,
        "/formalites/reception_prefecture": formalities.reception_prefecture,
        "/formalites/publication": formalities.publication,
    }
    held = date.fromisoformat(session.date) if session.date else None
    for pointer, day in days.items():
        if day is None:
            continue
        when = date.fromisoformat(day)
        early = held is not None and pointer == "/seance/convocation" and (held - when).days > LONGEST_NOTICE
        late = held is not None and pointer.startswith("/formalites") and (when - held).days > LONGEST_FORMALITIES
        if early or late or not YEARS[0] <= when.year <= YEARS[1]:
            yield Finding([pointer], {"field": _name(pointer), "day": day})


YEARS = 1945, 2100
LONGEST_NOTICE, LONGEST_FORMALITIES = 60, 730
"""Days between the convocation and the session, and between the session and the last formality."""


@rule(
    "DAT004",
    "short-notice",
    "info",
    fr="convocation du {convened} pour le {held} : {clear} jours francs, trois sont requis",
    en="convened on {convened} for {held}: {clear} clear days, three are required",
    reference="CGCT L2121-11",
)
def short_notice(act: Deliberation) -> Iterator[Finding]:
    """Members are convened three clear days before the session at least.

    What: whole days between `seance.convocation` and `seance.date`, both ends excluded; communes, CCAS, and the council
    of an EPCI.
    Why: a shorter notice is lawful in an emergency only.
    Source: CGCT L2121-11 (three clear days under 3,500 inhabitants), L2121-12 (five above), L5211-1 (EPCI).
    Fires: convened on the 12th for the 14th.
    Silent: convened on the 10th for the 14th; other bodies, the bureau of an EPCI; a convocation after the session,
    which is
    DAT001's.
    Traps: emergencies, down to one clear day; a second convocation for want of a quorum.
    Silence: `--ignore DAT004`.
    """
    session = act.seance
    if not session.convocation or not session.date or not _is_convened(act):
        return
    clear = _clear_days(session.convocation, session.date)
    if 0 <= clear < CLEAR_DAYS:
        yield Finding(
            ["/seance/convocation", "/seance/date"],
            {"convened": session.convocation, "held": session.date, "clear": clear},
        )


def _is_convened(act: Deliberation) -> bool:
    """Whether the law of the municipal councils' convocation holds for an act's assembly."""
    kind = act.collectivite.type
    return kind in (None, "commune", "ccas") or (kind == "epci" and act.organe == "conseil communautaire")


def _clear_days(first: str, last: str) -> int:
    """Whole days between two days, both excluded."""
    return (date.fromisoformat(last) - date.fromisoformat(first)).days - 1


CLEAR_DAYS, CLEAR_DAYS_OF_LARGE = 3, 5
"""Of the notice in any commune (CGCT L2121-11) and in a large one (L2121-12)."""

LARGE = 3_500
"""Inhabitants from which members are convened five clear days before a session (CGCT L2121-12)."""


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
    `delibparse.toml` tells a large commune, or else the gazetteer: a commune that is large in all its vintages, or an
    EPCI with such a commune.
    Why: a shorter notice is lawful in an emergency only.
    Source: CGCT L2121-12; L5211-1 (an EPCI follows the rules of its largest commune).
    Fires: convened on the 10th for the 14th.
    Silent: convened on the 8th for the 14th; under three clear days, which DAT004 tells; smaller communes; a body
    that is
    not known; the bureau of an EPCI.
    Traps: emergencies; a second convocation for want of a quorum.
    Silence: `--ignore DAT005`.
    """
    session = act.seance
    if not session.convocation or not session.date or not _is_convened(act):
        return
    clear = _clear_days(session.convocation, session.date)
    population = is_large(act, settings, LARGE) if CLEAR_DAYS <= clear < CLEAR_DAYS_OF_LARGE else None
    if population is not None:
        facts = {"convened": session.convocation, "held": session.date, "clear": clear, "population": population}
        yield Finding(["/seance/convocation", "/seance/date"], facts)


def _name(pointer: str) -> dict[str, str]:
    """A date's name in a sentence; that of the session is the session itself."""
    return {"fr": "séance", "en": "session"} if pointer == "/seance/date" else in_words(pointer)
