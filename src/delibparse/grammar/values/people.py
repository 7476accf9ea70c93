"""One person's name: civility, first name, family name, function.

How a list writes its names is decided for the list, not for the name: in one that writes initials (`JP. ABELIN`),
`M.` is an initial too; in one that writes civilities it is Monsieur.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple, TypeVar

import regex

from delibparse.grammar.values import numbers
from delibparse.grammar.values.communes import LEAST_PLACES, PLACE_BEHIND, PLACE_IN_CAPITALS, is_place
from delibparse.layout import Found, Span, Text
from delibparse.model.record import Personne
from delibparse.similarity import first_names
from delibparse.wording import EXACT, Fixed, Lexicon, Template
from delibparse.wording import Entry as Word

_P = TypeVar("_P")

_APOSTROPHE = r"['’`´]"

_CAPS = rf"(?:(?:[DLNMOdl]{_APOSTROPHE})?\p{{Lu}}[\p{{Lu}}{_APOSTROPHE[1:-1]}]*(?:[-‐]\s?\p{{Lu}}[\p{{Lu}}{_APOSTROPHE[1:-1]}]*)*)"

ANY_CASE = regex.V1 | regex.I
"""Any case, but `^` and `$` are the text's ends and no line's."""

CIVILITY = Template(
    r"^\s*(?:(?P<full>@{names.collective_civility}|@{names.civility}|@{names.title}|@{names.misread_civility})\b\.?"
    r"|(?P<m>M)(?:\.|(?=\s+\p{Lu}{2,}\s+\p{Lu}\p{Ll})))\s*",
    ANY_CASE,
)

_CIVILITIES = ("names.collective_civility", "names.civility", "names.title", "names.misread_civility")


@lru_cache(maxsize=64)
def _of(entry: Word) -> Template:
    """A civility as a whole word."""
    return Template(rf"(?:{entry.match})\b", ANY_CASE)


INITIALS = Fixed(r"^(?:\p{Lu}\p{Ll}?\.?\s?-?\s?){1,3}(?<=\.)$|^\p{Lu}{1,3}\.$|^\p{Lu}\.(?:-?\p{Lu}\.)+$", regex.V1)
"""J. / JP. / J-P. / J.P. / AF. / Ch."""

ROLE = Template(
    r"(?:^|[,;(–-]\s*|\s)(?P<role>(?:(?:le\s+|la\s+|l'))?(?:@{names.parliamentarian}(?=[\s-]+maire|\s*$)[\s-]*)?"
    r"(?:@{names.rank}\s+)?@{names.role}(?:\s+(?:de|du|des|d')[^,;()]{2,40})?)[\s.]*$"
)
"""A function after the name: ", Maire", ", 2e adjoint", ", conseillère déléguée"."""

NOISE_BEFORE = Template(
    r"^(?:\p{Lu}{1,2}\s+(?=@{CIVILITY}\s?\p{Lu})|@{names.civility_of_all}\s+|[)\]}]\s*(?=\p{Lu})"
    r"|\d{1,3}\s+(?=(?:@{CIVILITY}|@{CIVILITIES})\s)|\d{1,2}\s?[).–-]\s+(?=\p{Lu}))",
    EXACT,
)
"""A misread list mark before a civility ("O Mme PORTELLI"), a figure of the margin ("20 MME LEROY"), or a civility of
all: "Mesdames et Messieurs Luc PETIT"."""

SPECKS = Fixed(r"(?:^|(?<=\s))[-–_|~*=:.,'’]+(?=\p{L}{2})|(?<=\p{L}{2})[_|~*=:]+(?=\s|$)", regex.V1)
"""Strokes that the engine saw at a word's edge: "Y. -GANIVELLE"."""

CAPITALS = Fixed(rf"^{_CAPS}\.?$", regex.V1)

CAPITALISED = Fixed(
    rf"^(?:[DLNdl]{_APOSTROPHE})?\p{{Lu}}[\p{{Ll}}{_APOSTROPHE[1:-1]}]+(?:[-‐]\p{{L}}[\p{{L}}]*)*$", regex.V1
)

CAMEL = Fixed(r"^\p{Lu}\p{Ll}+\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)*$", regex.V1)
"""MarieThérèse, GiraudLazzari: a hyphen that a line's end swallowed."""

PARTICLE = Template("^@{PARTICLE}$", ANY_CASE)

MOST_TOKENS = 8

TITLE_PARTICLES = frozenset({"De", "Du", "Des", "La", "Le", "Les", "Van", "Von", "Da", "Di", "Dos"})
"""Particles with a capital: M. De LAGARDE Vincent. In capitals throughout they are part of the name: LE GOFF."""

NOT_IN_NAMES = frozenset(
    {
        "conseil", "municipal", "municipale", "municipaux", "communautaire", "commune", "communauté", "mairie", "séance",
        "ville", "département", "préfecture", "quorum", "président", "présidente", "délibération", "procès-verbal",
        "monsieur", "madame", "vu", "considérant", "pour", "contre", "objet", "article", "procurations", "pouvoirs",
        "pouvoir", "procuration", "votants", "présents", "absents", "excusés", "représentés", "bureau", "communautaires", "et", "ou",
    }
)  # fmt: skip
"""Words that no member is called by, wherever a capital puts them in a list."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a list writes its names; `places` when it puts communes behind them."""

    initials: bool = False
    name_first: bool = False
    places: bool = False


