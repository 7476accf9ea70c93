"""Texts changed as texts are built: lines, words, figures, letters, the bytes that stand for them."""

from __future__ import annotations

import re
from collections.abc import Callable

from fuzz import seeds
from fuzz.chance import BYTES, FIGURES, LONG, Chance, changed

Edit = Callable[[Chance, str], str]

STRANGE = (
    "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\0", "\x1b[31m", "\x9b31m", "\x85", "\u2028", "\x0b", "\x0c", "\xad",
    "e" + "\u0301" * 400, "٣", "²", "½", "Ⅳ", "１２", "\U0001d7d9", "🗳️", "\U000e0041", "ﬁ", "ſ", "İ", "ß", "‐", "–", "=cmd|'/C calc'!A0",
    "<script>alert(1)</script>", "[/red]", "{}", "%s", "\\u0000", "../../x", "'" * 300, "." * 1990, "_" * 500,
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1", "mac-roman", "utf-7")


def case(chance: Chance) -> tuple[str, bytes]:
    """The suffix and the bytes of a text."""
    text = chance.choice(seeds.texts())
    for _ in range(chance.randint(1, 4)):
        text = chance.choice(EDITS)(chance, text)
        text = text[:400_000]
    data = text.encode(chance.choice(ENCODINGS) if chance.random() < 0.2 else "utf-8", "replace")
    return "txt", changed(chance, data, BYTES) if chance.random() < 0.15 else data


def _line(chance: Chance, text: str) -> tuple[list[str], int]:
    lines = text.split("\n")
    return lines, chance.randrange(len(lines))


def repeated_line(chance: Chance, text: str) -> str:
    lines, k = _line(chance, text)
    return "\n".join([*lines[:k], *[lines[k]] * chance.choice((2, 50, LONG)), *lines[k:]])


def repeated_word(chance: Chance, text: str) -> str:
    words = text.split(" ")
    k = chance.randrange(len(words))
    return " ".join([*words[:k], *[words[k]] * chance.choice((2, 50, LONG)), *words[k:]])


def repeated_piece(chance: Chance, text: str) -> str:
    at, size = chance.randrange(len(text) + 1), chance.choice((1, 2, 5, 30))
    return text[:at] + text[at : at + size] * chance.choice((10, 1000, LONG)) + text[at:]


def moved_lines(chance: Chance, text: str) -> str:
    lines, k = _line(chance, text)
    match chance.randrange(4):
        case 0:
            chance.shuffle(lines)
        case 1:
            del lines[k : k + chance.choice((1, 5))]
        case 2:
            lines.insert(chance.randrange(len(lines)), lines.pop(k))
        case _:
            lines = lines[k:] + lines[:k]
    return "\n".join(lines)


def other_document(chance: Chance, text: str) -> str:
    """Lines of another document, behind or between those of this one."""
    lines, k = _line(chance, text)
    theirs, start = _line(chance, chance.choice(seeds.texts()))
    return "\n".join([*lines[:k], *theirs[start : start + chance.choice((1, 10, 1000))], *lines[k:]])


def other_breaks(chance: Chance, text: str) -> str:
    """Other line ends, none, one behind each word, columns made of spaces."""
    return chance.choice(
        (
            lambda: text.replace("\n", chance.choice(("\r", "\r\n", "\v", "\f", "\u2028", "\n\n", " ", ""))),
            lambda: text.replace(" ", "\n"),
            lambda: text.replace(" ", chance.choice(("\t", "\u00a0", "\u2009", " " * 40, ""))),
            lambda: "\n".join(f"{line:<60}{line}" for line in text.split("\n")),
        )
    )()


def strange(chance: Chance, text: str) -> str:
    for _ in range(chance.choice((1, 5, 40))):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(STRANGE) + text[at:]
    return text


def figures(chance: Chance, text: str) -> str:
    """Other numbers, and numbers where there was none."""
    share = chance.choice((0.1, 1.0))

    def other(match: re.Match[str]) -> str:
        if chance.random() > share:
            return match[0]
        return str(
            chance.choice((*FIGURES, match[0] * 2, "9" * 3000, "1 000 000", "1.5", "12/13", "XII", "vingt-deux"))
        )

    return re.sub(r"\d+", other, text)


def cases_of_letters(chance: Chance, text: str) -> str:
    return chance.choice((str.upper, str.lower, str.title, str.swapcase))(text)


def nested(chance: Chance, text: str) -> str:
    opened, closed = chance.choice(("()", "«»", "[]", '""', "- ", "* ", "1.", "<>"))
    at, depth = chance.randrange(len(text) + 1), chance.choice((3, 200, 5000))
    return text[:at] + opened * depth + text[at:] + closed * depth


def crowd(chance: Chance, text: str) -> str:
    """A list of very many names."""
    count, mark = chance.choice((50, 500, 4000)), chance.choice((", ", "\n", " ", " ; ", " - ", "\n- M. ", "…"))
    heading = chance.choice(("Présents : ", "Absents : ", "Procurations : ", "Ont voté contre : ", ""))
    names = (f"{chance.choice(('', 'M. ', 'Mme '))}Jean N{k}ARD" for k in range(count))
    at = chance.randrange(len(text) + 1)
    return text[:at] + heading + mark.join(names) + text[at:]


EDITS: tuple[Edit, ...] = (
    repeated_line, repeated_word, repeated_piece, moved_lines, other_document, other_breaks, strange, figures,
    cases_of_letters, nested, crowd,
)  # fmt: skip
