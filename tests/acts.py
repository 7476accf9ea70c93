"""A consistent act as a record, for tests that break one thing in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from delibparse.grammar.lexicon import lexicon
from delibparse.layout import Span, Text
from delibparse.model.pointers import put
from delibparse.model.record import (
    Decision,
    Deliberation,
    Effectif,
    NomsVote,
    Personne,
    Pouvoir,
    Seance,
    Voix,
    Vote,
)
from delibparse.reading.model import Word
from delibparse.reading.plain import read_text

FIXTURES = Path(__file__).parent / "fixtures"
NAMES = ("ABADIE", "BERTIN", "CARON", "DELMAS", "ESTEVE", "FABRE", "GARCIN", "HUET", "IMBERT", "JOLY")


def member(nom: str, prenom: str = "A.", civilite: str | None = None) -> Personne:
    return Personne(f"{prenom} {nom}", civilite, prenom, nom)


def act(**changes: Any) -> Deliberation:
    """Fifteen in office, ten present, three proxies, two excused; adopted by 11 votes to none, two abstaining.

    A change names its field with `__` for each slash: act(vote__pour=12).
    """
    abstaining = [Voix(member("JOLY")), Voix(member("IMBERT"))]
    record = Deliberation(
        objet="Achat d'une balayeuse",
        seance=Seance(date="2019-06-14", secretaire=member("BERTIN")),
        effectif=Effectif(en_exercice=15, presents=10, pouvoirs=3, excuses=2),
        presents=[member(name) for name in NAMES],
        pouvoirs=[Pouvoir(member(f"LOIN{k}"), member(NAMES[k])) for k in range(3)],
        excuses=[member("KLEIN"), member("LEDUC")],
        decision=Decision("Le conseil municipal, après en avoir délibéré,"),
        vote=Vote("adopte", unanimite=False, pour=11, contre=0, abstentions=2, noms=NomsVote(abstentions=abstaining)),
    )
    alter(record, **changes)
    return record


def alter(record: Deliberation, **changes: Any) -> None:
    """Puts values into an act, in place: alter(record, vote__pour=12, seance__date="2019-06-14")."""
    for name, value in changes.items():
        put(record, "/" + name.replace("__", "/"), value)


def copy(record: Deliberation) -> Deliberation:
    return msgspec.json.decode(msgspec.json.encode(record), type=Deliberation)


def text(value: str, ocr: bool = False) -> Text:
    """A text as layout would hand it over, every word with its offset."""
    from delibparse.layout.text import Piece

    pieces = []
    for word in (w for page in read_text(value) for w in page.words):
        pieces.append(Piece(word.position, word.position + len(word.text), 1, int(word.y0), word))
    return Text(value, pieces, lexicon(), frozenset({1}) if ocr else frozenset(), is_plain=True)


def span(value: str, ocr: bool = False) -> Span:
    return text(value, ocr).span()


def word(value: str, x0: float, y0: float, width: float | None = None, **more: Any) -> Word:
    """A word twelve points high."""
    return Word(value, x0, y0, x0 + (6.0 * len(value) if width is None else width), y0 + 12.0, **more)
