"""A pattern as the code writes it: a regular expression with names of wordings and of smaller patterns in it."""

from __future__ import annotations

from dataclasses import dataclass

import regex

ANY_CASE = regex.V1 | regex.I | regex.M
EXACT = regex.V1

ACCENTS = {
    "é": "[éèêeÉÈÊE]", "è": "[èéêeÈÉÊE]", "ê": "[êéèeÊÉÈE]", "à": "[àâaÀÂA]", "â": "[âàaÂÀA]", "ç": "[çcÇC]",
    "ô": "[ôoÔO]", "î": "[îiÎI]", "û": "[ûùuÛÙU]", "ù": "[ùûuÙÛU]", "'": "['’ʼ`´]",
}  # fmt: skip
"""Capitals are often printed without their accents, and OCR drops others: an accented letter matches its bare one."""

ENDING = r"(?:(?:[\-·.()\[\]{}]{0,2}e)?(?:[\-·.()\[\]{}]{0,2}s(?:(?<=[\-·.]es)s)?)?[)\]}]?)"
"""The marks of gender and number behind a word, inclusive writing, what OCR makes of it: présent(e})s, présent-ess."""


@dataclass(frozen=True, eq=False, slots=True)
class Template:
    """A regular expression (of the `regex` module) in which `@{votes.unanimity}` stands for the wordings of a key and
    `@{FIGURE}` for a pattern of `grammar/patterns.py`.

    One that matches any case is folded, see `fold`.
    """

    source: str
    flags: int = ANY_CASE

    @property
    def is_folded(self) -> bool:
        return bool(self.flags & regex.I)


def fold(source: str) -> str:
    """A source as it is compiled where case is nothing: white space for each space, the endings of gender and
    number for ~, accents and apostrophes folded; sets in brackets stay as they are.

    >>> bool(regex.fullmatch(fold("présents à l'école"), "PRESENTS A L’ECOLE", ANY_CASE))
    True
    """
    out, depth, escaped = [], 0, False
    for char in source:
        if escaped:
            out.append(char)
            escaped = False
            continue
        if char == "\\":
            escaped = True
        elif char == "[":
            depth = 1
        elif char == "]":
            depth = 0
        if not depth and char in ACCENTS:
            out.append(ACCENTS[char])
        elif char == " " and not depth:
            out.append(r"\s+")
        elif char == "~" and not depth:
            out.append(ENDING)
        else:
            out.append(char)
    return "".join(out).replace(r"\s+?", r"\s*").replace(r"\s+*", r"\s*")
