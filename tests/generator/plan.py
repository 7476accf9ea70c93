"""Draws a plan from a seed: one value in each dimension and the sizes of the lists, made to agree with each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random

from .wordings import DIMENSIONS, WEIGHTS

DEFAULTS: dict[str, str] = {dimension: values[0] for dimension, values in DIMENSIONS.items()}


@dataclass(frozen=True)
class Plan:
    """What a document is: its choices, and the lengths of its lists. `salt` draws names, dates and sentences."""

    salt: int
    present: int
    proxies: int
    excused: int
    absent: int
    acts: int
    choices: Mapping[str, str]

    def __getitem__(self, dimension: str) -> str:
        return self.choices[dimension]

    @property
    def members(self) -> int:
        return self.present + self.proxies + self.excused + self.absent


def draw(seed: int) -> Plan:
    """The plan of a seed: the same one each time.

    >>> draw(7) == draw(7)
    True
    """
    random = Random(seed)
    choices = {dimension: random.choices(values, WEIGHTS.get(dimension))[0] for dimension, values in DIMENSIONS.items()}
    away = [random.choice((0, 1, 1, 2, 3, 4)), random.choice((0, 1, 1, 2, 3)), random.choice((0, 0, 1, 1, 2, 4))]
    present = max(6, sum(away) + 1) + random.randrange(18)
    return settle(Plan(seed, present, *away, random.randint(3, 6), choices))


def plainest(salt: int = 11, excused: int = 2, **choices: str) -> Plan:
    """The plainest document with that salt but for the choices given: six present, two proxies, two absent.

    >>> plainest(date="Réunion du 06.03.2023")["date"]
    'Réunion du 06.03.2023'
    """
    return settle(Plan(salt, 6, 2, excused, 2, 3, {**DEFAULTS, "file": "text", **choices}))


def settle(plan: Plan) -> Plan:
    """The plan with what can't stand together parted: each rule that fires sets one dimension to another value."""
    choices = dict(plan.choices)
    if not (plan.proxies and plan.excused + plan.absent):
        choices["mixed"] = "apart"  # there is nothing to mix
    before: Choices = {}
    while choices != before:  # a rule may set what an earlier one forbids
        before = dict(choices)
        for dimension, value, fires in RULES:
            if fires(choices):
                choices[dimension] = value
    acts = plan.acts if choices["nature"] == "minutes" else 1
    present = max(plan.present, plan.proxies + plan.excused + plan.absent + 1, 4)
    return replace(plan, choices=choices, acts=acts, present=present)


Choices = dict[str, str]
Rule = tuple[str, str, Callable[[Choices], bool]]


def _inline(choices: Choices) -> bool:
    """Whether the names stand one behind the other on a line."""
    separator = choices["separator"]
    return not (separator.startswith("lines") or separator.endswith("columns"))


def _sentence(choices: Choices) -> bool:
    """Whether the date stands in the opening sentence."""
    return choices["date"].startswith(("L'", "Le "))


_COLLECTIVE = {"Mmes NOM, MM. NOM", "Mmes et MM. Prénom NOM", "MM. Prénom NOM"}
_BARE = {"Prénom NOM", "NOM Prénom", "Prénom Nom", "P. NOM", "NOM P.", "Nom Prénom", "NOM, P."}

