"""The review on this machine, for this person: pages made as they are asked for, corrections kept at once.

Only 127.0.0.1 is listened on, and only addresses that begin with a random token are answered; a page from elsewhere
can neither read nor send anything here (no CORS, the Host and the Origin of each request are looked at).
"""

from __future__ import annotations

import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec

from delibparse import corrections, errors
from delibparse.batchfolder import BatchFolder
from delibparse.corrections import Gesture, Word
from delibparse.corrections.apply import act_of, field_of
from delibparse.corrections.fields import BadValue, understood, whole_of
from delibparse.corrections.model import Value
from delibparse.corrections.teach import Lesson, spread, target, teaches
from delibparse.model.people import council_of
from delibparse.model.pointers import NoSuchPointer, item_of
from delibparse.review import site
from delibparse.review.gather import Filed, gather, stamp_of, state_of
from delibparse.review.pictures import Pictures
from delibparse.review.render import label_of, warnings_html
from delibparse.review.sheets import Sheet
from delibparse.review.strings import Lang, strings
from delibparse.review.view import SAID, ActView, FileView, Shown

T = TypeVar("T")

HOST = "127.0.0.1"
MOST_BYTES = 1_000_000
"""Of what a page sends: a correction is a line, which holds a value as it was and as it is to be."""

SECONDS = 30.0
"""That a request may take to come."""

KEPT = 20
"""Files whose pages are kept at hand, and in which a misreading is looked for again."""

TYPES = {
    ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
    ".webp": "image/webp", ".json": "application/json",
}  # fmt: skip
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


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


