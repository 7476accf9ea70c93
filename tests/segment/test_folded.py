"""The acts of texts whose lines were folded into one: the same evidence as on a page, less the type."""

from __future__ import annotations

import pytest

from acts import span
from delibparse.segment import find_items

TOLD = "Monsieur le Maire expose le dossier et rappelle que la dépense est inscrite au budget de l'année en cours."
DECIDED = "Après en avoir délibéré, le conseil municipal, à l'unanimité, approuve cette proposition."
OPENING = (
    "COMMUNE DE VALBRUNE Procès-verbal de la séance du 6 mars 2023. L'an deux mille vingt-trois, le six mars, le conseil "
    "municipal s'est réuni en mairie sous la présidence de Monsieur Luc PETIT, maire. Le quorum est atteint. "
)


def folded(*heads: str, between: str = " ", opening: str = OPENING) -> str:
    return opening + between.join(f"{head} {TOLD} {DECIDED}" for head in heads)


def read(text: str) -> list[tuple[str | None, str | None]]:
    """The number and the title of each act."""
    body = span(text)
    assert body.is_folded
    return [(one.number and one.number.text, one.title and one.title.text) for one in find_items(body)]


STYLES = [
    ("1) Voirie", "2) École", "3) Forêt"),
    ("1 - VOIRIE DU HAMEAU DES TILLEULS", "2 - ÉCOLE DU BOURG ET SA CANTINE", "3 - FORÊT COMMUNALE ET SES COUPES"),
    ("I – Voirie", "II – École", "III – Forêt"),
    ("Affaire n° 12 : Voirie", "Affaire n° 13 : École", "Affaire n° 14 : Forêt"),
    ("Dossier 3 : Voirie", "Dossier 4 : École", "Dossier 5 : Forêt"),
    ("23-03/001 – Voirie", "23-03/002 – École", "23-03/003 – Forêt"),
    ("2023.03.06 - 1 Voirie", "2023.03.06 - 2 École", "2023.03.06 - 3 Forêt"),
    ("N° 2023-001 Voirie", "N° 2023-002 École", "N° 2023-003 Forêt"),
    ("CC02_2023 Voirie", "CC03_2023 École", "CC04_2023 Forêt"),
    ("4. Délibération n° 2023-14 : Voirie", "5. Délibération n° 2023-15 : École", "6. Délibération n° 2023-16 : Forêt"),
]


@pytest.mark.parametrize("heads", STYLES)
def test_no_style_of_numbering_is_known_beforehand(heads: tuple[str, ...]) -> None:
    titles = [title or "" for _, title in read(folded(*heads))]
    assert [title.split()[0].casefold() for title in titles] == ["voirie", "école", "forêt"]


def test_the_act_s_own_number_stands_behind_its_rank() -> None:
    found = read(folded("4. Délibération n° 2023-14 : Voirie", "5. Délibération n° 2023-15 : École"))
    assert found == [("2023-14", "Voirie"), ("2023-15", "École")]


def test_a_number_that_a_title_cites_is_not_its_own() -> None:
    found = read(folded("1) Retrait de la délibération n° 2022-8 : voirie", "2) École"))
    assert [number for number, _ in found] == ["1", "2"]


def test_a_title_ends_where_its_outcome_is_told() -> None:
    rows = "n° 2023-001 Travaux de voirie à l'unanimité. n° 2023-002 Coupes de bois à l'unanimité. " + TOLD
    assert read(OPENING + rows) == [("2023-001", "Travaux de voirie"), ("2023-002", "Coupes de bois")]


def test_an_agenda_told_twice_heads_no_act() -> None:
    agenda = "Ordre du jour : 1- Travaux de voirie communale 2- Règlement de la cantine 3- Coupes en forêt communale "
    assert read(f"{OPENING}{agenda} CONVOCATION {agenda} {TOLD} {DECIDED}") == []


def test_objects_are_labelled() -> None:
    assert [title for _, title in read(folded("OBJET : Voirie", "OBJET : École"))] == ["Voirie", "École"]


def test_items_without_numbers_are_known_by_the_agenda() -> None:
    agenda = "Ordre du jour : 1. Travaux de voirie communale 2. Règlement de la cantine 3. Coupes en forêt communale "
    acts = folded("Travaux de voirie communale", "Règlement de la cantine", "Coupes en forêt communale", opening="")
    assert [title for _, title in read(OPENING + agenda + acts)] == [
        "Travaux de voirie communale", "Règlement de la cantine", "Coupes en forêt communale",
    ]  # fmt: skip


def test_the_agenda_is_no_act() -> None:
    agenda = "Ordre du jour : 1. Travaux de voirie communale 2. Règlement de la cantine 3. Coupes en forêt communale "
    heads = ("1. Travaux de voirie communale", "2. Règlement de la cantine", "3. Coupes en forêt communale")
    found = find_items(span(OPENING + agenda + folded(*heads, opening="")))
    assert [one.number and one.number.text for one in found] == ["1", "2", "3"]
    assert all("approuve" in one.text.raw for one in found)


