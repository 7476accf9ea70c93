"""Names of people in lists: what parts one from the next, what stands beside them, whom they name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from delibparse.grammar.values.communes import GROUP, LEAST_GROUPS
from delibparse.grammar.values.people import (
    ANY_CASE,
    CHAIR,
    CIVILITY,
    Style,
    civility_end,
    kind_of,
    meaning,
    person,
    style_of,
    without_noise,
)
from delibparse.layout import Found, Span
from delibparse.model.record import Personne
from delibparse.similarity.first_names import is_known
from delibparse.wording import EXACT, Fixed, Searched, Template

_COLLECTIVE = Template("@{names.collective_civility}", ANY_CASE)

ASIDE = Fixed(r"\s*[(\[{]([^()\[\]{}]{0,160})[)\]}]", regex.V1)

_BARE_ASIDE = Template(r"(?<=[\p{L}.])\s+(@{presence.aside}[^()]{2,60})$")
"""An aside of presence without its brackets: Bénédicte GARDIN sauf à la délibération 41."""

VOTES_CARRIED = Template(r"\+?\s*(\d|un|une|deux)\s*@{proxies.proxy}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a list: a person, what stood in brackets beside the name, and how many proxies it says they carry."""

    person: Found[Personne]
    aside: str | None = None
    carried: int = 0


@dataclass(frozen=True, slots=True)
class Marks:
    """What parts the items of a list, under the name that people know it by."""

    name: str
    template: Searched


def people(span: Span, style: Style | None = None) -> list[Entry]:
    """The people of a list, in its order; what is not a name is passed over.

    Separators are commas, semicolons, bullets, cells, paragraphs and, where a list has none of them, dashes or line
    ends. Brackets beside a name are asides.
    """
    items = split_list(span)
    style = style or style_of(item for item, _ in items)
    found = []
    shared: str | None = None
    for item, aside in items:
        who, shared = member(item, style, shared)
        if who is not None:
            carried = aside.search(VOTES_CARRIED) if aside else None
            found.append(Entry(who, aside.text if aside else None, small(carried[1]) if carried else 0))
    return found


def member(item: Span, style: Style, shared: str | None) -> tuple[Found[Personne] | None, str | None]:
    """The person of an item, and the civility that governs the items behind it.

    "MM. LAINE, PENNEC": a collective civility governs the names up to the next civility.
    """
    text = item.text
    match = item.lexicon.match(CIVILITY, text)
    word = (match["full"] or "") if match else ""
    of_several = None
    if match and word and item.lexicon.fullmatch(_COLLECTIVE, word):
        of_several = meaning(text, match.start("full"), item.lexicon)
    who = person(item, style)
    if who is None:
        return None, of_several or shared
    if of_several:
        shared = None if word.casefold() == "mm" and "mmes" in text.casefold() else of_several
        value = who.value
        bare_text = value.texte[civility_end(value.texte, item.lexicon) :]
        return replace(who, value=Personne(bare_text, shared, value.prenom, value.nom, value.qualite)), shared
    if match and (match["full"] or who.value.civilite):
        return who, None
    if shared and who.value.civilite is None:
        value = who.value
        return replace(who, value=Personne(value.texte, shared, value.prenom, value.nom, value.qualite)), shared
    return who, shared


def split_list(span: Span, parted_by: Searched | None = None) -> list[tuple[Span, Span | None]]:
    """The items of a list of names, each with what stood in brackets behind it. Where it is not said what parts them,
    its marks tell."""
    items: list[tuple[Span, Span | None]] = []
    for part in outside_brackets(span, parted_by or separator(span)):
        for named in part.split(_AFTER_BRACKET):
            aside = None
            if match := named.search(ASIDE) or named.search(_BARE_ASIDE):
                aside = named.group(match, 1)
                named = named.sub(0, match.start()).strip(" ,;")
            if match := named.search(_AND_BEFORE):
                named = named.sub(match.end(), len(named))
            runs = name_runs(named)
            items += [(run, None) for run in runs[:-1]]
            items += [(run, aside) for run in runs[-1:]]
    return items


