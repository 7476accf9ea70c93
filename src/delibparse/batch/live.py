"""How a run is told to people: a live view on a terminal, a line now and then elsewhere, or JSON lines for machines."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from typing import Any, Literal

from delibparse.batch.journal import Outcome
from delibparse.inert import inert_json
from delibparse.labels import Lang, rule_title

How = Literal["live", "lines", "json", "quiet"]

WORDS = {
    "fr": {"files": "fichiers", "pages": "pages", "failed": "échecs", "left": "reste"},
    "en": {"files": "files", "pages": "pages", "failed": "failed", "left": "left"},
}


class Live:
    """Tells on stderr how a run goes; `every` seconds where it is told in lines."""

    def __init__(self, how: How, lang: Lang, every: float) -> None:
        self._how, self._words, self._every = how, WORDS[lang], every
        self._todo = self._files = self._pages = self._failed = 0
        self._warnings: Counter[str] = Counter()
        self._start = self._told = time.monotonic()
        self._progress: Any = None

    def begun(self, todo: int) -> None:
        self._todo = todo
        self._start = self._told = time.monotonic()
        if self._how == "json":
            self._say({"event": "begun", "todo": todo})
        elif self._how == "live" and todo:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[told]}"), TimeRemainingColumn()
            self._progress = Progress(*columns, console=Console(stderr=True))
            self._progress.start()
            self._progress.add_task("", total=todo, told="")

    def settled(self, key: str, outcome: Outcome) -> None:
        self._files += 1
        self._pages += outcome.pages
        self._failed += outcome.failure is not None
        self._warnings.update(dict(outcome.warnings))
        if self._how == "json":
            reason = outcome.failure and outcome.failure[0]
            self._say({"event": "settled", "file": key, "pages": outcome.pages, "failure": reason})
        self._tell()

    def waiting(self) -> None:
        self._tell()

    def ended(self) -> None:
        if self._progress is not None:
            self._progress.update(0, completed=self._files, told=self._line())
            self._progress.stop()
            self._progress = None

    def _tell(self) -> None:
        now = time.monotonic()
        if self._progress is not None:
            self._progress.update(0, completed=self._files, told=self._line())
        elif self._how == "lines" and now - self._told >= self._every:
            self._told = now
            sys.stderr.write(f"delibparse: {self._files}/{self._todo} {self._line()}\n")

    def _line(self) -> str:
        spent = max(time.monotonic() - self._start, 1e-6)
        words = self._words
        common = ", ".join(f"{code} {count}" for code, count in self._warnings.most_common(3))
        left = (self._todo - self._files) * spent / self._files if self._files else 0
        return (
            f"{self._files / spent:.1f} {words['files']}/s, {self._pages / spent:.1f} {words['pages']}/s, "
            f"{words['left']} {left:.0f} s, {words['failed']} {self._failed}" + (f", {common}" if common else "")
        )

    def _say(self, event: dict[str, Any]) -> None:
        sys.stderr.write(inert_json(json.dumps(event, ensure_ascii=False)) + "\n")
        sys.stderr.flush()


def table(stands: dict[str, Any], lang: Lang) -> str:
    """How an archive stands, in lines for people."""
    fr = lang == "fr"
    heads = (
        ("fichiers" if fr else "files", stands["fichiers"]),
        ("lus" if fr else "read", stands["done"]),
        ("en échec" if fr else "failed", stands["failed"]),
        ("laissés" if fr else "left out", stands["laisses"]),
        ("à lire" if fr else "to read", stands["todo"]),
        ("pages", stands["pages"]),
        ("actes" if fr else "acts", stands["actes"]),
    )
    lines = [f"{name:14} {value:>9}" for name, value in heads]
    if (share := stands["mots"].share) is not None:
        lines.append(f"{'mots compris' if fr else 'words read':14} {share:>8.1%}")
    if stands["avertissements"]:
        lines.append("avertissements" if fr else "warnings")
        lines += [
            f"  {code:12} {count:>9}  {rule_title(code, lang)}" for code, count in stands["avertissements"].items()
        ]
    return "\n".join(lines) + "\n"
