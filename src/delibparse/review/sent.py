"""What a page sends of its values and what that becomes: lines of the corrections' file, if what the person saw is what
is there; and what a page is offered to send of other acts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated, Any, TypeVar

import msgspec

from delibparse import errors
from delibparse.corrections import Gesture, Word
from delibparse.corrections.apply import act_of, field_of
from delibparse.corrections.fields import BadValue, understood, whole_of
from delibparse.corrections.model import Value
from delibparse.corrections.teach import Lesson, spread, target
from delibparse.files import shortened
from delibparse.model.pointers import NoSuchPointer, item_of
from delibparse.review import site
from delibparse.review.gather import Filed
from delibparse.review.render import label_of
from delibparse.review.strings import Lang, strings
from delibparse.review.view import SAID, FileView, Shown

T = TypeVar("T")

PATH = 40
"""Characters of a file's path that an offer shows: its end tells files apart."""


class Refused(Exception):
    """A request that is not answered as it would like: the status and why."""

    def __init__(self, status: HTTPStatus, why: str = "") -> None:
        self.status, self.why = status, why
        super().__init__(why)


class Said(msgspec.Struct, forbid_unknown_fields=True):
    """What was said of a field: the gesture and the value kept."""

    geste: Gesture
    retenu: Value = None


class Sent(msgspec.Struct, forbid_unknown_fields=True):
    """What a page sends: the name of the act, the field, what is to become of it; and what the person saw: the value as
    it was read (`lu`), and what was said of it before (`avant`, None for nothing)."""

    name: str
    champ: str
    geste: Gesture
    lu: Value
    avant: Said | None
    retenu: Value = None


class Group(msgspec.Struct, forbid_unknown_fields=True):
    """What a page sends of several acts at once: all is kept, or nothing."""

    mots: Annotated[list[Sent], msgspec.Meta(min_length=1)]


def decoded(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:  # no JSON, no UTF-8, a figure without end
        raise Refused(HTTPStatus.BAD_REQUEST, str(error)) from error


def offered(lesson: Lesson, opened: site.Opened, lang: Lang) -> Iterator[dict[str, Any]]:
    """The same misreadings in a file's acts of the session."""
    for one in spread(lesson, opened.document):
        shown = opened.shown.acts[one.act]
        row = next((row for row in shown.rows() if row.pointer == one.pointer), None)
        champ = target(lesson.word, one.pointer)
        if row is None or row.state in _SAID or not lesson.is_of_session(opened.document, shown.read):
            continue
        yield {
            "name": opened.names[one.act],
            "champ": champ,
            "lu": _raw(row, champ),
            "retenu": lesson.word.retenu,
            "label": label_of(champ, strings(lang)),
            "fichier": shortened(opened.filed.key, PATH),
            "chemin": opened.filed.key,
            "acte": shown.number,
            "objet": shown.act.objet,
            "page": row.spots[0].page if row.spots else None,
            "texte": row.raw,
        }


_SAID = frozenset({*SAID.values(), "left"})
"""The states of values of which a person said something."""


def _raw(row: Shown, champ: str) -> Value:
    """A value, or a part of a name, as it was read."""
    return row.raw_parts.get(champ, row.raw)


def words_of(filed: Filed, sent: Sent, shown: FileView, k: int, lang: Lang) -> list[Word]:
    """What a page sent as lines of the file: where the value stands, and what was read there, are the record's. A word
    said of the same value when it had another pointer is taken back.

    Raises Refused: what the person saw must be what is there, or the word would fall on something else.
    """
    read = shown.acts[k].read
    now = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    retenu = None if sent.geste in ("illisible", "annule") else sent.retenu
    of_reading = (row for row in shown.acts[k].rows() if row.state != "added")
    row = next((row for row in of_reading if row.pointer == whole_of(sent.champ)), None)
    try:
        if sent.geste in ("corrige", "ajoute"):
            place = item_of(sent.champ) if sent.geste == "ajoute" else None
            understood(read, f"{place[0]}/0" if place else sent.champ, retenu)
        if (row is None) != (sent.geste == "ajoute") and sent.geste != "annule":
            raise NoSuchPointer(sent.champ)
    except (NoSuchPointer, BadValue) as failure:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, str(failure)) from failure
    raw = None if row is None else _raw(row, sent.champ)
    stands = shown.acts[k].said.get(sent.champ)
    if not _same(sent.lu, raw) or stands != (None if sent.avant is None else msgspec.to_builtins(sent.avant)):
        raise Refused(HTTPStatus.CONFLICT, errors.ChangedSince().sentence(lang))
    word = Word(
        quand=now,
        geste=sent.geste,
        fichier=filed.key,
        sha256=filed.sha256,
        acte=k + 1,
        champ=sent.champ,
        numero=read.numero,
        pages=read.pages,
        lu=raw,
        retenu=retenu,
        lieux=row.spots if row else [],
    )
    return [*_moved(filed, sent, shown, k, now), word]


def _same(one: Value, other: Value) -> bool:
    """Whether two values are one: a flag is no figure."""
    return type(one) is type(other) and one == other


def _moved(filed: Filed, sent: Sent, shown: FileView, k: int, now: str) -> list[Word]:
    acts = [act.read for act in shown.acts]
    return [
        msgspec.structs.replace(word, quand=now, geste="annule", retenu=None)
        for word in filed.words
        if act_of(word, acts) == k
        and (word.champ, word.acte) != (sent.champ, k + 1)
        and field_of(word, acts[k]) == sent.champ
    ]