_AND_BEFORE = Fixed(r"^\s*(?:et|ET|&)\s+(?=\p{Lu})", regex.V1)
"""What joins the last name of a list to the others: "…, et Catherine PETIT"."""

_AFTER_BRACKET = Template(r"(?<=[)\]}])\s*(?=(?:@{CIVILITY}|\p{Lu}[\p{L}'’\-]+)\s)", EXACT)

_CIVILITY_INSIDE = Template(
    r"(?<!\s(?i:@{heading_words.leading}|@{names.substitute}))(?<=[\p{L}.]{2})\s+(?=(?:@{names.civility}\b|@{CIVILITIES})\.?\s+\p{Lu})|"
    r"(?<!\s(?i:@{heading_words.leading}|@{names.substitute}))(?<=\p{L}{2}|\p{L}{2}\.)"
    r"(?<!(?<!\p{L})@{CIVILITY})\s+(?=M\.\s?\p{Lu}\p{L}+)",
    EXACT,
)


def name_runs(span: Span) -> list[Span]:
    """The names that stand one behind the other with nothing between them but the typography.

    A civility opens a name; so does a first name behind a family name in capitals ("Renaud PEURON Chantal PIGNARD"),
    or, where the family names come first, capitals behind a first name ("PEURON Renaud PIGNARD Chantal").
    """
    runs = []
    for part in without_noise(span).split(_CIVILITY_INSIDE):
        runs += _by_typography(part)
    if len(runs) > 1 and len(runs[0].text) < 3:
        del runs[0]  # crumbs of a list mark
    return runs


def _by_typography(span: Span) -> list[Span]:
    tokens = [(match.start(), match.end()) for match in regex.finditer(r"\S+", span.raw)]
    words = [span.raw[start:end].strip(",;:") for start, end in tokens]
    kinds = [kind_of(word.rstrip(".") if len(word) > 4 else word, span.lexicon) if word else "other" for word in words]
    kinds = ["civility" if k == 0 and span.match(CIVILITY) else kind for k, kind in enumerate(kinds)]
    named = [kind for kind in kinds if kind in ("caps", "capitalised")]
    if len(named) < 3 or len(set(named)) < 2 or "other" in kinds:
        return [span] if span else []
    opener = named[0]
    runs, first, seen = [], 0, {opener}
    for k, kind in enumerate(kinds):
        if kind not in ("caps", "capitalised"):
            continue
        if kind == opener and len(seen) == 2 and kinds[k - 1] != "particle":  # no name begins behind "de"
            runs.append(span.sub(tokens[first][0], tokens[k - 1][1]))
            first, seen = k, {opener}
        seen.add(kind)
    runs.append(span.sub(tokens[first][0], len(span)))
    return [run for run in runs if run]


def leading_person(span: Span, style: Style | None = None) -> Found[Personne] | None:
    """The person whose name a stretch of text begins with, whatever follows: a number, a title, another name."""
    match = span.search(_LEADING)
    if match is None:
        return None
    runs = name_runs(span.group(match, "name").strip(" ,"))
    return person(runs[0], style) if runs else None


_INITIALS = r"\p{Lu}\p{Ll}?\.(?:-?\p{Lu}\p{Ll}?\.)*"
_CAPITALS = r"\p{Lu}[\p{Lu}'’-]+"
_LEADING = Template(
    r"^[\s:–-]*(?P<name>(?:(?:@{CIVILITY}|M)\.?\s+)?@{PARTICLES}"
    rf"(?:{_CAPITALS}(?:[ ](?:@{{PARTICLE}}[ ])*{_CAPITALS}){{0,3}}[ ]{_INITIALS}(?![ ]*\p{{Lu}}\.)"
    rf"|(?:{_INITIALS}|\p{{Lu}}[\p{{L}}'’-]*\.?)"
    r"(?:\s+@{PARTICLES}(?!@{names.no_name}\s)(?<=(?<!\p{L})\p{Lu}\p{Ll}?\.\s+|\p{L}{3}\s+|\p{L}\p{L}\s+|['’]\s*)"
    r"\p{Lu}[\p{L}'’-]*(?![\p{L}\d/°])){0,4}))",
    EXACT,
)
"""A family name in capitals and initials behind it, or words with capitals, initials among them."""

