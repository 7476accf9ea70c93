"""A consistent act as a record, for tests that break one thing in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from delibparse.layout import Span, Text
from delibparse.reading.model import Word
from delibparse.reading.plain import read_text
from delibparse.record import Deliberation, Effectif, Personne, Pouvoir, Voix, Vote

FIXTURES = Path(__file__).parent / "fixtures"
NAMES = ("ABADIE", "BERTIN", "CARON", "DELMAS", "ESTEVE", "FABRE", "GARCIN", "HUET", "IMBERT", "JOLY")


def member(nom: str, prenom: str = "A.", civilite: str | None = None) -> Personne:
    return Personne(f"{prenom} {nom}", civilite, prenom, nom)


def act(**changes: Any) -> Deliberation:
    """Fifteen in office, ten present, three proxies, two excused; adopted by 11 votes to none, two abstaining."""
    record = Deliberation()
    record.objet = "Achat d'une balayeuse"
    record.seance.date = "2019-06-14"
    record.seance.secretaire = member("BERTIN")
    record.effectif = Effectif(en_exercice=15, presents=10, pouvoirs=3, excuses=2)
    record.presents = [member(name) for name in NAMES]
    record.pouvoirs = [Pouvoir(member(f"LOIN{k}"), member(NAMES[k])) for k in range(3)]
    record.excuses = [member("KLEIN"), member("LEDUC")]
    record.decision.formule = "Le conseil municipal, après en avoir délibéré,"
    record.vote = Vote(resultat="adopte", unanimite=False, pour=11, contre=0, abstentions=2)
    record.vote.noms.abstentions = [Voix(member("JOLY")), Voix(member("IMBERT"))]
    for pointer, value in changes.items():
        *path, last = pointer.split("__")
        target: Any = record
        for name in path:
            target = getattr(target, name)
        setattr(target, last, value)
    return record


def copy(record: Deliberation) -> Deliberation:
    return msgspec.json.decode(msgspec.json.encode(record), type=Deliberation)


def text(value: str, ocr: bool = False) -> Text:
    """A text as layout would hand it over, every word with its offset."""
    from delibparse.layout.text import Piece

    pieces = []
    for word in (w for page in read_text(value) for w in page.words):
        pieces.append(Piece(word.position, word.position + len(word.text), 1, int(word.y0), word))
    return Text(value, pieces, frozenset({1}) if ocr else frozenset())


def span(value: str, ocr: bool = False) -> Span:
    return text(value, ocr).span()


def word(value: str, x0: float, y0: float, width: float | None = None, **more: Any) -> Word:
    """A word twelve points high."""
    return Word(value, x0, y0, x0 + (6.0 * len(value) if width is None else width), y0 + 12.0, **more)
