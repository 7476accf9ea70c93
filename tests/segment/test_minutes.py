"""Acts found by the document's own shape: what heads them is learnt from what is decided."""

from __future__ import annotations

import pytest

from acts import span, word
from delibparse.grammar.lexicon import lexicon
from delibparse.grammar.titles import wording
from delibparse.layout import Span, compose
from delibparse.reading.model import Page, Type
from delibparse.segment import find_items

TOLD = "Le maire expose le dossier et rappelle que la dépense est inscrite au budget de l'année en cours."
DECIDED = "Le conseil municipal, après en avoir délibéré, à l'unanimité, approuve la dépense."
PLAIN = Type(10.0)
BOLD = Type(10.0, bold=True)
LARGE = Type(13.0)


def told(*heads: str) -> str:
    return "\n\n".join(f"{head}\n{TOLD}\n{DECIDED}" for head in heads)


def read(text: str) -> list[tuple[str | None, str | None]]:
    """The number and the title of each act."""
    return [(one.number and one.number.text, one.title and one.title.text) for one in find_items(span(text))]


SET_APART = 24.0


def typeset(*lines: tuple[str, Type] | tuple[str, Type, float]) -> Span:
    """Lines as a text layer has them, each set in its type, a gap above what is not prose unless the points from the
    line above are given."""
    words, y = [], 40.0
    for text, kind, *points in lines:
        y += points[0] if points else 30.0 if kind is not PLAIN else 13.0
        x = 50.0
        for part in text.split():
            words.append(word(part, x, y, width=5.0 * len(part))._replace(type=kind))
            x = words[-1].x1 + 2 + 3 * (len(words) % 4)  # justified: no white strip runs through the lines
    return compose([Page(1, 595, y + 60, words, "texte")], lexicon()).body.span()


def titles(text: Span) -> list[str | None]:
    return [one.title and one.title.text for one in find_items(text)]


ACT = [(TOLD, PLAIN), (DECIDED, PLAIN)]

STYLES = [
    ("1. Voirie", "2. École", "3. Forêt"),
    ("1°) Voirie", "2°) École", "3°) Forêt"),
    ("I – Voirie", "II – École", "III – Forêt"),
    ("Affaire n° 12 : Voirie", "Affaire n° 13 : École", "Affaire n° 14 : Forêt"),
    ("23-03/001 – Voirie", "23-03/002 – École", "23-03/003 – Forêt"),
    ("D2023-14 - Objet : Voirie", "D2023-15 - Objet : École", "D2023-16 - Objet : Forêt"),
    ("Délibération n°20230306-01\nVoirie", "Délibération n°20230306-02\nÉcole", "Délibération n°20230306-03\nForêt"),
]


@pytest.mark.parametrize("heads", STYLES)
def test_no_style_of_numbering_is_known_beforehand(heads: tuple[str, ...]) -> None:
    assert [title for _, title in read(told(*heads))] == ["Voirie", "École", "Forêt"]


def test_the_clerk_wrote_the_numbers_in_two_ways() -> None:
    found = read(told("D2023-14 - Objet : Voirie", "Délibération n° 2023-15\nÉcole", "D2023-16 - Objet : Forêt"))
    assert found == [("D2023-14", "Voirie"), ("2023-15", "École"), ("D2023-16", "Forêt")]


def test_themes_stand_over_the_acts() -> None:
    text = f"Point n° 1 : Finances\n{told('23-03/001 – Budget', '23-03/002 – Taux')}\n\nPoint n° 2 : Forêt\n{told('23-03/003 – Coupes')}"
    assert [number for number, _ in read(text)] == ["23-03/001", "23-03/002", "23-03/003"]


def test_acts_under_a_numbered_theme_bear_its_number() -> None:
    text = typeset(
        ("1. Budget", LARGE), ("Compte de gestion", LARGE), *ACT, ("Affectation du résultat", LARGE), *ACT,
        ("2. Repas des aînés", LARGE), *ACT,
    )  # fmt: skip
    found = find_items(text)
    assert [one.title and one.title.text for one in found] == [
        "Compte de gestion", "Affectation du résultat", "Repas des aînés",
    ]  # fmt: skip
    assert [one.number and one.number.text for one in found] == ["1", "1", "2"]


def test_bold_titles_without_numbers() -> None:
    text = typeset(
        ("Chemins communaux", BOLD), *ACT, ("Comité des fêtes", BOLD), *ACT, ("Carrefour du puits", BOLD), *ACT
    )
    assert titles(text) == ["Chemins communaux", "Comité des fêtes", "Carrefour du puits"]


