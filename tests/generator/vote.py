"""Writes the vote of an act in the plan's form, and what it tells: result, unanimity, figures, names.

A figure that is not printed is left out of the truth where it follows from the others ("à l'unanimité" gives those in
favour), and `null` where nothing on the page gives it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .blocks import Block
from .calendar_words import in_words
from .naming import print_list
from .people import Member
from .sitting import Sitting

Truth = dict[str, Any]
SIDES = ("pour", "contre", "abstentions", "non_participants", "blancs_nuls")


@dataclass(frozen=True)
class Ballot:
    """Who voted how: those against, abstaining and keeping out by name, all others for. Proxies vote as their holders."""

    against: tuple[Member, ...] = ()
    abstaining: tuple[Member, ...] = ()
    out: tuple[Member, ...] = ()
    votes: int = 0
    carried: tuple[tuple[str, int], ...] = ()

    def weight(self, members: Sequence[Member]) -> int:
        held = dict(self.carried)
        return sum(1 + held.get(one.family, 0) for one in members)

    @property
    def figures(self) -> dict[str, int]:
        aside = {"contre": self.against, "abstentions": self.abstaining, "non_participants": self.out}
        counts = {side: self.weight(members) for side, members in aside.items()}
        return {"pour": self.votes - sum(counts.values()), **counts}


@dataclass(frozen=True)
class Written:
    """`within` stands in the decision's sentence (", à l'unanimité"), `after` below the decision; one is empty."""

    within: str
    after: list[Block]
    truth: Truth