def style_of(items: Iterable[Span]) -> Style:
    """The style of a list from its items as printed."""
    initials = others = 0
    caps_first = caps_last = 0
    places = 0
    for item in items:
        text = item.text
        places += PLACE_BEHIND.search(text) is not None
        civility = None if text.startswith("M.") else item.lexicon.match(CIVILITY, text)
        tokens = text[civility.end() if civility else 0 :].split()
        civil = civility is not None
        others += civil  # where one has a civility, so has M. DUPONT
        if len(tokens) < 2:
            continue
        initial = INITIALS.match(tokens[0]) is not None and tokens[0] not in ("M.", "Me.", "Dr.")
        initials += initial and not civil
        others += not initial and not civil and tokens[0] != "M."
        if is_capitals(tokens[0]) and CAPITALISED.match(tokens[-1]):
            caps_first += 1
        if CAPITALISED.match(tokens[0]) and is_capitals(tokens[-1]):
            caps_last += 1
    return Style(initials=initials > others, name_first=caps_first > caps_last, places=places >= LEAST_PLACES)


def person(span: Span, style: Style | None = None) -> Found[Personne] | None:
    """The person that the whole of a span names, None if it is not a name.

    >>> from delibparse.grammar.lexicon import lexicon
    >>> from delibparse.layout import Text
    >>> person(Text("Madame Anne-Florence BOURAT", [], lexicon()).span()).value.nom
    'BOURAT'
    """
    found = _person(span.raw, style or Style(), span.lexicon)
    return None if found is None else Found(found.who, span.sub(found.start, found.end))


class _Part(NamedTuple):
    """Someone, and which part of a string names them."""

    who: Personne
    start: int
    end: int


@lru_cache(maxsize=4096)
def _person(raw: str, style: Style, lexicon: Lexicon) -> _Part | None:
    """`person` of a string: the readers of a list try several ways to cut it, and name each member four times."""
    found = _named(Text(raw, [], lexicon).span(), style)
    return None if found is None else _Part(found.value, found.span.start, found.span.end)


def _named(span: Span, style: Style) -> Found[Personne] | None:
    role: str | None = None
    if _HEADING_LEFT.match(span.raw):
        return None
    span = span.strip(_AROUND if span.raw.rstrip().endswith(".") else _AROUND + ".")
    if match := span.search(_RANK_BEFORE):
        role = match["chair"]
        span = span.sub(match.end(), len(span))
    if style.places:
        if is_place(span.raw):
            return None
        if match := span.search(PLACE_BEHIND) or span.search(PLACE_IN_CAPITALS):
            span = span.sub(0, match.start()).strip(" ,")
    if (match := span.search(_CHAIR_BEFORE)) and match.end() < len(span):
        chair = _named(span.sub(match.end(), len(span)), style)
        if chair is None:
            return None
        given = meaning(span.raw, match.start("civility"), span.lexicon)
        value = chair.value
        return Found(Personne(span.text, value.civilite or given, value.prenom, value.nom, match["role"]), span)
    if match := span.search(ROLE):
        role = " ".join(match["role"].split())
        span = span.sub(0, match.start()).strip(" ,;-–(")
    if not span:
        return None
    span = _without_final_stop(_without_lone_bracket(span))
    span = without_noise(span)
    text = SPECKS.sub("", span.text)
    civility, rest = _civility(text, style, span.lexicon)
    plain = _COMMA_BEFORE_INITIALS.sub("", _DASH_IN_NAME.sub("-", rest))
    parts = _first_and_last(_GLUED_INITIAL.sub(r"\1 ", plain), style, span.lexicon)
    if parts is None:
        return None
    prenom, nom = parts
    if "-" in nom and numbers.in_words(nom) is not None:
        return None  # L'an Deux-mille-vingt-deux
    return Found(Personne(texte=text, civilite=civility, prenom=prenom, nom=nom, qualite=role), span)


_AROUND = " \t\n,;:•-–—_|*'\"“”«»=+~\\/"
"""What stands around a name; the engine reads bullets as quotation marks."""

_HEADING_LEFT = Fixed(r"^\s*\p{Lu}\p{Ll}{4,}\s*:\s*$", regex.V1)
"""A word with its colon is a heading that OCR misread ("Ptocurations :"), not someone."""

_RANK_BEFORE = Template(r"^\s*(?:(?P<chair>@{names.chair})|@{names.rank_before})\s*(?:[-–:]|\n)\s*(?=\S)")
"""A rank that heads those who hold it: "adjoints – Eliane SAUTERON"."""

_CHAIR_BEFORE = Template(
    r"^\s*(?P<civility>@{CIVILITY})\s+l[ea]\s+(?P<role>(?i:@{names.chair}))\s*,?\s+(?=\p{Lu})", EXACT
)
"""Monsieur le Maire Eddy VALADIER"""

