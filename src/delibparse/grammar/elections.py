"""Whom an act elects or designates: to which office, in which body, with how many votes.

A sentence elects where its verb says so and it names people: "Mme Eve ROUX est proclamée élue deuxième adjointe",
"DÉSIGNE M. Luc PETIT comme délégué titulaire au sein du SIVOM". What it announces with a colon stands in the lines below:
"Titulaires : …", "Commission des finances : …". What the sentences leave out the act's title tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from delibparse.grammar.values import name_lists, numbers, people
from delibparse.grammar.values.people import Style
from delibparse.grammar.vote_names import Assembly
from delibparse.layout import Found, Span
from delibparse.model.people import same_person
from delibparse.model.record import Personne
from delibparse.wording import Fixed, Template


@dataclass(frozen=True, slots=True)
class Elected:
    """Someone whom an act elects or designates."""

    person: Found[Personne]
    office: Found[str] | None = None
    body: Found[str] | None = None
    votes: Found[int] | None = None


def read_elected(text: Span, title: Span | None, assembly: Assembly) -> list[Elected]:
    """Those whom an act elects or designates, in the order of its text; each office once, though a ballot's result is
    told in its course and again in the decision. Who is designated to nothing that is told keeps the minutes, or signs.
    """
    found: list[Elected] = []
    for one in _of_sentences(text, assembly):
        if not any(_is_told(one, known) for known in found):
            found.append(one)
    voices = _voices(text, assembly) if found else []
    if title is not None and title.search(_NONE):
        return []
    entitled = _entitling(title, assembly) if title is not None and found else (None, None)
    completed = (_completed(one, voices, entitled) for one in found)
    return [one for one in completed if one.office is not None or one.body is not None]


def _is_told(one: Elected, known: Elected) -> bool:
    same = same_person(one.person.value, known.person.value)
    return (
        same
        and (one.office is None or known.office is None or _fold(one.office) == _fold(known.office))
        and (one.body is None or known.body is None or _fold(one.body) == _fold(known.body))
    )


def _fold(found: Found[str]) -> str:
    return found.value.casefold()


# ---- Sentences -------------------------------------------------------------------------------------------------------

_ENDS = Fixed(
    r"\n\n|(?<=\p{L}{3}|\p{Lu}{2}|[)»\d\s])[.;](?=\s|$)|\n(?=\s*[•➢✓*–-]\s)|\n(?=[\p{Lu}][^\n:]{2,60}:(?:\s|$))",
    regex.V1,
)
"""Where a sentence ends, or an item of a list, or a line begins that a label opens."""

_ACTIVE = Template(
    r"(?<![\p{L}'’])@{elections.designates}(?![\p{L}])"
    r"|(?:\A[\s•➢✓*–-]*|(?<![\p{L}])@{prose.decides}[^.;]{0,60}?\s)(?:de\s+|d['’]\s?)?@{elections.to_designate}(?!\p{L})"
)
_PASSIVE = Template(r"(?<![\p{L}])@{elections.auxiliary}\s+@{elections.designated}(?![\p{L}])")
_NONE = Template(r"(?<![\p{L}])@{elections.no_office}(?![\p{L}])")

_VISA = Template(r"\A[\s•–-]*(?:@{prose.visa}|@{prose.considerant})")


def _of_sentences(text: Span, assembly: Assembly) -> Iterator[Elected]:
    announced: _Announced | None = None
    for sentence in text.split(_ENDS):
        if not sentence.strip():
            continue
        told = _told(sentence, assembly)
        if told is not None:
            yield from told.elected
            announced = told.announces
        elif announced is not None:
            elected, announced = _below(sentence, announced, assembly)
            yield from elected


@dataclass(frozen=True, slots=True)
class _Announced:
    """What holds for the names that stand below a colon."""

    office: Found[str] | None
    body: Found[str] | None


@dataclass(frozen=True, slots=True)
class _Told:
    """Whom a sentence elects, and what it announces of the lines below."""

    elected: Sequence[Elected]
    announces: _Announced | None


def _told(sentence: Span, assembly: Assembly) -> _Told | None:
    """What a sentence with a verb of election tells; None for one without."""
    active = sentence.search(_ACTIVE)
    match = active or sentence.search(_PASSIVE)
    if match is None or sentence.search(_NONE) or sentence.search(_VISA):
        return None
    behind = sentence.sub(match.end(), len(sentence))
    if active is None and (subjects := _subjects(sentence.sub(0, match.start()), assembly)):
        office, body = _office_behind(behind), _body(behind, assembly)
        return _Told([Elected(who, office, body) for who in subjects], None)
    named = _named(behind, assembly)
    announces = behind.raw.rstrip().endswith(":") or not any(c.isalnum() for c in behind.raw)
    office, body = _office_behind(behind) or _office(behind), _body(behind, assembly)
    return _Told(_in_turn(behind, named, body), _Announced(office, body) if announces else None)


_TORN = Fixed(r"[ \t]*\n(?P<rest>\p{Lu}[\p{Lu}'’\-]+(?:[ \t]+\p{Lu}[\p{Lu}'’\-]+)*)(?![\p{L}])", regex.V1)
_ASIDE = Fixed(r"\([^()]*(?:\)|$)", regex.V1)


def _people(stretch: Span, style: Style) -> Iterator[Found[Personne]]:
    """The people whom a stretch names outside brackets, those whose family name stands on the next line too."""
    asides = [match.span() for match in stretch.matches(_ASIDE)]
    for who in name_lists.named_in(stretch, style):
        start, end = who.span.start - stretch.start, who.span.end - stretch.start
        if any(opens < start < closes for opens, closes in asides):
            continue
        torn = stretch.lexicon.match(_TORN, stretch.raw, end) if not people.is_capitals(who.value.nom or "") else None
        whole = people.person(stretch.sub(start, torn.end("rest")), style) if torn else None
        yield whole or who


def _named(behind: Span, assembly: Assembly) -> list[Found[Personne]]:
    """The people of a stretch, one not far from the next: members, and others whom a civility shows; not the body that
    bears a name, nor who is replaced."""
    body = _body(behind, assembly)
    found: list[Found[Personne]] = []
    end = behind.start
    for who in _people(behind, assembly.style):
        if who.span.start - end > FAR:
            break
        before = Span(behind.source, max(who.span.start - 40, behind.start), who.span.start).raw
        replaced = behind.lexicon.search(_OF_ANOTHER, before) is not None
        in_body = body is not None and body.span.start <= who.span.start < body.span.end
        if _is_someone(who, assembly) and not replaced and not in_body:
            found.append(who)
            end = max(who.span.end, body.span.end if body and body.span.start < who.span.end + FAR else 0)
    return found


FAR = 160
"""Characters between a verb and the first whom it chooses, or two whom it chooses, beside the name of a body."""


def _is_someone(who: Found[Personne], assembly: Assembly) -> bool:
    return assembly.knows(who.value) or who.value.civilite is not None


_OF_ANOTHER = Template(r"(?:@{elections.instead}) (?:de\s+|d['’])?$")


def _subjects(before: Span, assembly: Assembly) -> list[Found[Personne]]:
    """The people before a passive verb, with nothing behind them but what they obtained or what they are."""
    found: list[Found[Personne]] = []
    end = before.end
    for who in reversed([one for one in _people(before, assembly.style) if _is_someone(one, assembly)]):
        between = Span(before.source, who.span.end, end).raw
        if (_JOINED if found else _UP_TO_VERB).fullmatch(between) is None:
            break
        found.insert(0, who)
        end = who.span.start
    return found


_UP_TO_VERB = Fixed(r"\s*(?:\([^()]*\)\s*)?(?:,[^.;]{0,200},)?\s*(?:qui\s+)?", regex.V1)
_JOINED = Fixed(r"(?:\s|,|et|ET|&|\([^()]*\))*", regex.V1)


def _in_turn(behind: Span, named: Sequence[Found[Personne]], body: Found[str] | None) -> list[Elected]:
    """Each one named behind a verb with the office told of them: before the first name for those that follow, or else
    behind their own name or that of the last of several."""
    if not named:
        return []
    first = Span(behind.source, behind.start, named[0].span.start)
    gaps = [first, *(_between(behind, named, k) for k in range(len(named)))]
    offices = [_office_behind(first), *(_office(gap) for gap in gaps[1:])]
    default = next((one for one in map(_representing, gaps) if one is not None), None)
    found: list[Elected] = []
    office: Found[str] | None = None
    for k, who in enumerate(named):
        if offices[0] is not None:
            office = offices[k] or office
            found.append(Elected(who, _own_office(gaps[k + 1]) or office, body))
        else:
            office = next((one for one in offices[k + 1 :] if one is not None), office)
            found.append(Elected(who, office or default, body))
    return found


def _between(behind: Span, named: Sequence[Found[Personne]], k: int) -> Span:
    end = named[k + 1].span.start if k + 1 < len(named) else behind.end
    return Span(behind.source, named[k].span.end, max(end, named[k].span.end))


# ---- Offices and bodies ----------------------------------------------------------------------------------------------

_AS = Template(
    r"(?:@{elections.as})\s*(?:l[ea]s?\s+|un[e]?\s+)?(?P<office>(?:@{elections.ordinal}\s+)?@{elections.office})(?![\p{L}])"
)
_REPRESENTS = Template(r"@{elections.to_represent}(?!\p{L})")
_RANK = Template(r"(?<![\p{L}'’\-])(?P<office>@{elections.rank})(?![\p{L}])")


def _office(words: Span) -> Found[str] | None:
    """The office that words beside a name say someone gets; not the one that they have: "M. PETIT, adjoint au Maire"."""
    match = words.search(_AS) or words.search(_RANK)
    return _worded_office(words, match) if match else None


def _representing(words: Span) -> Found[str] | None:
    match = words.search(_REPRESENTS)
    return Found("représentant", words.group(match)) if match else None


_BEHIND_VERB = Template(
    r"^[\s:,]*(?:@{elections.as})?\s*(?:l[ea]s?\s+|un[e]?\s+)?(?P<office>(?:@{elections.ordinal}\s+)?@{elections.office})(?![\p{L}])"
)


def _office_behind(words: Span) -> Found[str] | None:
    """The office right behind a verb: "proclamée élue deuxième adjointe"."""
    match = words.search(_BEHIND_VERB)
    return _worded_office(words, match) if match else _office(words)


_OWN = Template(r"^\s*[,(–:-]?\s*(?P<office>@{elections.rank})(?![\p{L}])")


def _own_office(words: Span) -> Found[str] | None:
    """The rank right behind a name: "M. Luc PETIT, suppléant"."""
    match = words.search(_OWN)
    return _worded_office(words, match) if match else None


def _worded_office(words: Span, match: regex.Match[str]) -> Found[str]:
    """One person's office: in small letters, in the singular, its rank in figures."""
    told = [_RANKS.get(word, word) for word in match["office"].casefold().split()]
    singular = [word.removesuffix("s") if words.lexicon.fullmatch(_PLURAL, word) else word for word in told]
    return Found(" ".join(singular), words.group(match, "office"))


