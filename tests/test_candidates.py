"""Names that are known as candidates for doubtful words: who may stand there, and when the letters decide."""

from __future__ import annotations

import degrade
import layouts
import pytest
import typeset

from acts import word
from delibparse import reading
from delibparse.model.members import Member
from delibparse.model.record import Deliberation, Lieu, Personne, Pouvoir
from delibparse.options import Options
from delibparse.reading import OpenFile
from delibparse.reading.model import Candidate, Doubt, Page
from delibparse.reread.doubts import find_doubts
from delibparse.reread.reread import by_letters, look_again
from delibparse.similarity.letters import FARTHEST, excess

OPTIONS = Options(jobs=1)


def person(prenom: str, nom: str) -> Personne:
    return Personne(f"{prenom} {nom}", None, prenom, nom)


def weighed(read: str, **others: tuple[str, float]) -> list[list[tuple[str, float]]]:
    """The letters of a word as an engine weighs them; `p3=("B", 7.0)` adds another one at place 3."""
    places = [[(letter, 1.0)] for letter in read]
    for place, other in others.items():
        places[int(place[1:])].append(other)
    return places


@pytest.mark.parametrize(
    ("name", "cost"),
    [
        ("AUDEEERT", 0.0),
        ("Audéeert", 0.0),
        ("AUDEBERT", 6.0),
        ("AUDEERT", FARTHEST),
        ("AUDEEERTS", FARTHEST),
        ("AUDECERT", FARTHEST),
        ("", 8 * FARTHEST),
    ],
)
def test_a_name_costs_what_the_engine_weighed(name: str, cost: float) -> None:
    assert excess([[("|", 2.0)], *weighed("AUDEEERT", p4=("B", 7.0)), [(".", 1.0)]], name) == cost


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (["AUDEBERT", "FARHAT"], "AUDEBERT"),
        (["AUDEBERT", "AUDEEERT"], None),  # two who differ by a letter
        (["AUDECERT"], None),  # the engine did not weigh this letter
        (["FARHAT"], None),
    ],
)
def test_one_name_is_kept_whose_letters_were_weighed(names: list[str], kept: str | None) -> None:
    read = word("AUDFEERT", 50, 100, confidence=0.8)
    found = by_letters(weighed("AUDEEERT", p4=("B", 7.0)), [Candidate(name, "", 32.0) for name in names], read)
    assert (found and found.word) == kept


@pytest.mark.parametrize(
    ("read", "sure", "kept"),
    [
        ("Syivain", 0.8, "Sylvain"),
        ("Syivain", 0.91, "Sylvain"),
        ("Sylvein", 0.8, None),  # the finer picture says so again
        ("Sylvein", 0.91, None),
    ],
)
def test_what_was_read_twice_stays(read: str, sure: float, kept: str | None) -> None:
    choices = weighed("Sylvain" if kept else "Sylvein", p4=("e" if kept else "a", 8.0))
    found = by_letters(choices, [Candidate("Sylvain", "", 56.0, is_first=True)], word(read, 50, 100, confidence=sure))
    assert (found and found.word) == kept


def test_an_engine_that_weighs_nothing_decides_nothing() -> None:
    assert by_letters([], [Candidate("AUDEBERT", "", 32.0)], word("AUDEEERT", 50, 100)) is None


def voting(read: str, sure: float, prenom: str = "E.") -> tuple[Page, Deliberation]:
    """A page where E. AUDEBERT and D. BEAUDEUX are present, both clear, and someone abstains."""
    act = Deliberation(presents=[person("E.", "AUDEBERT"), person("D.", "BEAUDEUX")])
    act.pouvoirs = [Pouvoir(person("F.", "MERY"), person(prenom, read))]
    words = []
    for k, (pointer, who, much) in enumerate([
        ("/presents/0", act.presents[0], 0.95), ("/presents/1", act.presents[1], 0.95),
        ("/pouvoirs/0/mandant", act.pouvoirs[0].mandant, 0.95), ("/pouvoirs/0/mandataire", person(prenom, read), sure),
    ]):  # fmt: skip
        y = 100.0 + 20 * k
        words += [
            word(who.prenom or "", 50, y, 20, confidence=0.95),
            word(who.nom or "", 80, y, 60, confidence=much),
        ]
        act.provenance[pointer] = [Lieu(page=1, bbox=(49, y - 1, 141, y + 13), confiance=much, texte=who.texte)]
    return Page(1, 595, 842, words, "ocr"), act


