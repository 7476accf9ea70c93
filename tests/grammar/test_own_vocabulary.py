"""A caller's vocabulary reaches every block: a wording that no council has, and what is read with it and not without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from delibparse.grammar import (
    attendance,
    body,
    counts,
    elections,
    formalities,
    officers,
    place,
    prose,
    roll,
    session,
    titles,
    votes,
)
from delibparse.grammar.blocks import find_blocks
from delibparse.grammar.body_name import body_name
from delibparse.grammar.labelled import is_total
from delibparse.grammar.lexicon import lexicon, vocabulary
from delibparse.grammar.set_words import is_known
from delibparse.grammar.values import dates, name_lists, people
from delibparse.grammar.values.people import Style
from delibparse.grammar.values.presence import ALWAYS, when
from delibparse.grammar.vote_names import Assembly
from delibparse.layout import Span, Text, compose
from delibparse.reading.plain import read_text
from delibparse.segment import find_items, listing, nature
from delibparse.segment.decisions import DECIDED

TOLD = "Le rapporteur présente le dossier, qui a été vu en commission, et répond aux questions des membres. " * 3


def _value(found: Any) -> Any:
    return found and found.value


def _chapters(text: Span) -> Any:
    return [_value(item.numero) for item in find_items(text)]


def _declared(text: Span) -> Any:
    return {field: count.value for field, count in counts.read_counts(text, text, [], text.sub(0, 0)).items()}


def _proxies(text: Span) -> Any:
    return len(attendance.read_attendance(find_blocks(text)).proxies)


def _person(text: Span) -> Any:
    found = people.person(text)
    return found and (found.value.civilite, found.value.nom, found.value.qualite)


def _composed(text: Span) -> Span:
    """The text as the layout hands it on, its tables known."""
    return compose(read_text(text.raw), text.lexicon).body.span()


def _absent(text: Span) -> Any:
    found = roll.read_roll(_composed(text))
    return found and [entry.state for entry in found.entries]


TABLE = (
    "Nom             Lieu      Mandataire\nLuc PETIT       P\nEve ROY         P\nPaul BRUN       A\nRose LENOIR     P\n"
)
LIST = (
    "N°          Objet                    Verdict\n"
    "2024-01     Achat d'un four          Topée\n"
    "2024-02     Vente du tracteur        Topée\n"
    "2024-03     Bail du presbytère       Topé\n"
    "2024-04     Prix de l'eau            Topé\n"
)

Reader = Callable[[Span], Any]
OWN: list[tuple[str, str, str, Reader, Any]] = [
    ("accounts.word", "match = 'sigillographie'", "sigillographie", lambda text: is_known(text.text, text.lexicon), True),
    ("bodies.commune", "match = 'bourgade de [^\\n]{2,40}'", "BOURGADE DE VALBRUNE",
     lambda text: (read := body_name(text.sub(0, 0), text)) and read.found.value, "BOURGADE DE VALBRUNE"),
    ("counts.votants", "match = 'ont tranché'", "Ont tranché : 27", _declared, {"votants": 27}),
    ("counts.number_of", "match = 'total des '", "Total des votants : 27", lambda text: text.search(counts._labelled(text.lexicon, "votants", False))[0], "Total des votants : 27"),
    ("dates.month", "match = 'novembril'", "le 9 novembril 2017", lambda text: dates.first_date(text) is not None, True),
    ("elections.designates", "match = 'adoube(?:nt)?'", "Le conseil adoube M. Luc PETIT comme délégué",
     lambda text: [one.office and one.office.value for one in elections.read_elected(text, None, Assembly())], ["délégué"]),
    ("formalities.publication", "match = 'placardée?'", "Placardée le 3 mars 2023",
     lambda text: formalities.read_formalities(text, text.sub(0, 0)).publication is not None, True),
    ("formalities.executory", "match = 'vaut titre'", "La présente vaut titre",
     lambda text: _value(formalities.read_formalities(text, text.sub(0, 0)).executory), True),
    ("headings.presents", "match = 'ont siégé'\nstem = 'siég'", "Ont siégé : Luc PETIT, Eve ROY",
     lambda text: [block.kind for block in find_blocks(text)], ["presents"]),
    ("heading_words.absent", "match = 'défaillant~'", "Conseillers défaillants et non excusés : Luc PETIT",
     lambda text: [block.kind for block in find_blocks(text)], ["absents"]),
    ("items.point", "match = 'Chapitre'",
     f"Le quorum est atteint Chapitre 1 : Achat d'un four {TOLD} Adopté à l'unanimité Chapitre 2 : Voirie {TOLD} Adopté à l'unanimité",
     _chapters, ["1", "2"]),
    ("items.decided", "match = 'tope là'", "L'assemblée tope là", lambda text: text.search(DECIDED) is not None, True),
    ("listing.outcome", "match = 'topée?'", LIST, lambda text: len(listing.listed(_composed(text))), 4),
    ("natures.arrete", "match = 'ukase'", "UKASE n° 3", nature.declared, "arrete"),
    ("place.noun", "match = 'chalet'", "Le conseil s'est réuni au chalet des gardes", lambda text: _value(place.read_place(text)), "chalet des gardes"),
    ("roll.presence", "match = 'lieu'", TABLE, _absent, ["present", "present", "absent", "present"]),
    ("names.civility", "value = 'M.'\nmatch = 'Sieur'", "Sieur Luc PETIT", _person, ("M.", "PETIT", None)),
    ("names.role", "match = 'échevine?'", "Luc PETIT, échevin", _person, (None, "PETIT", "échevin")),
    ("names.collective_civility", "value = 'Mme'\nmatch = 'Dames'", "Dames LEROY, ROY",
     lambda text: [entry.person.value.civilite for entry in name_lists.people(text)], ["Mme", "Mme"]),
    ("labelled.total", "match = 'somme'", "Somme", is_total, True),
    ("numbers.word", "match = 'aucun'", "Votants : aucun", _declared, {"votants": 0}),
    ("officers.presiding", "match = 'sous\\s+la\\s+houlette'", "sous la houlette de Mme Eve ROY",
     lambda text: _value(officers.presiding(text, Style())) is not None, True),
    ("organs.organ", "value = 'jurande'\nmatch = 'jurande'", "La jurande de Valbrune",
     lambda text: (found := body.organ(text)) and found.value.name, "jurande"),
    ("presence.from", "match = 'une fois venue'", "une fois venue au point 4",
     lambda text: when(text.raw, text.lexicon) != ALWAYS, True),
    ("prose.visa", "match = 'eu égard à'", "Eu égard à l'article 3\n\nLe conseil, après en avoir délibéré, décide :\n\nd'acheter un four",
     lambda text: len(prose.read_prose(text).visas), 1),
    ("prose.decides", "match = 'tranche(?:nt)?'", "Le conseil, après en avoir délibéré, tranche ainsi",
     lambda text: prose.read_prose(text).points[0].text if prose.read_prose(text).points else None, "tranche ainsi"),
    ("proxies.link", "match = 'confie sa voix à'", "Présents : Luc PETIT\n\nPouvoirs :\n\nEve ROY confie sa voix à Luc PETIT", _proxies, 1),
    ("sentences.opening", "match = 'Attendons'", "Achat d'un four Attendons la livraison",
     lambda text: titles.title(text).text, "Achat d'un four"),
    ("session.convocation", "match = 'mandement'", "Mandement du 3 mars 2023",
     lambda text: session.convocation_date(text) is not None, True),
    ("votes.pour", "match = 'favorables'", "Favorables : 12, contre : 3",
     lambda text: {side: count.value for side, count in votes.read_vote(text, Assembly()).counts.items()}, {"pour": 12, "contre": 3}),
]  # fmt: skip


@pytest.mark.parametrize(("key", "entry", "text", "read", "value"), OWN, ids=[row[0] for row in OWN])
def test_a_wording_of_the_callers_is_used(
    key: str, entry: str, text: str, read: Reader, value: Any, tmp_path: Path
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(f"[[{key}]]\n{entry}\n", encoding="utf-8")
    assert read(Text(text, [], lexicon(file)).span()) == value
    assert _without(read, text) != value


def _without(read: Reader, text: str) -> Any:
    """What is read without the wording."""
    try:
        return read(Text(text, [], lexicon()).span())
    except TypeError:  # nothing found to look into
        return None


def test_every_block_is_reached() -> None:
    assert {row[0].partition(".")[0] for row in OWN} == {key.partition(".")[0] for key in vocabulary().entries}
