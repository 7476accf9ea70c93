"""Names of people, one at a time and in lists.

How a list writes its names is decided for the list, not for the name: in one that writes initials (`JP. ABELIN`),
`M.` is an initial too; in one that writes civilities it is Monsieur.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import regex

from delibparse.grammar.values import numbers
from delibparse.layout import Found, Span
from delibparse.model.record import Personne
from delibparse.wording import EXACT, Fixed, Lexicon, Searched, Template
from delibparse.wording import Entry as Word

_APOSTROPHE = r"['’`´]"
_CAPS = rf"(?:(?:[DLNMO]{_APOSTROPHE})?\p{{Lu}}[\p{{Lu}}{_APOSTROPHE[1:-1]}]*(?:[-‐]\s?\p{{Lu}}[\p{{Lu}}{_APOSTROPHE[1:-1]}]*)*)"

_ANY_CASE = regex.V1 | regex.I
"""Any case, but `^` and `$` are the text's ends and no line's."""

CIVILITY = Template(
    r"^\s*(?:(?P<full>@{names.collective_civility}|@{names.civility}|@{names.title}|@{names.misread_civility})\b\.?"
    r"|(?P<m>M)(?:\.|(?=\s+\p{Lu}{2,}\s+\p{Lu}\p{Ll})))\s*",
    _ANY_CASE,
)
_COLLECTIVE = Template("@{names.collective_civility}", _ANY_CASE)
_CIVILITIES = ("names.collective_civility", "names.civility", "names.title", "names.misread_civility")


@lru_cache(maxsize=64)
def _of(entry: Word) -> Template:
    """A civility as a whole word."""
    return Template(rf"(?:{entry.match})\b", _ANY_CASE)


INITIALS = Fixed(r"^(?:\p{Lu}\p{Ll}?\.?\s?-?\s?){1,3}(?<=\.)$|^\p{Lu}{1,3}\.$|^\p{Lu}\.(?:-?\p{Lu}\.)+$", regex.V1)
"""J. / JP. / J-P. / J.P. / AF. / Ch."""

ROLE = Template(
    r"(?:^|[,;(–-]\s*|\s)(?P<role>(?:(?:le\s+|la\s+|l'))?(?:@{names.parliamentarian}(?=[\s-]+maire|\s*$)[\s-]*)?"
    r"(?:@{names.rank}\s+)?@{names.role}(?:\s+(?:de|du|des|d')[^,;()]{2,40})?)[\s.]*$"
)
"""A function after the name: ", Maire", ", 2e adjoint", ", conseillère déléguée"."""

ASIDE = Fixed(r"\s*[(\[{]([^()\[\]{}]{0,160})[)\]}]", regex.V1)
_BARE_ASIDE = Template(r"(?<=[\p{L}.])\s+(@{presence.aside}[^()]{2,60})$")
"""An aside of presence without its brackets: Bénédicte GARDIN sauf à la délibération 41."""
VOTES_CARRIED = Template(r"\+?\s*(\d|un|une|deux)\s*@{proxies.proxy}")

NOISE_BEFORE = Template(r"^(?:\p{Lu}{1,2}\s+(?=@{CIVILITY}\s?\p{Lu})|@{names.civility_of_all}\s+)", EXACT)
"""A misread list mark before a civility ("O Mme PORTELLI"), or a civility of all: "Mesdames et Messieurs Luc PETIT"."""

SPECKS = Fixed(r"(?:^|(?<=\s))[-–_|~*=:.,'’]+(?=\p{L}{2})|(?<=\p{L}{2})[_|~*=:]+(?=\s|$)", regex.V1)
"""Strokes that the engine saw at a word's edge: "Y. -GANIVELLE"."""

CAPITALS = Fixed(rf"^{_CAPS}\.?$", regex.V1)
CAPITALISED = Fixed(
    rf"^(?:[DLN]{_APOSTROPHE})?\p{{Lu}}[\p{{Ll}}{_APOSTROPHE[1:-1]}]+(?:[-‐]\p{{L}}[\p{{L}}]*)*$", regex.V1
)
CAMEL = Fixed(r"^\p{Lu}\p{Ll}+\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)*$", regex.V1)
"""MarieThérèse, GiraudLazzari: a hyphen that a line's end swallowed."""

