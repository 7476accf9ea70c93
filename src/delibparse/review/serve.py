"""The review on this machine, for this person: pages made as they are asked for, corrections kept at once.

Only 127.0.0.1 is listened on, and only addresses that begin with a random token are answered; a page from elsewhere
can neither read nor send anything here (no CORS, the Host and the Origin of each request are looked at).
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec

from delibparse import corrections, errors
from delibparse.batchfolder import BatchFolder
from delibparse.corrections import Gesture, Word
from delibparse.corrections.apply import act_of, field_of
from delibparse.corrections.fields import BadValue, understood, whole_of
from delibparse.corrections.journal import standing
from delibparse.corrections.model import Value
from delibparse.model.pointers import NoSuchPointer, item_of
from delibparse.review import site
from delibparse.review.gather import Filed, gather
from delibparse.review.render import warnings_html
from delibparse.review.strings import Lang
from delibparse.review.view import ActView, FileView

HOST = "127.0.0.1"
MOST_BYTES = 100_000
"""Of what a page sends: a correction is a line."""

SECONDS = 30.0
"""That a request may take to come."""

KEPT = 20
"""Files whose pages are kept at hand."""

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


class Sent(msgspec.Struct, forbid_unknown_fields=True):
    """What a page sends: the name of the act, the field, what is to become of it."""

    name: str
    champ: str
    geste: Gesture
    retenu: Value = None


class Review:
    """The acts of a batch's folder and what is said of them, one request at a time."""

    def __init__(self, folder: Path, out: Path, lang: Lang, workers: Any, tell: site.Tell) -> None:
        self.folder, self.out, self.lang = folder, out, lang
        self._batch = gather(folder)
        site.prepare(out)
        self._orders = {order.filed.sha256[:16]: order for order in site.arranged(self._batch, out, lang)}
        self._rows = site.survey(site.look, self._batch, out, lang, workers, tell)
        self._opened: OrderedDict[str, site.Opened] = OrderedDict()
        self._lock = threading.Lock()

    # ---- pages ----

    def get(self, path: str) -> tuple[str, bytes]:
        """The type and the content of what stands at a path below the token. Raises Refused."""
        suffix = Path(path).suffix
        with self._lock:
            if path in ("", "index.html"):
                return TYPES[".html"], site.index(self._index(), self._batch, self.lang, serve=True).encode()
            if path == site.DATA:
                return TYPES[".js"], site.data(self._index())
            folder, _, name = path.partition("/")
            if folder == site.ACTS and suffix == ".html":
                order, opened, k = self._act(Path(name).stem)
                return TYPES[".html"], site.page(order, opened, k, serve=True).encode()
            if folder in (site.PAGES, site.ASSETS) and suffix in TYPES and name == Path(name).name:
                try:
                    return TYPES[suffix], (self.out / folder / name).read_bytes()
                except OSError as error:
                    raise Refused(HTTPStatus.NOT_FOUND) from error
        raise Refused(HTTPStatus.NOT_FOUND)

    def _act(self, name: str) -> tuple[site.Order, site.Opened, int]:
        mark, _, number = name.partition("-")
        order = self._orders.get(mark)
        if order is None or not number.isdigit():
            raise Refused(HTTPStatus.NOT_FOUND)
        opened = self._open(order)
        if not 1 <= int(number) <= len(opened.names):
            raise Refused(HTTPStatus.NOT_FOUND)
        return order, opened, int(number) - 1

    def _open(self, order: site.Order) -> site.Opened:
        mark = order.filed.sha256[:16]
        if mark not in self._opened:
            self._opened[mark] = site.open_file(order)
            if len(self._opened) > KEPT:
                self._opened.popitem(last=False)
        self._opened.move_to_end(mark)
        return self._opened[mark]

    def _index(self) -> list[site.Row]:
        return [row for rows in self._rows.values() for row in rows]

    # ---- corrections ----

    def post(self, body: bytes) -> dict[str, Any]:
        """Keeps what a page sent, and tells how the act stands then. Raises Refused."""
        try:
            sent = msgspec.json.decode(body, type=Sent)
        except msgspec.MsgspecError as error:
            raise Refused(HTTPStatus.BAD_REQUEST, str(error)) from error
        with self._lock:
            order, opened, k = self._act(sent.name)
            said = _words(order.filed, sent, opened.shown, k)
            try:
                corrections.append(BatchFolder(self.folder).corrections, said)
            except errors.DelibparseError as failure:
                raise Refused(HTTPStatus.INSUFFICIENT_STORAGE, failure.sentence(self.lang)) from failure
            order = self._say(order, said)
            return _standing(self._open(order), k, self.lang)

    def _say(self, order: site.Order, said: list[Word]) -> site.Order:
        mark = order.filed.sha256[:16]
        words = standing([*order.filed.words, *said]).get(order.filed.sha256, [])
        self._orders[mark] = replace(order, filed=replace(order.filed, words=tuple(words)))
        self._opened.pop(mark, None)
        self._rows[order.filed.sha256] = site.rows_of(self._open(self._orders[mark]))
        return self._orders[mark]


def _words(filed: Filed, sent: Sent, shown: FileView, k: int) -> list[Word]:
    """What a page sent as lines of the file: where the value stands, and what was read there, are the record's. A word
    said of the same value when it had another pointer is taken back. Raises Refused."""
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
    word = Word(
        quand=now,
        geste=sent.geste,
        fichier=filed.key,
        sha256=filed.sha256,
        acte=k + 1,
        champ=sent.champ,
        numero=read.numero,
        pages=read.pages,
        lu=None if row is None else row.raw_parts.get(sent.champ, row.raw),
        retenu=retenu,
        lieux=row.spots if row else [],
    )
    return [*_moved(filed, sent, shown, k, now), word]


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
        if path != "corrections":
            raise Refused(HTTPStatus.NOT_FOUND)
        if self.headers.get("Origin") != self.server.origin:
            raise Refused(HTTPStatus.FORBIDDEN)
        if self.headers.get_content_type() != "application/json":
            raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > MOST_BYTES:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return TYPES[".json"], msgspec.json.encode(self.server.review.post(self.rfile.read(int(length))))

    def _answer(self, work: Callable[[str], tuple[str, bytes]]) -> None:
        status, why = HTTPStatus.OK, ""
        kind, content = TYPES[".json"], b""
        try:
            kind, content = work(self._below_token())
        except Refused as refused:
            status, why = refused.status, refused.why
        except errors.DelibparseError as failure:
            status, why = HTTPStatus.INTERNAL_SERVER_ERROR, failure.sentence(self.server.review.lang)
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
