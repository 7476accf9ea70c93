"""Where the acts of a procès-verbal begin: each has a number and a title, and the attendance stands once, above all.

A number alone proves nothing: the agenda lists the same items, and visas cite other acts. What is kept are heads of
one way of numbering under which something is told; under the agenda's there are only other heads.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from delibparse.grammar.vocabulary import FLAGS, phrase
from delibparse.layout import Span

LEAST_TOLD = 150
"""Characters under a head from which something is told there."""

LEAST_ITEMS = 2

LONGEST_TITLE = 400


@dataclass(frozen=True, slots=True)
class Item:
    """An act of a procès-verbal: the number as printed, the title, and the whole stretch that is the act's."""

    number: Span
    title: Span | None
    text: Span


_START = r"(?:^|(?<=\n)|(?<=\A))[•\s]*"
_CITED = (
    r"(?!\s*(?:du|en date du|de la séance|relative|portant|susvisée|prise|adoptée|approuvant|autorisant|fixant|modifi))"
)
_NUMBER = r"(?P<number>(?:\p{Lu}{1,5}[-_ ]?)?\d[\p{L}\d]*(?:\s?[-_./]\s?[\p{L}\d]*\d[\p{L}\d]*)*)"

HEADS: tuple[tuple[str, regex.Pattern[str]], ...] = tuple(
    (name, regex.compile(source, regex.V1 | regex.M))
    for name, source in (
        # 2016.01.28 - 2  DETR : SORTIE DU COLLEGE
        ("dated", rf"{_START}(?P<number>(?:19|20)\d\d[.\-/]\d\d[.\-/]\d\d\s*[-–]\s*\d{{1,3}})\b[\s:.–-]*"),
        # Délibération n° 2023-02-10/01 : Décision modificative; DELIBERATION N°5
        (
            "named",
            rf"(?<!\b(?i:la|cette|de|par|sa|notre|ladite|vu|leur|des|les)\s)(?:Délibération|DÉLIBÉRATION|DELIBERATION|Délib\.?)\s*"
            rf"(?:[nN]\s?[°º]|numéro|N[oO]\b)\s*:?\s*{_NUMBER}{_CITED}\s*[:\-–.]*\s*",
        ),
        # N° 2023-003 FINANCES – Demande de subvention
        (
            "numbered",
            rf"(?:{_START}|(?<=[.;:]\s))N\s?[°º]\s*(?P<number>(?:19|20)\d\d\s?[-_./]\s?\d{{1,4}}(?:[-_./]\d+)*)\s*[:\-–]?\s*(?=\p{{Lu}})",
        ),
        # 3 - Approbation du budget; 3) APPROBATION; 3. Approbation
        ("item", rf"{_START}(?P<number>\d{{1,2}})\s?(?:[-–/)]|\.(?!\d))\s*[-–]?\s*(?=\p{{Lu}}[\p{{L}}'’]{{1,}})"),
    )
)

DECIDED = regex.compile(
    phrase(
        r"unanimité|unanime|à la majorité|voix pour|votes? pour|pour\s*:\s*\d|adopt(?:e|ent|ée?)|approuve|prend acte|après en avoir délibéré|ayant délibéré|décide|accepte|autorise"
    ),
    FLAGS,
)


def items(body: Span) -> list[Item]:
    """The acts of a procès-verbal in its order, [] where the text is not one."""
    best: list[Item] = []
    for name, pattern in HEADS:
        found = _told(body, list(body.matches(pattern)))
        if name == "item":
            found = _in_sequence(found)
        if len(found) >= LEAST_ITEMS and sum(DECIDED.search(i.text.raw) is not None for i in found) >= len(found) / 2:
            best = found
            break  # an act's own number outranks an item's
    return best


def _told(body: Span, heads: list[regex.Match[str]]) -> list[Item]:
    found: list[Item] = []
    for k, head in enumerate(heads):
        end = heads[k + 1].start() if k + 1 < len(heads) else len(body)
        if end - head.end() < LEAST_TOLD and not DECIDED.search(body.raw[head.end() : end]):
            continue
        text = body.sub(head.start(), end)
        number = body.group(head, "number")
        if found and found[-1].number.text == number.text:  # the head again, on the next page
            previous = found.pop()
            found.append(Item(previous.number, previous.title, Span(body.source, previous.text.start, text.end)))
            continue
        found.append(Item(number, _title(body.sub(head.end(), end)), text))
    return found


def _in_sequence(found: list[Item]) -> list[Item]:
    """Items whose numbers follow each other; an enumeration inside an item begins again at 1."""
    kept: list[Item] = []
    for item in found:
        number = int(item.number.text)
        if not kept or 0 < number - int(kept[-1].number.text) <= 2:
            kept.append(item)
        else:
            last = kept.pop()
            kept.append(Item(last.number, last.title, Span(last.text.source, last.text.start, item.text.end)))
    return kept


def _with_capitals_below(behind: Span, title: Span) -> Span:
    """A title in capitals goes on in the capitals of the paragraph below, unless the assembly speaks there."""
    while title.raw.isupper():
        below = Span(behind.source, title.end, min(behind.end, title.end + LONGEST_TITLE)).paragraphs()[:1]
        line = below[0].lines()[:1] if below else []
        if (
            not line
            or not line[0].raw.isupper()
            or _SPEAKS.match(line[0].raw)
            or line[0].end - title.start > LONGEST_TITLE
        ):
            break
        title = Span(behind.source, title.start, line[0].end)
    return title.strip(" \t\n:.–-_")


_SPEAKS = regex.compile(
    r"\W*(?:LE|LA|L['’])?\s?(?:CONSEIL|COMITE|COMITÉ|BUREAU|COMMISSION|MAIRE|RAPPORTEUR|VU|CONSIDERANT|VOTE|POUR|ADOPT|\d)",
    regex.V1,
)

_TITLE_ENDS = regex.compile(
    r"\n\n|(?<=\p{L}{3}[.!?])\s+(?=\p{Lu}\p{Ll})|\s(?=(?:Rapporteu[rs]e?\s*:|RAPPORTEUR|Monsieur le|Madame l[ae]|M\. le|Vu l|VU l|Vu L|VU L|Considérant|CONSIDERANT|Le conseil|Le Conseil|LE CONSEIL|Il est|Le maire|Le Maire|Après en avoir)\b)",
    regex.V1,
)
_SMALL_AFTER_CAPITALS = regex.compile(r"(?<=\p{Lu}{2}[^\n\p{Ll}]{0,20})\n(?=[^\n]{0,30}\p{Ll}{3})", regex.V1)


def _title(behind: Span) -> Span | None:
    """The title behind a number: its paragraph, or as much of it as is in capitals."""
    lead = len(behind.raw) - len(behind.raw.lstrip(" \t\n:.–-"))
    stretch = behind.sub(lead, min(len(behind), lead + LONGEST_TITLE))
    ends = [match.start() for match in (stretch.search(_TITLE_ENDS), stretch.search(_SMALL_AFTER_CAPITALS)) if match]
    title = stretch.sub(0, min(ends)) if ends else stretch
    title = _with_capitals_below(behind, title.strip(" \t\n:.–-_"))
    return title if any(c.isalpha() for c in title.raw) else None