PARTICLE = Template("^@{PARTICLE}$", _ANY_CASE)
MOST_TOKENS = 8

TITLE_PARTICLES = frozenset({"De", "Du", "Des", "La", "Le", "Les", "Van", "Von", "Da", "Di", "Dos"})
"""Particles with a capital: M. De LAGARDE Vincent. In capitals throughout they are part of the name: LE GOFF."""

NOT_IN_NAMES = frozenset(
    {
        "conseil", "municipal", "municipale", "municipaux", "communautaire", "commune", "communauté", "mairie", "séance",
        "ville", "département", "préfecture", "quorum", "président", "présidente", "délibération", "procès-verbal",
        "monsieur", "madame", "vu", "considérant", "pour", "contre", "objet", "article", "procurations", "pouvoirs",
    }
)  # fmt: skip
"""Words that no member is called by, wherever a capital puts them in a list."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a list writes its names; `places` when it puts communes behind them."""

    initials: bool = False
    name_first: bool = False
    places: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a list: a person, what stood in brackets beside the name, and how many proxies it says they carry."""

    person: Found[Personne]
    aside: str | None = None
    carried: int = 0


def style_of(items: Iterable[Span]) -> Style:
    """The style of a list from its items as printed."""
    initials = others = 0
    caps_first = caps_last = 0
    places = 0
    for item in items:
        text = item.text
        places += _PLACE_BEHIND.search(text) is not None
        civility = None if text.startswith("M.") else item.lexicon.match(CIVILITY, text)
        tokens = text[civility.end() if civility else 0 :].split()
        civil = civility is not None
        others += civil  # where one has a civility, so has M. DUPONT
        if len(tokens) < 2:
            continue
        initial = INITIALS.match(tokens[0]) is not None and tokens[0] not in ("M.", "Me.", "Dr.")
        initials += initial and not civil
        others += not initial and not civil and tokens[0] != "M."
        if _is_caps(tokens[0]) and CAPITALISED.match(tokens[-1]):
            caps_first += 1
        if CAPITALISED.match(tokens[0]) and _is_caps(tokens[-1]):
            caps_last += 1
    return Style(initials=initials > others, name_first=caps_first > caps_last, places=places >= LEAST_PLACES)


def person(span: Span, style: Style | None = None) -> Found[Personne] | None:
    """The person that the whole of a span names, None if it is not a name.

    >>> from delibparse.grammar.lexicon import lexicon
    >>> from delibparse.layout import Text
    >>> person(Text("Madame Anne-Florence BOURAT", [], lexicon()).span()).value.nom
    'BOURAT'
    """
    style = style or Style()
    role: str | None = None
    if _HEADING_LEFT.match(span.raw):
        return None
    span = span.strip(
        " \t\n,;:.•-–—_|*'\"«»=+~\\/" if not span.raw.rstrip().endswith(".") else " \t\n,;:•-–—_|*'\"«»=+~\\/"
    )
    if match := span.search(_RANK_BEFORE):
        span = span.sub(match.end(), len(span))
    if style.places:
        if is_place(span.raw):
            return None
        if match := span.search(_PLACE_BEHIND) or span.search(_PLACE_IN_CAPITALS):
            span = span.sub(0, match.start()).strip(" ,")
    if (match := span.search(_CHAIR_BEFORE)) and match.end() < len(span):
        chair = person(span.sub(match.end(), len(span)), style)
        if chair is None:
            return None
        given = _meaning(span.raw, match.start("civility"), span.lexicon)
        value = chair.value
        return Found(Personne(span.text, value.civilite or given, value.prenom, value.nom, match["role"]), span)
    if match := span.search(ROLE):
        role = " ".join(match["role"].split())
        span = span.sub(0, match.start()).strip(" ,;-–(")
    if not span:
        return None
    span = _without_final_stop(_without_lone_bracket(span))
    span = _without_noise(span)
    text = SPECKS.sub("", span.text)
    civility, rest = _civility(text, style, span.lexicon)
    parts = _first_and_last(_GLUED_INITIAL.sub(r"\1 ", _DASH_IN_NAME.sub("-", rest)), style, span.lexicon)
    if parts is None:
        return None
    prenom, nom = parts
    return Found(Personne(texte=text, civilite=civility, prenom=prenom, nom=nom, qualite=role), span)


_HEADING_LEFT = Fixed(r"^\s*\p{Lu}\p{Ll}{4,}\s*:\s*$", regex.V1)
"""A word with its colon is a heading that OCR misread ("Ptocurations :"), not someone."""

LEAST_PLACES = 2
_PLACE = r"(?:de|du|des|d['’]|à)\s*(?:l[ea]s?\s+|l['’]\s*)?\p{Lu}[\p{L}'’\-–\s]*"
_PLACE_BEHIND = Fixed(
    rf"(?<=\p{{Lu}}{{2}})\s*,?\s+(?!(?:de|du|des|d['’])\s*(?:l[ea]\s+)?\p{{Lu}}{{3}})(?:{_PLACE})$", regex.V1
)
"""M. Alban SAUVAGET de Corcoué sur Logne: behind a family name in capitals, a commune that is not. One wholly in
capitals would be part of the name."""

_PLACE_IN_CAPITALS = Fixed(r"(?<=\p{Lu}{3})\s+(?:de|d['’])\s*\p{Lu}{3}[\p{Lu}\s\-]*$", regex.V1)
"""In a list that puts communes behind names: M. Alain PINABEL de TOUVOIS."""

_RANK_BEFORE = Template(r"^\s*@{names.rank_before}\s*(?:[-–:]|\n)\s*(?=\S)")
"""A rank that heads those who hold it: "adjoints – Eliane SAUTERON"."""

_CHAIR_BEFORE = Template(
    r"^\s*(?P<civility>@{CIVILITY})\s+l[ea]\s+(?P<role>(?i:@{names.chair}))\s*,?\s+(?=\p{Lu})", EXACT
)
"""Monsieur le Maire Eddy VALADIER"""


def is_place(raw: str) -> bool:
    """Whether an item is a commune and no one: "de Machecoul", "du Pin"."""
    return regex.fullmatch(rf"\s*{_PLACE}[\s,.;]*", raw, regex.V1) is not None and not regex.search(r"\p{Lu}{3}", raw)


def is_capitals(token: str) -> bool:
    """Whether a word is written as family names in capitals are."""
    return _is_caps(token)


_GLUED_INITIAL = Fixed(r"(?<![\p{L}.])((?:\p{Lu}\.){1,2})(?=\p{Lu}\p{L})", regex.V1)
"""Madame E.CAPELLE"""

_DASH_IN_NAME = Fixed(r"(?<=\p{Lu}{2})\s+[-–]\s+(?=\p{Lu}{2})", regex.V1)
"""MOINET – TRANVAUX Vanessa"""


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
            found.append(Entry(who, aside.text if aside else None, _small(carried[1]) if carried else 0))
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
        of_several = _meaning(text, match.start("full"), item.lexicon)
    who = person(item, style)
    if who is None:
        return None, of_several or shared
    if of_several:
        shared = None if word.casefold() == "mm" and "mmes" in text.casefold() else of_several
        value = who.value
        bare_text = value.texte[_civility_end(value.texte, item.lexicon) :]
        return replace(who, value=Personne(bare_text, shared, value.prenom, value.nom, value.qualite)), shared
    if match and (match["full"] or who.value.civilite):
        return who, None
    if shared and who.value.civilite is None:
        value = who.value
        return replace(who, value=Personne(value.texte, shared, value.prenom, value.nom, value.qualite)), shared
    return who, shared


def split_list(span: Span, of_lines: bool = True) -> list[tuple[Span, Span | None]]:
    """The items of a list of names, each with what stood in brackets behind it. A line's end parts those of a list that
    has no other mark, unless the span is a part of one that has, not `of_lines`."""
    items: list[tuple[Span, Span | None]] = []
    for part in _outside_brackets(span, _separator(span, of_lines)):
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

_AFTER_BRACKET = Template(r"(?<=[)\]}])\s*(?=(?:@{CIVILITY}|\p{Lu}\p{Ll}+)\s)", EXACT)
_CIVILITY_INSIDE = Template(
    r"(?<=[\p{L}.]{2})\s+(?=(?:@{names.civility}\b|@{CIVILITIES})\.?\s+\p{Lu})|"
    r"(?<=\p{L}{2}|\p{L}{2}\.)\s+(?=M\.\s+\p{Lu}\p{L}+)",
    EXACT,
)


def name_runs(span: Span) -> list[Span]:
    """The names that stand one behind the other with nothing between them but the typography.

    A civility opens a name; so does a first name behind a family name in capitals ("Renaud PEURON Chantal PIGNARD"),
    or, where the family names come first, capitals behind a first name ("PEURON Renaud PIGNARD Chantal").
    """
    runs = []
    for part in _without_noise(span).split(_CIVILITY_INSIDE):
        runs += _by_typography(part)
    if len(runs) > 1 and len(runs[0].text) < 3:
        del runs[0]  # crumbs of a list mark
    return runs


def _without_noise(span: Span) -> Span:
    match = span.search(NOISE_BEFORE)
    return span.sub(match.end(), len(span)) if match else span


def _by_typography(span: Span) -> list[Span]:
    tokens = [(match.start(), match.end()) for match in regex.finditer(r"\S+", span.raw)]
    words = [span.raw[start:end].strip(",;:") for start, end in tokens]
    kinds = [_kind(word.rstrip(".") if len(word) > 4 else word, span.lexicon) if word else "other" for word in words]
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


_LEADING = Template(
    r"^[\s:–-]*(?P<name>(?:(?:@{CIVILITY}|M)\.?\s+)?@{PARTICLES}\p{Lu}[\p{L}'’-]*\.?"
    r"(?:\s+@{PARTICLES}(?!@{names.no_name}\s)(?<=\p{Lu}\.\s+|\p{L}{3}\s+|\p{L}\p{L}\s+|['’]\s*)"
    r"\p{Lu}[\p{L}'’-]*(?![\p{L}\d/°])){0,4})",
    EXACT,
)


_LABEL_CAPS = r"\p{Lu}{2,}[\p{Lu}'’\-]*(?:[ \-]+\p{Lu}[\p{Lu}'’\-]*)*"
_GROUP = Template(
    rf"(?:(?:^|(?<=[\n;•.,]\s{{0,2}}))(?:{_LABEL_CAPS}|\p{{Lu}}[\p{{L}}'’]+(?:[ \-](?:\p{{Lu}}|@{{names.place_link}})[\p{{L}}'’]*)*)|"
    rf"(?<=\p{{Lu}}\p{{Ll}}+[\p{{L}}\-]*\s(?:(?:LE|LA|DE|DU|DES)\s)?\p{{Lu}}{{2,}}[\p{{Lu}}'’\-]*\s){_LABEL_CAPS})"
    rf"\s?:\s+(?=(?:@{{CIVILITY}}|MM)?\s?\p{{Lu}})",
    EXACT,
)
"""The commune that heads its members: "LES EPESSES : Jean-Louis LAUNAY – …", "Pernay : M. Peninon Jean-Pierre ; …"."""

LEAST_GROUPS = 2


def grouped(text: Span) -> Span | None:
    """The stretch of a text that lists members by their communes, None where it does not."""
    runs = [m for m in text.matches(_GROUP) if text.lexicon.match(_NAMES_BEHIND, text.raw[m.end() : m.end() + 60])]
    return text.sub(runs[0].start(), len(text)) if len(runs) >= LEAST_GROUPS else None


_NAMES_BEHIND = Template(
    r"(?:@{CIVILITY}\s)?\p{Lu}[\p{L}'’\-]+(?:\s(?:de\s|d['’])?\p{Lu}[\p{L}'’\-]+){1,3}\s?(?:[–\-,;\n]|$|\s\p{Lu})",
    EXACT,
)
"""A list of names: two with a separator between them, or one and a line's end."""


