"""Compares a record with its truth, field by field: the measures of ../shared/tools/score.py, needing nothing else.

In a truth a missing key is not compared; `null` and `[]` are: there must be nothing there.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

Record = dict[str, Any]

COUNTS = tuple(
    f"effectif.{one}"
    for one in ("en_exercice", "presents", "pouvoirs", "excuses", "absents", "votants", "quorum", "suffrages_exprimes")
)
VOTE = tuple(
    f"vote.{one}"
    for one in ("resultat", "unanimite", "pour", "contre", "abstentions", "non_participants", "blancs_nuls")
)
SIDES = tuple(f"vote.noms.{one}" for one in ("pour", "contre", "abstentions", "non_participants"))
PEOPLE = ("presents", "excuses", "absents")
PERSONS = ("seance.president", "seance.secretaire", "formalites.signataire")
SCALARS = (
    "numero", "identifiant_acte", "organe", "collectivite.type", "seance.date", "seance.heure", "seance.convocation",
    *COUNTS, *VOTE,
    "formalites.transmission", "formalites.reception_prefecture", "formalites.publication",
)  # fmt: skip
CRITICAL = {"deliberations", "numero", "seance.date", "objet", "pouvoirs", *PEOPLE, *COUNTS, *VOTE, *SIDES} - {
    "vote.blancs_nuls"
}
_MISSING = object()


@dataclass(frozen=True)
class Row:
    """One field of one act compared; `detail` says what was there and what was read, where they differ."""

    field: str
    right: bool
    detail: str = ""

    @property
    def critical(self) -> bool:
        return self.field in CRITICAL


@dataclass
class Outcome:
    """A document compared: its rows, the people of its lists as (found, missed, invented), and its warnings."""

    rows: list[Row] = field(default_factory=list)
    lists: dict[str, Counter[str]] = field(default_factory=dict)
    alarms: list[str] = field(default_factory=list)
    clean: bool = False

    @property
    def wrong(self) -> list[Row]:
        return [row for row in self.rows if not row.right]

    @property
    def failed(self) -> bool:
        return any(row.critical for row in self.wrong)

    @property
    def silent(self) -> bool:
        """A critical field is wrong and nothing serious warns of anything."""
        return self.failed and not self.alarms

    @property
    def false_alarm(self) -> bool:
        """The page is consistent, all was read as it stands, and yet something serious is told."""
        return self.clean and bool(self.alarms) and not self.failed


def compare(truth: Record, got: Record) -> Outcome:
    """A document; acts are paired by number, then object, then place. A truth that is `partiel` holds some of them."""
    outcome = Outcome()
    want, have = truth["deliberations"], got.get("deliberations", [])
    if not truth.get("partiel"):
        outcome.rows.append(Row("deliberations", len(want) == len(have), f"{len(want)} acts, read {len(have)}"))
    left = list(range(len(have)))
    for place, act in enumerate(want):
        pick = _pick(act, have, left, place, len(want))
        if pick is not None:
            left.remove(pick)
        _act(outcome, act, have[pick] if pick is not None else {})
    outcome.clean = all(act.get("propre") for act in want)
    raised = [*got.get("avertissements", []), *(one for act in have for one in act.get("avertissements", []))]
    outcome.alarms = [one["code"] for one in raised if one["gravite"] in ("alerte", "erreur")]
    return outcome


def _pick(act: Record, have: Sequence[Record], left: Sequence[int], place: int, count: int) -> int | None:
    number, subject = act.get("numero"), act.get("objet")
    for at in left:
        if number and _bare(have[at].get("numero")) == _bare(number):
            return at
    for at in left:
        if subject and alike(subject, have[at].get("objet") or "", 0.8):
            return at
    if left and (count == 1 or count == len(have)):
        return place if place in left else left[0]
    return None


def _act(outcome: Outcome, truth: Record, got: Record) -> None:
    for path in SCALARS:
        for want, have in _both(truth, got, path):
            outcome.rows.append(Row(path, _same(want, have), f"{want!r} read {have!r}"))
    for want, have in _both(truth, got, "objet"):
        right = want is have is None or bool(want and have and alike(want, have))
        outcome.rows.append(Row("objet", right, f"{want!r} read {have!r}"))
    for path in PERSONS:
        for want, have in _both(truth, got, path):
            outcome.rows.append(Row(path, same_person(want, have), f"{_name(want)} read {_name(have)}"))
    compared: dict[str, Callable[[Any, Any], bool]] = {
        **dict.fromkeys(PEOPLE, same_person), "pouvoirs": _same_proxy, **dict.fromkeys(SIDES, _same_voice)
    }  # fmt: skip
    for path, same in compared.items():
        for want, have in _both(truth, got, path):
            hits, missed, extra = _match(want, have or [], same)
            outcome.lists.setdefault(path, Counter()).update(found=hits, missed=len(missed), invented=len(extra))
            detail = f"missed {[_name(one) for one in missed]} invented {[_name(one) for one in extra]}"
            outcome.rows.append(Row(path, not missed and not extra, detail))


def _both(truth: Record, got: Record, path: str) -> Iterator[tuple[Any, Any]]:
    """The field's value in truth and record; nothing where the truth doesn't speak of it."""
    want = _value(truth, path)
    if want is not _MISSING:
        have = _value(got, path)
        yield want, None if have is _MISSING else have


def _value(record: Any, path: str) -> Any:
    for key in path.split("."):
        if not isinstance(record, dict) or key not in record:
            return _MISSING
        record = record[key]
    return record


def f1(counts: Counter[str]) -> float:
    whole = 2 * counts["found"] + counts["missed"] + counts["invented"]
    return 2 * counts["found"] / whole if whole else 1.0


def _fold(text: Any) -> str:
    folded = unicodedata.normalize("NFC", str(text)).casefold().replace("œ", "oe")
    folded = re.sub(r"[‘’ʼ`´]", "'", folded)
    folded = re.sub(r"[‐-―]", "-", folded)
    return re.sub(r"\s+", " ", folded).strip(" .;:,-*_\"'«»")


def _bare(text: Any) -> str:
    """Letters and figures only, no accents."""
    plain = unicodedata.normalize("NFD", _fold(text or ""))
    return re.sub(r"[^a-z0-9]", "", "".join(c for c in plain if not unicodedata.combining(c)))


def alike(one: str, other: str, ratio: float = 0.97) -> bool:
    one, other = _fold(one), _fold(other)
    return one == other or difflib.SequenceMatcher(None, one, other, autojunk=False).ratio() >= ratio


def _same(want: Any, have: Any) -> bool:
    if isinstance(want, str) and isinstance(have, str):
        return _fold(want) == _fold(have)
    return bool(want == have) and (want is None) == (have is None) and isinstance(want, bool) == isinstance(have, bool)


def same_person(want: Record | None, have: Record | None) -> bool:
    """Family names equal without accents or case, first names that don't contradict each other."""
    if want is None or have is None:
        return want is have
    if _bare(want.get("nom")) != _bare(have.get("nom")):
        return _words(want) == _words(have)
    first, second = want.get("prenom"), have.get("prenom")
    if not first or not second or _bare(first) == _bare(second):
        return True
    return (
        len(_bare(min(first, second, key=lambda one: len(_bare(one))))) <= 3 and _bare(first)[:1] == _bare(second)[:1]
    )


