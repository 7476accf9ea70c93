"""Where the assembly met: what the sentence that opens the session says of it."""

from __future__ import annotations

import regex

from delibparse.layout import Found, Span
from delibparse.wording import Template

SENTENCE = 400
"""Characters behind the verb within which the place stands."""

LONGEST = 120
"""Characters of a place."""

_MET = Template(r"@{session.meets}[^.;]{0,60}?@{session.gathered}\p{L}*")
_INTO = r"(?:à la|à l['’]|au|aux|en|dans (?:la|le|les|l['’])|sur)"
_PLACE = Template(
    rf"(?:(?<![\p{{L}}])(?P<place>{_INTO}\s?(?:(?!{_INTO}[\s'’])[\p{{L}}\d'’-]+\s){{0,4}}?@{{place.noun}}(?![\p{{L}}])[^.;:\n]*?)"
    r"|(?<=^\s?|,\s)(?P<place>@{place.noun}\s[^.;:\n]*?))(?=\s*(?:[,.;:]|\n\n|\s@{place.ends}|$))",
    regex.V1 | regex.I,
)
"""À la salle des fêtes; or without a preposition, right behind the verb or a comma: s'est réuni salle Monfort."""

_PREPOSITION = Template(r"^(?:à|en|dans|sur|aux?)\s+")


def read_place(opening: Span) -> Found[str] | None:
    """The place as it is printed, without its preposition ("la salle du conseil"); None where none is told.

    >>> from delibparse.grammar.lexicon import lexicon
    >>> from delibparse.reading.plain import read_text
    >>> from delibparse.layout import compose
    >>> text = "Le conseil municipal s'est réuni à la salle des fêtes, sous la présidence de Mme Alice AUBRAC."
    >>> read_place(compose(read_text(text), lexicon()).body.span()).value
    'la salle des fêtes'
    """
    for met in opening.matches(_MET):
        behind = opening.sub(met.end(), min(met.end() + SENTENCE, len(opening)))
        match = behind.search(_PLACE)
        if match is None or len(match["place"]) > LONGEST:
            continue
        found = behind.group(match, "place").strip(" ,")
        lead = found.match(_PREPOSITION)
        found = found.sub(lead.end(), len(found)) if lead else found
        return Found(found.text, found)
    return None