_PLURAL = Template("@{elections.plural}")

_UNITS = ("deuxième", "troisième", "quatrième", "cinquième", "sixième", "septième", "huitième", "neuvième", "dixième",
          "onzième", "douzième", "treizième", "quatorzième", "quinzième")  # fmt: skip
_RANKS = {word: f"{k}e" for k, word in enumerate(_UNITS, 2)} | {
    "premier": "1er", "première": "1re", "second": "2e", "seconde": "2e", "1ère": "1re", "1ere": "1re"
} | {f"{k}{end}": f"{k}e" for k in range(2, 31) for end in ("ème", "eme", "è", "ième", "nd", "nde")}  # fmt: skip

_BODY = Template(
    r"(?<![\p{L}])(?:@{elections.at})\s*(?P<body>(?:@{elections.body}(?!\p{L})|(?-i:\p{Lu}{3,}(?=\P{Lu}*\p{Ll}|[\s,.;)]*$)))"
    r"(?:[^.;:\n\t()]|\n(?=[^\n•\p{Lu}])){0,160}?)"
    r"(?=\s*(?:[.;:()\n\t]|,\s|$|\s(?:@{elections.as}|@{CIVILITY})\s|\s[–-]\s|\s@{elections.behind_body}(?!\p{L})))"
)
_NAMED_BODY = Template(r"@{elections.body}(?!\p{L})")
_DANGLING = Fixed(r"(?:\s+(?:de|du|des|la|le|les|l['’]|d['’]|à|au|aux|et|dans))+\s*$", regex.V1)


