"""The review on this machine, for this person: pages made as they are asked for, corrections kept at once.

Only 127.0.0.1 is listened on, and only addresses that begin with a random token are answered; a page from elsewhere
can neither read nor send anything here (no CORS, the Host and the Origin of each request are looked at).
"""

from __future__ import annotations

import re
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec

from delibparse import corrections, errors
from delibparse.batchfolder import BatchFolder
from delibparse.corrections import Word
from delibparse.corrections.teach import Lesson, teaches
from delibparse.model.people import council_of
from delibparse.review import site
from delibparse.review.gather import gather, stamp_of, state_of
from delibparse.review.pictures import Pictures
from delibparse.review.render import warnings_html
from delibparse.review.sent import Group, Refused, Sent, decoded, offered, words_of
from delibparse.review.sheets import Sheet
from delibparse.review.strings import Lang
from delibparse.review.view import ActView

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
        sent = decoded(body, Sent)
        with self._lock:
            said, [(order, k)] = self._keep([sent])
            return self._told(order, k) | {"alike": self._alike(said[-1], order)}

    def post_together(self, body: bytes) -> dict[str, Any]:
        """Keeps what a page sent of several acts, each as if it were sent alone, or nothing of it. Raises Refused."""
        sent = decoded(body, Group).mots
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
                    said += words_of(order.filed, one, opened.shown, k, self.lang)
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
                found += offered(lesson, self._open(self._orders[sha[:16]]), self.lang)
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
