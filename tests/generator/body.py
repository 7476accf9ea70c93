"""Writes an act below its head: object, what is told, decision with its vote, and the signatures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from . import calendar_words as cal
from .blocks import Block, Furniture
from .sitting import Sitting
from .subjects import EXPOSITIONS, GROUNDS, REPORTS, SUBJECTS, VISAS, Point
from .vote import write_vote

Truth = dict[str, Any]


def write_object(sitting: Sitting, title: str, number: str | None) -> tuple[list[Block], str]:
    """The object's blocks and the object as printed."""
    form = sitting.plan["object"]
    printed = title.upper() if form in ("TITLE", "OBJET : {O}") else title
    if form in ("title", "TITLE", "boxed"):
        text = f"N° {number} – {printed}" if sitting.plan["number"] == "in the object's line" else printed
        return [Block("boxed" if form == "boxed" else "title", text), Block("gap")], printed
    label, _, below = form.format(o=title, O=printed).partition("\n")
    if below:
        return [Block("bold", label), Block("line", below), Block("gap")], printed
    return [Block("bold", label), Block("gap")], printed


def choose_subject(random: Random, issue: str) -> tuple[str, tuple[Point, ...]]:
    if issue == "taken note of":
        return random.choice(REPORTS), ()
    return random.choice(SUBJECTS)


def write_story(random: Random) -> list[Block]:
    """Exposé, visas and grounds, some of each."""
    blocks = [Block("para", text) for text in random.sample(EXPOSITIONS, random.randint(1, 3))]
    blocks += [Block("para", text) for text in random.sample(VISAS, random.randint(0, 3))]
    return blocks + [Block("para", text) for text in random.sample(GROUNDS, random.randint(0, 1))]


def write_decision(sitting: Sitting, issue: str, points: Sequence[Point], rank: int = 0) -> tuple[list[Block], Truth]:
    """The formula, what is decided, the vote; and the truth of `vote`."""
    plan, words = sitting.plan, sitting.words()
    vote = write_vote(sitting, issue, rank)
    formula = plan["formula"].format(
        **{**words, "chef": sitting.title().split(" ", 2)[2], "M": " ".join(sitting.title().split(" ", 2)[:1])}
    )
    if "le Présidente" in formula:
        formula = formula.replace("le Présidente", "la Présidente")
    lead = (
        formula.rstrip(",")
        + (vote.within if vote.within else "")
        + ("," if vote.within or formula.endswith(",") else "")
    )
    if vote.truth["resultat"] == "prend_acte":
        return [
            Block(
                "para",
                f"{lead} PREND ACTE du rapport présenté." if plan.salt % 2 else f"{lead} prend acte de ce rapport.",
            )
        ], vote.truth
    if vote.truth["resultat"] == "rejete":
        return [Block("para", f"{lead} n'adopte pas la proposition."), *vote.after], vote.truth
    return [*_points(plan["points"], lead, points), *vote.after], vote.truth


def _points(form: str, lead: str, points: Sequence[Point]) -> list[Block]:
    if form == "décide de, one sentence":
        return [Block("para", f"{lead} décide {' et '.join(f'{_de(verb)} {rest}' for verb, _, rest in points)}.")]
    if form in ("DÉCIDE : - de", "décide : • de"):
        word, mark = ("DÉCIDE", "-") if form.startswith("DÉ") else ("décide", "•")
        return [
            Block("para", f"{lead} {word} :"),
            *(Block("item", f"{mark} {_de(verb)} {rest}{_end(points, k)}") for k, (verb, _, rest) in enumerate(points)),
        ]
    if form == "Article 1er":
        return [
            Block("para", f"{lead} DÉCIDE :"),
            *(
                Block("item", f"Article {'1er' if k == 0 else k + 1} : {does.capitalize()} {rest}.")
                for k, (_, does, rest) in enumerate(points)
            ),
        ]
    mark = {"VERBS": "", "1) APPROUVE": "{k}) ", "► Verbs": "► ", "- VERBS": "- ", "> verbs": "> "}[form]
    case = {"► Verbs": str.capitalize, "> verbs": str.lower}.get(form, str.upper)
    return [
        Block("para", lead),
        *(
            Block("item", f"{mark.format(k=k + 1)}{case(does)} {rest}{_end(points, k)}")
            for k, (_, does, rest) in enumerate(points)
        ),
    ]