def asked(page: Page, act: Deliberation, members: list[Member] | None = None) -> list[tuple[str, list[str]]]:
    doubts = find_doubts([page], [act], members or [])
    return [
        (doubt.word.text, [one.word for one in doubt.candidates]) for doubt in doubts.get(1, []) if doubt.candidates
    ]


@pytest.mark.parametrize("sure", [0.5, 0.83])
def test_whoever_the_act_names_surely_may_stand_where_a_name_is_nobodys(sure: float) -> None:
    assert asked(*voting("AUDEEERT", sure)) == [("AUDEEERT", ["AUDEBERT"])]


def test_a_member_of_the_body_may_stand_there_too() -> None:
    page, act = voting("GANIVELIF", 0.6, "Y.")
    assert asked(page, act) == []
    assert asked(page, act, [Member(person("Y.", "GANIVELLE"))]) == [("GANIVELIF", ["GANIVELLE"])]


@pytest.mark.parametrize(
    ("read", "sure", "prenom"),
    [
        ("AUDEEERT", 0.9, "E."),  # clear, whoever it may be
        ("AUDEBERT", 0.5, "E."),  # doubted, and a sure name
        ("AUDEEERT", 0.5, "P."),  # another first name
        ("MONTREUIL", 0.5, "E."),  # no letters shared
    ],
)
def test_nobody_is_asked_for_where_a_name_is_clear_or_another(read: str, sure: float, prenom: str) -> None:
    assert asked(*voting(read, sure, prenom)) == []


def test_whoever_stands_in_a_list_stands_there_once() -> None:
    page, act = voting("AUDEEERT", 0.5)
    act.presents.append(person("E.", "AUDEEERT"))
    act.provenance["/presents/2"] = act.provenance.pop("/pouvoirs/0/mandataire")
    act.pouvoirs = []
    assert asked(page, act) == []


@pytest.mark.parametrize("sure", [0.5, 0.91])
def test_a_first_name_that_is_none_may_be_one_of_those_it_looks_like(sure: float) -> None:
    page, act = voting("MERY", 0.95, "Syivain")
    page.words[-2] = page.words[-2]._replace(confidence=sure)
    [lieu] = act.provenance["/pouvoirs/0/mandataire"]
    act.provenance["/pouvoirs/0/mandataire"] = [Lieu(page=1, bbox=lieu.bbox, confiance=sure, texte=lieu.texte)]
    [(read, names)] = asked(page, act)
    assert read == "Syivain"
    assert "Sylvain" in names


@pytest.mark.skipif(not typeset.fonts_available(), reason="fonts-liberation is not installed")
@pytest.mark.parametrize(("name", "kept"), [("WIMPHEN", "WIMPHEN"), ("WIMBERG", None)])
def test_the_page_decides_and_the_reason_is_told(name: str, kept: str | None) -> None:
    scan = degrade.bench_scan(layouts.LAYOUTS["village"]()[0], "office", seed=3)
    _, pages = reading.read(scan, OPTIONS)
    before = next(w for w in pages[0].words if w.text.strip(",.") == "WIMPHEN")
    spoilt = before._replace(text=before.text.replace("WIMPHEN", "WTMPHFN"), confidence=0.83)
    page = Page(**{slot: getattr(pages[0], slot) for slot in Page.__slots__} | {
        "words": [spoilt if w is before else w for w in pages[0].words]
    })  # fmt: skip
    doubt = Doubt(spoilt, spoilt.box, is_of_name=True, candidates=(Candidate(name, "nommé ailleurs", 56.0),))
    _, changes = look_again(OpenFile(scan), [page], {1: [doubt]}, OPTIONS)
    assert [(change.after.text, change.why) for change in changes] == (
        [(before.text, "nommé ailleurs")] if kept else []
    )
