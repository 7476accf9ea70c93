"""Writes the head of an act: the body, the title, the session's date, hour and convocation, its president and secretary."""

from __future__ import annotations

from datetime import date
from typing import Any

from . import calendar_words as cal
from .blocks import Block
from .naming import civility, has_civility
from .people import Member
from .sitting import Sitting

Truth = dict[str, Any]


def write_title(sitting: Sitting, number: str) -> list[Block]:
    """The head above the opening; `number` is set here where the plan says so, "" elsewhere."""
    plan, words = sitting.plan, sitting.words()
    crown = plan["crown"].format(**words)
    blocks = [Block("subtitle", line) for line in crown.split("\n")]
    if number and plan["number"] == "right of the council":
        blocks[-1] = Block("columns", rows=((blocks[-1].text, f"N° {number}"),))
    if plan["layout"] == "head in two columns":
        left = [block.text for block in blocks if block.text]
        right = plan["title"].format(**words).split("\n")
        height = max(len(left), len(right))
        pad = lambda column: [*column, *[""] * (height - len(column))]  # noqa: E731
        blocks = [Block("columns", rows=tuple(zip(pad(left), pad(right), strict=True)))] + [b for b in blocks if b.rows]
    elif plan["nature"] == "minutes":
        blocks.append(
            Block(
                "title",
                ("PROCÈS-VERBAL DU {ORGANE}" if plan.salt % 2 else "Compte rendu de la réunion du {organe}").format(
                    **words
                ),
            )
        )
    else:
        blocks.append(Block("title", plan["title"].format(**words)))
    if number and plan["number"] not in ("right of the council", "in the object's line"):
        blocks.append(Block("subtitle", print_number(plan["number"], sitting.when, number)))
    if not _sentence_date(plan["date"]):
        blocks.append(Block("subtitle", print_date(plan["date"], sitting.when)))
    return [*blocks, Block("gap")]


def print_number(form: str, when: date, number: str) -> str:
    """The label of the form before the number as the act bears it."""
    label = {
        "Délibération n° 2023-014": "Délibération n° ", "N° 2023/014": "N° ", "DEL2023-014": "", "Délibération n°14": "Délibération n°",
        "Délibération 2023-03-07": "Délibération ", "N° D-2023-14": "N° ", "DCM n° 2023-14": "DCM n° ", "DÉLIBÉRATION N° 14/2023": "DÉLIBÉRATION N° ", "n° 2023.14": "n° ",
        "N°14-03-2023": "N°", "Acte n° 2023_014": "Acte n° ",
    }[form]  # fmt: skip
    return label + number


def make_number(form: str, when: date, rank: int) -> str | None:
    """The act's own number in the form's shape."""
    year = when.year
    return {
        "Délibération n° 2023-014": f"{year}-{rank:03}", "N° 2023/014": f"{year}/{rank:03}", "DEL2023-014": f"DEL{year}-{rank:03}",
        "Délibération n°14": str(rank), "Délibération 2023-03-07": f"{year}-{when.month:02}-{rank:02}", "N° D-2023-14": f"D-{year}-{rank:02}",
        "none": None, "DCM n° 2023-14": f"{year}-{rank:02}", "DÉLIBÉRATION N° 14/2023": f"{rank:02}/{year}", "n° 2023.14": f"{year}.{rank:02}",
        "N°14-03-2023": f"{rank:02}-{when.month:02}-{year}", "in the object's line": f"{year}-{rank:03}",
        "right of the council": f"{year}-{rank:03}", "Acte n° 2023_014": f"{year}_{rank:03}",
    }[form]  # fmt: skip


def print_date(form: str, when: date) -> str:
    """The session's date in the form."""
    day, month = cal.day(when), cal.MONTHS[when.month - 1]
    weekday = cal.DAYS[when.weekday()]
    day_words = cal.day(when, words=True)
    return {
        "Séance du 6 mars 2023": f"Séance du {cal.long(when)}",
        "SÉANCE DU LUNDI 6 MARS 2023": f"SÉANCE DU {cal.long(when, weekday=True)}".upper(),
        "L'an deux mille vingt-trois, le six mars": f"L'an {cal.year_in_words(when.year)}, le {day_words} {month}",
        "L'an deux mille vingt trois et le six du mois de mars": f"L'an {cal.year_in_words(when.year, hyphen=False)} et le {day_words} du mois {'d’' if month[0] in 'ao' else 'de '}{month}",
        "Séance du 06/03/2023": f"Séance du {cal.short(when)}",
        "L'an 2023, le 6 mars": f"L'an {when.year}, le {day} {month}",
        "L'AN DEUX MILLE VINGT-TROIS, LE SIX MARS": f"L'an {cal.year_in_words(when.year)}, le {day_words} {month}".upper(),
        "Le lundi six mars deux mille vingt-trois": f"Le {weekday} {cal.words(when)}",
        "Réunion du 06.03.2023": f"Réunion du {cal.short(when, '.')}",
        "L'an deux mil vingt trois, le lundi 6 mars": f"L'an {cal.year_in_words(when.year, 'deux mil', hyphen=False)}, le {weekday} {day} {month}",
        "Séance ordinaire du lundi 06 mars 2023": f"Séance ordinaire du {weekday} {cal.long(when, zero=True)}",
        "Le 6 mars 2023": f"Le {cal.long(when)}",
        "L'an deux mille vingt-trois et le 6 mars": f"L'an {cal.year_in_words(when.year)} et le {day} {month}",
    }[form]