NO_HEADS = [
    "Vu la délibération n° 2019-12 du 3 mars 2019. Vu la délibération n° 2019-13 du même jour.",
    "Reçu en préfecture le 12/03/2023. Affiché le 13/03/2023. Publié le 14/03/2023.",
    "Page 1 Le conseil municipal approuve le plan. Page 2 Le conseil municipal approuve la suite.",
    "Après délibération : 1. Approuve le plan. 2. Autorise le maire à signer. 3. Dit que la dépense est inscrite.",
    "Recettes 1 250.30 Dépenses 1 180.10 Résultat 705.21 Restes 957.30 Total",
]


@pytest.mark.parametrize("inside", NO_HEADS)
def test_one_act_is_one_whatever_is_numbered_in_it(inside: str) -> None:
    assert (
        read(f"{OPENING}Objet de la séance : achat d'une balayeuse. {TOLD} {inside} {DECIDED} {TOLD} {DECIDED}") == []
    )


def test_a_number_that_heads_each_page_heads_no_act() -> None:
    band = "Commune de Valbrune n° DEL_2023_14 Registre"
    assert read(f"{OPENING}{band} {TOLD} {DECIDED} {band} {TOLD} {DECIDED} {band} {TOLD}") == []


def test_what_the_mayor_decided_by_delegation_is_no_act() -> None:
    told = "Décisions prises par délégation : 1. Location du four. DÉCIDE de le louer. 2. Prêt du car. DÉCIDE de le prêter. "
    found = read(OPENING + told + folded("Affaire n° 5 : Voirie", "Affaire n° 6 : École", opening=""))
    assert found == [("5", "Voirie"), ("6", "École")]


def test_the_last_act_of_an_excerpt_is_cut_before_its_decision() -> None:
    cut = f"{OPENING}1) Voirie {TOLD} {DECIDED} 2) École {TOLD} {TOLD} Il est proposé de retenir le devis de"
    assert [number for number, _ in read(cut)] == ["1", "2"]


def test_an_item_of_information_at_the_end_of_minutes_is_no_act() -> None:
    told = folded("1) Voirie", "2) École") + f" 3) Point sur les travaux {TOLD}"
    assert [number for number, _ in read(told)] == ["1", "2"]


RESOLUTION = "Rapporteur : Madame Rose TARDIVEL, première adjointe ADOPTEE A L'UNANIMITE"
TITLES = (
    "Travaux de voirie au hameau des Tilleuls", "Subvention à la coopérative scolaire", "Tarifs de la cantine municipale",
    "Convention avec le syndicat des eaux", "Coupes de bois en forêt communale",
)  # fmt: skip


def listed_with_outcomes(*numbers: str) -> str:
    """Titles with bare figures, each right behind the outcome of the act above."""
    return OPENING + " ".join(f"{n} {title} {RESOLUTION}" for n, title in zip(numbers, TITLES, strict=True))


def test_a_bare_number_behind_an_outcome_heads_the_next_act() -> None:
    found = read(listed_with_outcomes("1.", "02", "03", "04", "05"))
    assert [title for _, title in found][1:] == list(TITLES[1:])
    assert [number for number, _ in found][1:] == ["02", "03", "04", "05"]


def test_acts_whose_number_was_lost_stand_between_those_that_have_one() -> None:
    found = read(listed_with_outcomes("1.", "02", "", "[4", "05"))
    assert found[1:] == [("02", TITLES[1]), (None, TITLES[2]), (None, TITLES[3]), ("05", TITLES[4])]


def test_figures_behind_an_outcome_that_head_nothing() -> None:
    """Voices, hours and sums are no numbers of acts."""
    text = folded("1) Voirie", "2) École").replace(
        "approuve cette proposition.", "approuve à l'unanimité 12 voix pour. Adopté à l'unanimité 15 présents au vote."
    )
    assert [number for number, _ in read(text)] == ["1", "2"]


CALLED = "VILLE DE VALBRUNE LISTE DES DÉLIBÉRATIONS Séance du conseil municipal du 6 mars 2023 "


def test_a_list_without_outcomes_is_parted_by_its_numbers() -> None:
    delegated = "e Liste des décisions prises par délégation du conseil municipal au maire "
    rows = " ".join(f"e Délibération n° {18 + k}/2023 : {title}" for k, title in enumerate(TITLES))
    found = read(CALLED + delegated + rows)
    assert [number for number, _ in found] == ["18/2023", "19/2023", "20/2023", "21/2023", "22/2023"]
    assert [title.removesuffix(" e") for _, title in found if title] == list(TITLES)


@pytest.mark.parametrize(
    "text",
    [
        CALLED + " ".join(f"e Délibération n° {n}/2023 : {title}" for n, title in zip((18, 25, 3, 40, 7), TITLES, strict=True)),
        "VILLE DE VALBRUNE Rapport annuel " + " ".join(f"e Délibération n° {18 + k}/2023 : {title}" for k, title in enumerate(TITLES)),
    ],
    ids=["numbers that do not count on", "no list by its name"],
)  # fmt: skip
def test_numbers_alone_make_no_list(text: str) -> None:
    assert read(text) == []
