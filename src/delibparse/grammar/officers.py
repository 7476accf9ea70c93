"""Who held an office in the session: the president, the secretary, the rapporteur.

A label tells it, or a sentence: any that speaks of the secretary and of an office that is given or taken. Of the names
in it, the one counts that the lists know as a member's, is not the president's, and stands nearest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import msgspec
import regex

from delibparse.grammar.blocks import Block
from delibparse.grammar.headings import STATE_WORD
from delibparse.grammar.values import name_lists, people
from delibparse.grammar.values.people import Style
from delibparse.layout import Found, Span
from delibparse.model.people import same_person
from delibparse.model.record import Personne
from delibparse.wording import EXACT, Fixed, Template

_WORD = r"@{PARTICLES}\p{Lu}[\p{L}'’\-.]*"

SECRETARY = Template(r"(?<![\p{L}])@{officers.secretary}(?![\p{L}])(?!\s+@{officers.other_secretary})")
_OFFICE = Template(r"(?<![\p{L}])@{officers.office}")
"""What tells that an office is given or taken: désigne, élue, accepte, fonctions."""

_SENTENCE_END = Fixed(r"\n\n|(?<=\p{Ll}{2}|[\d)\]»]|\p{Lu}{2})[.;](?=\s)", regex.V1)

MOST_HITS = 8
"""Places that speak of a secretary which are looked at, from the text's start."""


def read_officer(blocks: Sequence[Block], kind: str, style: Style) -> Found[Personne] | None:
    """The person behind a label such as "Secrétaire de séance :"."""
    for block in sorted((b for b in blocks if b.kind == kind), key=lambda b: -b.score):
        for line in _first_lines(block.body):
            who = people.person(line, style) if len(name_lists.name_runs(line)) == 1 else None
            who = who or people.person(_head(line), style) or name_lists.leading_person(line, style)
            if who is not None:
                return who
    return None


def as_member(who: Found[Personne] | None, members: Sequence[Personne]) -> Found[Personne] | None:
    """An officer as the lists know them: the M of "M. N. PETIT" is a civility where they name N. PETIT."""
    if who is None or who.value.civilite is not None or not (who.value.prenom or "").startswith("M. "):
        return who
    prenom = (who.value.prenom or "").removeprefix("M. ")
    given = msgspec.structs.replace(who.value, civilite="M.", prenom=prenom)
    alike = [one for one in members if one.prenom is not None and same_person(given, one)]
    return replace(who, value=given) if alike else who


def elected_secretary(text: Span, style: Style, members: Sequence[Personne] = ()) -> Found[Personne] | None:
    """The secretary told in a sentence: "Mme Anne MARTIN a été désignée secrétaire de séance"; "le conseil a choisi
    pour secrétaire M. Luc PETIT". `members` are those whom the lists name."""
    ends = [0, *(m.end() for m in text.matches(_SENTENCE_END)), len(text)]
    for hit in text.matches(SECRETARY)[:MOST_HITS]:
        start = max(end for end in ends if end <= hit.start())
        stop = next((end for end in ends if end >= hit.end()), len(text))
        beyond = next((end for end in ends if end > stop), stop)
        sentence, following = text.sub(start, stop), text.sub(stop, beyond)
        who = _chosen_in(sentence, hit.start() - start, style, members) if sentence.search(_OFFICE) else None
        if who is None and following.search(_OFFICE) and not following.search(SECRETARY):
            who = _chosen_in(following, 0, style, members)
        if who is not None:
            return who
    return None


def _chosen_in(sentence: Span, place: int, style: Style, members: Sequence[Personne]) -> Found[Personne] | None:
    """Of the people named in a sentence, a member who is not its chair, and of these the nearest to a place in it."""
    named = list(name_lists.named_in(sentence, style))
    known = [who for who in named if any(same_person(who.value, one) for one in members)]
    others = [who for who in known or named if not _is_chair(sentence, who)] or known
    distance = {
        id(who): min(abs(who.span.start - sentence.start - place), abs(who.span.end - sentence.start - place))
        for who in others
    }
    nearest = min(others, key=lambda who: distance[id(who)], default=None)
    return nearest if nearest is not None and (known or distance[id(nearest)] < STRANGER_WITHIN) else None


STRANGER_WITHIN = 150
"""Characters from what speaks of the secretary within which a name that no list knows is theirs."""


_CHAIR_BEFORE = Template(r"@{CIVILITY}?\s*l[ea]\s+(?i:@{names.chair})\s*,?\s*$", EXACT)