class Review:
    """The acts of a batch's folder and what is said of them, one request at a time."""

    def __init__(self, folder: Path, out: Path, lang: Lang, workers: Any, tell: site.Tell) -> None:
        self.folder, self.out, self.lang = folder, out, lang
        self._batch = gather(folder)
        site.prepare(out)
        self._orders = {order.filed.sha256[:16]: order for order in site.arranged(self._batch, out, lang)}
        self._rows = site.survey(site.look, self._batch, out, lang, workers, tell)
        self._opened: OrderedDict[str, tuple[Any, site.Opened]] = OrderedDict()
        self._words = stamp_of(self._corrections)
        self._lock = threading.Lock()
        self._pictures = Pictures()

    @property
    def _corrections(self) -> Path:
        return BatchFolder(self.folder).corrections

    # ---- pages ----

    def get(self, path: str) -> tuple[str, bytes]:
        """The type and the content of what stands at a path below the token. Raises Refused."""
        suffix = Path(path).suffix
        folder, _, name = path.partition("/")
        if folder == site.ACTS and suffix == ".html":
            drawn = self._drawn(self._order(Path(name).stem))
            with self._lock:
                order, opened, k = self._act(Path(name).stem)
                return TYPES[".html"], site.page(order, replace(opened, sheets=drawn), k, serve=True).encode()
        with self._lock:
            if path in ("", "index.html"):
                return TYPES[".html"], site.index(self._index(), self._batch, self.lang, serve=True).encode()
            if path == site.DATA:
                return TYPES[".js"], site.data(self._index())
            if folder in (site.PAGES, site.ASSETS) and suffix in TYPES and name == Path(name).name:
                try:
                    return TYPES[suffix], (self.out / folder / name).read_bytes()
                except (OSError, ValueError) as error:
                    raise Refused(HTTPStatus.NOT_FOUND) from error
        raise Refused(HTTPStatus.NOT_FOUND)

    def _drawn(self, order: site.Order) -> list[Sheet]:
        """The pictures of a file's pages. Raises Refused."""
        try:
            return self._pictures.of(order)
        except errors.ChangedSince as failure:
            raise Refused(HTTPStatus.CONFLICT, failure.sentence(self.lang)) from failure

    def _act(self, name: str) -> tuple[site.Order, site.Opened, int]:
        self._hear()
        order, number = self._order(name), int(name.partition("-")[2])
        opened = self._open(order)
        if not 1 <= number <= len(opened.names):
            raise Refused(HTTPStatus.NOT_FOUND)
        return order, opened, number - 1

    def _order(self, name: str) -> site.Order:
        """The file of an act's page. Raises Refused."""
        mark, _, number = name.partition("-")
        order = self._orders.get(mark)
        if order is None or not re.fullmatch("[0-9]{1,6}", number):
            raise Refused(HTTPStatus.NOT_FOUND)
        return order

    def _open(self, order: site.Order) -> site.Opened:
        """The file with its pages, as it is now: a batch may have written it since. Raises Refused."""
        mark, state = order.filed.sha256[:16], state_of(order.filed)
        if mark not in self._opened or self._opened[mark][0] != state:
            try:
                self._opened[mark] = state, site.open_file(order, [])
            except errors.ChangedSince as failure:
                raise Refused(HTTPStatus.CONFLICT, failure.sentence(self.lang)) from failure
            if len(self._opened) > KEPT:
                self._opened.popitem(last=False)
        self._opened.move_to_end(mark)
        return self._opened[mark][1]

    def _hear(self) -> None:
        """Take in what others have said since: another server, a file that was added, an editor."""
        now = stamp_of(self._corrections)
        if now == self._words:
            return
        self._words, said = now, corrections.load(self._corrections).by_file
        for mark, order in self._orders.items():
            words = tuple(said.get(order.filed.sha256, ()))
            if words != order.filed.words:
                self._orders[mark] = replace(order, filed=replace(order.filed, words=words))
                self._opened.pop(mark, None)

    def _index(self) -> list[site.Row]:
        return [row for rows in self._rows.values() for row in rows]

    # ---- corrections ----

    def post(self, body: bytes) -> dict[str, Any]:
        """Keeps what a page sent, and tells how the act stands then. Raises Refused."""
        sent = _decoded(body, Sent)
        with self._lock:
            said, [(order, k)] = self._keep([sent])
            return self._told(order, k) | {"alike": self._alike(said[-1], order)}

    def post_together(self, body: bytes) -> dict[str, Any]:
        """Keeps what a page sent of several acts, each as if it were sent alone, or nothing of it. Raises Refused."""
        sent = _decoded(body, Group).mots
        if len({(one.name, one.champ) for one in sent}) < len(sent):
            raise Refused(HTTPStatus.BAD_REQUEST)
        with self._lock:
            for order, k in self._keep(sent)[1]:
                self._told(order, k)
        return {}

    def _keep(self, sent: list[Sent]) -> tuple[list[Word], list[tuple[site.Order, int]]]:
        """Keep what was sent, nobody else adding to the file between the look and the words: all of it, or nothing."""
        said, at = list[Word](), list[tuple[site.Order, int]]()
        try:
            with corrections.alone(BatchFolder(self.folder).corrections_lock):
                for one in sent:
                    order, opened, k = self._act(one.name)
                    said += _words(order.filed, one, opened.shown, k, self.lang)
                    at.append((order, k))
                corrections.append(self._corrections, said)
        except errors.CorrectionRefused as failure:
            raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, failure.sentence(self.lang)) from failure
        except errors.OutputFailure as failure:
            raise Refused(HTTPStatus.INSUFFICIENT_STORAGE, failure.sentence(self.lang)) from failure
        return said, at

    def _alike(self, word: Word, order: site.Order) -> list[dict[str, Any]]:
        """What stands in the other acts of the session as a person has just corrected it, and of which nobody has said
        anything: what the page would send to correct it, and where it is. Looked for in the word's own file, and in
        others that have an act of that day."""
        if not teaches(word):
            return []
        own = order.filed.sha256
        try:
            act = self._open(self._orders[own[:16]]).document.deliberations[word.acte - 1]
        except (Refused, errors.DelibparseError, IndexError):
            return []  # its file has changed in between: the word is kept, and nothing is offered
        lesson = Lesson(word, council_of(act.collectivite), act.seance.date)
        others = [sha for sha, rows in self._rows.items() if any(row["date"] == lesson.day for row in rows)]
        found = list[dict[str, Any]]()
        for sha in [own, *(sha for sha in others if sha != own)][:KEPT]:
            try:
                found += _offered(lesson, self._open(self._orders[sha[:16]]), self.lang)
            except (Refused, errors.DelibparseError):
                continue  # a file that cannot be read now has nothing to offer
        return found

    def _told(self, order: site.Order, k: int) -> dict[str, Any]:
        """How the act stands now that the word is kept. Where its file has changed in between, the word is kept all the
        same: the page is only not told what follows from it."""
        self._hear()
        order = self._orders[order.filed.sha256[:16]]
        try:
            opened = self._open(order)
            self._rows[order.filed.sha256] = site.rows_of(opened)
            return _standing(opened, k, self.lang)
        except (Refused, errors.DelibparseError, IndexError):
            return {}


