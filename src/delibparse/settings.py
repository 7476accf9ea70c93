"""What a user knows of a body and the acts do not say: `delibparse.toml`, found beside the input."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from delibparse import errors

FILE_NAME = "delibparse.toml"
MAX_BYTES = 256 * 1024
"""Of a settings file: it has a dozen lines, and may come with a folder that a stranger made."""

TEXTS = ("nom", "siren", "siret")
LISTS = ("ignore", "select")
KEYS = (*TEXTS, *LISTS, "population", "membres")


@dataclass(frozen=True, slots=True)
class Settings:
    """The body's name, its SIREN (9 digits) and SIRET (14), its population, the CSV file of its members, the codes
    or prefixes of rules to keep (`select`, none for all) and to leave out (`ignore`), the confidence, 0..1, under which
    what was read is left out, and whether scanned annexes are read by their heads only."""

    nom: str | None = None
    siren: str | None = None
    siret: str | None = None
    population: int | None = None
    membres: Path | None = None
    ignore: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    min_confidence: float | None = None
    fast: bool = False


NO_SETTINGS = Settings()


def in_folder(folder: Path) -> Settings:
    """The settings of a folder, none where it has no file of them. Raises BadSettings."""
    path = folder / FILE_NAME
    return load(path) if path.is_file() else NO_SETTINGS


def to_toml(settings: Settings) -> str:
    """Settings as a file that says the same wherever it lies: the path of the members is whole."""
    told: dict[str, Any] = {
        **{key: getattr(settings, key) for key in TEXTS},
        "population": settings.population,
        "membres": settings.membres and str(settings.membres.resolve()),
        "min_confidence": settings.min_confidence,
        "fast": settings.fast or None,
        **{key: list(getattr(settings, key)) or None for key in LISTS},
    }
    rows = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in told.items() if value is not None)
    return "".join(f"{row}\n" for row in rows)


def find(beside: Path) -> Path | None:
    """The settings file in the folder of an input."""
    path = beside.parent / FILE_NAME
    return path if path.is_file() else None


def load(path: Path) -> Settings:
    """The settings of a file; a path in it is relative to its folder. Raises BadSettings."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise errors.BadSettings(file=path, why=f"> {MAX_BYTES} octets")
        data = tomllib.loads(content.decode())
    except OSError as failure:
        raise errors.BadSettings(file=path, why=failure.strerror or "unreadable") from failure
    except (ValueError, RecursionError) as failure:  # no TOML, no UTF-8, a number of 5,000 digits, lists without end
        raise errors.BadSettings(file=path, why=failure) from failure
    known: dict[str, Any] = {}
    for key, value in data.items():
        if key in TEXTS and isinstance(value, str):
            known[key] = value.replace(" ", "") if key != "nom" else value
        elif key == "population" and isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            known[key] = value
        elif key == "membres" and isinstance(value, str):
            known[key] = path.parent / value
        elif key == "min_confidence" and isinstance(value, (int, float)) and value is not True and 0 <= value <= 1:
            known[key] = float(value)
        elif key == "fast" and isinstance(value, bool):
            known[key] = value
        elif key in LISTS and isinstance(value, list) and all(isinstance(code, str) for code in value):
            known[key] = tuple(code.upper() for code in value)
        else:
            raise (errors.UnfitSetting if key in KEYS else errors.UnknownSetting)(file=path, key=key, value=repr(value))
    return Settings(**known)


def keeps(settings: Settings, code: str) -> bool:
    """Whether a rule's warnings are wanted."""
    if settings.select and not code.startswith(settings.select):
        return False
    return not (settings.ignore and code.startswith(settings.ignore))