def write_opening(sitting: Sitting) -> tuple[list[Block], Truth]:
    """The opening sentence with what stands around it, and the truth of `seance` but for the secretary."""
    plan, words = sitting.plan, sitting.words()
    truth: Truth = {"date": sitting.when.isoformat(), "heure": None, "convocation": None, "president": None}
    hour = _print_hour(plan["hour"])
    if hour:
        truth["heure"] = f"{sitting.hour[0]:02}:{sitting.hour[1]:02}"
    apart, within = _convocation(sitting)
    convoked = ""
    if within.startswith(" le ") and "{convoque}" in plan["opening"]:
        within, convoked = "", f", dûment convoqué{within},"
    if apart or within or convoked:
        truth["convocation"] = sitting.convoked.isoformat()
    president = print_officer(plan["president"], sitting, sitting.president) if plan["president"] != "none" else ""
    preside = f", {president}" if president and president[0].islower() else ""
    if president:
        truth["president"] = sitting.person_apart(sitting.president)
    else:
        del truth["president"]  # whether the first of the list presides, the page does not say
    text = plan["opening"].format(
        **words,
        date=print_date(plan["date"], sitting.when) if _sentence_date(plan["date"]) else "",
        heure=f" {hour}" if hour else "",
        salle=plan["place"],
        convocation=within if within.startswith(" le ") or not within else f", {within.strip()},",
        convoque=convoked,
        preside=preside,
    )
    text = text.lstrip(", ").replace(",,", ",").replace(", .", ".").replace(",.", ".").replace("..", ".")
    text = text[0].upper() + text[1:]
    blocks = [Block("para", text)]
    if president and not preside:
        blocks.append(Block("line", president + ("" if president.startswith("Prés") else ".")))
    if apart:
        line = Block("line", apart)
        blocks = [line, *blocks] if plan.salt % 2 else [*blocks, line]
    return blocks, truth


def _convocation(sitting: Sitting) -> tuple[str, str]:
    """(a line of its own, what stands in the sentence: ` le 6 mars` behind `convoqué`, else a phrase between commas)."""
    form, when = sitting.plan["convocation"], sitting.convoked
    apart = {
        "Date de convocation : 27/02/2023": f"Date de convocation : {cal.short(when)}",
        "Date de la convocation : 27 février 2023": f"Date de la convocation : {cal.long(when)}",
        "Convocation du 27 février 2023": f"Convocation du {cal.long(when)}",
        "Convocation envoyée le : 27.02.2023": f"Convocation envoyée le : {cal.short(when, '.')}",
        "Date d'envoi de la convocation : lundi 27 février 2023": f"Date d'envoi de la convocation : {cal.long(when, weekday=True)}",
    }.get(form, "")
    within = {
        "convoqué le 27 février 2023": f" le {cal.long(when)}",
        "convoqué le vingt-sept février deux mille vingt-trois": f" le {cal.words(when)}",
        "suite à la convocation du 27 février 2023": f"suite à la convocation du {cal.long(when)}",
        "sur convocation adressée le 27/02/2023": f"sur convocation adressée le {cal.short(when)}",
    }.get(form, "")
    return apart, within


def write_secretary(sitting: Sitting) -> tuple[list[Block], Truth]:
    form = sitting.plan["secretary"]
    if form == "none":
        return [], {"secretaire": None}
    text = print_officer(form, sitting, sitting.secretary)
    return [Block("line", text[0].upper() + text[1:])], {"secretaire": sitting.person_apart(sitting.secretary)}


def print_officer(form: str, sitting: Sitting, member: Member) -> str:
    """A phrase about the president or the secretary, its civility not doubled where the name's style has one."""
    name = sitting.name_apart(member)
    plain = name.partition(" ")[2] if has_civility(sitting.plan["name"]) else name
    title = f"{civility(member, long=True)} le {sitting.council.chef}"
    if member.woman and sitting.council.chef == "Président":
        title = f"{civility(member, long=True)} la Présidente"
    return form.replace("{Mm} le {chef}", title).format(
        p=plain if form.count("{m}") + form.count("{Mm}") else name,
        N=plain,
        m=civility(member),
        Mm=civility(member, long=True),
        e="e" if member.woman else "",
        organe=sitting.council.organe,
        chef=sitting.chef,
    )


def _print_hour(form: str) -> str:
    return "" if form == "none" else form


def _sentence_date(form: str) -> bool:
    return form.startswith(("L'", "Le "))