def _decoded(body: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:  # no JSON, no UTF-8, a figure without end
        raise Refused(HTTPStatus.BAD_REQUEST, str(error)) from error


def _offered(lesson: Lesson, opened: site.Opened, lang: Lang) -> Iterator[dict[str, Any]]:
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
            "fichier": opened.filed.key,
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


def _words(filed: Filed, sent: Sent, shown: FileView, k: int, lang: Lang) -> list[Word]:
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


def _standing(opened: site.Opened, k: int, lang: Lang) -> dict[str, Any]:
    """How an act stands, for its page: its warnings, what is left to review, and each value."""
    shown: ActView = opened.shown.acts[k]
    rows = {
        row.pointer: {
            "value": row.value,
            "state": row.state,
            "read": row.read,
            "rawState": row.raw_state,
            "parts": row.parts,
        }
        for row in shown.rows()
    }
    return {"warnings": warnings_html(opened.shown, shown, lang), "order": shown.doubtful(), "rows": rows}


# ---- over HTTP -----------------------------------------------------------------------------------------------------


class Server(ThreadingHTTPServer):
    """Answers for a review until it is stopped. `url` is the address of its index, with the token."""

    daemon_threads = True

    def __init__(self, review: Review, port: int = 0) -> None:
        self.review = review
        self.token = secrets.token_urlsafe(24)
        super().__init__((HOST, port), _Handler)
        self.origin = f"http://{HOST}:{self.server_address[1]}"
        self.url = f"{self.origin}/{self.token}/index.html"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A page that goes away in mid-answer is no failure."""


class _Handler(BaseHTTPRequestHandler):
    server: Server
    server_version, sys_version = "delibparse", ""
    protocol_version = "HTTP/1.1"
    timeout = SECONDS

    def do_GET(self) -> None:
        self._answer(lambda path: self.server.review.get(path))

    def do_POST(self) -> None:
        self._answer(self._post)

    def _post(self, path: str) -> tuple[str, bytes]:
        review = self.server.review
        keep = {"corrections": review.post, "corrections/ensemble": review.post_together}.get(path)
        if keep is None:
            raise Refused(HTTPStatus.NOT_FOUND)
        if self.headers.get("Origin") != self.server.origin:
            raise Refused(HTTPStatus.FORBIDDEN)
        if self.headers.get_content_type() != "application/json":
            raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        length = self.headers.get("Content-Length", "")
        if not re.fullmatch("[0-9]{1,9}", length) or int(length) > MOST_BYTES:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return TYPES[".json"], msgspec.json.encode(keep(self.rfile.read(int(length))))

    def _answer(self, work: Callable[[str], tuple[str, bytes]]) -> None:
        status, why = HTTPStatus.OK, ""
        kind, content = TYPES[".json"], b""
        try:
            kind, content = work(self._below_token())
        except Refused as refused:
            status, why = refused.status, refused.why
        except errors.DelibparseError as failure:
            status, why = HTTPStatus.INTERNAL_SERVER_ERROR, failure.sentence(self.server.review.lang)
        except ConnectionError:
            raise  # the page has gone away
        except Exception as error:  # noqa: BLE001  (one request's fault is kept from the others, and is answered)
            status = HTTPStatus.INTERNAL_SERVER_ERROR
            why = errors.unforeseen(error).sentence(self.server.review.lang)
        if status is not HTTPStatus.OK:
            kind, content = TYPES[".json"], msgspec.json.encode({"why": why or status.phrase})
            self.close_connection = True  # what was sent along may not have been read
        self.send_response(status)
        for name, value in {**HEADERS, "Content-Type": kind, "Content-Length": str(len(content))}.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def _below_token(self) -> str:
        """The path behind the token. Raises Refused: a name that was bound to this address from elsewhere (DNS
        rebinding), a page from another origin, no token."""
        origin = self.server.origin
        if self.headers.get("Host") != origin.removeprefix("http://"):
            raise Refused(HTTPStatus.FORBIDDEN)
        if self.headers.get("Origin", origin) != origin:
            raise Refused(HTTPStatus.FORBIDDEN)
        followed = self.command == "GET" and self.headers.get("Sec-Fetch-Mode") == "navigate"  # a link to the address
        if not followed and self.headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
            raise Refused(HTTPStatus.FORBIDDEN)
        _, token, path = [*self.path.split("?")[0].split("/", 2), "", ""][:3]
        if not secrets.compare_digest(token.encode(), self.server.token.encode()):
            raise Refused(HTTPStatus.NOT_FOUND)
        return path

    def log_message(self, *_: Any) -> None:
        """Nothing is told on stderr for each request."""
