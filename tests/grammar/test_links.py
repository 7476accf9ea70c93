"""What links a mandant to the holder of the proxy, in whatever words; and what links nobody."""

from __future__ import annotations

import pytest

from acts import span
from delibparse.grammar import attendance
from delibparse.grammar.blocks import find_blocks

LINKS = [
    "donne pouvoir à", "à donné pouvoir à", "à remis pouvoir à", "a donné pouvoir à",
    "avait donné pouvoir à", "donne procuration à", "a donné procuration à",
    "ayant donné pouvoir à", "ayant donné procuration à", "donnant pouvoir à", "donnant procuration à",
    "qui a donné pouvoir à", "qui avait donné son pouvoir à", "qui donne son pouvoir à", "donne son pouvoir à",
    "a donné sa procuration à", ", pouvoir à", "(pouvoir à", "(procuration à", "- pouvoir à", "– procuration à",
    ": pouvoir à", "pouvoir à", "pouvoir donné à", "(pouvoir donné à", "(donne pouvoir à", "a remis pouvoir à",
    "a remis son pouvoir à", "ayant remis un pouvoir à", "a confié son pouvoir à", "a laissé procuration à",
    "a établi une procuration à", "donne pouvoir de vote à", "ayant donné procuration de vote à",
    "donne pouvoir pour voter à", "donne mandat à", "a donné mandat de vote à", "donne délégation de vote à",
    "a donné pouvoir ce jour à", "a donné pouvoir en faveur de", "ayant pouvoir à", "est représentée par",
    "était représentée par", "représentée par", "(représentée par", ", représentée par", "absente représentée par",
    ", absente, a donné pouvoir à", ", absente excusée, a donné pouvoir à", ", excusée, donne pouvoir à",
    "excusée qui a donné pouvoir à", ", excusée ayant donné pouvoir à", "(mandataire :", "a pour mandataire",
    ", mandataire", "à", "=>", "-->", "→", "..... à",
]  # fmt: skip

HEADINGS = ["Pouvoirs :", "Absents excusés :", "Absents ayant donné pouvoir :"]


def read(text: str) -> attendance.Attendance:
    whole = span(text)
    return attendance.read_attendance(find_blocks(whole), whole)


def told(text: str) -> dict[str, list[object]]:
    """All that an attendance tells, by names as they are printed."""
    read_ = read(text)
    return {
        "presents": [who.value.texte for who in read_.presents],
        "pouvoirs": [
            (
                proxy.mandant.value.texte,
                "chair" if proxy.to_chair else proxy.mandataire and proxy.mandataire.value.texte,
            )
            for proxy in read_.proxies
        ],
        "excuses": [one.person.value.texte for one in read_.excuses],
        "absents": [one.person.value.texte for one in read_.absents],
        "unread": [item.text for _, item in read_.unread],
    }


def expected(**lists: list[object]) -> dict[str, list[object]]:
    return {"presents": [], "pouvoirs": [], "excuses": [], "absents": [], "unread": []} | lists


def closed(link: str) -> str:
    return ")" if "(" in link else ""


@pytest.mark.parametrize("heading", HEADINGS)
@pytest.mark.parametrize("link", LINKS)
def test_a_link_between_two_names(heading: str, link: str) -> None:
    proxy = f"Mme Eve ROUX {link} M. Luc PETIT{closed(link)}"
    text = (
        f"Présents : M. Luc PETIT, Mme Zoé BLANC\n\n{heading}\n{proxy}\nM. Max GRIS donne pouvoir à Mme Zoé BLANC\n\n"
    )
    assert told(text) == expected(
        presents=["M. Luc PETIT", "Mme Zoé BLANC"],
        pouvoirs=[("Mme Eve ROUX", "M. Luc PETIT"), ("M. Max GRIS", "Mme Zoé BLANC")],
    )


WAYS_TO_NAME = [
    ("Madame ROUX Eve", "Monsieur PETIT Luc"),
    ("ROUX Eve", "PETIT Luc"),
    ("Eve ROUX", "Luc PETIT"),
    ("E. ROUX", "L. PETIT"),
    ("Mme ROUX", "M. PETIT"),
    ("Mme Eve de LA TOUR", "M. Luc D'ARBOIS"),
    ("Mme Eve SAINT-ROUX", "M. Luc LE GOFF"),
]


