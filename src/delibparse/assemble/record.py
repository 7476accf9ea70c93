"""Readings to the record: each value under its JSON Pointer, with the places that it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, NamedTuple, TypeVar, cast

from msgspec.structs import replace

from delibparse.assemble import accounts
from delibparse.assemble.accounts import Left
from delibparse.assemble.evidence import indices_of
from delibparse.assemble.reading import ActReading, Header
from delibparse.grammar import identity, prose
from delibparse.grammar.attendance import Attendance, Member, Proxy
from delibparse.grammar.elections import Elected
from delibparse.grammar.facts import Choice
from delibparse.grammar.values.dates import Day
from delibparse.grammar.vote_names import Voter
from delibparse.grammar.votes import VoteReading
from delibparse.layout import Found, Span
from delibparse.layout.text import confidence_of
from delibparse.model.arithmetic import counted_outcome, named_counts, proved_unanimity, unanimous_voices
from delibparse.model.ctes import department_of
from delibparse.model.people import same_person
from delibparse.model.record import (
    Collectivite,
    Correction,
    Decision,
    Deliberation,
    Effectif,
    Elu,
    Formalites,
    Lieu,
    NomsVote,
    Personne,
    Pouvoir,
    Scrutin,
    Seance,
    Voix,
    Vote,
)
from delibparse.reading.model import Box, Page, Word
from delibparse.wording import EXACT, Template

_V = TypeVar("_V")
Words = tuple[Word, ...]


class Assembled(NamedTuple):
    """An act, the pointers of its figures that others contradict and that a second reading made suspect too, the
    ways in which the lists of its session could be read, and by pointer the words at each place of `provenance`."""

    act: Deliberation
    suspect: frozenset[str]
    choices: tuple[Choice, ...] = ()
    words: Mapping[str, Sequence[Words]] = {}


def record_of(header: Header, act: ActReading, pages: Mapping[int, Page], above: Left) -> Assembled:
    """The record of an act and its session's header; `pages` by number, `above` the account of the header's words."""
    writer = _Writer(pages)
    own = act.rank is None
    number = act.number
    if own and number is None and header.identifier:
        number = identity.number_of_identifier(header.identifier.value, header.opening)
    elif own and number is not None and header.identifier:
        whole = identity.with_lost_mark(number, header.identifier.value)
        if whole is not number:
            writer.mended.append(Correction("/numero", whole.span.text, whole.value, "marque que donne l'identifiant"))
        number = whole
    record = Deliberation(
        pages=sorted({*act.body.pages, *act.furniture.pages}),
        identifiant_acte=_identifier(writer, header) if own else None,
        collectivite=_collectivite(writer, header),
        organe=writer.keep("/organe", header.organ).name if header.organ else None,
        numero=writer.optional("/numero", number),
        objet=writer.optional("/objet", act.object),
        matiere=writer.optional("/matiere/code", header.subject if own else act.subject),
        seance=_seance(writer, header),
        rapporteur=writer.optional("/rapporteur", act.rapporteur),
        effectif=_effectif(writer, header),
    )
    _attendance(writer, record, header.attendance, act.rank)
    _prose(writer, record, act)
    declared = [count.value for count in header.counts.values()]
    record.indices = indices_of(writer.place, header, act, record, above + accounts.of_vote(act, declared))
    _vote(writer, record, act)
    record.scrutins = [_scrutin(writer, f"/scrutins/{k}", *ballot) for k, ballot in enumerate(act.ballots)]
    record.elus = [_elu(writer, f"/elus/{k}", one) for k, one in enumerate(act.elected)]
    _formalites(writer, record, act)
    record.deduits, record.corriges = writer.deduced, writer.mended
    record.provenance = dict(sorted(writer.places.items(), key=lambda item: _order(item[0])))
    return Assembled(record, frozenset(writer.suspect), header.attendance.choices, writer.words)


@dataclass(slots=True)
class _Writer:
    """Notes of each value where it stands, what was mended in it, and whether it is suspect."""

    pages: Mapping[int, Page]
    places: dict[str, list[Lieu]] = field(default_factory=dict)
    words: dict[str, list[Words]] = field(default_factory=dict)
    mended: list[Correction] = field(default_factory=list)
    deduced: list[str] = field(default_factory=list)
    suspect: set[str] = field(default_factory=set)

    def keep(self, pointer: str, found: Found[_V]) -> _V:
        """The value; its places and its mending are noted."""
        self.place(pointer, found.span)
        if found.misread is not None:
            kept = cast("str | int", found.value)
            self.mended.append(Correction(pointer, found.misread, kept, "chiffre lu comme une lettre"))
        if found.span.is_suspect:
            self.suspect.add(pointer)
        return found.value

    def optional(self, pointer: str, found: Found[_V] | None) -> _V | None:
        """`keep`, where something was found."""
        return None if found is None else self.keep(pointer, found)

    def date(self, pointer: str, found: Found[Day] | None) -> str | None:
        """`keep` of a date, as ISO 8601."""
        return None if found is None else self.keep(pointer, found).iso

    def people(self, pointer: str, people: Iterable[Found[Personne]]) -> list[Personne]:
        """`keep` of a list of people."""
        return [self.keep(f"{pointer}/{k}", found) for k, found in enumerate(people)]

    def sentences(self, pointer: str, spans: Iterable[Span]) -> list[str]:
        """`keep` of a list of sentences, each without its bullet."""
        return [self.keep(f"{pointer}/{k}", prose.clean(span)) for k, span in enumerate(spans)]

    def place(self, pointer: str, span: Span, more: bool = False) -> None:
        """Notes where a value stands; `more` adds to the places that it has."""
        lieux = list(self.places.get(pointer, [])) if more else []
        words = list(self.words.get(pointer, [])) if more else []
        for place in span.places():
            page = self.pages[place.page]
            x0, y0, x1, y1 = page.to_display.box(place.box)
            box = (
                round(max(x0, 0.0), 1), round(max(y0, 0.0), 1),
                round(min(x1, page.width), 1), round(min(y1, page.height), 1),
            )  # fmt: skip
            where: dict[str, Any] = {"position": place.position} if place.position else {"bbox": box}
            lieux.append(Lieu(page=place.page, confiance=_sureness(place.words), texte=place.text, **where))
            words.append(place.words)
        self.places[pointer], self.words[pointer] = lieux, words


def _sureness(words: Words) -> float:
    return round(confidence_of(words), 3)


def made_surer(one: Assembled, confidences: Mapping[tuple[int, Box], float]) -> Assembled:
    """The act where words were read again as before: their confidence, by page and box, is all that changes in it."""

    def again(lieu: Lieu, words: Words) -> Lieu:
        known = [confidences.get((lieu.page, word.box)) for word in words]
        if all(sure is None for sure in known):
            return lieu
        looked = zip(words, known, strict=True)
        return replace(
            lieu, confiance=_sureness(tuple(w if sure is None else w._replace(confidence=sure) for w, sure in looked))
        )

    provenance = {
        pointer: [again(*pair) for pair in zip(lieux, one.words[pointer], strict=True)]
        for pointer, lieux in one.act.provenance.items()
    }
    return one._replace(act=replace(one.act, provenance=provenance))


# ---- the header ----------------------------------------------------------------------------------------------------


def _identifier(writer: _Writer, header: Header) -> str | None:
    found = header.identifier
    if found is None:
        return None
    return writer.keep("/identifiant_acte", Found(found.value.canonical, found.span, found.misread))


def _collectivite(writer: _Writer, header: Header) -> Collectivite:
    found, known = header.identifier, header.known
    read: dict[str, str | None] = {
        "nom": writer.optional("/collectivite/nom", header.name),
        "type": writer.optional("/collectivite/type", header.kind),
        "siren": found.value.siren if found else None,
        "departement": department_of(found.value.department) if found else None,
    }
    for key in ("siren", "departement"):
        if found and read[key]:
            writer.place(f"/collectivite/{key}", found.span)
    if read["departement"] is None:
        read["departement"] = writer.optional("/collectivite/departement", header.department)
    if known is not None:
        added = {key: value for key, value in asdict(known).items() if value is not None and read.get(key) is None}
        writer.deduced += [f"/collectivite/{key}" for key in sorted(added)]
        read |= added
    return Collectivite(**cast("dict[str, Any]", read))


def _seance(writer: _Writer, header: Header) -> Seance:
    session, officers = header.session, header.officers
    day = writer.date("/seance/date", session.dates[0] if session.dates else None)
    for other in session.dates[1:]:
        writer.place("/seance/date", other.span, more=True)
    return Seance(
        date=day,
        heure=writer.optional("/seance/heure", session.time),
        lieu=writer.optional("/seance/lieu", session.place),
        convocation=writer.date("/seance/convocation", session.convened),
        affichage_convocation=writer.date("/seance/affichage_convocation", session.posted),
        president=writer.optional("/seance/president", officers.president),
        secretaire=writer.optional("/seance/secretaire", officers.secretary),
        secretaire_auxiliaire=writer.optional("/seance/secretaire_auxiliaire", officers.auxiliary),
    )


def _effectif(writer: _Writer, header: Header) -> Effectif:
    return Effectif(**{name: writer.keep(f"/effectif/{name}", found) for name, found in header.counts.items()})


def _attendance(writer: _Writer, record: Deliberation, read: Attendance, rank: int | None) -> None:
    """Who was there for the act: for the item of that rank of a session, where members come and go."""
    there = [member.person for member in read.members if rank is None or member.when.covers(rank)]
    record.presents = writer.people("/presents", there)
    record.excuses = writer.people("/excuses", _unrepresented(read.excuses, read, rank))
    record.absents = writer.people("/absents", _unrepresented(read.absents, read, rank))
    for proxy in read.proxies:
        if rank is not None and not proxy.when.covers(rank):
            continue
        pointer = f"/pouvoirs/{len(record.pouvoirs)}"
        mandant = writer.keep(f"{pointer}/mandant", proxy.mandant)
        mandataire = writer.optional(f"{pointer}/mandataire", proxy.mandataire)
        if proxy.to_chair and record.seance.president:
            mandataire = _chair(proxy, record.seance.president)
            writer.deduced.append(f"{pointer}/mandataire/nom")
            writer.place(f"{pointer}/mandataire", proxy.span)
        record.pouvoirs.append(Pouvoir(mandant, mandataire))


def _unrepresented(away: Iterable[Member], read: Attendance, rank: int | None) -> list[Found[Personne]]:
    """Those of a list who gave no proxy for the act, and are away for it: councils name the represented among the
    excused or the absent too."""
    mandants = [proxy.mandant.value for proxy in read.proxies if rank is None or proxy.when.covers(rank)]
    return [
        one.person
        for one in away
        if (rank is None or one.when.covers(rank))
        and not any(same_person(one.person.value, mandant) for mandant in mandants)
    ]


_CHAIR_WORDS = Template(
    r"(?i:(?:monsieur|madame|m\.|mme|mr)\s+)?(?i:l[ea])\s+(?P<role>(?i:(?:député-)?maire|présidente?))", EXACT
)


def _chair(proxy: Proxy, president: Personne) -> Personne:
    """The holder of a proxy given to "M. le Maire": the president, under the words of the page."""
    words = proxy.span.text[-60:]
    match = proxy.span.lexicon.search(_CHAIR_WORDS, words)
    text = match[0] if match else words
    return Personne(text, president.civilite, president.prenom, president.nom, match["role"] if match else None)


# ---- the act -------------------------------------------------------------------------------------------------------


def _prose(writer: _Writer, record: Deliberation, act: ActReading) -> None:
    read = act.prose
    record.visas = writer.sentences("/visas", read.visas)
    record.considerants = writer.sentences("/considerants", read.considerants)
    record.expose = writer.sentences("/expose", read.expose)
    points = writer.sentences("/decision/points", read.points)
    formula = writer.keep("/decision/formule", prose.clean(read.formula)) if read.formula else None
    record.decision = Decision(formula, points)


def _names(writer: _Writer, pointer: str, read: VoteReading) -> NomsVote:
    names = {
        side: [_voice(writer, f"{pointer}/noms/{side}/{k}", one) for k, one in enumerate(voters)]
        for side, voters in read.voters.items()
        if side != "blancs_nuls"
    }
    return NomsVote(**cast("dict[str, Any]", names))


def _voice(writer: _Writer, pointer: str, voter: Voter) -> Voix:
    """A voter, or a group that votes as one."""
    person = None if voter.person is None else writer.keep(pointer, voter.person)
    return Voix(person, voter.carried, voter.group)


SIDES_OF_BALLOT = ("pour", "contre", "abstentions")


def _scrutin(writer: _Writer, pointer: str, title: Found[str], read: VoteReading) -> Scrutin:
    """One vote of an act that holds several."""
    counts = {
        side: writer.keep(f"{pointer}/{side}", found) for side, found in read.counts.items() if side in SIDES_OF_BALLOT
    }
    vote = Vote(**cast("dict[str, Any]", counts))
    unanimous = writer.optional(f"{pointer}/unanimite", read.unanimous)
    outcome = counted_outcome(replace(vote, unanimite=unanimous))
    if outcome is not None:
        writer.deduced.append(f"{pointer}/resultat")
    else:
        outcome = cast(Any, writer.optional(f"{pointer}/resultat", read.outcome))
    return Scrutin(
        objet=writer.keep(f"{pointer}/objet", title), resultat=outcome, unanimite=unanimous, pour=vote.pour,
        contre=vote.contre, abstentions=vote.abstentions, noms=_names(writer, pointer, read),
    )  # fmt: skip


def _elu(writer: _Writer, pointer: str, one: Elected) -> Elu:
    """Someone whom the act elects or designates."""
    return Elu(
        writer.keep(f"{pointer}/personne", one.person),
        writer.optional(f"{pointer}/fonction", one.office),
        writer.optional(f"{pointer}/organisme", one.body),
        writer.optional(f"{pointer}/voix", one.votes),
    )


def _vote(writer: _Writer, record: Deliberation, act: ActReading) -> None:
    read = act.vote
    counts = {side: writer.keep(f"/vote/{side}", found) for side, found in read.counts.items()}
    ballot = writer.optional("/vote/scrutin", read.ballot)
    vote = Vote(scrutin=cast(Any, ballot), noms=_names(writer, "/vote", read), **cast("dict[str, Any]", counts))
    named = named_counts(record.effectif, vote)
    writer.deduced += [f"/vote/{side}" for side in named]
    vote = _with_unanimity(writer, replace(vote, **named), record, act)
    record.vote = _with_outcome(writer, vote, act)


def _with_unanimity(writer: _Writer, vote: Vote, record: Deliberation, act: ActReading) -> Vote:
    read = act.vote
    if read.unanimous:
        vote = replace(vote, unanimite=writer.keep("/vote/unanimite", read.unanimous))
    elif (proved := proved_unanimity(vote)) is not None:
        vote = replace(vote, unanimite=proved)
        writer.deduced += ["/vote/unanimite"] if proved else []
        if read.region:
            writer.place("/vote/unanimite", read.region)
    if vote.pour is None and (voices := unanimous_voices(record, vote)) is not None:
        vote = replace(vote, pour=voices)
        writer.deduced.append("/vote/pour")
    return vote


def _with_outcome(writer: _Writer, vote: Vote, act: ActReading) -> Vote:
    word, counted = act.vote.outcome, counted_outcome(vote)
    if word and (counted is None or word.value == counted or _takes_note(act, word)):
        return replace(vote, resultat=cast(Any, writer.keep("/vote/resultat", word)))
    if counted is None and act.vote.majority is not None and not vote.contre and word is None:
        counted = "adopte"  # a decision is one of a majority (CGCT L2121-20)
    if counted:
        writer.deduced.append("/vote/resultat")
    return replace(vote, resultat=counted)


OPENS_POINT = 40
"""Characters of a point of a decision in which its verb stands."""


def _takes_note(act: ActReading, outcome: Found[str]) -> bool:
    """Whether an assembly takes note, be it by a vote: it is the first thing that it decides."""
    told = act.prose.points[0] if act.prose.points else act.prose.formula
    if outcome.value != "prend_acte" or told is None:
        return False
    return told.start <= outcome.span.start < told.start + OPENS_POINT


def _formalites(writer: _Writer, record: Deliberation, act: ActReading) -> None:
    read = act.formalities
    record.formalites = Formalites(
        transmission=writer.date("/formalites/transmission", read.transmission),
        reception_prefecture=writer.date("/formalites/reception_prefecture", read.reception_prefecture),
        publication=writer.date("/formalites/publication", read.publication),
        certifie_executoire=writer.optional("/formalites/certifie_executoire", read.executory),
        par_delegation=writer.optional("/formalites/par_delegation", read.delegation),
        signataire=writer.optional("/formalites/signataire", read.signatory),
    )


_FIELDS = tuple(Deliberation.__struct_fields__)


def _order(pointer: str) -> tuple[int, list[tuple[int, int, str]]]:
    """Pointers in the order of the record's fields, list items by number."""
    first, *rest = pointer.split("/")[1:]
    parts = [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in rest]
    return _FIELDS.index(first), parts
