"""The words for the fields of an act and for the rules, French and English, from `labels.toml`: one table for the
review's pages, the terminal and whatever else people read. People are never shown a JSON Pointer."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

Lang = Literal["fr", "en"]

SECTIONS = (
    ("identite", ("/collectivite", "/organe", "/numero", "/identifiant_acte", "/matiere", "/objet", "/rapporteur")),
    ("seance", ("/seance",)),
    ("effectif", ("/effectif",)),
    ("presents", ("/presents",)),
    ("pouvoirs", ("/pouvoirs",)),
    ("excuses", ("/excuses",)),
    ("absents", ("/absents",)),
    ("vote", ("/vote",)),
    ("pour", ("/vote/noms/pour",)),
    ("contre", ("/vote/noms/contre",)),
    ("abstentions", ("/vote/noms/abstentions",)),
    ("non_participants", ("/vote/noms/non_participants",)),
    ("decision", ("/decision",)),
    ("formalites", ("/formalites",)),
    ("visas", ("/visas",)),
    ("considerants", ("/considerants",)),
    ("expose", ("/expose",)),
)
"""The sections of an act as people see it, by the prefixes of the pointers in them; the longest that fits tells."""

POINTER = re.compile(r"(?<![\w/])/[a-z_]+(?:/\w+)*")
"""A JSON Pointer in a sentence: "/effectif/votants : lu « il », compris 11"."""

_PART = re.compile(r"(?P<whole>/.+)/(?P<part>civilite|prenom|nom|qualite)")
_ITEM = re.compile(r"(?P<list>/.+)/(?P<rank>\d+)(?:/(?P<side>mandant|mandataire|personne))?")


@lru_cache(maxsize=1)
def _all() -> dict[Lang, dict[str, Any]]:
    text = resources.files("delibparse").joinpath("labels.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)  # type: ignore[return-value]


def labels(lang: Lang) -> dict[str, Any]:
    """All tables in one language."""
    return _all()[lang]


def section_of(pointer: str) -> str:
    """The section in which a field stands; empty for what is in none, such as the page's own clues.

    >>> section_of("/vote/noms/contre/2")
    'contre'
    """
    fits = [(len(prefix), name) for name, prefixes in SECTIONS for prefix in prefixes if _within(pointer, prefix)]
    return max(fits)[1] if fits else ""


def _within(pointer: str, prefix: str) -> bool:
    return pointer == prefix or pointer.startswith(f"{prefix}/")


def field_label(pointer: str, lang: Lang) -> str:
    """A field in words; the pointer itself only where no act has such a field.

    >>> field_label("/effectif/en_exercice", "fr"), field_label("/pouvoirs/2/mandant", "fr")
    ('En exercice', 'Pouvoirs (3), mandant')
    """
    words = labels(lang)
    if pointer in words["labels"]:
        return str(words["labels"][pointer])
    if found := _PART.fullmatch(pointer):
        return f"{field_label(found['whole'], lang)}, {words['parts'][found['part']]}"
    if found := _ITEM.fullmatch(pointer):
        side = words["items"].get(found["side"])
        named = f"{field_label(found['list'], lang)} ({int(found['rank']) + 1})"
        return f"{named}, {side}" if side else named
    name = pointer.strip("/")
    alone = words["items"].get(name) or words["sections"].get(name.removeprefix("vote/noms/"))
    return str(alone or pointer)


def in_words(sentence: str, lang: Lang) -> str:
    """A sentence with the fields that it names by their pointers told in words.

    >>> in_words("/effectif/votants : lu « il », compris 11", "fr")
    'Votants : lu « il », compris 11'
    """
    return POINTER.sub(lambda found: field_label(found[0], lang), sentence)


def rule_title(code: str, lang: Lang) -> str:
    """What a rule is about, in a few words; the code itself for a rule of another version.

    >>> rule_title("VOT001", "fr")
    'somme des voix'
    """
    return str(labels(lang)["rules"].get(code, code))
