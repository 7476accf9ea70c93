"""Which fields of an act there are lists of, and which of them are what the act is about."""

from __future__ import annotations

import re
from collections.abc import Collection

from delibparse.model.record import Deliberation, Jour, NonLu, Portee

LISTS = ("presents", "excuses", "absents")
CRITICAL = re.compile(
    r"""^/(?:
        numero | objet | seance/(?:date|secretaire) | effectif/\w+
      | (?:presents|excuses|absents)/\d+ | pouvoirs/\d+/(?:mandant|mandataire)
      | vote/(?:pour|contre|abstentions|non_participants|resultat) | vote/noms/\w+/\d+
    )$""",
    re.X,
)
"""The JSON Pointers of what an act is about: a wrong value there does harm."""

OTHER_DATES = re.compile(r"^/(?:seance/convocation|formalites/(?:transmission|reception_prefecture|publication))$")
"""Those of the act's other dates: one digit misread makes a plausible wrong one."""


def is_critical(pointer: str) -> bool:
    """Whether a value is to be read surely, or told to be doubtful."""
    return CRITICAL.match(pointer) is not None or OTHER_DATES.match(pointer) is not None


def is_unread(act: Deliberation, pointer: str) -> bool:
    """Whether a pointer is of words of the attendance or of the vote that nothing explains."""
    item = _unread_at(act, pointer)
    return item is not None and item.zone != "entete"


def _unread_at(act: Deliberation, pointer: str) -> NonLu | None:
    """The words that nothing explains to which a pointer leads; None where it leads elsewhere."""
    if not pointer.startswith("/indices/non_lus/"):
        return None
    k = int(pointer.rsplit("/", 1)[1])
    return act.indices.non_lus[k] if k < len(act.indices.non_lus) else None


SIDES = ("pour", "contre", "abstentions", "non_participants")

JOURS: tuple[Jour, ...] = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
"""The weekdays as the record names them, in the order of `date.weekday`."""

SESSION = re.compile(
    r"/(?:collectivite|organe|seance|effectif|presents|pouvoirs|excuses|absents|indices/(?:mouvements|dates_imprimees|"
    r"chiffres_illisibles|seconde_convocation))(?:/|$)"
)
"""The fields that the header of a session gives to all its acts."""


def scope_of(act: Deliberation, pointers: Collection[str]) -> Portee:
    """Whose the cause is that shows in some fields: the session's where its header gives them all, else the act's."""
    return "seance" if pointers and all(_is_of_session(act, pointer) for pointer in pointers) else "acte"


def _is_of_session(act: Deliberation, pointer: str) -> bool:
    if pointer.startswith("/indices/non_lus/"):
        item = _unread_at(act, pointer)
        return item is not None and item.zone != "vote"
    return SESSION.match(pointer) is not None
