"""Puts an act or the minutes of a session together: `compose(plan)` gives the document's blocks and its truth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .attendance import UNSAID, write_lists
from .blocks import Block, Furniture, as_flat_text, as_text
from .body import choose_subject, sending, write_decision, write_furniture, write_object, write_signature, write_story
from .counts import FIELDS, write_counts
from .opening import make_number, write_opening, write_secretary, write_title
from .plan import Plan
from .sitting import Sitting, invent

Truth = dict[str, Any]


@dataclass(frozen=True)
class Document:
    """An invented document: its plan, its blocks, what each page bears, and what a careful reader finds in it."""

    plan: Plan
    blocks: tuple[Block, ...]
    furniture: Furniture
    truth: Truth

    @property
    def text(self) -> str:
        """The document as text: lines, or one line where the plan says so. Marks of type are left out."""
        form = as_flat_text if self.plan["file"] == "flat text" else as_text
        return form(self.blocks, self.furniture).replace("**", "")


def compose(plan: Plan) -> Document:
    """The document of a plan.

    >>> from .plan import draw
    >>> compose(draw(3)) == compose(draw(3))
    True
    """
    sitting = invent(plan)
    return _minutes(sitting) if plan["nature"] == "minutes" else _extract(sitting)


def _extract(sitting: Sitting) -> Document:
    plan, random = sitting.plan, sitting.random("act")
    number = make_number(plan["number"], sitting.when, random.randint(2, 98))
    title, points = choose_subject(random, plan["issue"])
    object_blocks, printed = write_object(sitting, title, number)
    session_blocks, truth = _session(sitting)
    decision, vote = write_decision(sitting, plan["issue"], points)
    sent, published = sending(sitting)
    signature, signed = write_signature(sitting, sent, published)
    furniture, told = write_furniture(sitting, number, sent, published)
    head = write_title(sitting, number or "")
    before, after = (object_blocks, []) if plan["object place"] == "before the opening" else ([], object_blocks)
    act = {**truth, "identifiant_acte": told["identifiant_acte"], "objet": printed, "vote": vote}
    act["formalites"] = _formalities(told["formalites"], signed)
    if plan["file"] == "flat text" and not plan["object"].endswith("."):
        del act["objet"]  # in one line nothing tells where the object ends
    if number or not told["identifiant_acte"]:
        act["numero"] = number  # a band's number alone: the reader may take it or not
    blocks = (*head, *before, *session_blocks, Block("gap"), *after, *write_story(random), *decision, *signature)
    return Document(plan, blocks, furniture, {"nature": "extrait", "deliberations": [act]})


def _minutes(sitting: Sitting) -> Document:
    plan = sitting.plan
    session_blocks, truth = _session(sitting)
    blocks = [*write_title(sitting, ""), *session_blocks, Block("gap")]
    acts: list[Truth] = []
    told: list[Block] = []
    first = sitting.random("number").randint(4, 80)
    subjects: set[str] = set()
    for rank in range(plan.acts):
        random = sitting.random(f"act {rank}")
        issue = plan["issue"] if rank == 0 else random.choice(("unanimous", "unanimous", plan["issue"]))
        title, points = choose_subject(random, issue)
        while title in subjects:
            title, points = choose_subject(random, "unanimous")
            issue = "unanimous"
        subjects.add(title)
        heading, number, printed = _minutes_heading(plan["minutes heading"], title, rank, sitting.when.year, first)
        decision, vote = write_decision(sitting, issue, points, rank)
        told += [Block("gap"), Block("bold", heading), *write_story(random), *decision]
        acts.append({**truth, "numero": number, "objet": printed, "vote": vote})
    if plan["agenda"] == "listed":
        blocks += [
            Block("line", "Ordre du jour :"),
            *(Block("item", f"- {act['objet']}") for act in acts),
            Block("gap"),
        ]
    sent, published = sending(sitting)
    furniture, _ = write_furniture(sitting, None, sent, published)
    closing = Block("para", f"L'ordre du jour étant épuisé, la séance est levée à {sitting.hour[0] + 2} h 15.")
    return Document(
        plan, (*blocks, *told, Block("gap"), closing), furniture, {"nature": "proces_verbal", "deliberations": acts}
    )


def _session(sitting: Sitting) -> tuple[list[Block], Truth]:
    """Opening, lists, counts and secretary in the plan's order, with all that they tell."""
    plan = sitting.plan
    opening, seance = write_opening(sitting)
    lists, truth, declared = write_lists(sitting)
    counts, figures = write_counts(sitting)
    secretary, officer = write_secretary(sitting)
    pieces = {**lists, "C": counts, "S": secretary}
    order = plan["order"]
    head: list[Block] = []
    if order[0] == "C" and plan.salt % 2:
        head, order = counts, order[1:]
    blocks = [*head, *opening, *(block for letter in order for block in pieces[letter])]
    effectif: Truth = (
        dict.fromkeys(FIELDS) | figures | {key: count for key, count in declared.items() if count != UNSAID}
    )
    for field, count in declared.items():
        if count == UNSAID and field not in figures:
            del effectif[field]
    council = sitting.council
    truth |= {
        "collectivite": {"type": council.kind},
        "seance": {**seance, **officer},
        "effectif": effectif,
        "propre": True,
    }
    if plan["body"] != "bureau":  # "bureau communautaire" or "bureau": the format allows both
        truth["organe"] = council.organe
    return blocks, truth


def _minutes_heading(form: str, title: str, rank: int, year: int, first: int) -> tuple[str, str | None, str]:
    """(the heading, the number that it bears, the object as printed)."""
    act, item = f"{year}-{first + rank:03}", str(rank + 1)
    return {
        "1. Title": (f"{item}. {title}", item, title),
        "N° 2023-014 – Title": (f"N° {act} – {title}", act, title),
        "Délibération n° 2023-014 : Title": (f"Délibération n° {act} : {title}", act, title),
        "1) TITLE": (f"{item}) {title.upper()}", item, title.upper()),
        "Title": (title, None, title),
        "Objet : Title": (f"Objet : {title}", None, title),
        "1/ Title": (f"{item}/ {title}", item, title),
        "POINT 1 : Title": (f"POINT {item} : {title}", item, title),
        "2023-014 Title": (f"{act} {title}", act, title),
    }[form]


def _formalities(band: Truth, signed: Truth) -> Truth:
    """All dates of the act's life: what neither band nor signature tells is null."""
    both = {**signed, **band}
    return {"transmission": None, "reception_prefecture": None, "publication": None, **both}
