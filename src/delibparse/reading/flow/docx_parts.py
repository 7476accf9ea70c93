"""What a .docx says of itself beside its text: which parts it has, and its sections with their headers."""

from __future__ import annotations

import posixpath

from delibparse.reading.flow.markup import Attributes


class Relations:
    """Hears which parts of the file the main one names; those outside of it are not kept."""

    def __init__(self) -> None:
        self.targets: dict[str, str] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            path = posixpath.normpath(posixpath.join("/word", attributes.get("Target", "")))
            self.targets[attributes.get("Id", "")] = path.lstrip("/")

    def end(self, name: str) -> None:
        """Relationships hold nothing."""

    def data(self, text: str) -> None:
        """Relationships have no text."""


class Sections:
    """Hears of the sections (17.6): the headers of the first that has any, and which begin on a new page."""

    def __init__(self) -> None:
        self.running: dict[str, str] = {}
        self.has_first = False
        self.breaks: list[bool] = []
        self._unseen = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if self._unseen or name == "sectPrChange":
            self._unseen += 1
        elif name == "sectPr":
            self.breaks.append(True)
        elif self.breaks and name in ("headerReference", "footerReference"):
            self.running.setdefault(f"{name} {attributes.get('type', 'default')}", attributes.get("id", ""))
        elif self.breaks and name == "titlePg" and len(self.breaks) == 1:
            self.has_first = attributes.get("val") not in ("0", "false", "off")
        elif self.breaks and name == "type":
            self.breaks[-1] = attributes.get("val") != "continuous"

    def end(self, _: str) -> None:
        if self._unseen:
            self._unseen -= 1

    def data(self, text: str) -> None:
        """Sections have no text of their own."""
