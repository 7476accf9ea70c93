"""The language in which a run speaks: what the command line asks for, else the locale; French where neither tells."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from delibparse.labels import Lang

LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""What tells the language of messages, the first that is set and not empty (POSIX)."""


def preferred(arguments: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """The last `--lang` of the arguments, known before they are parsed, for the help and the failures of parsing too;
    else the locale's language.

    >>> preferred(["--lang", "en", "--help"], {}), preferred([], {"LANG": "en_GB.UTF-8"}), preferred([], {"LANG": "C"})
    ('en', 'en', 'fr')
    """
    asked: Lang | None = None
    for word, following in pairwise([*arguments, ""]):
        if word == "--":
            break
        value = following if word == "--lang" else word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        asked = "en" if value == "en" else "fr" if value == "fr" else asked
    return asked or _of_locale(environment)


def _of_locale(environment: Mapping[str, str]) -> Lang:
    told = next((environment[name] for name in LOCALES if environment.get(name)), "")
    return "en" if told.split("_")[0].split(".")[0].lower() == "en" else "fr"


def said(text: str, lang: Lang) -> str:
    """A sentence of the help in a language: the code has the English, `french.toml` the French.

    >>> said("Show tracebacks.", "fr")
    'Montrer la trace des erreurs.'
    """
    return text if lang == "en" else french().get(text, text)


@lru_cache(maxsize=1)
def french() -> dict[str, str]:
    """The French of each English sentence of the help."""
    text = resources.files("delibparse.cli").joinpath("french.toml").read_text(encoding="utf-8")
    return {english: told for table in tomllib.loads(text).values() for english, told in table.items()}