@pytest.mark.parametrize(
    ("below", "whole"),
    [
        ("Parcours emploi", "Création d'un poste pour le dispositif Parcours emploi"),
        ("• Recrutement", "Création d'un poste pour le dispositif"),
        ("Le maire propose ce poste.", "Création d'un poste pour le dispositif"),
    ],
)
def test_a_title_goes_on_in_the_line_close_below_it_and_a_bullet_or_a_sentence_does_not(below: str, whole: str) -> None:
    act = [(TOLD, PLAIN, SET_APART), (DECIDED, PLAIN)]
    text = typeset(
        ("1. Chemins", BOLD), *act, ("2. Création d'un poste pour le dispositif", BOLD), (below, PLAIN), *act,
        ("3. Forêt", BOLD), *act,
    )  # fmt: skip
    assert titles(text) == ["Chemins", whole, "Forêt"]


def test_a_bullet_goes_on_with_a_title_that_a_bullet_marks_too() -> None:
    act = [(TOLD, PLAIN, SET_APART), (DECIDED, PLAIN)]
    text = typeset(
        ("• 1. Marché de la halle, avenant", BOLD), ("• Lot 2 Charpente", PLAIN), *act, ("• 2. Forêt", BOLD), *act
    )
    found = [wording(one.title).value for one in find_items(text) if one.title]
    assert found == ["Marché de la halle, avenant Lot 2 Charpente", "Forêt"]


def test_a_list_of_members_that_breaks_before_a_name_heads_no_act() -> None:
    names = (("Ont voté contre : Mme MARTIN, M. PETIT, M.", PLAIN), ("GAUTIER, M. LEROY", BOLD))
    text = typeset(("Chemins", BOLD), *ACT, *names, *ACT, ("École", BOLD), *ACT, ("Forêt", BOLD), *ACT)
    assert titles(text) == ["Chemins", "École", "Forêt"]


def test_the_mayor_s_decisions_told_above_are_no_acts() -> None:
    text = typeset(
        ("Décisions prises par délégation du conseil municipal", LARGE), ("DM 2024-08 : Remboursement", BOLD), (TOLD, PLAIN), ("DM 2024-09 : Location accordée", BOLD),
        ("Une place est louée à titre gratuit, après accord à l'unanimité du bureau.", PLAIN),
        ("D2024-44 Tarifs", BOLD), *ACT, ("D2024-45 Créances", BOLD), *ACT, ("D2024-46 Forêt", BOLD), *ACT,
    )  # fmt: skip
    assert titles(text) == ["Tarifs", "Créances", "Forêt"]


def test_lots_under_an_act_s_own_number_are_no_acts() -> None:
    text = typeset(
        ("D2024-44 Assurances", BOLD), ("Lot un", LARGE), *ACT, ("Lot deux", LARGE), *ACT, ("D2024-45 Créances", BOLD), *ACT,
        ("D2024-46 Tarifs", BOLD), *ACT,
    )  # fmt: skip
    assert titles(text) == ["Assurances", "Créances", "Tarifs"]


def test_what_recurs_in_each_act_heads_none() -> None:
    act = [("EXPOSÉ DES MOTIFS", BOLD), (TOLD, PLAIN), ("DÉCISION", BOLD), (DECIDED, PLAIN)]
    text = typeset(("1. Chemins", PLAIN), *act, ("2. Carrefour", PLAIN), *act, ("3. Forêt", PLAIN), *act)
    assert titles(text) == ["Chemins", "Carrefour", "Forêt"]


def test_an_act_without_its_number_stands_between_the_others() -> None:
    text = typeset(
        ("D2024-17 Subventions", BOLD), *ACT, ("Taux des taxes", BOLD), *ACT, ("D2024-19 Budget", BOLD), *ACT,
        ("D2024-20 Cessions", BOLD), *ACT,
    )  # fmt: skip
    assert titles(text) == ["Subventions", "Taux des taxes", "Budget", "Cessions"]


def test_where_no_number_is_missing_a_line_set_alike_is_no_act() -> None:
    text = typeset(
        ("D2024-17 Assurances", BOLD), *ACT, ("Garanties et franchises", BOLD), *ACT, ("D2024-18 Budget", BOLD), *ACT,
        ("D2024-19 Cessions", BOLD), *ACT,
    )  # fmt: skip
    assert titles(text) == ["Assurances", "Budget", "Cessions"]