def _words(who: Record) -> Counter[str]:
    both = " ".join(filter(None, (who.get("prenom"), who.get("nom"))))
    return Counter(_bare(word) for word in re.split(r"[\s\-]+", both))


def _same_proxy(want: Record, have: Record) -> bool:
    return all(same_person(want.get(side), have.get(side)) for side in ("mandant", "mandataire"))


def _same_voice(want: Record, have: Record) -> bool:
    if want.get("personne") is None and have.get("personne") is None:
        return alike(want.get("groupe") or "", have.get("groupe") or "", 0.8)
    return same_person(want.get("personne"), have.get("personne")) and want.get("pouvoirs", 0) == have.get(
        "pouvoirs", 0
    )


def _match(
    want: Sequence[Any], have: Sequence[Any], same: Callable[[Any, Any], bool]
) -> tuple[int, list[Any], list[Any]]:
    left, missed = list(have), []
    for one in want:
        found = next((other for other in left if same(one, other)), None)
        if found is None:
            missed.append(one)
        else:
            left.remove(found)
    return len(want) - len(missed), missed, left


def _name(who: Any) -> str | None:
    """A person, a proxy or a voter in a word."""
    if who is None:
        return None
    if "mandant" in who:
        return f"{_name(who['mandant'])} > {_name(who['mandataire'])}"
    if "personne" in who:
        return f"{_name(who['personne']) or who.get('groupe')}+{who.get('pouvoirs', 0)}"
    return who.get("texte") or who.get("nom")
