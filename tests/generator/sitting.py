"""A session as it was: who sat, who was away, when. All that is printed later comes from here, so it is always true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random

from .naming import Person, civility, person, print_name
from .people import Council, Member, invent_council, invent_members, of_place
from .plan import Plan


@dataclass(frozen=True)
class Sitting:
    """`present` holds the president, first; `proxies` pairs an absent member with the present one who votes for him."""

    plan: Plan
    council: Council
    when: date
    convoked: date
    hour: tuple[int, int]
    present: tuple[Member, ...]
    proxies: tuple[tuple[Member, Member], ...]
    excused: tuple[Member, ...]
    absent: tuple[Member, ...]
    secretary: Member

    @property
    def president(self) -> Member:
        return self.present[0]

    @property
    def voters(self) -> int:
        return len(self.present) + len(self.proxies)

    def random(self, purpose: str) -> Random:
        """Draws for one purpose, so that a choice elsewhere doesn't change what is drawn here."""
        return Random(f"{self.plan.salt} {purpose}")

    def name(self, member: Member) -> str:
        return print_name(self.plan["name"], member)

    def person(self, member: Member) -> Person:
        return person(self.plan["name"], member)

    @property
    def _style_apart(self) -> str:
        """Nobody writes `NOM, P.` but in a list."""
        return "P. NOM" if self.plan["name"] == "NOM, P." else self.plan["name"]

    def name_apart(self, member: Member) -> str:
        """The member out of the lists: in a sentence, under a signature."""
        return print_name(self._style_apart, member)

    def person_apart(self, member: Member) -> Person:
        return person(self._style_apart, member)

    @cached_property
    def carried(self) -> dict[str, int]:
        """Family name of a present member -> the proxies that he holds."""
        held = [holder.family for _, holder in self.proxies]
        return {family: held.count(family) for family in held}

    def title(self, long: bool = False) -> str:
        """`M. le Maire`, `Madame la Présidente`."""
        woman, chef = self.president.woman, self.council.chef
        role = "la Présidente" if woman and chef == "Président" else f"le {chef}"
        return f"{civility(self.president, long)} {role}"

    @property
    def chef(self) -> str:
        """`Maire`, `Président`, `Présidente`."""
        return self.council.chef + ("e" if self.president.woman and self.council.chef == "Président" else "")

    def words(self) -> dict[str, str]:
        """The slots that any phrase may use."""
        organe = self.council.organe
        article = "l'" if organe[0] in "aeiou" else "le "
        return {
            "organe": organe, "ORGANE": organe.upper(), "Organe": organe.capitalize(), "le_organe": article + organe,
            "Le_organe": (article + organe)[0].upper() + (article + organe)[1:], "LE_ORGANE": (article + organe).upper(), "de_lieu": self.council.genitive,
            "body": self.council.name, "BODY": self.council.name.upper(), "dep": self.council.department[0],
            "DEP": self.council.department[0].upper(), "de_siege": of_place(self.council.place), "M": civility(self.president),
            "chef": self.council.chef,
        }  # fmt: skip


def invent(plan: Plan) -> Sitting:
    """The session of a plan. The council, its members and the date are drawn from the plan's salt."""
    random = Random(f"{plan.salt} sitting")
    members = invent_members(plan.members, random)
    present, rest = members[: plan.present], members[plan.present :]
    holders = [present[0], *random.sample(present[1:], len(present) - 1)]
    if plan["holder"] == "by name":
        holders = holders[1:] + holders[:1]
    proxies = tuple(zip(rest[: plan.proxies], holders, strict=False))
    others = rest[plan.proxies :]
    when = date(2015, 1, 5) + timedelta(days=random.randrange(3900))
    while when != _weekday(when) or (when.month, when.day) in ((1, 1), (5, 1), (5, 8), (7, 14), (11, 11)):
        when += timedelta(days=1)
    return Sitting(
        plan=plan,
        council=invent_council(plan["body"], random),
        when=when,
        convoked=_weekday(when - timedelta(days=random.choice((6, 7, 8, 10)))),
        hour=_hour(plan["hour"]),
        present=tuple(present),
        proxies=proxies,
        excused=tuple(others[: plan.excused]),
        absent=tuple(others[plan.excused :]),
        secretary=random.choice(present[1:]),
    )


def _weekday(when: date) -> date:
    """The day, or the Friday before it where it falls on a weekend."""
    return when - timedelta(days=max(0, when.weekday() - 4))


def _hour(form: str) -> tuple[int, int]:
    return (20, 0) if form in ("à 20 heures", "à 20H00") else (20, 30)


def plural(members: Sequence[object]) -> str:
    return "s" if len(members) > 1 else ""


def agree(text: str, members: Sequence[Member], count: int | None = None) -> str:
    """A heading's marks of gender and number filled in for those whom it announces."""
    several = len(members) > 1
    return text.format(
        s="s" if several else "",
        e="e" if members and all(one.woman for one in members) else "",
        Etait="Étaient" if several else "Était",
        etait="étaient" if several else "était",
        n=len(members) if count is None else count,
    )