CHAIR = Template(r"^\s*@{CIVILITY}?\s*(?:(?:le|la)\s+)?(?:député-)?(?P<office>@{names.chair})\s*[.,;)]*\s*$")
"""One who is named by the office alone: M. le Maire."""

_GLUED_INITIAL = Fixed(r"(?<![\p{L}.])((?:\p{Lu}\.){1,2})(?=\p{Lu}\p{L})", regex.V1)
"""Madame E.CAPELLE"""

_COMMA_BEFORE_INITIALS = Fixed(r",(?=\s+(?:\p{Lu}\p{Ll}?\.[\s\-]?){1,3}$)", regex.V1)
"""VILLARD, J.-L."""

_DASH_IN_NAME = Fixed(r"(?<=\p{Lu}{2})\s+[-–]\s+(?=\p{Lu}{2})|(?<=\p{L}{2})-\s+(?=\p{Lu}\p{L})", regex.V1)
"""MOINET – TRANVAUX Vanessa; a hyphen at what was a line's end: Jean- François BULIARD"""


def without_noise(span: Span) -> Span:
    """A name without the misread list mark, or the civility of all, before its own."""
    match = span.search(NOISE_BEFORE)
    return span.sub(match.end(), len(span)) if match else span


def _without_lone_bracket(span: Span) -> Span:
    """Without a bracket at either end that has no fellow: "L. BRARD)"."""
    raw = span.raw
    if "(" not in raw and "[" not in raw:
        span = span.sub(0, len(raw.rstrip(" )]}")))
    if ")" not in raw and "]" not in raw:
        span = span.sub(len(span.raw) - len(span.raw.lstrip(" ([{")), len(span))
    return span


INITIAL_AND_STOP = 2
_FIRST_NAME_BEFORE = Fixed(r"\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?\s+\p{Lu}{2,3}\.$", regex.V1)
"""Eve ROY."""


def _without_final_stop(span: Span) -> Span:
    """Without the full stop that ends a list; the stop of an initial stays."""
    raw = span.raw
    last = raw.split()[-1] if raw.split() else ""
    is_family_name = len(last) > INITIAL_AND_STOP and last[:-1].isalpha() and _FIRST_NAME_BEFORE.search(raw)
    if raw.endswith(".") and (is_family_name or not INITIALS.match(last)):
        return span.sub(0, len(raw) - 1).strip()
    return span


_BARE_M = Fixed(r"M\s+(?=\p{Lu}{2})", regex.V1)
"""M FERREIRA, among MME LEROY and MM SIRI, HUET."""


def meaning(text: str, start: int, lexicon: Lexicon) -> str:
    """What the civility that begins at `start` stands for: "Mme" for Madame, for Mesdames, for what OCR makes of them;
    "M." for M alone."""
    entries = (entry for key in _CIVILITIES for entry in lexicon.entries(key))
    return next((str(entry.value) for entry in entries if entry.value and lexicon.match(_of(entry), text, start)), "M.")


def civility_end(text: str, lexicon: Lexicon) -> int:
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
        if (
            style.initials
            and not rest.startswith(("le ", "Le "))
            and not (text[match.end() - 1] == " " and _is_given(rest))
        ):
            return None, text
        return "M.", rest
    return meaning(text, match.start("full"), lexicon), rest


def _is_given(rest: str) -> bool:
    """Whether what stands behind "M." has a first name of its own, or initials at its end: M. Luc PETIT, M. PETIT L."""
    tokens = rest.split()
    if len(tokens) < 2:
        return False
    first, last = tokens[0], tokens[-1]
    if is_capitals(first):
        return INITIALS.match(last) is not None
    return not INITIALS.match(first) and first_names.is_known(first)


def is_capitals(token: str) -> bool:
    """Whether a word is written as family names in capitals are."""
    return bool(CAPITALS.match(token)) and sum(c.isupper() for c in token) > 1 and not INITIALS.match(token)


def kind_of(token: str, lexicon: Lexicon) -> str:
    """initials, caps, capitalised, particle, or other."""
    if INITIALS.match(token):
        return "initials"
    if token in TITLE_PARTICLES:
        return "particle"
    if is_capitals(token):
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
    kinds = [kind_of(token, lexicon) for token in tokens]
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


def with_role(found: Found[Personne], role: str) -> Found[Personne]:
    """The person with that function."""
    value = found.value
    return replace(
        found,
        value=Personne(value.texte, value.civilite, value.prenom, value.nom, role),
    )


OFFICE_STEM = 5
"""Letters by which an office is known whatever its gender: maire, présid-."""


def only_holder(office: str, members: Iterable[_P], named: Callable[[_P], Personne]) -> _P | None:
    """The only one of some members whose function is an office of chair; None where none or several hold it."""
    stem = office.casefold()[:OFFICE_STEM]
    holders = [who for who in members if (named(who).qualite or "").casefold().startswith(stem)]
    return holders[0] if len(holders) == 1 else None
