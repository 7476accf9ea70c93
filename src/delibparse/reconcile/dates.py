"""The session's date, mended where it was read unsurely and the act says it a second time: in its identifier, or by the
weekday."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from delibparse.model.confidence import MENDED
from delibparse.model.ctes import parse
from delibparse.model.fields import JOURS
from delibparse.model.people import confidence
from delibparse.model.record import Correction, Deliberation
from delibparse.similarity.ocr import distance

POINTER = "/seance/date"


def mend_date(act: Deliberation) -> None:
    """Replaces an unsure date by the one a digit away that the identifier gives, else by the only one that looks
    like it and falls on the printed weekday. A date that its weekday bears out is left alone."""
    if act.seance.date is None or confidence(act, POINTER) >= MENDED:
        return
    read, weekday = date.fromisoformat(act.seance.date), _printed_weekday(act)
    sent = _sent(act)
    if sent == read:
        return
    if sent and _slips(read, sent) == 1 and weekday in (None, sent.weekday()):
        _put(act, sent, "date de l'identifiant")
    elif weekday is not None and weekday != read.weekday():
        fitting = [day for day in _lookalikes(read) if day.weekday() == weekday]
        if len(fitting) == 1:
            _put(act, fitting[0], f"seul jour qui tombe un {JOURS[weekday]}")


def _sent(act: Deliberation) -> date | None:
    """The date in the identifier of a deliberation, where it was read surely."""
    identifier = parse(act.identifiant_acte)
    if identifier is None or identifier.nature != "DE" or confidence(act, "/identifiant_acte") < MENDED:
        return None
    return identifier.day


def _printed_weekday(act: Deliberation) -> int | None:
    """0..6 (Monday 0), where a weekday is printed beside the session's date."""
    return next((JOURS.index(one.jour) for one in act.indices.dates_imprimees if one.jour), None)


def _slips(one: date, other: date) -> int:
    """How many digits differ."""
    return sum(a != b for a, b in zip(one.isoformat(), other.isoformat(), strict=True))


def _lookalikes(read: date) -> Iterator[date]:
    """The days of the same month of which one digit looks like the one read."""
    for number in range(1, 32):
        if 0 < distance(f"{read.day:02d}", f"{number:02d}") < 1:
            try:
                yield read.replace(day=number)
            except ValueError:
                continue  # no 31 June


def _put(act: Deliberation, day: date, reason: str) -> None:
    act.corriges.append(Correction(POINTER, act.seance.date, day.isoformat(), reason))
    act.seance = replace(act.seance, date=day.isoformat())