_WORD = r"@{PARTICLES}\p{Lu}[\p{L}'’\-.]*"
_SPACE = r"(?:[ \t]+|[ \t]*\n(?!\s*@{CIVILITY})\s*)"
_NAMED = Template(
    rf"(?<![\p{{L}}.])(?:(?:@{{CIVILITY}})\s?(?:{_WORD}[ \t]+|{_WORD}\n){{0,3}}?{_WORD}"
    rf"(?:[ \t]+{_WORD})*|\p{{Lu}}[\p{{L}}'’\-.]*{_SPACE}(?:{_WORD}{_SPACE}){{0,3}}{_WORD})",
    EXACT,
)
"""A civility and a name, or two words with capitals and more: without a civility a "de" before them is the sentence's.
A civility at a line's start begins another name."""


def named_in(sentence: Span, style: Style) -> Iterator[Found[Personne]]:
    """The people whom a sentence names by a civility, or by more than one word."""
    for match in sentence.matches(_NAMED):
        for run in name_runs(sentence.group(match)):
            who = person(run, style)
            if who is not None and (who.value.civilite or who.value.prenom):
                yield who


_BRACKETS = Fixed(r"[(\[{][^()\[\]{}]*[)\]}]", regex.V1)

_NEXT_ALIKE = r"\n[ ]*\p{Lu}[\p{Lu}'’\- ]*,[ ]*(?:\p{Lu}\p{Ll}?\.[\s\-]?){1,3}[ ]*(?:[\n\t]|$|[(;])"
"""The line below begins with a family name and its initials too: ROUVIERE, P. / LACHENAL, J."""

_ENDS_ITEM = rf"[ ]*(?:\t|\n\n|{_NEXT_ALIKE})"
"""A cell ends, or the line of one name."""

_PARTICLE = r"(?:(?:d[eu]s?|la|le|v[ao]n)\s|[dl]['’])"
"""In small letters, as it opens a family name."""

_BEFORE_INITIALS = (
    rf"(?-i:(?!\s*(?:M\.(?:{_ENDS_ITEM}|\s*(?:[;,()–.…]|[àÀ]\s|(?<=\s)(?!{_PARTICLE})\p{{Ll}}{{2}}|$))|(?!M\.\s)\p{{Lu}}\p{{Ll}}?\.(?:[\s\-]*\p{{Lu}}\.)*"
    rf"(?:{_ENDS_ITEM}|\s*(?:[^\s\p{{Lu}}\-]|$)(?<!\s(?={_PARTICLE})\p{{Ll}})))))"
)
"""No comma parts a family name from its initials: ROUVIERE, P. ; LACHENAL, J. a donné pouvoir à; nor in a cell, or on a
line of its own. Behind a civility stands a name: BRARD, M. de la TOUR; and a particle behind initials: BRARD, J. de
LUCINGE."""

COMMA = rf",(?!\s*[(\[]){_BEFORE_INITIALS}"
"""A comma that parts two items; none stands before a bracket, which is an aside of the one before."""

DASH = r"\s+[-–—−]+\s+|\s*[-–−]?[—―][-–—―−]*\s*|\s[-–−](?=\p{Lu}\.)"
"""A dash between two items: with white space around it; a long one anywhere, since no name holds it; one that clings to
the initials of the next."""

_STRONG = (
    rf"\n\n|\t|•|;|{COMMA}|(?<=\s)[+*·/](?=\s+(?:(?:d[eu]s?|la|le|v[ao]n|d['’])\s*){{0,2}}\p{{Lu}})|(?<=\p{{Lu}}{{4}})\.(?=\s+\p{{Lu}}{{4}})"
    r"|\n(?=[^\n,;:]{2,40}\s?:\s)|(?<=\t[^\n\t]{0,60})\n|\n(?=[^\n\t]{2,60}\t)"
)
"""OCR reads a comma as a full stop: NADAILLAC. RIBEYROL. A line that opens with a label is a new item; so is a row
of cells."""