def _is_chair(sentence: Span, who: Found[Personne]) -> bool:
    """Whether a name is the chair's by the words before it: M. le Maire, Luc PETIT, propose de désigner …"""
    before = sentence.raw[max(who.span.start - sentence.start - 40, 0) : who.span.start - sentence.start]
    return who.value.qualite is not None or sentence.lexicon.search(_CHAIR_BEFORE, before) is not None


# ---- The president ---------------------------------------------------------------------------------------------------

_PRESIDING = Template(
    rf"(?<![\p{{L}}])(?i:@{{officers.presiding}})[^.\n\p{{Lu}}]{{0,20}}?(?:(?<=:)|\b(?:de|du|par)\b|\bd['’])\s*"
    rf"(?P<chair>(?i:@{{CIVILITY}})?\s*(?:(?i:l[ea]|son|sa|notre)\s+|[Ll]['’])?(?i:@{{officers.presiding_role}})(?!\p{{L}})\s*,?\s*)?"
    rf"(?P<who>(?:(?i:@{{CIVILITY}})?\.?\s*(?:{_WORD}\s*){{1,5}})?)"
    r"(?:\s*[,(–-]\s*(?P<role>(?i:@{officers.presiding_role}[^,.;\n)]{0,40})))?",
    EXACT,
)


def presiding(text: Span, style: Style, members: Sequence[Found[Personne]] = ()) -> Found[Personne] | None:
    """ "sous la présidence de Mme Anne MARTIN, Maire"; "de M. le Maire, Luc PETIT"; where no name is told, the only one
    of the `members` who bears the office: "sous la présidence de Mme la Maire"."""
    for match in text.matches(_PRESIDING):
        named = _without_label(text.group(match, "who"))
        who = name_lists.leading_person(named, style) if named else None
        if who is None:
            role = text.lexicon.search(_ROLE, match["chair"] or "")
            holder = people.only_holder(role[0], members, _value) if role else None
            if holder is not None:
                return holder
            continue
        if match["chair"] and who.value.qualite is None and (role := text.lexicon.search(_ROLE, match["chair"])):
            return people.with_role(who, role[0])
        if not match["role"] or who.span.end < named.strip().end:
            return who
        return people.with_role(who, " ".join(match["role"].split()))
    return _presides(text, style, members)


_PRESIDES = Template(r"(?<=[\p{L})])\s*,?\s*@{officers.presides}(?!\p{L})")


def _presides(text: Span, style: Style, members: Sequence[Found[Personne]]) -> Found[Personne] | None:
    """ "M. Pierre PIQUEMAL, maire, présidant la séance": one whom the lists name, or who bears a civility."""
    for verb in text.matches(_PRESIDES):
        before = text.sub(max(verb.start() - 120, 0), verb.start())
        named = [
            who
            for who in name_lists.named_in(before, style)
            if who.value.civilite is not None or any(same_person(who.value, one.value) for one in members)
        ]
        between = Span(text.source, named[-1].span.end, before.end) if named else None
        if between is not None and _is_role(between):
            role = between.search(_ROLE)
            return people.with_role(named[-1], role[0]) if role else named[-1]
    return None


def _is_role(between: Span) -> bool:
    """Whether nothing but a function stands between a name and its verb."""
    return not between.text.strip(" ,") or between.lexicon.fullmatch(_PLAIN_ROLE, between.text.strip(" ,")) is not None


_PLAIN_ROLE = Template(r"(?i:@{officers.presiding_role})[^.;:\n]{0,40}", EXACT)

_ROLE = Template(r"(?<![\p{L}])(?:@{names.chair})(?![\p{L}])")


def _without_label(named: Span) -> Span:
    """Up to the heading of a list, where it follows with nothing between: Hervé BONNARDOT PRESENTS"""
    label = named.search(STATE_WORD)
    return named.sub(0, label.start()) if label else named


def _value(who: Found[Personne]) -> Personne:
    return who.value


def _first_lines(body: Span) -> list[Span]:
    """What may hold the name: the first line behind the label, or the one under it."""
    paragraphs = body.paragraphs()[:1]
    return [paragraph.sub(0, min(len(paragraph), 160)) for paragraph in paragraphs]


_HEAD = Fixed(r"^[^\n,;:()\t]*?(?=\s*(?:[\n,;:(\t]|\s[-–—]\s|$))", regex.V1)


def _head(line: Span) -> Span:
    match = line.search(_HEAD)
    return line.group(match) if match else line