@pytest.mark.parametrize(("mandant", "holder"), WAYS_TO_NAME)
@pytest.mark.parametrize("link", ["à", "donne pouvoir à", "(procuration à", "représentée par"])
def test_a_link_between_names_however_they_are_written(mandant: str, holder: str, link: str) -> None:
    assert told(f"Pouvoirs : {mandant} {link} {holder}{closed(link)}\n\n") == expected(pouvoirs=[(mandant, holder)])


TO_THE_CHAIR = [
    "donne pouvoir à M. le Maire",
    "donne pouvoir à Monsieur le Maire",
    "a donné procuration à Madame la Maire",
    "donne pouvoir à M. le Président",
    "(pouvoir à Mme la Présidente)",
    "à M. le Maire",
    "donne pouvoir au Maire",
]


@pytest.mark.parametrize("link", TO_THE_CHAIR)
def test_a_link_to_the_chair(link: str) -> None:
    assert told(f"Pouvoirs :\nMme Eve ROUX {link}\nM. Max GRIS à Mme Zoé BLANC\n\n") == expected(
        pouvoirs=[("Mme Eve ROUX", "chair"), ("M. Max GRIS", "Mme Zoé BLANC")]
    )


SUBSTITUTES = ["représentée par sa suppléante", "représentée par son suppléant"]


@pytest.mark.parametrize("link", SUBSTITUTES)
def test_a_substitute_holds_no_proxy_and_is_there(link: str) -> None:
    text = f"Présents : M. Luc PETIT, Mme Zoé BLANC\n\nAbsents : Mme Eve ROUX {link} Mme Lise VERT\n\n"
    assert told(text) == expected(presents=["M. Luc PETIT", "Mme Zoé BLANC", "Mme Lise VERT"])


NO_LINKS: list[tuple[str, dict[str, list[object]]]] = [
    # a word of a proxy among names only: nobody gives it to the next
    ("Absents : Mme Eve ROUX, M. Max GRIS", {"absents": ["Mme Eve ROUX", "M. Max GRIS"]}),
    ("Absents : Mme Eve ROUX, M. Max À", {"absents": ["Mme Eve ROUX", "M. Max À"]}),
    ("Absents : Mme Ada MANDAT, M. Max POUVOIRET", {"absents": ["Mme Ada MANDAT", "M. Max POUVOIRET"]}),
    ("Pouvoirs : néant", {}),
    ("Pouvoirs : aucun", {}),
    ("Pouvoirs : /", {}),
    # a sentence behind a list
    (
        "Absents : Mme Eve ROUX\n\nM. Max GRIS donne au conseil lecture de la lettre que le préfet a écrite à la commune.",
        {"absents": ["Mme Eve ROUX"]},
    ),
    (
        "Pouvoirs : Mme Eve ROUX à M. Luc PETIT\n\nLe conseil donne pouvoir au maire pour signer la vente à M. Jean DUC.",
        {"pouvoirs": [("Mme Eve ROUX", "M. Luc PETIT")]},
    ),
]


@pytest.mark.parametrize(("text", "lists"), NO_LINKS)
def test_what_links_nobody(text: str, lists: dict[str, list[object]]) -> None:
    assert told(f"{text}\n\n") == expected(**lists)


COLUMNS = [
    "Pouvoirs :\nEve ROUX\tLuc PETIT\nMax GRIS\tZoé BLANC\n\n",
    "Pouvoirs :\nNom\tPouvoir à\nEve ROUX\tLuc PETIT\nMax GRIS\tZoé BLANC\n\n",
]


@pytest.mark.parametrize("text", COLUMNS)
def test_two_cells_of_a_row_are_a_mandant_and_a_holder(text: str) -> None:
    assert told(text) == expected(pouvoirs=[("Eve ROUX", "Luc PETIT"), ("Max GRIS", "Zoé BLANC")])


def test_columns_of_other_lengths_pair_nobody() -> None:
    text = "Absents :\nMme Eve ROUX, M. Max GRIS\n\nPouvoirs : par Luc PETIT par Zoé BLANC par Paul NOIR\n\n"
    read_ = told(text)
    assert read_["pouvoirs"] == []
    assert read_["unread"] == ["Luc PETIT", "Zoé BLANC", "Paul NOIR"]


def test_several_proxies_on_one_line() -> None:
    assert told("Pouvoirs : Eve ROUX à Luc PETIT Max GRIS à Zoé BLANC Tom VERT à Paul NOIR\n\n") == expected(
        pouvoirs=[("Eve ROUX", "Luc PETIT"), ("Max GRIS", "Zoé BLANC"), ("Tom VERT", "Paul NOIR")]
    )