def _end(points: Sequence[Point], place: int) -> str:
    return "." if place == len(points) - 1 else " ;"


def _de(verb: str) -> str:
    return f"d'{verb}" if verb[0] in "aeiouéè" else f"de {verb}"


def write_signature(sitting: Sitting, sent: date, published: date) -> tuple[list[Block], Truth]:
    form = sitting.plan["signature"]
    president = sitting.name_apart(sitting.president)
    title = sitting.title().split(" ", 1)[1]
    title = title[0].upper() + title[1:]
    truth: Truth = {"signataire": sitting.person_apart(sitting.president)}
    if form == "none":
        return [], {"signataire": None}
    if form == "two officers":
        role = "La" if sitting.secretary.woman else "Le"
        rows = ((f"{title},", f"{role} secrétaire de séance,"), (president, sitting.name_apart(sitting.secretary)))
        return [Block("gap"), Block("columns", rows=rows)], {}
    blocks = [Block("gap")]
    if form == "executory":
        blocks.append(
            Block(
                "line",
                f"Acte rendu exécutoire après transmission en préfecture le {cal.short(sent)} et publication le {cal.short(published)}.",
            )
        )
        truth |= {"transmission": sent.isoformat(), "publication": published.isoformat()}
    if form.startswith("Pour"):
        blocks.append(Block("right", f"{form},"))
    return [*blocks, Block("right", f"{title},"), Block("right", president)], truth


def write_furniture(sitting: Sitting, number: str | None, sent: date, published: date) -> tuple[Furniture, Truth]:
    """Band, running head and foot; the truth of what the band tells."""
    plan, when = sitting.plan, sitting.when
    clean = "".join(c if c.isalnum() else "_" for c in (number or f"{when.year}_{plan.salt % 90 + 10}").upper())
    act = f"{sitting.council.department[1]:0>3}-{sitting.council.siren}-{when:%Y%m%d}-{clean}-DE"
    on, out = cal.short(sent), cal.short(published)
    bands: dict[str, tuple[str, ...]] = {
        "none": (),
        "envoyé": (f"Envoyé en préfecture le {on}", f"Reçu en préfecture le {on}", f"Publié le {out}", f"ID : {act}"),
        "AR Prefecture": ("AR Prefecture", act, f"Reçu le {on}", f"Publié le {out}"),
        "accusé": ("Accusé de réception en préfecture", act, f"Date de télétransmission : {on}", f"Date de réception préfecture : {on}"),
        "reçu et publié": (f"Reçu par le représentant de l'Etat le {on} et publié le {out}",),
    }  # fmt: skip
    band = bands[plan["band"]]
    truth: Truth = {"identifiant_acte": act if any(act in line for line in band) else None, "formalites": {}}
    if plan["band"] in ("envoyé", "accusé"):
        truth["formalites"]["transmission"] = sent.isoformat()
    if band:
        truth["formalites"]["reception_prefecture"] = sent.isoformat()
        if plan["band"] != "accusé":
            truth["formalites"]["publication"] = published.isoformat()
    feet = {
        "none": "", "page": "{page}", "page of": "Page {page} sur {pages}" if plan.salt % 2 else "{page}/{pages}",
        "address": f"{sitting.council.name} – 1 place de la Mairie – Tél. 05 00 00 00 00", "council and date": f"{sitting.council.name} – Séance du {cal.long(when)}",
    }  # fmt: skip
    heads = {
        "none": "", "council": sitting.council.name, "council, date and number": f"{sitting.council.name} – {sitting.council.organe} du {cal.long(when)} – n° {number}",
        "date": f"Séance du {cal.short(when)}",
    }  # fmt: skip
    return Furniture(band, heads[plan["head"]], feet[plan["foot"]]), truth


def sending(sitting: Sitting) -> tuple[date, date]:
    """When the act was sent to the préfecture, and when published."""
    sent = sitting.when + timedelta(days=1 + sitting.plan.salt % 4)
    return sent, sent + timedelta(days=sitting.plan.salt % 2)