RULES: tuple[Rule, ...] = (
    # A text without line ends has no lines nor columns to part names, and no margin.
    ("separator", ", ", lambda c: c["file"] == "flat text" and not _inline(c)),
    ("pair separator", " ; ", lambda c: c["file"] == "flat text" and c["pair separator"] not in (" ; ", ", ", " - ", " – ", ", et")),
    ("layout", "one column", lambda c: c["file"] != "pdf"),
    ("object", "Objet : {o}", lambda c: c["file"] == "flat text" and c["object"] in ("title", "TITLE", "boxed", "Objet :\n{o}", "Objet {o}")),
    ("number", "Délibération n° 2023-014", lambda c: c["file"] == "flat text" and c["number"] in ("in the object's line", "right of the council")),
    ("nature", "extract", lambda c: c["file"] == "flat text"),
    ("counts", "labels on one line", lambda c: c["file"] == "flat text" and c["counts"] in ("table", "figures above labels", "figures beside labels")),
    ("tally", "par voix", lambda c: c["file"] == "flat text" and c["tally"] == "table"),
    ("foot", "none", lambda c: c["file"] == "flat text" and c["foot"] in ("page", "page of")),
    ("president listed", "with the role", lambda c: c["file"] == "flat text" and c["president listed"] == "role before"),
    # `NOM, P.` can't be parted by commas, a hyphen with blanks only by what is no hyphen.
    ("separator", " ; ", lambda c: c["name"] == "NOM, P." and c["separator"] in (", ", ", et", "lines , ", "ranks")),
    ("pair separator", " ; ", lambda c: c["name"] == "NOM, P." and c["pair separator"] in (", ", ", et", "lines ,")),
    ("pair", "{a} à {b}", lambda c: c["name"] == "NOM, P." and c["pair"] in ("{a}, pouvoir à {b}", "{a}, absent{e}, a donné pouvoir à {b}", "in the list of those present")),
    # Collective civilities stand in lists that run on.
    ("separator", ", ", lambda c: c["name"] in _COLLECTIVE and not (_inline(c) and c["separator"] != " / ")),
    ("separator", ", ", lambda c: c["separator"] == "ranks" and c["name"] in _COLLECTIVE),
    # Members set by rank have no room for the proxies that they hold.
    ("separator", ", ", lambda c: c["separator"] == "ranks" and c["pair"] == "in the list of those present"),
    # A pair parted by a mark can't hold the same mark.
    ("pair separator", "lines", lambda c: c["pair"] == "{a} - pouvoir à {b}" and c["pair separator"] in (" - ", " – ", "lines -")),
    ("pair separator", "lines", lambda c: "," in c["pair"] and "," in c["pair separator"]),
    ("pair", "{a} à {b}", lambda c: c["file"] == "flat text" and "...." in c["pair"]),
    ("pair separator", "lines", lambda c: "...." in c["pair"] and c["pair separator"] not in ("lines", "lines -", "lines •")),
    ("pair separator", "lines", lambda c: c["pair"] == "{a} : pouvoir à {b}" and c["file"] != "flat text"),
    # "X par Y" says what happened only under a heading of those represented.
    ("heading proxies", "Représenté{e}{s} :", lambda c: c["pair"] == "{a} par {b}"),
    ("pair", "{a} représenté{e} par {b}", lambda c: c["pair"] == "{a} par {b}" and c["mixed"] != "apart"),
    # In a mixed list the pair has to say that it is one.
    ("pair", "{a} (pouvoir à {b})", lambda c: c["mixed"] != "apart" and c["pair"] in ("{a} à {b}", "{a} → {b}", "pouvoir de {a} à {b}", "in the list of those present", "{a} mandataire {b}", "{a} ............................ à {b}", "{a}, absent{e}, a donné pouvoir à {b}")),
    ("pair separator", "lines", lambda c: c["mixed"] != "apart" and c["pair separator"] in ("table", "two columns")),
    ("pair separator", " ; ", lambda c: c["mixed"] != "apart" and c["file"] == "flat text" and c["pair separator"] in ("lines", "table", "two columns")),
    ("counts", "labels on lines", lambda c: c["mixed"] != "apart" and c["counts"] == "all of them"),
    # A département is not in a département, nor in an arrondissement.
    ("crown", "{body}", lambda c: c["body"] == "département" and ("épartement" in c["crown"] or "DÉPART" in c["crown"] or "Arrond" in c["crown"])),
    ("holder", "by name", lambda c: c["pair"] == "in the list of those present" or c["body"] in ("agglomération",)),
    # The head's title needs his name somewhere; a role before the name belongs to a list of its own.
    ("president", "sous la présidence de {Mm} {p}, {chef}", lambda c: c["president"] == "none" and (c["holder"] != "by name" or c["president listed"] == "named in the opening alone")),
    ("president listed", "among the others", lambda c: c["president listed"] in ("with the role", "role before") and (c["name"] in (*_COLLECTIVE, "NOM, P.") or c["separator"] == "ranks")),
    # A secretary or president whose phrase begins with a civility takes the plain name behind it.
    ("secretary", "Secrétaire de séance : {p}", lambda c: c["secretary"] == "{p} se propose comme secrétaire de séance." and c["name"] in ("NOM, P.",)),
    # An object in its title bears its number itself, in an extract that has no other.
    ("object", "title", lambda c: c["number"] == "in the object's line" and c["object"] not in ("title", "TITLE", "boxed")),
    ("head", "council", lambda c: c["head"] == "council, date and number" and c["number"] in ("none", "in the object's line")),
    ("number", "Délibération n° 2023-014", lambda c: c["number"] in ("none",) and c["object"] in ("title", "TITLE") and c["nature"] == "extract"),
    ("number", "none", lambda c: c["nature"] == "minutes"),
    ("minutes heading", "1. Title", lambda c: c["minutes heading"] == "Title" and c["file"] == "text"),
    ("points", "VERBS", lambda c: c["nature"] == "minutes" and c["minutes heading"] == "1) TITLE" and c["points"] == "1) APPROUVE"),
    ("head", "none", lambda c: c["head"] == "council, date and number" and c["nature"] == "minutes"),
    ("band", "none", lambda c: c["nature"] == "minutes"),
    ("object place", "after the lists", lambda c: c["nature"] == "minutes" or c["file"] == "flat text"),
    ("order", "PWEASC", lambda c: c["counts"] == "figures beside labels" and c["file"] != "pdf"),
    ("counts", "labels on lines", lambda c: c["layout"] == "counts in the margin" and c["counts"] in ("no counts", "prose", "prose at the head", "table", "figures beside labels", "figures above labels", "labels on one line", "words", "dots", "votants dont", "slashes", "dashes", "all of them", "part in the vote")),
    # A convocation told in the opening sentence needs that sentence's slot.
    ("opening", "{date}{heure}, {le_organe}, légalement convoqué{convocation}, s'est assemblé {salle}{preside}.", lambda c: c["convocation"].startswith("convoqué") and "convoqué{conv" not in c["opening"] and "{convoque}" not in c["opening"]),
    ("opening", "{date}{heure}, les membres du {organe} {de_lieu} se sont réunis {salle}{convocation}{preside}.", lambda c: c["convocation"].startswith(("suite", "sur")) and ("{convocation}" not in c["opening"] or "convoqué" in c["opening"])),
    ("date", "L'an deux mille vingt-trois, le six mars", lambda c: c["opening"].startswith("{date}{heure} s'est") and not _sentence(c)),
    # Who votes by name is told in figures.
    ("unanimity", "à l'unanimité", lambda c: c["unanimity"] in ("à l'unanimité des présents",) and c["issue"] != "unanimous"),
    ("voters", "none", lambda c: c["issue"] in ("unanimous", "taken note of", "some keep out") or c["tally"] == "table"),
    ("voters", "colon", lambda c: c["voters"] == "collective" and c["name"] in ("NOM, P.", *_BARE)),
    ("points", "DÉCIDE : - de", lambda c: c["points"] == "décide de, one sentence" and c["issue"] == "rejected"),
)  # fmt: skip
"""What is set to what, where the choices so far can't be printed together or would leave a reader in doubt."""


