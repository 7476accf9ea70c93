"""Values to typed acts, each with the places that its values were read from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

import regex

from delibparse.deductions import counted_outcome, proved_unanimity, unanimous_voices
from delibparse.grammar import (
    attendance,
    bundles,
    counts,
    dates,
    formalities,
    identity,
    items,
    officers,
    presence,
    prose,
    votes,
)
from delibparse.grammar.attendance import Attendance, Proxy
from delibparse.grammar.blocks import find_blocks
from delibparse.grammar.items import Item
from delibparse.layout import Composition, Found, Span
from delibparse.people import same
from delibparse.reading.model import Page
from delibparse.record import (
    Correction,
    Deliberation,
    Lieu,
    Matiere,
    Personne,
    Pouvoir,
    TypeCollectivite,
    Voix,
)

BELOW = 200
"""Characters below the last of the header's blocks within which its dates and counts may still stand."""

LEAST_LIST = 3
"""Members named as present from which a list is one, and not a sentence with a name in it."""

LISTS = ("/presents", "/pouvoirs", "/excuses", "/absents")

OPENING = 6000
"""Characters from an act's start within which its header stands, where nothing shows its end."""


def assemble(composition: Composition, pages: list[Page]) -> list[Deliberation]:
    """The acts of a file, in its order; none where the text is not that of an act."""
    body, furniture = composition.body.span(), composition.furniture.span()
    if not body:
        return []
    parts = bundles.parts(body)
    if len(parts) == 1:
        return _acts(body, furniture, pages)
    return [act for part in parts for act in _acts(part, bundles.beside(furniture, part), pages)]


def _acts(body: Span, furniture: Span, pages: list[Page]) -> list[Deliberation]:
    """The acts of one session's text: one, or each item of its procès-verbal."""
    whole = _Act(body, furniture, pages)
    if not whole.is_act():
        return []
    found = items.items(body, whole.attendance_end() - body.start)
    if not found:
        return [whole.read()]
    session = _Act(body.sub(0, found[0].text.start - body.start), furniture, pages)
    if not session.attendance.presents and not identity.is_minutes(session.body):
        return [whole.read()]  # no attendance above the first item: these are the points of one act
    session.read_header()
    acts = []
    for k, item in enumerate(found, 1):
        rank = presence.ordinal(item.number.text if item.number else None, k)
        acts.append(_Act(item.text, furniture.sub(0, 0), pages, item=item, session=session, rank=rank).read())
    return acts