def test_the_agenda_is_no_act_and_words_its_titles_otherwise() -> None:
    agenda = "Ordre du jour :\n1 - Vente de la poste\n2 - Poste d'adjoint\n3 - Cantine\n\n"
    acts = told(
        "1 - Vente de l'ancienne poste, rue Haute", "2 - Création d'un poste d'adjoint", "3 - Règlement de la cantine"
    )
    found = find_items(span(agenda + acts))
    assert [one.number and one.number.text for one in found] == ["1", "2", "3"]
    assert all("approuve" in one.text.raw for one in found)


def test_an_agenda_announces_a_title_with_the_lines_that_go_on_with_it() -> None:
    agenda = (
        ("Ordre du jour :", BOLD), ("Chemins communaux", PLAIN), ("Budget annexe", PLAIN),
        ("pour le prochain exercice", PLAIN), ("Coupes de bois", PLAIN),
    )  # fmt: skip
    thanks = [("Le maire remercie les agents de la voirie et les bénévoles de la journée.", PLAIN)]
    more = (("pour le prochain", LARGE), ("exercice", BOLD))
    text = typeset(
        *agenda, ("Chemins communaux", LARGE), *ACT, *thanks, ("Budget annexe", BOLD), *more, *ACT,
        ("Coupes de bois", LARGE), *ACT,
    )  # fmt: skip
    assert titles(text) == ["Chemins communaux", "Budget annexe", "Coupes de bois"]


def test_an_agenda_whose_titles_do_not_come_again_is_the_acts() -> None:
    assert [title for _, title in read("Ordre du jour\n\n" + told("1/ Coupe de bois", "2/ Déneigement"))] == [
        "Coupe de bois", "Déneigement",
    ]  # fmt: skip


def test_acts_go_on_below_other_business() -> None:
    text = told("1. Voirie", "2. École") + "\n\nQUESTIONS DIVERSES\n\n" + told("3. Piscine")
    assert [number for number, _ in read(text)] == ["1", "2", "3"]


def test_what_is_told_under_other_business_is_nobodys() -> None:
    text = told("1. Voirie", "2. École") + f"\n\nQuestions diverses\n\nLa fête aura lieu en juin. {TOLD}"
    assert "fête" not in find_items(span(text))[-1].text.raw


def test_the_points_of_an_act_are_no_acts() -> None:
    points = "1. Approuve le plan.\n2. Autorise le maire à signer.\n3. Dit que la dépense est inscrite.\n"
    text = told("4. Voirie") + "\n" + points + "\n" + told("5. École", "6. Forêt")
    assert [number for number, _ in read(text)] == ["4", "5", "6"]


def test_an_item_of_information_is_no_act_and_an_own_number_is_one() -> None:
    items = told("1. Voirie", "2. École") + f"\n\n3. Point sur les travaux\n{TOLD * 2}"
    assert [number for number, _ in read(items)] == ["1", "2"]
    own = told("2024.01.27 - 1 VOIRIE", "2024.01.27 - 2 ÉCOLE") + f"\n\n2024.01.27 - 3 DÉLÉGATIONS AU MAIRE\n{TOLD * 2}"
    assert [number for number, _ in read(own)] == ["2024.01.27 - 1", "2024.01.27 - 2", "2024.01.27 - 3"]


def test_the_act_s_own_number_under_its_title() -> None:
    text = (
        f"POINT 1 – Tarif du local\n2023-03-06-DCM-01     Nomenclature ACTES : 7.10\n{DECIDED}\n\n"
        f"POINT 2 – Coupes de bois\n2023-03-06-DCM-02     Nomenclature ACTES : 3.5\n{DECIDED}"
    )
    assert [number for number, _ in read(text)] == ["2023-03-06-DCM-01", "2023-03-06-DCM-02"]


def test_a_title_in_prose_below_a_vote_is_one_and_a_sentence_is_not() -> None:
    text = (
        f"Achat d'un tracteur\n\n{TOLD}\n\nVote : à l'unanimité\n\nVente du four\n\n{TOLD}\n\nVote : à l'unanimité\n\n"
        f"Mme le maire remercie les membres et passe au point suivant.\n\n{TOLD}\n\nVote : à l'unanimité"
    )
    assert [title for _, title in read(f"Secrétaire : Luc PETIT\n\nVote : à l'unanimité\n\n{text}")] == [
        "Achat d'un tracteur", "Vente du four",
    ]  # fmt: skip


def test_a_directive_at_a_line_s_start_heads_no_act() -> None:
    cited = "Le marché suit la directive\n2009/72/CE du 13 juillet sur l'électricité.\n"
    text = told(
        "Délibération n°20180122-01\nVoirie", "Délibération n°20180122-02\nÉcole", "Délibération n°20180122-03\nForêt"
    )
    assert [title for _, title in read(text.replace(DECIDED, cited + DECIDED))] == ["Voirie", "École", "Forêt"]