_BRACKETS = Fixed(r"[(\[{][^()\[\]{}]*[)\]}]", regex.V1)
_STRONG = r"\n\n|\t|•|[,;]|(?<=\s)[+*·](?=\s+\p{Lu})|(?<=\p{Lu}{4})\.(?=\s+\p{Lu}{4})"
"""OCR reads a comma as a full stop: NADAILLAC. RIBEYROL."""

_SEPARATORS = Fixed(rf"(?:{_STRONG}|(?<=\p{{Lu}}\p{{Lu}}|\p{{Ll}})\s+(?:et|ET|&)\s+(?=\p{{Lu}}))", regex.V1)
_DASHES = Fixed(rf"(?:{_STRONG}|\s+[-–—]+\s+|\s+et\s+(?=\p{{Lu}}))", regex.V1)
_LINES = Fixed(rf"(?:{_STRONG}|\n|\s+et\s+(?=\p{{Lu}}))", regex.V1)


def _outside_brackets(span: Span, separator: Searched) -> list[Span]:
    """The stretches between separators, those inside a pair of brackets aside; a lone bracket is a speck."""
    closed = [match.span() for match in span.matches(_BRACKETS)]
    parts, last = [], 0
    groups = list(span.matches(_GROUP))
    breaks = [*span.matches(separator), *(groups if len(groups) >= LEAST_GROUPS else ())]
    for match in sorted(breaks, key=lambda m: (m.start(), -m.end())):
        if match.start() < last or any(start < match.start() < end for start, end in closed):
            continue
        parts.append(span.sub(last, match.start()))
        last = match.end()
    parts.append(span.sub(last, len(span)))
    return [part for part in (p.strip() for p in parts) if part]