class _Act:
    """One act under construction: the zones of its text, and the record that its values are put into."""

    def __init__(
        self,
        body: Span,
        furniture: Span,
        pages: list[Page],
        item: Item | None = None,
        session: _Act | None = None,
        rank: int | None = None,
    ) -> None:
        """`item` is the act's head in a procès-verbal, `session` what stands above all its items, `rank` the number by
        which members' presence is told."""
        self.body = body
        self.furniture = furniture
        self.item = item
        self.session = session
        self.rank = rank
        self.pages = {page.number: page for page in pages}
        self.record = Deliberation()
        self.blocks = find_blocks(self.body)
        decision = prose.read_prose(self.body).decision_start
        if decision is not None:
            self.blocks = [block for block in self.blocks if block.heading.start < decision]
        self.attendance = attendance.read_attendance(self.blocks, self.body if item is None else None)
        self.opening = self._opening(decision)
        self.number = identity.act_number(self.furniture, self.opening) if item is None else None
        self.object = identity.read_object(self.blocks) if item is None else _title(item)
        if self.object is None and self.number and self.number.span.source is body.source:
            self.object = identity.title_behind(self.number, body)
        self.rapporteur = officers.read_officer(self.blocks, "rapporteur", self.attendance.style)
        self.secretary = officers.read_officer(self.blocks, "secretaire", self.attendance.style)
        self.style = session.attendance.style if session else self.attendance.style
        start = self._prose_start()
        self.prose = prose.read_prose(Span(self.body.source, start, self.body.end))
        vote_start = self.prose.decision_start if self.prose.decision_start is not None else start
        header = self.opening if item is None else Span(self.body.source, start, vote_start)
        self.vote = votes.read_vote(Span(self.body.source, vote_start, self.body.end), self.style, header)

    def is_act(self) -> bool:
        """Whether this is an act: someone decides something. An identifier is proof; a heading alone is none."""
        if identity.read_identifier(self.furniture) or identity.read_identifier(self.opening):
            return True
        decided = self.prose.formula is not None or bool(self.vote.counts) or self.vote.unanimous is not None
        assembled = bool(self.attendance.presents) or identity.organ(self.furniture, self.opening) is not None
        described = self.object is not None or bool(self.prose.visas or self.prose.considerants)
        listed = len(self.attendance.presents) >= LEAST_LIST
        if assembled and (decided or described) and decided + described + listed >= 2:
            return True
        day = identity.session_date(self.furniture, self.body.sub(0, min(OPENING, len(self.body))))
        return assembled and day is not None and (listed or identity.opens_session(self.body))

    def attendance_end(self) -> int:
        """Where the list of présents ends, offset in the source; the act's start where there is none."""
        return max((member.person.span.end for member in self.attendance.members), default=self.body.start)

    def read(self) -> Deliberation:
        if self.session:
            self._inherit(self.session)
        else:
            self.read_header()
        self._prose()
        self._vote()
        self._formalities()
        self.record.pages = sorted({*self.body.pages, *self.furniture.pages})
        self.record.provenance = dict(sorted(self.record.provenance.items(), key=lambda item: _order(item[0])))
        return self.record

    # ---- zones ------------------------------------------------------------------------------------------------------

    def _opening(self, decision: int | None) -> Span:
        """From the act's start to its object's text or its decision."""
        ends = [block.body.start for block in self.blocks if block.kind == "objet"]
        ends += [found.span.end for found in self.attendance.presents[-1:] + self.attendance.excuses[-1:]]
        ends += [proxy.span.end for proxy in self.attendance.proxies[-1:]]
        ends += [block.heading.end for block in self.blocks if block.kind == "secretaire"]
        start = self.body.start
        end = max(ends, default=min(start + OPENING, decision or start + OPENING))
        return Span(self.body.source, start, min(end + BELOW, decision or self.body.end, self.body.end))

    def _prose_start(self) -> int:
        """Where the header's blocks are over and the sentences begin."""
        people: list[Found[Any] | None] = [
            *self.attendance.presents, *self.attendance.excuses, *self.attendance.absents,
            self.object, self.rapporteur, self.secretary,
        ]  # fmt: skip
        ends = [found.span.end for found in people if found is not None]
        ends += [proxy.span.end for proxy in self.attendance.proxies]
        if not ends:
            return self.body.start
        start = max(ends)
        paragraph_end = self.body.source.value.find("\n\n", start, self.body.end)
        return paragraph_end if 0 <= paragraph_end - start < 80 else start

    # ---- what the page says, put into the record --------------------------------------------------------------------

    def read_header(self) -> None:
        """The body, the session, who was there."""
        self._identity()
        self._session()
        self._attendance()

    def _inherit(self, session: _Act) -> None:
        """What a procès-verbal says once for all its acts: its header, already read."""
        assert self.item is not None
        above, record = session.record, self.record
        record.collectivite, record.organe = above.collectivite, above.organe
        record.seance, record.effectif = above.seance, above.effectif
        record.corriges += above.corriges
        own = ("/numero", "/objet", "/identifiant_acte", "/matiere", "/rapporteur", *LISTS)
        record.provenance |= {p: places for p, places in above.provenance.items() if not p.startswith(own)}
        self._lists(session.attendance, self.rank)
        if self.item.numero:
            record.numero = self._keep("/numero", self.item.numero)
        if self.object:
            record.objet = self._keep("/objet", self.object)
        if self.rapporteur:
            record.rapporteur = self._keep("/rapporteur", self.rapporteur)

    def _identity(self) -> None:
        record = self.record
        found_id = identity.read_identifier(self.furniture) or identity.read_identifier(self.body)
        if found_id:
            printed = Found(found_id.value.canonical, found_id.span, found_id.misread)
            record.identifiant_acte = self._keep("/identifiant_acte", printed)
            record.collectivite.siren = found_id.value.siren
            record.collectivite.departement = identity.department_of(found_id.value.department)
            self._place("/collectivite/siren", found_id.span)
            if record.collectivite.departement:
                self._place("/collectivite/departement", found_id.span)
        organ = identity.organ(self.furniture, self.opening, self.body)
        name = identity.body_name(self.furniture, self.opening)
        if name and organ and organ.value.type and identity.body_type(name.value) != organ.value.type:
            name = None  # a municipal council's act may speak of the CCAS; it is not the CCAS's
        if name:
            record.collectivite.nom = self._keep("/collectivite/nom", name)
        if organ:
            record.organe = self._keep("/organe", organ).name
        kind = identity.body_type(record.collectivite.nom)
        if kind and name:
            record.collectivite.type = cast(TypeCollectivite, kind)
            self._place("/collectivite/type", name.span)
        elif organ and organ.value.type:
            record.collectivite.type = cast(TypeCollectivite, organ.value.type)
            self._place("/collectivite/type", organ.span)
        number = self.number
        if number is None and found_id:
            number = identity.number_of_identifier(found_id.value, self.opening)
        if number:
            record.numero = self._keep("/numero", number)
        if self.object:
            record.objet = self._keep("/objet", self.object)
        record.matiere = self._subject()

    def _subject(self) -> Matiere | None:
        found = identity.read_subject(self.furniture) or identity.read_subject(self.opening)
        return self._keep("/matiere", found) if found else None

    def _session(self) -> None:
        session = self.record.seance
        convened = identity.convocation_date(self.opening)
        found = identity.session_dates(self.furniture, self.opening)
        found = found or identity.session_dates(self.furniture, self.body.sub(0, min(OPENING, len(self.body))))
        agreed = identity.agreed(found, [convened.value.date.year] if convened else [])
        if agreed:
            day, others = agreed
            session.date = self._keep("/seance/date", day).iso
            for other in others:
                self._place("/seance/date", other.span, more=True)
            time = identity.session_time(self.opening, day)
            if time:
                session.heure = self._keep("/seance/heure", time)
        if convened:
            session.convocation = self._keep("/seance/convocation", convened).iso
        again = identity.second_convocation(self.opening)
        if again:
            self._place("/seance/convocation", again, more=True)  # no quorum is needed then: QUO001 looks there
        posted = identity.posting_date(self.opening)
        if posted:
            session.affichage_convocation = self._keep("/seance/affichage_convocation", posted).iso
        style = self.attendance.style
        president = officers.read_officer(self.blocks, "president", style)
        president = president or officers.presiding(self.body.sub(0, min(OPENING, len(self.body))), style)
        secretary = self.secretary or officers.elected_secretary(self.body, style)
        auxiliary = officers.read_officer(self.blocks, "secretaire_auxiliaire", style)
        if president:
            session.president = self._keep("/seance/president", president)
        if secretary:
            session.secretaire = self._keep("/seance/secretaire", secretary)
        if auxiliary:
            session.secretaire_auxiliaire = self._keep("/seance/secretaire_auxiliaire", auxiliary)
        if self.rapporteur:
            self.record.rapporteur = self._keep("/rapporteur", self.rapporteur)

    def _attendance(self) -> None:
        record = self.record
        for field, found in counts.read_counts(self.opening, self.body, self.blocks, self.furniture).items():
            setattr(record.effectif, field, self._keep(f"/effectif/{field}", found))
        for field, label in counts.unread(self.opening).items():
            if getattr(record.effectif, field) is None:
                self._place(f"/effectif/{field}", label)  # null with a place: the figure was lost
        self._lists(self.attendance, None)

    def _lists(self, read: Attendance, rank: int | None) -> None:
        """Who was there for the act: for the item of that rank of a session, where members come and go."""
        record = self.record
        there = [member.person for member in read.members if rank is None or member.when.covers(rank)]
        record.presents = self._people("/presents", there)
        record.excuses = self._people("/excuses", _unrepresented(read.excuses, read))
        record.absents = self._people("/absents", _unrepresented(read.absents, read))
        for name, item in read.unread:
            self._place(f"/{name}", item, more=True)  # a list with a place of its own: someone in it was not read
        for proxy in read.proxies:
            if rank is not None and not proxy.when.covers(rank):
                continue
            pointer = f"/pouvoirs/{len(record.pouvoirs)}"
            mandant = self._keep(f"{pointer}/mandant", proxy.mandant)
            mandataire = self._keep(f"{pointer}/mandataire", proxy.mandataire) if proxy.mandataire else None
            if proxy.to_chair and record.seance.president:
                mandataire = _chair(proxy, record.seance.president)
                self.record.deduits.append(f"{pointer}/mandataire/nom")
                self._place(f"{pointer}/mandataire", proxy.span)
            record.pouvoirs.append(Pouvoir(mandant, mandataire))

    def _prose(self) -> None:
        record = self.record
        record.visas = self._sentences("/visas", self.prose.visas)
        record.considerants = self._sentences("/considerants", self.prose.considerants)
        record.expose = self._sentences("/expose", self.prose.expose)
        record.decision.points = self._sentences("/decision/points", self.prose.points)
        if self.prose.formula:
            record.decision.formule = self._keep("/decision/formule", prose.clean(self.prose.formula))

    def _vote(self) -> None:
        vote, read = self.record.vote, self.vote
        for side, found in read.counts.items():
            setattr(vote, side, self._keep(f"/vote/{side}", found))
        for side, voters in read.voters.items():
            if side == "blancs_nuls":
                continue
            for k, voter in enumerate(voters):
                who = self._keep(f"/vote/noms/{side}/{k}", voter.person)
                getattr(vote.noms, side).append(Voix(who, voter.carried))
        if read.ballot:
            vote.scrutin = self._keep("/vote/scrutin", read.ballot)
        self._unanimity()
        self._outcome()

    def _unanimity(self) -> None:
        vote, read = self.record.vote, self.vote
        if read.unanimous:
            vote.unanimite = self._keep("/vote/unanimite", read.unanimous)
        elif (proved := proved_unanimity(vote)) is not None:
            vote.unanimite = proved
            self.record.deduits += ["/vote/unanimite"] if proved else []
            if read.region:
                self._place("/vote/unanimite", read.region)
        if vote.pour is None and (voices := unanimous_voices(self.record.effectif, vote)) is not None:
            vote.pour = voices
            self.record.deduits.append("/vote/pour")

    def _outcome(self) -> None:
        vote, word = self.record.vote, self.vote.outcome
        counted = counted_outcome(vote)
        if word and (counted is None or word.value == counted):
            vote.resultat = self._keep("/vote/resultat", word)
        elif counted:
            vote.resultat = counted
            self.record.deduits.append("/vote/resultat")

    def _formalities(self) -> None:
        start = self.prose.closing_start
        if start is None:
            ends = [self.vote.region.end] if self.vote.region else []
            ends += [span.end for span in [*self.prose.points[-1:], self.prose.formula] if span]
            start = max(ends, default=self.opening.end)
        closing = Span(self.body.source, start, self.body.end)
        around = self.session.furniture if self.session else self.furniture  # one band for all the items of a session
        read = formalities.read_formalities(closing, around, self.opening)
        kept = self.record.formalites
        for field in ("transmission", "reception_prefecture", "publication"):
            day: Found[dates.Day] | None = getattr(read, field)
            if day:
                setattr(kept, field, self._keep(f"/formalites/{field}", day).iso)
        if read.executory:
            kept.certifie_executoire = self._keep("/formalites/certifie_executoire", read.executory)
        if read.delegation:
            kept.par_delegation = self._keep("/formalites/par_delegation", read.delegation)
        if read.signatory:
            kept.signataire = self._keep("/formalites/signataire", read.signatory)

    # ---- provenance -------------------------------------------------------------------------------------------------

    def _keep(self, pointer: str, found: Found[Any]) -> Any:
        """The value, its places and its mending noted."""
        self._place(pointer, found.span)
        if found.misread is not None:
            self.record.corriges.append(Correction(pointer, found.misread, found.value, "chiffre lu comme une lettre"))
        return found.value

    def _place(self, pointer: str, span: Span, more: bool = False) -> None:
        """Where a value stands; `more` adds to the places that it has."""
        lieux = self.record.provenance.get(pointer, []) if more else []
        for place in span.places():
            page = self.pages[place.page]
            x0, y0, x1, y1 = page.to_display.box(place.box)
            box = (
                round(max(x0, 0.0), 1), round(max(y0, 0.0), 1),
                round(min(x1, page.width), 1), round(min(y1, page.height), 1),
            )  # fmt: skip
            where: dict[str, Any] = {"position": place.position} if place.position else {"bbox": box}
            lieux.append(Lieu(page=place.page, confiance=round(place.confidence, 3), texte=place.text, **where))
        self.record.provenance[pointer] = lieux

    def _people(self, pointer: str, people: Iterable[Found[Personne]]) -> list[Personne]:
        return [self._keep(f"{pointer}/{k}", found) for k, found in enumerate(people)]

    def _sentences(self, pointer: str, spans: Iterable[Span]) -> list[str]:
        return [self._keep(f"{pointer}/{k}", prose.clean(span)) for k, span in enumerate(spans)]