_AND = r"(?<!(?:Mmes|MM|Mesdames|Messieurs)\.?)(?<=\p{Lu}\p{Lu}|\p{Ll}|\p{Lu}\.)\s+(?:et|ET|&)\s+(?=\p{Lu})"

_BY_COMMAS = Marks("virgules", Fixed(rf"(?:{_STRONG}|{_AND})", regex.V1))

_BY_DASHES = Marks("tirets", Fixed(rf"(?:{_STRONG}|{DASH}|{_AND})", regex.V1))

_BY_LINES = Marks("lignes", Fixed(rf"(?:{_STRONG}|\n|{_AND})", regex.V1))


def outside_brackets(span: Span, separator: Searched) -> list[Span]:
    """The stretches between separators, those inside a pair of brackets aside; a lone bracket is a speck."""
    closed = [match.span() for match in span.matches(_BRACKETS)]
    parts, last = [], 0
    groups = span.matches(GROUP)
    if span.is_ocr and not all(_opens_line(group, span) for group in groups):
        groups = [group for group in groups if not _is_someone(group[0], span)]
    breaks = [*span.matches(separator), *(groups if len(groups) >= LEAST_GROUPS else ())]
    for match in sorted(breaks, key=lambda m: (m.start(), -m.end())):
        if match.start() < last or any(start < match.start() < end for start, end in closed):
            continue
        parts.append(span.sub(last, match.start()))
        last = match.end()
    parts.append(span.sub(last, len(span)))
    return [part for part in (p.strip() for p in parts) if part]


def _opens_line(group: regex.Match[str], span: Span) -> bool:
    """Whether a label begins its line, and does not end it."""
    before, behind = span.raw[: group.start()], span.raw[group.end() :]
    return not before.rpartition("\n")[2].strip() and bool(behind.partition("\n")[0].strip())


def _is_someone(label: str, span: Span) -> bool:
    """Whether what looks like the label of a group is someone by the first name, or the chair: the colon is a misread
    mark. A commune may be a saint's."""
    words = label.strip(" :\n").split()
    named = 1 < len(words) <= MOST_OF_NAME and (is_known(words[0]) or is_known(words[-1]))
    named = named and not any(word.casefold() in SAINTS for word in words)
    return named or (len(words) == 1 and is_known(words[0])) or span.lexicon.match(CHAIR, " ".join(words)) is not None


MOST_OF_NAME = 4
SAINTS = ("saint", "sainte", "st", "ste")


def separator(span: Span, of_lines: bool = True) -> Searched:
    """What likeliest parts the items of a list. A line's end parts those of a list that has no other mark, unless the
    span is a part of one that has, not `of_lines`."""
    return ways(span, of_lines)[0].template


def ways(span: Span, of_lines: bool = True) -> list[Marks]:
    """The ways to part a list that its marks allow, the likeliest first."""
    raw = span.raw
    strong = len(regex.findall(rf"{COMMA}|[;•]|(?<=\s)[+*·/](?=\s)", raw))
    dashes = len(regex.findall(DASH, raw, regex.V1))
    lines = of_lines and "\n" in raw.strip()
    if dashes > strong:
        return [_BY_DASHES, _BY_COMMAS, *([_BY_LINES] if lines else [])]
    if lines and strong == 0:
        return [_BY_LINES, *([_BY_DASHES] if dashes else []), _BY_COMMAS]
    return [_BY_COMMAS, *([_BY_DASHES] if dashes else []), *([_BY_LINES] if lines else [])]


def small(text: str) -> int:
    """The number that a figure or a small word tells: 1, un, une, deux."""
    return {"un": 1, "une": 1, "deux": 2}.get(text.casefold()) or int(text)