def cast(sitting: Sitting, issue: str, rank: int) -> Ballot:
    """The ballot of the act of that rank: who votes otherwise is drawn among the present but the president."""
    random = sitting.random(f"vote {rank}")
    held = sitting.carried
    others = list(sitting.present[1:])
    if sitting.plan["voters"] not in ("(+1 pouvoir)", "dont un pouvoir"):
        others = [one for one in others if one.family not in held] or others
    random.shuffle(others)
    base = Ballot(votes=sitting.voters, carried=tuple(sorted(held.items())))
    few = others[: max(1, min(random.randint(1, 4), (sitting.voters - 1) // 3))]
    if issue == "with abstentions":
        return _with(base, abstaining=few)
    if issue == "divided":
        cut = random.randint(1, len(few))
        return _with(base, against=few[:cut], abstaining=few[cut:])
    if issue == "some keep out":
        return _with(base, out=few[:1])
    if issue == "rejected":
        return _with(base, against=[one for one in others if one.family not in held][: sitting.voters // 2 + 1])
    return base


def _with(
    base: Ballot, against: Sequence[Member] = (), abstaining: Sequence[Member] = (), out: Sequence[Member] = ()
) -> Ballot:
    return Ballot(tuple(against), tuple(abstaining), tuple(out), base.votes, base.carried)


def write_vote(sitting: Sitting, issue: str, rank: int = 0) -> Written:
    ballot = cast(sitting, issue, rank)
    if issue == "taken note of":
        return Written("", [], {"resultat": "prend_acte"})
    if issue == "rejected" and ballot.figures["contre"] <= ballot.figures["pour"]:
        issue, ballot = "unanimous", cast(sitting, "unanimous", rank)  # too many proxies stand for the proposal
    if issue == "unanimous":
        return _unanimous(sitting, ballot)
    return _tally(sitting, ballot, issue)


def _unanimous(sitting: Sitting, ballot: Ballot) -> Written:
    form = sitting.plan["unanimity"]
    truth: Truth = {"resultat": "adopte", "unanimite": True}
    pour = ballot.figures["pour"]
    text = form.format(pour=pour)
    if "{pour}" in form:
        truth["pour"] = pour
    if form == "figures":
        return _tally(sitting, ballot, "unanimous")
    if form == "par {pour} voix pour":
        truth = {"resultat": "adopte", "pour": pour}
    if "0 voix contre" in form:
        truth |= {"contre": 0, "abstentions": 0}
    if form == "unanime":
        return Written(", unanime", [], truth)
    if text[0].islower():
        return Written(f", {text}", [], truth)
    return Written("", [Block("line", text)], truth)


def _tally(sitting: Sitting, ballot: Ballot, issue: str) -> Written:
    plan, figures = sitting.plan, dict(ballot.figures)
    out = figures.pop("non_participants")
    truth: Truth = {
        "resultat": "rejete" if issue == "rejected" else "adopte",
        "unanimite": False,
        **figures,
        "non_participants": None,
    }
    if not out and not figures["contre"] and not figures["abstentions"]:
        truth["unanimite"] = True
    form = plan["tally"]
    within = _within(form, figures)
    blocks: list[Block] = []
    names = {"contre": ballot.against, "abstentions": ballot.abstaining}
    named = {side: _voters(sitting, members) for side, members in names.items() if members and plan["voters"] != "none"}
    if out:
        del truth["unanimite"]
        truth["non_participants"] = out
    if within:
        if form == "à la majorité":
            truth["contre"] = figures["contre"] or None
            truth["abstentions"] = figures["abstentions"] or None
            if not figures["contre"]:
                del truth["contre"]
            if not figures["abstentions"]:
                del truth["abstentions"]
    else:
        blocks = _tally_blocks(sitting, form, figures, named)
    noms = {side: [_voice(sitting, one) for one in members] for side, members in names.items() if side in named}
    if named:
        truth["noms"] = {side: noms.get(side, []) for side in ("pour", "contre", "abstentions", "non_participants")}
    if named and (within or not _carries(sitting)):
        blocks += _named_lines(sitting, named)
    if out:
        keeps = sitting.name(ballot.out[0])
        blocks.append(
            Block(
                "line", f"Ne prend pas part au vote : {keeps}" if out == 1 else f"Ne prennent pas part au vote : {out}"
            )
        )
        if out == 1:
            truth["noms"] = {
                "pour": [],
                "contre": [],
                "abstentions": [],
                "non_participants": [_voice(sitting, ballot.out[0])],
            }
    if issue == "rejected":
        blocks.append(Block("line", ("La proposition est rejetée.", "Délibération rejetée.", "REJETÉ")[plan.salt % 3]))
    return Written(within, blocks, truth)


def _carries(sitting: Sitting) -> bool:
    """Whether the tally's own lines have room for names behind their figures."""
    forms = ("labels on lines", "labels on one line", "capitals", "vote line")
    return sitting.plan["tally"] in forms and sitting.plan["voters"] != "lines"


def _within(form: str, figures: dict[str, int]) -> str:
    pour, contre, abst = figures["pour"], figures["contre"], figures["abstentions"]
    if form == "par voix":
        return f", par {pour} voix pour, {contre} voix contre et {abst} abstention{_s(abst)}"
    if form == "votes":
        return f", par {pour} votes pour, {contre} vote{_s(contre)} contre, {abst} abstention{_s(abst)}"
    if form == "parentheses":
        return (
            f", à la majorité ({pour} pour, {contre} contre, {abst} abstention{_s(abst)})"
            if contre or abst
            else f", à l'unanimité ({pour} pour, 0 contre, 0 abstention)"
        )
    if form == "à la majorité":
        parts = [
            f"{pour} voix pour",
            *([f"{contre} voix contre"] if contre else []),
            *([f"{abst} abstention{_s(abst)}"] if abst else []),
        ]
        head = "à la majorité" if contre or abst else "à l'unanimité"
        return f", {head} par {parts[0]}" + (
            f" et {parts[1]}" if len(parts) == 2 else f", {parts[1]} et {parts[2]}" if len(parts) > 2 else ""
        )
    if form == "words":
        against = f"{_count(contre)} voix contre"
        return f", par {in_words(pour)} voix pour, {against} et {_count(abst)} abstention{_s(abst)}"
    return ""


def _tally_blocks(sitting: Sitting, form: str, figures: dict[str, int], named: dict[str, str]) -> list[Block]:
    pour, contre, abst = figures["pour"], figures["contre"], figures["abstentions"]
    lines = {
        "labels on lines": ("Pour : {p}", "Contre : {c}{cn}", "Abstention{s} : {a}{an}"),
        "labels on one line": ("Pour : {p}     Contre : {c}{cn}     Abstention{s} : {a}{an}",),
        "dashes": ("VOTE : {p} POUR - {c} CONTRE - {a} ABSTENTION{S}",),
        "figures first": ("{p} voix pour", "{c} voix contre", "{a} abstention{s}"),
        "vote line": ("Vote : pour {p}, contre {c}{cn}, abstention{s} {a}{an}",),
        "capitals": ("POUR : {p}", "CONTRE : {c}{cn}", "ABSTENTION{S} : {a}{an}"),
        "nombre de voix": ("Nombre de voix pour : {p}", "Nombre de voix contre : {c}", "Nombre d'abstentions : {a}"),
        "résultat": ("Résultat du vote : {p} pour, {c} contre, {a} abstention{s}.",),
        "ont voté": ("Ont voté pour : {p}", "Ont voté contre : {c}", "Se sont abstenus : {a}"),
    }  # fmt: skip
    if form == "table":
        return [Block("table", rows=(("Pour", "Contre", "Abstentions"), (str(pour), str(contre), str(abst))))]
    slots = {"p": pour, "c": contre, "a": abst, "s": _s(abst), "S": _s(abst).upper()}
    behind = (
        {side: _behind(sitting.plan["voters"], names) for side, names in named.items()} if _carries(sitting) else {}
    )
    slots |= {"cn": behind.get("contre", ""), "an": behind.get("abstentions", "")}
    return [Block("line", line.format(**slots)) for line in lines[form]]


def _voters(sitting: Sitting, members: Sequence[Member]) -> str:
    """`Mme A, M. B (+1 pouvoir)`, as the plan names voters."""
    form = sitting.plan["voters"]
    names = [sitting.name(one) for one in members]
    if form == "collective":
        short = sitting.plan["name"] in ("M. NOM", "Mmes NOM, MM. NOM")
        names = print_list("Mmes NOM, MM. NOM" if short else "MM. Prénom NOM", members)
    told = {"(+1 pouvoir)": " (+1 pouvoir)", "dont un pouvoir": " (dont un pouvoir)"}.get(form, "")
    held = sitting.carried
    names = [name + told if one.family in held else name for name, one in zip(names, members, strict=True)]
    if sitting.plan["name"] == "NOM, P.":
        return " ; ".join(names)
    if len(names) > 1 and sitting.plan.salt % 3 == 0:
        return f"{', '.join(names[:-1])} et {names[-1]}"
    return ", ".join(names)


def _behind(form: str, names: str) -> str:
    """The names with the mark that parts them from the figure before them; "" for nobody."""
    if not names:
        return ""
    wrapped = {"brackets": f" [{names}]", "dash": f" – {names}", "colon": f" : {names}", "collective": f" : {names}"}
    return wrapped.get(form, f" ({names})")


def _named_lines(sitting: Sitting, named: dict[str, str]) -> list[Block]:
    """The names where the tally has no room for them: a line a side below the decision, or a line a voter."""
    labels = {
        "contre": ("Contre", "Ont voté contre", "Votes contre"),
        "abstentions": ("Abstentions", "Se sont abstenus", "Abstention(s)"),
    }
    blocks = []
    for side, names in named.items():
        label = f"{labels[side][sitting.plan.salt % 3]} :"
        if sitting.plan["voters"] == "lines":
            mark = " ; " if " ; " in names else ", "
            blocks += [Block("line", label), *(Block("line", name) for name in names.replace(" et ", mark).split(mark))]
        else:
            blocks.append(Block("line", f"{label} {names}"))
    return blocks


def _voice(sitting: Sitting, member: Member) -> Truth:
    told = sitting.plan["voters"] in ("(+1 pouvoir)", "dont un pouvoir")
    return {
        "personne": sitting.person(member),
        "pouvoirs": sitting.carried.get(member.family, 0) if told else 0,
        "groupe": None,
    }


def _count(number: int) -> str:
    """In words, before a noun of the feminine: `aucune`, `une`, `deux`."""
    return {0: "aucune", 1: "une"}.get(number) or in_words(number)


def _s(count: int) -> str:
    return "s" if count > 1 else ""