def _unrepresented(people: list[Found[Personne]], read: Attendance) -> list[Found[Personne]]:
    """Those of a list who gave no proxy: councils name the represented among the excused or the absent too."""
    mandants = [proxy.mandant.value for proxy in read.proxies]
    return [found for found in people if not any(same(found.value, mandant) for mandant in mandants)]


def _chair(proxy: Proxy, president: Personne) -> Personne:
    """The holder of a proxy given to "M. le Maire": the president, under the words of the page."""
    words = proxy.span.text[-60:]
    match = _CHAIR_WORDS.search(words)
    text = match[0] if match else words
    return Personne(text, president.civilite, president.prenom, president.nom, match["role"] if match else None)


_CHAIR_WORDS = regex.compile(
    r"(?i:(?:monsieur|madame|m\.|mme|mr)\s+)?(?i:l[ea])\s+(?P<role>(?i:(?:député-)?maire|présidente?))", regex.V1
)


def _title(item: Item) -> Found[str] | None:
    return Found(item.title.text, item.title) if item.title else None


_FIELDS = tuple(Deliberation.__struct_fields__)


def _order(pointer: str) -> tuple[int, list[tuple[int, int, str]]]:
    """Pointers in the order of the record's fields, list items by number."""
    first, *rest = pointer.split("/")[1:]
    parts = [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in rest]
    return _FIELDS.index(first), parts
