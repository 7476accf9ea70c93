"""What one item of a list tells by its words, whichever list it is of: a state behind a name, the holder of a proxy, who
sits for another; or that it is no name, and the list has ended."""

from __future__ import annotations

import regex

from delibparse.grammar.facts import Away, Fact, Member, Proxy, Substitute, Unread
from delibparse.grammar.headings import STATE_WORD, state_of
from delibparse.grammar.values import name_lists, people
from delibparse.grammar.values.people import CHAIR, Style
from delibparse.grammar.values.presence import ALWAYS, when
from delibparse.layout import Found, Span
from delibparse.model.record import Personne
from delibparse.wording import EXACT, Fixed, Template

_SUBSTITUTE = Template(r"^\s*(?:sa|son|le|la|un|une)?\s*@{names.substitute}\s*[,:]?\s*")
"""Behind a link, who sits in a member's place: "représenté par sa suppléante Mme Eve ROY"."""


STARS = Template(r"(?:@{proxies.mark})?\s*(\*{1,9})", regex.V1 | regex.I)
"""Marks that pair a mandant with the holder who bears the same: Jean-Pierre (Pr*) … David (Pr*)."""


LONGEST_NAME = 60
"""Characters behind a link from which they are more than the holder's name, which is looked for at their head."""


def stated(kind: str, item: Span, style: Style) -> list[Fact]:
    """What an item tells that ends with words of a heading: "Gilbert : absent excusé"; none for another item.

    Among the présents, words of a proxy say that the member holds one: "Aimé SABOURAULT - procuration".
    """
    parted = _state_behind(item)
    if parted is None:
        return []
    named, state = parted
    who = people.person(named, style)
    if who is None:
        return []
    if state == "presents" or (state == "pouvoirs" and kind == "presents"):
        return [Member(who)]
    if state == "absents" and kind == "excuses" and not item.search(_ABSENT):
        state = "excuses"  # excused, and "sans pouvoir"
    return [Proxy(who, None, who.span)] if state == "pouvoirs" else [Away(state, who)]


_ABSENT = Template(r"@{heading_words.absent}|@{heading_words.excused}")


_MARK_BEFORE = Fixed(r"(?<=\p{Ll}|\p{Lu}{2}|[.)])\s*[-–:]\s*$", regex.V1)


def marked(kind: str, item: Span, style: Style) -> list[Fact]:
    """What an item tells that ends with words of a heading behind a mark, which could be taken for a part of the name:
    "Aimé SABOURAULT-PROCURATION"."""
    hit = item.search(STATE_WORD)
    if hit is None or not _MARK_BEFORE.search(item.raw[: hit.start()]):
        return []
    return stated(kind, item, style)


_WORD_BEGINS = Fixed(r"(?<=[\s,:(–\-])(?=\p{L})", regex.V1)


def _state_behind(item: Span) -> tuple[Span, str] | None:
    """The name of an item, and the state that the words behind it tell."""
    hit = item.search(STATE_WORD)
    if hit is None or hit.start() == 0:
        return None
    raw = item.raw
    for begins in _WORD_BEGINS.finditer(raw[: hit.end()]):
        if begins.start() > hit.start():
            break
        if raw[: begins.start()].rstrip().endswith("="):
            return None  # Exc. = excusé
        if (state := state_of(raw[begins.start() :], item.lexicon)) is not None:
            return item.sub(0, begins.start()).strip(" ,;:(–-—"), state
    return None


def substituted(member: Found[Personne], behind: Span, style: Style) -> Substitute | None:
    """Who sits for a member, by the words behind a link: no proxy, since a substitute votes in their own right."""
    sits = behind.match(_SUBSTITUTE)
    who = name_lists.leading_person(behind.sub(sits.end(), len(behind)), style) if sits else None
    return Substitute(who, member) if who else None


def given_to(mandant: Found[Personne], behind: Span, whole: Span, style: Style) -> Proxy:
    """The proxy whose holder stands behind its link."""
    bracket = regex.search(r"[()\[\]]", behind.raw)
    holder = behind.sub(0, bracket.start()) if bracket else behind
    aside = behind.sub(bracket.start(), len(behind)).text if bracket else holder.text
    there = when(aside, behind.lexicon)
    if holder.match(CHAIR):
        return Proxy(mandant, None, whole, there, to_chair=True, aside=aside)
    mandataire = people.person(holder, style) if len(name_lists.name_runs(holder)) == 1 else None
    if mandataire is None and (
        holder.lexicon.match(people.CIVILITY, holder.text) or "\n" in holder.raw or len(holder) > LONGEST_NAME
    ):
        mandataire = name_lists.leading_person(holder, style)
    return Proxy(mandant, mandataire, whole, there, aside=aside)