def _separator(span: Span, of_lines: bool) -> Searched:
    raw = span.raw
    strong = len(regex.findall(r"[,;•]|(?<=\s)[+*·](?=\s)", raw))
    dashes = len(regex.findall(r"\s[-–—]+\s", raw))
    if dashes > strong:
        return _DASHES
    if of_lines and strong == 0 and "\n" in raw.strip():
        return _LINES
    return _SEPARATORS


def _without_lone_bracket(span: Span) -> Span:
    """Without a bracket at either end that has no fellow: "L. BRARD)"."""
    raw = span.raw
    if "(" not in raw and "[" not in raw:
        span = span.sub(0, len(raw.rstrip(" )]}")))
    if ")" not in raw and "]" not in raw:
        span = span.sub(len(span.raw) - len(span.raw.lstrip(" ([{")), len(span))
    return span


def _without_final_stop(span: Span) -> Span:
    """Without the full stop that ends a list; the stop of an initial stays."""
    raw = span.raw
    last = raw.split()[-1] if raw.split() else ""
    if raw.endswith(".") and not INITIALS.match(last):
        return span.sub(0, len(raw) - 1).strip()
    return span


_BARE_M = Fixed(r"M\s+(?=\p{Lu}{2})", regex.V1)
"""M FERREIRA, among MME LEROY and MM SIRI, HUET."""


