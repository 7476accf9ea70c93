"""Writes the lists: who is present, represented, excused, absent; in the plan's headings, marks and order."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from .blocks import Block
from .naming import listed, print_list
from .people import Member
from .sitting import Sitting, agree

Truth = dict[str, Any]
UNSAID = -1
"""The count of a heading that stands over nobody: a reader may take it for none or for nothing said; it isn't scored."""

HELD = ("(pouvoir de {a})", "(procuration de {a})", "(a reçu pouvoir de {a})", "(ayant pouvoir de {a})")


def write_lists(sitting: Sitting) -> tuple[dict[str, list[Block]], Truth, dict[str, int]]:
    """Blocks by letter of `wordings.ORDERS`, the truth of the lists, and the counts that headings declare."""
    plan = sitting.plan
    declared: dict[str, int] = {}
    truth: Truth = {
        "presents": [sitting.person(one) for one in _listed_present(sitting)],
        "pouvoirs": [{"mandant": sitting.person(a), "mandataire": sitting.person(b)} for a, b in sitting.proxies],
    }
    blocks = {"P": _present(sitting, declared), "W": [], "E": [], "A": []}
    out = [*sitting.excused, *sitting.absent]
    if plan["mixed"] != "apart":
        blocks["W"] = _mixed(sitting, out)
        truth |= _mixed_truth(sitting, out)
        return blocks, truth, declared
    if sitting.proxies and plan["pair"] != "in the list of those present":
        heading = agree(plan["heading proxies"], [a for a, _ in sitting.proxies])
        if "{n}" in plan["heading proxies"]:
            declared["pouvoirs"] = len(sitting.proxies)
        blocks["W"] = _pairs(
            sitting, _heading(sitting, heading), [print_pair(sitting, *pair) for pair in sitting.proxies]
        )
    for letter, field, members in (("E", "excused", sitting.excused), ("A", "absent", sitting.absent)):
        if members:
            form = plan[f"heading {field}"]
            if "{n}" in form:
                declared["excuses" if letter == "E" else "absents"] = len(members)
            blocks[letter] = _members(
                sitting, _heading(sitting, agree(form, members)), print_list(plan["name"], members), members
            )
        elif plan["empty heading"] != "left out" and "{n}" not in plan[f"heading {field}"]:
            heading = _heading(sitting, agree(plan[f"heading {field}"], members))
            blocks[letter] = [Block("line", heading if plan["empty heading"] == "printed" else f"{heading} néant")]
            declared["excuses" if letter == "E" else "absents"] = UNSAID
    truth["excuses"] = [sitting.person(one) for one in sitting.excused]
    truth["absents"] = [sitting.person(one) for one in sitting.absent]
    return blocks, truth, declared


def print_pair(sitting: Sitting, giver: Member, holder: Member) -> str:
    """`Mme A a donné pouvoir à M. B`, in the plan's form; `M. le Maire` where the plan names roles and B is he."""
    name = sitting.name(holder)
    form = sitting.plan["holder"]
    if holder is sitting.president and form != "by name":
        name = {"M. le Maire": sitting.title(), "Monsieur le Maire": sitting.title(long=True)}.get(
            form, sitting.title().split(" ", 1)[1]
        )
    pair = sitting.plan["pair"].format(a=sitting.name(giver), b=name, e="e" if giver.woman else "")
    return pair.replace(" à le ", " au ").replace(" de le ", " du ")


def _listed_present(sitting: Sitting) -> list[Member]:
    members = list(sitting.present)
    if sitting.plan["president listed"] == "named in the opening alone":
        members = members[1:]
    if sitting.plan["president listed"] == "role before" or sitting.plan["separator"] == "ranks":
        return [members[0], *listed(sitting.plan["name"], members[1:])]
    return listed(sitting.plan["name"], members)


def _present(sitting: Sitting, declared: dict[str, int]) -> list[Block]:
    plan = sitting.plan
    members = _listed_present(sitting)
    if "{n}" in plan["heading present"]:
        declared["presents"] = len(sitting.present)
    heading = _heading(sitting, agree(plan["heading present"], members, len(sitting.present)))
    if plan["separator"] == "ranks":
        return [_head_block(sitting, heading), *_ranks(sitting, members)]
    before: list[Block] = []
    if plan["president listed"] == "role before":
        before = [Block("line", f"{sitting.chef} : {sitting.name(members[0])}")]
        members = members[1:]
    names = print_list(plan["name"], members)
    if plan["president listed"] == "with the role" and members[0] is sitting.president:
        names[0] += f", {sitting.chef}"
    if plan["pair"] == "in the list of those present":
        form = sitting.random("held").choice(HELD)
        givers = {holder.family: sitting.name(giver) for giver, holder in sitting.proxies}
        names = [
            f"{name} {form.format(a=givers[one.family])}" if one.family in givers else name
            for name, one in zip(names, members, strict=True)
        ]
    if before:
        return [_head_block(sitting, heading), *before, *_members(sitting, "", names, members)]
    return _members(sitting, heading, names, members)


