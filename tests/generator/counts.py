"""Writes the session's counts in one of their forms, and tells which fields they declare."""

from __future__ import annotations

from .blocks import Block
from .calendar_words import in_words
from .sitting import Sitting

FIELDS = ("en_exercice", "presents", "pouvoirs", "excuses", "absents", "votants", "quorum", "suffrages_exprimes")
LABELLED = {
    "labels on lines": ("En exercice : {E}", "Présents : {P}", "Pouvoirs : {W}", "Votants : {V}"),
    "nombre de": ("Nombre de membres en exercice : {E}", "Nombre de membres présents : {P}", "Nombre de pouvoirs : {W}", "Nombre de votants : {V}"),
    "dots": ("Conseillers en exercice ............ {E}", "Conseillers présents ............ {P}", "Procurations ............ {W}", "Votants ............ {V}"),
    "words": ("Nombre de membres en exercice : {e}", "Présents : {p}", "Votants : {v}"),
    "afférents": ("Nombre de membres afférents au conseil : {E}", "en exercice : {E}", "qui ont pris part à la délibération : {V}"),
    "with quorum": ("Membres en exercice : {E}", "Quorum : {Q}", "Membres présents : {P}", "Procurations : {W}"),
    "nombre de conseillers": ("Nombre de conseillers :", "- en exercice : {E}", "- présents : {P}", "- votants : {V}"),
    "capitals": ("EN EXERCICE : {E}", "PRESENTS : {P}", "PROCURATIONS : {W}", "VOTANTS : {V}"),
    "all of them": ("Membres en exercice : {E}", "Présents : {P}", "Excusés : {X}", "Absents : {A}", "Pouvoirs : {W}", "Votants : {V}"),
}  # fmt: skip
RUNNING = {
    "labels on one line": "En exercice : {E}      Présents : {P}      Votants : {V}",
    "prose": "Le nombre de conseillers en exercice est de {E} ; {P} étaient présents et {w}.",
    "prose at the head": "Sur {E} membres en exercice, {P} étaient présents, {w}.",
    "votants dont": "En exercice : {E} – Votants : {V} dont {P} présents et {W} pouvoir{s}",
    "slashes": "En exercice : {E} / Présents : {P} / Votants : {V}",
    "dashes": "Membres en exercice : {E} - présents : {P} - pouvoirs : {W} - votants : {V}",
    "part in the vote": "Nombre de membres en exercice : {E}, présents : {P}, ayant pris part au vote : {V}.",
}  # fmt: skip
LABELS = {"E": "En exercice", "P": "Présents", "W": "Procurations", "V": "Votants"}
LETTERS = {
    "E": "en_exercice",
    "P": "presents",
    "W": "pouvoirs",
    "V": "votants",
    "Q": "quorum",
    "X": "excuses",
    "A": "absents",
}


def write_counts(sitting: Sitting) -> tuple[list[Block], dict[str, int]]:
    """The blocks and the fields that they declare: {"en_exercice": 15, …}."""
    form = sitting.plan["counts"]
    figures = {
        "E": sitting.plan.members, "P": len(sitting.present), "W": len(sitting.proxies), "V": sitting.voters,
        "Q": sitting.plan.members // 2 + 1, "X": len(sitting.excused), "A": len(sitting.absent),
    }  # fmt: skip
    if form == "no counts":
        return [], {}
    if form in ("table", "figures above labels", "figures beside labels"):
        return [_grid(form, figures)], _declared("EPWV", figures)
    proxies = figures["W"]
    slots = {
        **figures, "e": in_words(figures["E"]), "p": in_words(figures["P"]), "v": in_words(figures["V"]), "s": "s" if proxies > 1 else "",
        "w": f"{proxies} avaient donné pouvoir" if proxies > 1 else "1 avait donné pouvoir" if proxies else "aucun n'avait donné pouvoir",
    }  # fmt: skip
    if form in LABELLED:
        kind = "margin" if sitting.plan["layout"] == "counts in the margin" else "line"
        used = "".join(LABELLED[form])
        return [Block(kind, line.format(**slots)) for line in LABELLED[form]], _declared(_letters(used), figures)
    return [Block("para", RUNNING[form].format(**slots))], _declared(_letters(RUNNING[form]), figures)


def _grid(form: str, figures: dict[str, int]) -> Block:
    labels = [LABELS[letter] for letter in "EPWV"]
    values = [str(figures[letter]) for letter in "EPWV"]
    if form == "table":
        return Block("table", rows=(tuple(labels), tuple(values)))
    if form == "figures above labels":
        return Block("columns", rows=(tuple(values), tuple(labels)))
    return Block("columns", rows=tuple(zip(values, labels, strict=True)))


def _letters(form: str) -> str:
    return "".join(letter for letter in LETTERS if f"{{{letter}}}" in form or f"{{{letter.lower()}}}" in form)


def _declared(letters: str, figures: dict[str, int]) -> dict[str, int]:
    return {LETTERS[letter]: figures[letter] for letter in letters}