def test_a_speck_beside_a_number_is_no_title_and_a_bullet_is_not_of_one() -> None:
    text = told(
        "Délibération n°20180122-01 L\nVoirie communale",
        "Délibération n°20180122-02\n“ École",
        "Délibération n°20180122-03\nForêt",
    )
    assert [title for _, title in read(text)] == ["Voirie communale", "École", "Forêt"]


def test_a_rank_gives_way_to_the_act_s_number_in_the_title_and_an_own_number_does_not() -> None:
    rank = told("Dossier n° 1 : Voirie DCC2023_129", "Dossier n° 2 : Forêt DCC2023_130")
    assert [number for number, _ in read(rank)] == ["DCC2023_129", "DCC2023_130"]
    own = told("D2025-23 - Objet : Tarifs ULIS 2025/2026", "D2025-24 - Objet : Forêt")
    assert read(own) == [("D2025-23", "Tarifs ULIS 2025/2026"), ("D2025-24", "Forêt")]


def test_a_speck_between_a_number_and_its_title_is_skipped() -> None:
    text = told("Délibération n°20180122-01\n\nL\n\nVoirie communale", "Délibération n°20180122-02\nÉcole")
    assert [title for _, title in read(text)] == ["Voirie communale", "École"]


def test_the_minutes_approved_in_a_sentence_above_the_first_act_are_an_act_without_a_title() -> None:
    approved = "Le procès-verbal de la séance du 3 février est approuvé à l'unanimité.\n\n"
    found = read(approved + told("D2023-14 - Voirie", "D2023-15 - École"))
    assert found == [(None, None), ("D2023-14", "Voirie"), ("D2023-15", "École")]


def test_minutes_that_are_only_sent_or_told_of_are_none() -> None:
    sent = "Le procès-verbal de la séance du 3 février a été envoyé à chacun.\n\nIl n'appelle aucune remarque.\n\n"
    assert [number for number, _ in read(sent + told("D2023-14 - Voirie", "D2023-15 - École"))] == [
        "D2023-14",
        "D2023-15",
    ]


def test_one_act_alone_is_no_minutes() -> None:
    act = f"OBJET : Achat d'une balayeuse\n\nVu le code,\n\n{TOLD}\n\n{DECIDED}\n\nArticle 1 : approuve.\n\nArticle 2 : autorise."
    assert read(act) == []


def test_the_numbered_points_of_a_decision_head_nothing() -> None:
    points = "\n1) RETIENT la meilleure offre ;\n2) AUTORISE la dépense.\n\n"
    told = "Le dossier a été vu en commission, et la dépense est prévue au budget de cette année.\n"
    formula = "Le conseil municipal, après en avoir délibéré,"
    text = "".join(f"Objet : {title}\n{told}{formula}{points}" for title in ("Toiture du lavoir", "Achat d'un pré"))
    titles = [item.title.text for item in find_items(span(text)) if item.title]
    assert titles == ["Toiture du lavoir", "Achat d'un pré"]


def test_numbers_below_a_decision_that_is_ended_head_acts() -> None:
    told = "Le dossier a été vu en commission, et la dépense est prévue au budget de cette année.\n"
    formula = "Après délibération, le conseil municipal vote la dépense à l'unanimité.\n\n"
    text = "".join(f"{k}) {title}\n{told}{formula}" for k, title in ((1, "Toiture du lavoir"), (2, "Achat d'un pré")))
    titles = [item.title.text for item in find_items(span(text)) if item.title]
    assert titles == ["Toiture du lavoir", "Achat d'un pré"]


@pytest.mark.parametrize(
    "formula", ["Après délibération, le conseil municipal", "Le conseil municipal, en ayant délibéré"]
)
def test_an_act_whose_vote_is_a_row_of_columns_is_one(formula: str) -> None:
    told = "Le dossier a été vu en commission, et la dépense est prévue au budget de cette année.\n"
    vote = f"{formula}\n> dénomme la voie ;\n> charge le maire du reste.\nPour Contre Abstentions\n16 1 0\n\n"
    text = "".join(f"POINT {k} : {title}\n{told}{vote}" for k, title in ((1, "Allée des Frênes"), (2, "Rue du Puits")))
    assert [item.title.text for item in find_items(span(text)) if item.title] == ["Allée des Frênes", "Rue du Puits"]