def _ranks(sitting: Sitting, members: Sequence[Member]) -> list[Block]:
    """`M. X, Maire, / A, B, Adjoints, / C, D, conseillers municipaux.`"""
    names = [sitting.name(one) for one in members]
    head = 1 if members[0] is sitting.president else 0
    middle = head + max(1, len(names) // 4)
    deputies, rest = {
        "Maire": ("Adjoints au Maire", "Conseillers municipaux"),
        "Président": ("Vice-présidents", "Délégués"),
    }[sitting.council.chef]
    lines = [f"{names[0]}, {sitting.chef},"] if head else []
    lines.append(
        f"{', '.join(names[head:middle])}, {deputies if middle - head > 1 else deputies.replace('s ', ' ', 1).removesuffix('s')},"
    )
    lines.append(f"{', '.join(names[middle:])}, {rest}.")
    return [Block("para", line) for line in lines]


def _members(sitting: Sitting, heading: str, names: list[str], members: Sequence[Member]) -> list[Block]:
    """A list under its heading, its names parted as the plan says."""
    separator = sitting.plan["separator"]
    if separator == "ranks":
        separator = ", "
    if separator.endswith("columns"):
        width = 2 if separator.startswith("two") else 3
        rows = tuple(tuple(names[k : k + width]) for k in range(0, len(names), width))
        return [*_alone(sitting, heading), Block("columns", rows=rows)]
    if separator.startswith("lines"):
        mark = separator.removeprefix("lines").strip()
        if mark == ",":
            return [
                *_alone(sitting, heading),
                *(Block("line", f"{name},") for name in names[:-1]),
                Block("line", names[-1]),
            ]
        return [*_alone(sitting, heading), *(Block("line", f"{mark} {name}".strip()) for name in names)]
    return _running(sitting, heading, _stopped(sitting, _joined(separator, names)))


def _pairs(sitting: Sitting, heading: str, pairs: list[str]) -> list[Block]:
    plan = sitting.plan
    separator = plan["pair separator"]
    if separator == "table":
        head = ("Mandant", "Mandataire") if plan.salt % 2 else ("Nom", "Pouvoir à")
        rows = tuple((sitting.name(a), sitting.name(b)) for a, b in sitting.proxies)
        return [*_alone(sitting, heading), Block("table", rows=(head, *rows))]
    if separator == "two columns":
        rows = tuple((sitting.name(a), f"à {sitting.name(b)}") for a, b in sitting.proxies)
        return [*_alone(sitting, heading), Block("columns", rows=rows)]
    if separator.startswith("lines"):
        mark = separator.removeprefix("lines").strip()
        if mark == ",":
            return [
                *_alone(sitting, heading),
                *(Block("line", f"{pair},") for pair in pairs[:-1]),
                Block("line", pairs[-1]),
            ]
        return [*_alone(sitting, heading), *(Block("line", f"{mark} {pair}".strip()) for pair in pairs)]
    return _running(sitting, heading, _stopped(sitting, _joined(separator, pairs)))


def _mixed(sitting: Sitting, out: Sequence[Member]) -> list[Block]:
    """Those represented and the others under one heading; each says which he is where the heading does not."""
    plan = sitting.plan
    pairs = [print_pair(sitting, *pair) for pair in sitting.proxies]
    plain = [sitting.name(one) for one in out]
    if plan["mixed"] == "Absents et procurations :":
        plain = [f"{name} excusé{'e' if one.woman else ''}" for name, one in zip(plain, out, strict=True)]
    entries = [*plain, *pairs] if plan.salt % 2 else [*pairs, *plain]
    return _pairs(sitting, _heading(sitting, plan["mixed"]), entries)


def _mixed_truth(sitting: Sitting, out: Sequence[Member]) -> Truth:
    people = [sitting.person(one) for one in out]
    heading = sitting.plan["mixed"]
    if heading == "Absents :":
        return {"excuses": [], "absents": people}
    if "ou" in heading.split():
        return {}  # which of the two, the page does not say
    return {"excuses": people, "absents": []}


def _heading(sitting: Sitting, text: str) -> str:
    slip = sitting.plan["slip"]
    if slip.startswith("capital headings"):
        text = text.upper()
    if slip == "capital headings without accents":
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    if slip == "no space before colon":
        text = text.replace(" :", ":")
    return text


def _head_block(sitting: Sitting, heading: str) -> Block:
    kind = {"bold, names behind": "bold", "underlined, alone": "underlined"}.get(sitting.plan["headings set"], "line")
    return Block(kind, heading)


def _alone(sitting: Sitting, heading: str) -> list[Block]:
    return [_head_block(sitting, heading)] if heading else []


def _running(sitting: Sitting, heading: str, text: str) -> list[Block]:
    """A list that runs on, behind its heading or below it."""
    set_ = sitting.plan["headings set"]
    if not heading:
        return [Block("para", text)]
    if (
        heading[-1] != ":"
        or (set_.endswith("alone") and sitting.plan["file"] != "flat text")
        or set_ == "alone on its line"
    ):
        return [_head_block(sitting, heading), Block("para", text)]
    return [Block("para", f"**{heading}** {text}" if set_.startswith("bold") else f"{heading} {text}")]


def _stopped(sitting: Sitting, text: str) -> str:
    """The list with its full stop, which half of the documents set, and all those that have nothing else to end it."""
    ends = sitting.plan.salt % 2 or sitting.plan["file"] == "flat text"
    return f"{text}." if ends and not text.endswith(".") else text


def _joined(separator: str, names: list[str]) -> str:
    if separator != ", et":
        return separator.join(names)
    return f"{', '.join(names[:-1])} et {names[-1]}" if len(names) > 1 else names[0]
