"""What the page tells besides the fields of an act, and what was not understood of it: the record's `indices`."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from delibparse.assemble.reading import ActReading, Header
from delibparse.grammar import identity
from delibparse.grammar.attendance import Attendance, Proxy
from delibparse.grammar.values.presence import ALWAYS
from delibparse.layout import Found, Span
from delibparse.model.fields import JOURS
from delibparse.model.people import same_person
from delibparse.model.record import DateImprimee, Deliberation, Indices, Mouvement, NonLu, Personne
from delibparse.wording import EXACT, Template

Place = Callable[[str, Span], None]
"""Notes where what stands at a pointer was read."""


def indices_of(place: Place, header: Header, act: ActReading, record: Deliberation) -> Indices:
    """The evidence of an act; what its session's header tells is each of its acts'."""
    lost = [(f"/effectif/{name}", label) for name, label in header.lost_counts.items()]
    lost = [(pointer, label) for pointer, label in lost if getattr(record.effectif, pointer.rsplit("/", 1)[1]) is None]
    for k, (_, label) in enumerate(lost):
        place(f"/indices/chiffres_illisibles/{k}", label)
    for k, (_, item) in enumerate(header.attendance.unread):
        place(f"/indices/non_lus/{k}", item)
    if header.session.convened_again:
        place("/indices/seconde_convocation", header.session.convened_again.span)
    return Indices(
        seconde_convocation=header.session.convened_again is not None or _convened_again(act),
        mouvements=list(_moves(header.attendance)),
        dates_imprimees=[
            DateImprimee(
                found.span.text, found.value.iso, None if found.value.weekday is None else JOURS[found.value.weekday]
            )
            for found in header.session.dates
        ],
        majorite=act.vote.majority is not None,
        chiffres_illisibles=[pointer for pointer, _ in lost],
        non_lus=[NonLu("presences", item.text, item.pages[0]) for _, item in header.attendance.unread],
    )


def _convened_again(act: ActReading) -> bool:
    """Whether a sentence of the act tells of a second convocation."""
    prose = act.prose
    told = [*prose.visas, *prose.considerants, *prose.expose, *([prose.formula] if prose.formula else [])]
    return any(identity.second_convocation(sentence) is not None for sentence in told)


def _moves(read: Attendance) -> Iterable[Mouvement]:
    """Who came or left in mid-session: members whose presence is bounded, and mandants whose proxy is."""
    for member in read.members:
        if member.aside is not None and member.when != ALWAYS:
            yield Mouvement(member.person.value, member.aside.text, member.when.since, member.when.until)
    for proxy in read.proxies:
        if proxy.aside is not None and proxy.when != ALWAYS:
            yield Mouvement(proxy.mandant.value, proxy.aside)


def unrepresented(people: Iterable[Found[Personne]], read: Attendance) -> list[Found[Personne]]:
    """Those of a list who gave no proxy: councils name the represented among the excused or the absent too."""
    mandants = [proxy.mandant.value for proxy in read.proxies]
    return [found for found in people if not any(same_person(found.value, mandant) for mandant in mandants)]


_CHAIR_WORDS = Template(
    r"(?i:(?:monsieur|madame|m\.|mme|mr)\s+)?(?i:l[ea])\s+(?P<role>(?i:(?:député-)?maire|présidente?))", EXACT
)


def chair(proxy: Proxy, president: Personne) -> Personne:
    """The holder of a proxy given to "M. le Maire": the president, under the words of the page."""
    words = proxy.span.text[-60:]
    match = proxy.span.lexicon.search(_CHAIR_WORDS, words)
    text = match[0] if match else words
    return Personne(text, president.civilite, president.prenom, president.nom, match["role"] if match else None)
