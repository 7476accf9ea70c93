"""`extract --explain FIELD`: the ways in which a list could be read, and why one was kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from delibparse.grammar.facts import Choice, Way
from delibparse.grammar.list_reading import agrees

_KEPT, _OTHER = "→", " "


def lines(file: str, field: str, choices: Sequence[tuple[Choice, ...]], lang: str) -> Iterator[str]:
    """The alternatives of a field of a file's acts, those that several acts share told once."""
    told: list[tuple[Choice, ...]] = []
    for n, of_act in enumerate(choices, 1):
        own = tuple(one for one in of_act if one.kind == field and any(way.read or way.left for way in one.ways))
        if own in told:
            continue
        told.append(own)
        yield _head(file, n, field, own, lang)
        for choice in own:
            for k, way in enumerate(choice.ways):
                yield _line(_KEPT if k == 0 else _OTHER, way, choice, lang)


def _head(file: str, n: int, field: str, own: tuple[Choice, ...], lang: str) -> str:
    fr = lang == "fr"
    ways = sum(len(choice.ways) for choice in own)
    if not ways:
        return f"{file} · acte {n} · {field} : aucune liste" if fr else f"{file} · act {n} · {field}: no list"
    return f"{file} · acte {n} · {field} :" if fr else f"{file} · act {n} · {field}:"


def _line(mark: str, way: Way, choice: Choice, lang: str) -> str:
    fr = lang == "fr"
    parts = way.parts if fr else _PARTS.get(way.parts, way.parts)
    read = f"{way.read} lus" if fr else f"{way.read} read"
    left = f"{way.left} mots de noms laissés" if fr else f"{way.left} words of names left over"
    known = "" if not way.known else f", {way.known} membres connus" if fr else f", {way.known} known members"
    return f"  {mark} {parts:10} {read:>10}, {left}{_agreement(way, choice, fr)}{known}"


_PARTS = {"virgules": "commas", "tirets": "dashes", "lignes": "lines"}


def _agreement(way: Way, choice: Choice, fr: bool) -> str:
    if choice.declared is None:
        return ""
    if agrees(choice.kind, way.read, choice.declared):
        return f", d'accord avec {choice.declared} annoncés" if fr else f", agrees with {choice.declared} declared"
    return f", contredit {choice.declared} annoncés" if fr else f", contradicts {choice.declared} declared"