def _body(words: Span, assembly: Assembly) -> Found[str] | None:
    """The body to which someone goes; it ends where a member is named."""
    in_capitals = not any(c.islower() for c in words.raw)
    for match in words.matches(_BODY):
        found = words.group(match, "body")
        if in_capitals and found.match(_NAMED_BODY) is None:
            continue  # what seems an acronym is a word like the others
        known = [who for who in name_lists.named_in(found, assembly.style) if assembly.knows(who.value)]
        if known:
            found = Span(found.source, found.start, known[0].span.start).strip(" ,:")
        if (cut := found.search(_DANGLING)) is not None:
            found = found.sub(0, cut.start())
        if found:
            return Found(found.text, found)
    return None


def _entitling(title: Span, assembly: Assembly) -> tuple[Found[str] | None, Found[str] | None]:
    """The office and the body that an act's title tells: Désignation d'un délégué au SIVOM."""
    match = title.search(_OFFICE)
    return (_worded_office(title, match) if match else None), _body(title, assembly)


_OFFICE = Template(r"(?<![\p{L}'’\-])(?P<office>(?:@{elections.ordinal}\s+)?@{elections.office})(?![\p{L}])")


# ---- Lines below a colon ---------------------------------------------------------------------------------------------

_LABEL = Fixed(r"^[\s•➢✓*–-]*(?P<label>\p{L}[^:\n]{2,110}?)\s*:\s*", regex.V1)
_BEFORE_NAME = Fixed(r"[\s\d.)•➢✓*–-]*", regex.V1)