SHOWN: dict[str, Callable[[Plan], bool]] = {
    "minutes heading": lambda p: p["nature"] == "minutes",
    "agenda": lambda p: p["nature"] == "minutes",
    "title": lambda p: p["nature"] == "extract",
    "number": lambda p: p["nature"] == "extract",
    "object": lambda p: p["nature"] == "extract",
    "object place": lambda p: p["nature"] == "extract",
    "signature": lambda p: p["nature"] == "extract",
    "heading proxies": lambda p: p.proxies > 0 and p["mixed"] == "apart" and p["pair"] != "in the list of those present",
    "pair": lambda p: p.proxies > 0,
    "pair separator": lambda p: p.proxies > 0 and p["pair"] != "in the list of those present",
    "holder": lambda p: p.proxies > 0,
    "heading excused": lambda p: p["mixed"] == "apart" and (p.excused > 0 or p["empty heading"] != "left out"),
    "heading absent": lambda p: p["mixed"] == "apart" and (p.absent > 0 or p["empty heading"] != "left out"),
    "empty heading": lambda p: p["mixed"] == "apart" and not (p.excused and p.absent),
    "unanimity": lambda p: p["issue"] == "unanimous" or p.acts > 1,
    "tally": lambda p: p["issue"] not in ("unanimous", "taken note of") or p["unanimity"] == "figures",
    "voters": lambda p: p["issue"] not in ("unanimous", "taken note of", "some keep out"),
    "points": lambda p: p["issue"] not in ("taken note of", "rejected") or p.acts > 1,
    "face": lambda p: p["file"] == "pdf",
    "headings set": lambda p: p["file"] != "flat text",
}  # fmt: skip
"""Where a dimension shows in the document; those not named show always."""


def shown(plan: Plan) -> dict[str, str]:
    """The values of the dimensions that show in the document: what a failure may be due to."""
    return {name: value for name, value in plan.choices.items() if name not in SHOWN or SHOWN[name](plan)}
