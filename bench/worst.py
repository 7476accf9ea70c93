"""Texts of near misses: what almost is a name, a figure, a heading, a date, over and over. No pattern may blow up."""

from __future__ import annotations

NEAR_MISSES = {
    "civilities": "M. ", "names": "Jean MARTIN ", "capitals": "MARTIN DURAND ", "commas": "Jean MARTIN, ",
    "dashes": "Jean MARTIN - ", "proxies": "Jean MARTIN à Luc PETIT ", "open proxies": "Jean MARTIN donne pouvoir à ",
    "headings": "Présents : ", "heading words": "présents ", "proxy headings": "Absents excusés ayant donné ",
    "days": "le 12 janvier ", "openings": "L'an deux mille ", "figures": "12 ", "act numbers": "2023-01-",
    "number signs": "N° 2023-", "acts": "Délibération n° ", "visas": "Vu la ", "votes": "pour 12 contre ",
    "voices": "12 voix pour, ", "unanimity": "à l'unanimité ", "exceptions": "à l'exception de Jean, ",
    "open brackets": "(", "mixed brackets": "(Jean [Luc ", "stars": "* ", "bullets": "• ", "objects": "Objet : ",
    "secretaries": "secrétaire ", "named secretaries": "secrétaire Jean Martin Durand Petit ",
    "presidents": "sous la présidence de ", "identifiers": "086-218600666-20171109-", "roman": "I II III IV ",
    "lines": "A\n", "numbered lines": "1 Abc def\n", "paragraphs": "Titre du point\n\n",
    "groups": "AUBRAC : Jean MARTIN ",
    "places": "Jean MARTIN de Corcoué ", "times": "à dix-neuf heures ", "numbers in words": "deux mille vingt trois ",
    "labels": "Nombre de conseillers en exercice ", "leaders": "....", "cells": "a\t", "agendas": "Ordre du jour\n",
    "titles": "APPROBATION DU BUDGET ", "one word": "a", "one dash": "-", "bodies": "communauté de communes de ",
}  # fmt: skip


def near_miss(name: str, length: int) -> bytes:
    """That text, repeated to a length in characters."""
    fragment = NEAR_MISSES[name]
    return (fragment * (length // len(fragment) + 1))[:length].encode()
