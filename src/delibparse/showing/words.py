"""What the terminal says, in one language: words, numbers with the right plural, dates."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from delibparse.labels import Lang, field_label, labels, rule_title, section_of


@lru_cache(maxsize=1)
def _all() -> dict[Lang, dict[str, Any]]:
    text = resources.files("delibparse.showing").joinpath("strings.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    lang: Lang

    def __getitem__(self, key: str) -> str:
        """A word, of a table by "table.key"."""
        table, _, name = key.rpartition(".")
        found = _all()[self.lang]
        return str(found[table][name] if table else found[name])

    def counted(self, number: int, key: str) -> str:
        """A number and its word: none is singular in French, plural in English.

        >>> Words("fr").counted(0, "acts"), Words("en").counted(0, "acts"), Words("fr").counted(2, "acts")
        ('0 acte', '0 acts', '2 actes')
        """
        return f"{number} {self.form(number, key)}"

    def form(self, number: int, key: str) -> str:
        """The form of a word that a number asks for."""
        one, _, several = self[key].partition("|")
        is_one = number < 2 if self.lang == "fr" else number == 1
        return one if is_one or not several else several

    def date(self, iso: str) -> str:
        """A date as it is said; what is none stays as it is.

        >>> Words("fr").date("2019-06-01"), Words("en").date("2017-11-09")
        ('1er juin 2019', '9 November 2017')
        """
        year, _, rest = iso.partition("-")
        month, _, day = rest.partition("-")
        if not (month.isdecimal() and day.isdecimal() and 1 <= int(month) <= 12):
            return iso
        name = _all()[self.lang]["months"][int(month) - 1]
        told = self["first"] if int(day) == 1 else str(int(day))
        return self["day"].format(day=told, month=name, year=year)

    def hour(self, time: str) -> str:
        """An hour as it is said: "18 h 30"."""
        return time.replace(":", " h ") if self.lang == "fr" else time

    def share(self, part: float) -> str:
        """A share between 0 and 1, with the language's own decimal mark."""
        told = f"{part:.2f}"
        return told.replace(".", ",") if self.lang == "fr" else told

    def after(self, label: str) -> str:
        """A label and its colon."""
        return f"{label} :" if self.lang == "fr" else f"{label}:"

    def choice(self, value: str) -> str:
        """A value of a closed list, such as `prend_acte`."""
        return str(labels(self.lang)["choices"].get(value, value))

    def field(self, pointer: str) -> str:
        return field_label(pointer, self.lang)

    def has_label(self, pointer: str) -> bool:
        """Whether a field has a label of its own: lists are told by their sections."""
        return pointer in labels(self.lang)["labels"]

    def section(self, name: str) -> str:
        return str(labels(self.lang)["sections"][name])

    def severity(self, gravite: str) -> str:
        return str(labels(self.lang)["severities"][gravite])

    def rule(self, code: str) -> str:
        return rule_title(code, self.lang)

    def place(self, pointers: list[str], page: int | None) -> str:
        """Where to look: "vote, page 2"; empty where nothing tells."""
        name = section_of(pointers[0]) if pointers else ""
        label = self.field(pointers[0]) if name == "identite" else self.section(name) if name else ""
        where = [_small(label)] if label else []
        where += [f"{self['page']} {page}"] if page else []
        return ", ".join(where)


def _small(label: str) -> str:
    """A label inside a sentence: its first letter small, but for an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
