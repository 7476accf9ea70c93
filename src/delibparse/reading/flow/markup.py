"""XML and HTML as events, read by libxml2 through lxml: no tree is built, no entity, DTD or address is ever followed.

A document type that declares anything is refused before its first entity; depth and number of elements are bounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from lxml import etree

from delibparse import errors
from delibparse.limits import MAX_DEPTH, MAX_ELEMENTS

CHUNK = 1 << 16

Attributes = Mapping[str, str]
NOTHING: Attributes = MappingProxyType({})


class Handler(Protocol):
    """What hears of a document; names come without their namespaces' addresses."""

    def start(self, name: str, attributes: Attributes, /) -> None: ...
    def end(self, name: str, /) -> None: ...
    def data(self, text: str, /) -> None: ...


class _Target:
    """What lxml calls. It counts, and hands on."""

    def __init__(self, handler: Handler, is_html: bool) -> None:
        self._handler, self._is_html = handler, is_html
        self._depth = self._elements = 0
        self._names: dict[str, str] = {}

    def _local(self, tag: str) -> str:
        name = self._names.get(tag)
        if name is None:
            name = self._names[tag] = tag.rpartition("}")[2] if len(self._names) < 10_000 else tag
        return name

    def start(self, tag: str, attributes: Attributes) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > MAX_DEPTH:
            raise errors.NestedTooDeep(limit=MAX_DEPTH)
        if self._elements > MAX_ELEMENTS:
            raise errors.TooManyElements(limit=MAX_ELEMENTS)
        told = {name.rpartition("}")[2]: value for name, value in attributes.items()} if attributes else NOTHING
        self._handler.start(self._local(tag), told)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._handler.end(self._local(tag))

    def data(self, text: str) -> None:
        self._handler.data(text)

    def doctype(self, *_: object) -> None:
        if not self._is_html:
            raise errors.DamagedFile(why="XML, DOCTYPE")

    def comment(self, text: str) -> None:
        """Comments are no text."""

    def pi(self, *_: object) -> None:
        """Nor are processing instructions."""

    def close(self) -> None:
        """lxml wants one."""


def read_xml(data: bytes, handler: Handler) -> None:
    """Tells a handler what some XML holds. Raises DamagedFile, NestedTooDeep, TooManyElements, and what it raises."""
    parser = etree.XMLParser(
        target=_Target(handler, is_html=False), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        _feed(parser, data)
    except etree.XMLSyntaxError as error:
        raise errors.DamagedFile(why=f"XML, {' '.join(str(error).split())[:100]}") from error


def read_html(text: str, handler: Handler) -> None:
    """The same of HTML, whose faults are mended as libxml2 mends them."""
    parser = etree.HTMLParser(target=_Target(handler, is_html=True), encoding="utf-8", huge_tree=False)
    try:
        _feed(parser, text.encode("utf-8", "replace"))
    except etree.XMLSyntaxError as error:
        raise errors.DamagedFile(why=f"HTML, {' '.join(str(error).split())[:100]}") from error


def _feed(parser: etree.XMLParser | etree.HTMLParser, data: bytes) -> None:
    for at in range(0, len(data), CHUNK):
        parser.feed(data[at : at + CHUNK])
    parser.close()
