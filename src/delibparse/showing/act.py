"""One act on paper: what it is, who was there, what was decided and by which vote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.columns import Columns
from rich.text import Text

from delibparse.model.fields import LISTS
from delibparse.model.record import Deliberation, Mouvement, Personne
from delibparse.showing.marks import SIGNS, STYLES, Signs
from delibparse.showing.paper import Paper, grid, headed, said
from delibparse.showing.values import LONGEST, person, proxy, signed, valued
from delibparse.showing.vote import shown_ballots, shown_vote
from delibparse.showing.words import Words

if TYPE_CHECKING:
    from rich.console import RenderableType

DATES = (
    "/seance/convocation",
    "/formalites/transmission",
    "/formalites/reception_prefecture",
    "/formalites/publication",
)
OFFICES = ("/seance/president", "/seance/secretaire", "/seance/secretaire_auxiliaire", "/rapporteur")


def shown_act(act: Deliberation, words: Words, paper: Paper) -> Iterator[RenderableType]:
    """The parts of an act, one below the other, and the legend of the signs that were met in it."""
    signs = Signs(act)
    yield valued(act.objet or words["no_object"], "/objet", signs, "bold")
    yield grid(_facts(act, signs, words))
    yield from _attendance(act, signs, words)
    yield from _people("presents", act.presents, signs, words)
    yield from _proxies(act, signs, words)
    for name in LISTS[1:]:
        yield from _people(name, getattr(act, name), signs, words)
    yield from _movements(act, words)
    yield from _decision(act, signs, words)
    yield from _elected(act, words)
    yield from shown_ballots(act, words)
    yield from shown_vote(act, signs, words, paper)
    yield from _not_shown(act, words)
    yield from _legend(signs, words)


def _facts(act: Deliberation, signs: Signs, words: Words) -> Iterator[tuple[Text, Text]]:
    """What the act is, a row each; the number and the day are told where they were not read, too."""

    def row(pointer: str, value: Text) -> tuple[Text, Text]:
        return Text(words.field(pointer), style="dim"), value

    for pointer, known in (("/collectivite/nom", act.collectivite.nom), ("/organe", act.organe)):
        if known:
            yield row(pointer, valued(known, pointer, signs))
    yield row("/numero", valued(act.numero or words["not_read"], "/numero", signs))
    if act.identifiant_acte:
        yield row("/identifiant_acte", valued(act.identifiant_acte, "/identifiant_acte", signs))
    yield Text(words["session"], style="dim"), _session(act, signs, words)
    for pointer in DATES:
        above, name = pointer.split("/")[1:]
        if (day := getattr(getattr(act, above), name)) is not None:
            yield row(pointer, valued(words.date(day), pointer, signs))
    holders = (act.seance.president, act.seance.secretaire, act.seance.secretaire_auxiliaire, act.rapporteur)
    for pointer, who in zip(OFFICES, holders, strict=True):
        if who:
            yield row(pointer, person(who, pointer, signs))
    if act.matiere:
        told = " ".join(part for part in (act.matiere.code, act.matiere.libelle) if part)
        yield row("/matiere/libelle", valued(told, "/matiere/libelle", signs))


def _session(act: Deliberation, signs: Signs, words: Words) -> Text:
    """The day, the hour and the place of the session."""
    session = act.seance
    day = words.date(session.date) if session.date else words["not_read"]
    parts = [valued(day, "/seance/date", signs)]
    if session.heure:
        parts.append(valued(words.hour(session.heure), "/seance/heure", signs))
    if session.lieu:
        parts.append(valued(session.lieu, "/seance/lieu", signs))
    return Text(", ", overflow="fold").join(parts)


def _attendance(act: Deliberation, signs: Signs, words: Words) -> Iterator[RenderableType]:
    """The declared figures, in a sentence."""
    told = []
    for name in type(act.effectif).__struct_fields__:
        count, pointer = getattr(act.effectif, name), f"/effectif/{name}"
        if count is not None:
            text = f"{words['counts.quorum']} {count}" if name == "quorum" else words.counted(count, f"counts.{name}")
            told.append(signed(said(text), signs, pointer))
    if told:
        yield headed(Text(words.section("effectif"), style="bold"), [Text(" · ", overflow="fold").join(told)])


def _people(name: str, people: Sequence[Personne], signs: Signs, words: Words) -> Iterator[RenderableType]:
    """A list of members in columns."""
    if not people:
        return
    title = signed(Text(f"{words.section(name)} ({len(people)})", style="bold"), signs, f"/{name}")
    names = [person(who, f"/{name}/{k}", signs) for k, who in enumerate(people)]
    yield headed(title, [Columns(names, padding=(0, 2), equal=True, column_first=True)])


def _proxies(act: Deliberation, signs: Signs, words: Words) -> Iterator[RenderableType]:
    if not act.pouvoirs:
        return
    title = signed(Text(f"{words.section('pouvoirs')} ({len(act.pouvoirs)})", style="bold"), signs, "/pouvoirs")
    rows = [proxy(one, k, signs, words) for k, one in enumerate(act.pouvoirs)]
    yield headed(title, [grid(rows, keep=0)])


def _movements(act: Deliberation, words: Words) -> Iterator[RenderableType]:
    told = [said(f"– {_movement(one)}", most=LONGEST) for one in act.indices.mouvements]
    if told:
        yield headed(Text(words["movements"], style="bold"), told)


def _movement(one: Mouvement) -> str:
    """Who came or left in the words of the page, which may not name them again."""
    name = one.personne.texte
    return one.texte if (one.personne.nom or name) in one.texte else f"{name} ({one.texte})"


def _decision(act: Deliberation, signs: Signs, words: Words) -> Iterator[RenderableType]:
    formula = [valued(act.decision.formule, "/decision/formule", signs, "italic")] if act.decision.formule else []
    points = [(Text("–"), valued(point, f"/decision/points/{k}", signs)) for k, point in enumerate(act.decision.points)]
    if formula or points:
        title = Text(words.section("decision"), style="bold")
        yield headed(title, [*formula, *([_bullets(points)] if points else [])])


def _bullets(points: list[tuple[Text, Text]]) -> RenderableType:
    table = grid(points)
    table.padding = (0, 1, 0, 0)
    return table


def _elected(act: Deliberation, words: Words) -> Iterator[RenderableType]:
    """Whom the act elects: to which office, in which body, with how many votes."""
    rows = []
    for one in act.elus:
        office = ", ".join(part for part in (one.fonction, one.organisme) if part)
        votes = "" if one.voix is None else words.counted(one.voix, "votes")
        rows.append((said(one.personne.texte, most=LONGEST), said(office, most=LONGEST), said(votes)))
    if rows:
        yield headed(Text(f"{words['elected']} ({len(rows)})", style="bold"), [grid(rows, keep=0)])


def _not_shown(act: Deliberation, words: Words) -> Iterator[RenderableType]:
    """The long texts that a terminal is no place for, counted."""
    lists = [
        f"{words.section(name)} ({len(texts)})"
        for name, texts in (("visas", act.visas), ("considerants", act.considerants), ("expose", act.expose))
        if texts
    ]
    if lists:
        yield Text()
        yield said(words["not_shown"].format(what=", ".join(lists)), "dim")


def _legend(signs: Signs, words: Words) -> Iterator[RenderableType]:
    told = [Text(SIGNS[mark], style=STYLES[mark]).append(f" {words[f'marks.{mark}']}") for mark in signs.met]
    if told:
        before, after = words["legend"].split("{marks}")
        yield Text()
        yield Text(before, overflow="fold").append_text(Text(" · ").join(told)).append(after)