def _meaning(text: str, start: int, lexicon: Lexicon) -> str:
    """What the civility that begins at `start` stands for: "Mme" for Madame, for Mesdames, for what OCR makes of them;
    "M." for M alone."""
    entries = (entry for key in _CIVILITIES for entry in lexicon.entries(key))
    return next((str(entry.value) for entry in entries if entry.value and lexicon.match(_of(entry), text, start)), "M.")


def _civility_end(text: str, lexicon: Lexicon) -> int:
    """Where the civility that a text begins with ends, 0 where it has none."""
    match = lexicon.match(CIVILITY, text)
    return match.end() if match else 0


def _civility(text: str, style: Style, lexicon: Lexicon) -> tuple[str | None, str]:
    if not style.initials and (bare := _BARE_M.match(text)):
        return "M.", text[bare.end() :]
    match = lexicon.match(CIVILITY, text)
    if match is None:
        return None, text
    rest = text[match.end() :]
    if match["m"]:
        if style.initials and not rest.startswith(("le ", "Le ")):
            return None, text
        return "M.", rest
    return _meaning(text, match.start("full"), lexicon), rest


def _is_caps(token: str) -> bool:
    return bool(CAPITALS.match(token)) and sum(c.isupper() for c in token) > 1 and not INITIALS.match(token)


