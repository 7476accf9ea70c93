"""Where a title ends: on a page at its paragraph's end, in a text whose lines were folded where a sentence begins."""

from __future__ import annotations

import regex

from delibparse.layout import Span

LONGEST_TITLE = 450

_SPEAKS = regex.compile(
    r"\W*(?:LE|LA|L['’])?\s?(?:CONSEIL|COMITE|COMITÉ|BUREAU|COMMISSION|MAIRE|RAPPORTEUR|VU|CONSIDERANT|VOTE|POUR|ADOPT|"
    r"À L|A L['’](?:EXCEPTION|UNANIMIT)|\d)",
    regex.V1,
)
"""The assembly or the vote, not a title that goes on."""

_SAYS = (
    r"(?:a (?:fait|été|donné|exposé|proposé|présenté)|expose|informe|explique|rappelle|propose|présente|précise|indique|"
    r"donne|fait|demande|soumet|souligne|annonce|lit|laisse|remercie|souhaite|est)\b"
)
SENTENCE = (
    r"(?:Rapporteu[rs]e?\b|RAPPORTEUR\b|"
    r"(?:Monsieur|Madame|M\.|Mme|Mr|Messieurs|Mesdames)\s(?:[^.;:]{2,60}?\s)?" + _SAYS + r"|"
    r"(?:Monsieur|Madame|M\.|Mme) l[ea]\b|(?:Vu|VU) (?:l|L|ses|les|que|Le |la )|Considérant\b|CONSIDERANT\b|Entendu\b|"
    r"(?:Le|La|LE) (?:[Cc]onseil|CONSEIL|[Mm]aire|[Pp]résidente?|[Cc]ommune|[Vv]ille|[Cc]omité|[Bb]ureau|[Ll]oi|procès|compte)\b|"
    r"L['’](?:article|assemblée|Assemblée)\b|Les (?:membres|crédits|élus)\b|"
    r"Il (?:est|convient|a|s['’]agit|appartient|y a|rappelle|propose|informe)\b|Après (?:en avoir|avoir|délibér|lecture|avis)|"
    r"Conformément\b|Compte tenu\b|Dans (?:le|la|un|une|ce|l)\b|Afin d|Par (?:délibération|courrier|arrêté|décision|lettre)\b|"
    r"Suite (?:à|au|aux)\b|Lors d|Depuis\b|En (?:application|vertu|effet|raison|conséquence|cas)\b|Au (?:vu|titre|cours)\b|"
    r"Aux termes\b|Pour (?:mémoire|rappel|permettre|information)\b|Chaque année\b|Cette\b|Ces\b|Ce (?:rapport|dossier|projet|dispositif)\b|"
    r"Nous\b|Je\b|Avant d|A l['’]unanimité|À l['’]unanimité|Accusé de réception\b|Envoyé en préfecture\b|PREND ACTE\b|ADOPTEE?\b)"
)
_ENDS = regex.compile(
    rf"\n\n|(?<=\p{{L}}{{3}}[.!?]|[»)\d][.!?])\s+(?=\p{{Lu}}\p{{Ll}})|(?<=\S)\s+(?:[–•\-]\s)?(?={SENTENCE})", regex.V1
)
_SMALL_AFTER_CAPITALS = regex.compile(r"(?<=\p{Lu}{2}[^\n\p{Ll}]{0,20})\n(?=[^\n]{0,30}\p{Ll}{3})", regex.V1)


def title(behind: Span) -> Span | None:
    """The title that a stretch of text begins with, behind its number or its label; None where there is none."""
    lead = len(behind.raw) - len(behind.raw.lstrip(" \t\n:.–-_"))
    stretch = behind.sub(lead, min(len(behind), lead + LONGEST_TITLE))
    ends = [match.start() for match in (stretch.search(_ENDS), stretch.search(_SMALL_AFTER_CAPITALS)) if match]
    found = stretch.sub(0, min(ends)) if ends else stretch
    found = _with_its_end(behind, _with_capitals_below(behind, found.strip(" \t\n:.–-_")))
    return found if any(c.isalpha() for c in found.raw) else None


_DANGLING = regex.compile(
    r"(?i:(?:\s|['’])(?:à|au|aux|de|du|des|d['’]|l['’]|la|le|les|et|en|pour|par|sur|avec|un|une))$", regex.V1
)


def _with_its_end(behind: Span, found: Span) -> Span:
    """A title whose line ends in a word that calls for another goes on in the next line."""
    while _DANGLING.search(found.raw) and found.end < behind.end:
        below = Span(behind.source, found.end, min(behind.end, found.end + LONGEST_TITLE)).lines()[:1]
        if not below or below[0].end - found.start > LONGEST_TITLE:
            break
        found = Span(behind.source, found.start, below[0].end)
    return found.strip(" \t\n:.–-_")


def _with_capitals_below(behind: Span, found: Span) -> Span:
    """A title in capitals goes on in the capitals of the paragraph below, unless the assembly speaks there."""
    while found.raw.isupper():
        below = Span(behind.source, found.end, min(behind.end, found.end + LONGEST_TITLE)).paragraphs()[:1]
        line = below[0].lines()[:1] if below else []
        if (
            not line
            or not _in_capitals(line[0].raw)
            or _SPEAKS.match(line[0].raw)
            or line[0].end - found.start > LONGEST_TITLE
        ):
            break
        found = Span(behind.source, found.start, line[0].end)
    return found.strip(" \t\n:.–-_")


def _in_capitals(raw: str) -> bool:
    """Whether a line is in capitals, one letter that OCR misread aside."""
    small, big = sum(c.islower() for c in raw), sum(c.isupper() for c in raw)
    return (big > 3 and small <= max(1, big // 12)) or raw.isupper()
