"""Our own JSON and corrections, changed as they are built: values of another kind, keys, lists, nesting, lines."""

from __future__ import annotations

import copy
import json
from typing import Any

from fuzz import seeds
from fuzz.chance import BYTES, FIGURES, LONG, Chance, changed, spliced
from fuzz.texts import STRANGE

VALUES: tuple[Any, ...] = (
    None, True, False, "", [], {}, [[]], {"": None}, 0.5, -0.0, 1e308, "2023-02-31", "2023-04-11", "9999-12-31", "0000-00-00", "a" * 64,
    "oui", "24:61", "M. X", {"texte": "M. X", "nom": "X"}, *FIGURES, *STRANGE[:30],
)  # fmt: skip
KEYS = ("", "__proto__", "format", "texte", "nom", "page", "bbox", "deliberations", "x" * 1000, "\0", "a/b", "a~b", "é")
GESTURES = ("corrige", "confirme", "illisible", "ajoute", "annule", "x")
FIELDS = (
    "/objet", "/numero", "/presents/0", "/presents/1", "/presents/9", "/presents/-", "/presents", "/vote/pour", "/vote/unanimite", "/vote/noms",
    "/seance/date", "/seance/heure", "/pouvoirs/0", "/pouvoirs/0/mandant", "/absents/-", "/matiere/code", "/effectif/presents", "", "/", "x",
    "/presents/01", "/presents/99999999999999999999", "/presents/²", "/decision/points/0", "/provenance", "/__class__", "/objet/0", "/a~b",
)  # fmt: skip


def case(chance: Chance) -> tuple[str, bytes]:
    """The suffix and the bytes of a JSON, or of JSON Lines."""
    data = _written(chance, _document(chance))
    if chance.random() < 0.3:
        lines = [_written(chance, one) for one in (_document(chance), *_acts(chance))] + [data]
        chance.shuffle(lines)
        data = (b"\n" if chance.random() < 0.9 else b"\n\n \n").join(lines)
    if chance.random() < 0.12:
        data = changed(chance, data, BYTES)
    elif chance.random() < 0.1:
        data = spliced(chance, data, _written(chance, _document(chance)))
    return "json", data


def _document(chance: Chance) -> Any:
    document = copy.deepcopy(chance.choice(seeds.records()))
    for _ in range(chance.choice((0, 1, 1, 2, 5))):
        _change(chance, document)
    return document


def _acts(chance: Chance) -> list[Any]:
    """The acts of a document as a batch leaves them."""
    document = copy.deepcopy(chance.choice(seeds.records()))
    head = {"fichier": chance.choice(("a.pdf", "../x", "=x", "")), "sha256": document["source"]["sha256"]}
    acts = [{**head, "acte": k, **one} for k, one in enumerate(document["deliberations"], chance.choice((0, 1, 1, 1)))]
    for one in acts:
        if chance.random() < 0.5:
            _change(chance, one)
    return acts


def _change(chance: Chance, top: Any) -> None:
    """Changes one place of a value, in place; the deeper one goes, the more likely."""
    places = [(held, key) for held, key in _places(top)]
    held, key = chance.choice(places)
    match chance.randrange(8):
        case 0 | 1 | 2:
            held[key] = chance.choice(VALUES)
        case 3:
            del held[key]
        case 4 if isinstance(held, dict):
            held[chance.choice(KEYS)] = held[key]
        case 5 if isinstance(held, list):
            held[key:key] = [held[key]] * chance.choice((1, 50, 2000))
        case 6:
            other, its = chance.choice(places)
            held[key] = copy.deepcopy(other[its])
        case _:
            held[key] = str(held[key]) * chance.choice((1, 3, 3000)) if isinstance(held[key], str) else [held[key]]


def _places(value: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting:
        held = waiting.pop()
        for key in list(held) if isinstance(held, dict) else range(len(held)):
            found.append((held, key))
            if isinstance(held[key], dict | list):
                waiting.append(held[key])
    return found


def _written(chance: Chance, value: Any) -> bytes:
    """As JSON, now and then with what no JSON of ours has: deep nesting, NaN, halves of letters, other bytes."""
    text = json.dumps(value, ensure_ascii=chance.random() < 0.3)
    match chance.randrange(30):
        case 0:
            depth = chance.choice((100, 2000, 20 * LONG))
            text = text.replace("[]", "[" * depth + "]" * depth, 1)
        case 1:
            text = text.replace("null", chance.choice(("NaN", "Infinity", "1e400", "-", "00", '"\\ud800"', "nul")), 1)
        case 2:
            text = text.replace('"', '"\\u0000', 1)
        case 3:
            return text.encode(chance.choice(("utf-16", "utf-8-sig", "latin-1")), "replace")
    return text.encode("utf-8", "surrogatepass")


def corrections(chance: Chance, acts: list[dict[str, Any]]) -> bytes:
    """A file of corrections of the acts of a batch; some lines good, some of another kind."""
    lines = []
    for _ in range(chance.choice((1, 5, 40))):
        act = chance.choice(acts)
        word: dict[str, Any] = {
            "quand": f"2026-01-{chance.randint(1, 28):02d}T10:00:00Z", "geste": chance.choice(GESTURES), "fichier": act["fichier"],
            "sha256": act["sha256"], "acte": chance.choice((1, 1, 1, 2, 0, 2**70)), "champ": chance.choice(FIELDS), "numero": act["numero"],
            "pages": act["pages"], "lu": chance.choice(("Alice AUBRAC", act["objet"], 4, None)),
            "retenu": chance.choice(("Jean FABRE", "12", 12, None, "2023-02-31", *VALUES)), "lieux": [],
        }  # fmt: skip
        if chance.random() < 0.3:
            _change(chance, word)
        lines.append(_written(chance, word))
    data = b"\n".join(lines) + chance.choice((b"\n", b"", b"{", b"\0\n"))
    return changed(chance, data, BYTES, 1) if chance.random() < 0.2 else data