def _kind(token: str, lexicon: Lexicon) -> str:
    """initials, caps, capitalised, particle, or other."""
    if INITIALS.match(token):
        return "initials"
    if token in TITLE_PARTICLES:
        return "particle"
    if _is_caps(token):
        return "caps"
    if CAPITALISED.match(token):
        return "capitalised"
    if lexicon.match(PARTICLE, token):
        return "particle"
    if len(token) == 1 and token.isupper():
        return "initials"
    if CAMEL.match(token):
        return "capitalised"
    upper, lower = sum(c.isupper() for c in token), sum(c.islower() for c in token)
    if token and token[0].isupper() and upper > lower and all(c.isalpha() or c in "-'’" for c in token):
        return "caps"  # McDONALD, LeGOFF, a capital misread as a small letter
    return "other"


def _first_and_last(text: str, style: Style, lexicon: Lexicon) -> tuple[str | None, str] | None:
    """(first name or initials, family name), None when the words are not a name's."""
    tokens = text.split()
    kinds = [_kind(token, lexicon) for token in tokens]
    if not _names_someone(tokens, kinds):
        return None
    if kinds[0] == "initials" and len(tokens) > 1:
        depth = next(k for k, kind in enumerate(kinds) if kind != "initials")
        return " ".join(tokens[:depth]), " ".join(tokens[depth:])
    if kinds[-1] == "initials" and "caps" in kinds:
        return tokens[-1], " ".join(tokens[:-1])
    if len(tokens) == 1:
        return None, tokens[0]
    if "caps" in kinds and "capitalised" in kinds:
        return _by_capitals(tokens, kinds)
    if "capitalised" in kinds and style.name_first:
        return tokens[-1], " ".join(tokens[:-1])
    if "capitalised" in kinds and kinds[0] != "particle":
        return tokens[0], " ".join(tokens[1:])
    return None, text  # which word is the first name is not said


def _names_someone(tokens: list[str], kinds: list[str]) -> bool:
    """Whether the words could be a person's name, whole and nothing else."""
    if not tokens or len(tokens) > MOST_TOKENS:
        return False
    if any(len(token) > 4 and token.endswith(".") and not INITIALS.match(token) for token in tokens[:-1]):
        return False  # a sentence ended inside
    if any(token.casefold() in NOT_IN_NAMES for token in tokens):
        return False
    if len(tokens) == 1 and kinds[0] == "capitalised" and numbers.in_words(tokens[0]) is not None:
        return False  # Vingt-trois
    return "other" not in kinds and kinds[-1] != "particle" and not set(kinds) <= {"initials", "particle"}


def _by_capitals(tokens: list[str], kinds: list[str]) -> tuple[str, str]:
    """The family name is in capitals, with the particles before it; the first name is not."""
    first_caps, first_small = kinds.index("caps"), kinds.index("capitalised")
    if first_small > first_caps:
        return " ".join(tokens[first_small:]), " ".join(tokens[:first_small])
    split = first_caps
    while split > 1 and kinds[split - 1] == "particle":
        split -= 1
    return " ".join(tokens[:split]), " ".join(tokens[split:])


def _small(text: str) -> int:
    return {"un": 1, "une": 1, "deux": 2}.get(text.casefold()) or int(text)


def with_role(found: Found[Personne], role: str) -> Found[Personne]:
    value = found.value
    return replace(
        found,
        value=Personne(value.texte, value.civilite, value.prenom, value.nom, role),
    )