BESIDE = 40
"""Characters that may stand beside each name of a line below a colon; more is prose."""


def _below(line: Span, announced: _Announced, assembly: Assembly) -> tuple[list[Elected], _Announced | None]:
    """Whom a line below names, and what holds for the next; None where the list has ended."""
    label = line.search(_LABEL)
    head = line.group(label, "label") if label is not None else None
    if label is not None and head is not None and not _listed(head, assembly):
        announced = _Announced(
            _office_behind(head) or announced.office, _body_of_label(head, assembly) or announced.body
        )
        line = line.sub(label.end(), len(line))
    named = _listed(line, assembly)
    if not named:
        alone = _office_behind(line) if len(line.text) < BESIDE else None
        if alone is not None:
            return [], replace(announced, office=alone)
        return [], announced if head is not None and not line.strip() else None
    before = Span(line.source, line.start, named[0].span.start)
    rest = len(line.text) - sum(len(who.span.text) for who in named)
    if _BEFORE_NAME.fullmatch(before.raw) is None or rest > BESIDE * len(named):
        return [], None
    elected = [
        Elected(who, _own_office(_between(line, named, k)) or announced.office, announced.body)
        for k, who in enumerate(named)
    ]
    return elected, announced


def _listed(line: Span, assembly: Assembly) -> list[Found[Personne]]:
    """The people of a line, who need no civility where their family name stands in capitals."""
    listed = (entry.person for entry in name_lists.people(line, assembly.style))
    return [
        who
        for who in listed
        if _is_someone(who, assembly) or (who.value.prenom and people.is_capitals(who.value.nom or ""))
    ]


_OF_A_BODY = Template(r"^[\s\d.)•–-]*(?:la |le |l['’])?(?P<body>@{elections.body}(?!\p{L})[^:\n]*)")


def _body_of_label(head: Span, assembly: Assembly) -> Found[str] | None:
    """The body that a label names: Commission des finances."""
    match = head.search(_OF_A_BODY)
    if match is None:
        return _body(head, assembly)
    found = head.group(match, "body")
    return Found(found.text, found)


# ---- Ballots ---------------------------------------------------------------------------------------------------------

_VOICES = Template(
    r"^[\s:,;.…–\-\t(]{0,40}(?:@{elections.obtains})?[\s:,;.…–\-\t(]{0,20}(?P<votes>\d{1,4}|@{NUMBER_WORDS})\s*(?:\(\s*(?P<figure>\d{1,4})\s*\)\s*)?"
    r"@{elections.voices}(?!\p{L})"
)

BEHIND = 90
"""Characters behind a candidate's name in which the votes obtained stand."""


def _voices(text: Span, assembly: Assembly) -> list[tuple[Personne, Found[int]]]:
    """The votes that candidates obtained, in the text's order: the last round's last."""
    found = []
    for who in _people(text, assembly.style):
        behind = Span(text.source, who.span.end, min(who.span.end + BEHIND, text.end))
        match = behind.search(_VOICES)
        votes = numbers.count(match["figure"] or match["votes"]) if match else None
        if match is not None and votes is not None:
            found.append((who.value, Found(votes, behind.group(match))))
    return found


def _completed(
    one: Elected,
    voices: Sequence[tuple[Personne, Found[int]]],
    entitled: tuple[Found[str] | None, Found[str] | None],
) -> Elected:
    """Someone elected, with the votes of the last round and what the title tells."""
    votes = next((count for who, count in reversed(voices) if same_person(who, one.person.value)), None)
    return replace(one, office=one.office or entitled[0], body=one.body or entitled[1], votes=votes)