def led_by(kind: str, item: Span, style: Style, prose: bool) -> Found[Personne] | Unread | None:
    """Who an item that is no name begins with, if what follows is another thing; what is not understood and names
    someone is kept for a warning."""
    who = _leading_name(item, style)
    if subject_of_a_sentence(item, style):
        return None
    if who is not None and (prose or item.lexicon.match(_NEXT_THING, item.source.value[who.span.end : item.end])):
        return who
    return Unread(kind, item) if not prose and item.search(NAMES_SOMEONE) else None


def _leading_name(item: Span, style: Style) -> Found[Personne] | None:
    """The name that an item runs on from, all on one line: "; CHAPPE Fanny 12 - Vente d'un terrain". Not a family name
    alone, which a title may begin with as well."""
    who = name_lists.leading_person(item, style)
    return who if who and who.value.prenom and who.value.nom and len(who.span.text.split()) > 1 else None


def subject_of_a_sentence(item: Span, style: Style) -> bool:
    """Madame Eve LABORDE a été nommée secrétaire; not "Eve LABORDE jusqu'au point 3"."""
    who = name_lists.leading_person(item, style)
    if who is None:
        return False
    behind = item.source.value[who.span.end : item.end]
    if item.lexicon.match(_VERB_BEHIND, behind):
        return True
    if _SMALL_BEHIND.match(behind) is None or item.lexicon.match(_ROLE_BEHIND, behind):
        return False
    return looks_like_prose(item) and when(behind, item.lexicon) == ALWAYS


_NEXT_THING = Template(r"^\s*(?:\d|[(\[]|\.?\s*@{sentences.next_thing}\b|\.\s+\p{Lu}\p{Ll}*\s)", EXACT)
"""What may stand behind the last name of a list on one line: a figure, a bracket, the next label, another sentence."""


NAMES_SOMEONE = Template(
    r"^\s*(?:(?:@{CIVILITY}|@{names.misread_civility})\s+\p{Lu}|"
    r"\p{Lu}\p{Ll}[\p{L}\-]*\s+(?:\p{Lu}\p{Ll}+\s+)?\p{Lu}[\p{Lu}'’\-]{2,}|\p{Lu}[\p{Lu}'’\-]{2,}\s+\p{Lu}\p{Ll}+)",
    EXACT,
)
"""A civility and a capital, a first name and a family name in capitals, or the other way round."""


def begins_with_someone(text: Span) -> bool:
    """Whether someone stands at the head of a text, behind white space and the marks of a list."""
    return text.sub(len(text.raw) - len(text.raw.lstrip("\t\n :•–-.")), len(text)).match(NAMES_SOMEONE) is not None


_ROLE_BEHIND = Template(r"\.?[ \n]+(?:@{names.rank}\s+)?@{names.role}(?!\p{L})")

_SMALL_BEHIND = Fixed(r"\.?[ \n]+(?:[ns]['’])?\p{Ll}{2,}[ \n](?:[ld]['’])?\p{Ll}", regex.V1)
"""Two small words behind a name, the first its verb."""


_VERB_BEHIND = Template(
    r"^[\s,]*(?:,?\s*@{names.chair}\w*,?\s+)?(?:n['’e]\s*)?@{sentences.verb_behind}\b", regex.V1 | regex.I
)


def looks_like_prose(item: Span) -> bool:
    """Whether a list has ended and a sentence begun: four words in small letters and more, which are no function of the
    one before: "adjoint au maire chargé de la voirie et des écoles"."""
    words = item.text.split()
    if item.match(_FUNCTION):
        return False
    small = sum(word[0].islower() for word in words)
    return len(words) >= 6 and small >= 4 and small > len(words) / 2


_FUNCTION = Template(r"(?=(?-i:\p{Ll}|\d))(?:@{names.rank}\s+)?@{names.role}(?!\p{L})")
"""A function in small letters, as it stands behind a name."""
