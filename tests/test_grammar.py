"""Headings, attendance, counts, votes, prose, formalities, identity: tables of wordings, invented people."""

from __future__ import annotations

from typing import Any

import pytest

from acts import span
from delibparse.grammar import attendance, counts, formalities, identity, officers, prose, session, titles, votes
from delibparse.grammar.blocks import find_blocks
from delibparse.grammar.body_name import body_name
from delibparse.grammar.values import dates
from delibparse.grammar.values.people import Style
from delibparse.grammar.vote_names import Assembly
from delibparse.layout import Found
from delibparse.model import ctes

HEADINGS = [
    ("PRESENTS ( 27 ) : A. MARTIN", ["presents"]),
    ("Étaient présents :\nA. MARTIN", ["presents"]),
    ("Présent-e-s :\n\nA. MARTIN", ["presents"]),
    ("POUVOIRS ( 11 ) :\n\nA. MARTIN", ["pouvoirs"]),
    ("Excusés ayant donné procuration :\n\nA. MARTIN à B. DUBOIS", ["pouvoirs"]),
    ("Absents représentés :\nA. MARTIN par B. DUBOIS", ["pouvoirs"]),
    ("EXCUSE ( 1 ) :\n\nA. MARTIN", ["excuses"]),
    ("Absents excusés : A. MARTIN", ["excuses"]),
    ("Absents : A. MARTIN", ["absents"]),
    ("Nom du secrétaire de séance : A. MARTIN", ["secretaire"]),
    ("Secrétaire de séance : A. MARTIN", ["secretaire"]),
    ("RAPPORTEUR : A. MARTIN", ["rapporteur"]),
    ("OBJET : Achat d'une balayeuse", ["objet"]),
    ("Objet de la délibération : Achat", ["objet"]),
    (
        "Présents : A. MARTIN Absents : B. DUBOIS Secrétaire de séance : A. MARTIN",
        ["presents", "absents", "secretaire"],
    ),
    # the same words in a sentence are no heading
    ("Les élus présents ont salué les agents.", []),
    ("Cette école fait l'objet de travaux.", []),
    ("Le maire, absent, est excusé par le conseil.", []),
    ("Z. ROUX a pour mandataire Q. ABSENT\n\nJ. PETIT", []),
]


@pytest.mark.parametrize(("text", "kinds"), HEADINGS)
def test_headings(text: str, kinds: list[str]) -> None:
    assert [block.kind for block in find_blocks(span(text))] == kinds


PROXIES = [
    "M. BEN EMBAREK mandant a pour mandataire JP. ABELIN",
    "M. BEN EMBAREK mandante a pour mandataire JP. ABELIN",
    "M. BEN EMBAREK a donné pouvoir à JP. ABELIN",
    "M. BEN EMBAREK donne pouvoir à JP. ABELIN",
    "M. BEN EMBAREK avait donné procuration à JP. ABELIN",
    "M. BEN EMBAREK (ayant donné pouvoir à JP. ABELIN)",
    "M. BEN EMBAREK (pouvoir à JP. ABELIN)",
    "M. BEN EMBAREK par procuration à JP. ABELIN",
    "M. BEN EMBAREK représenté par JP. ABELIN",
    "M. BEN EMBAREK, absente, représentée par JP. ABELIN",
    "M. BEN EMBAREK à JP. ABELIN",
    "M. BEN EMBAREK À JP. ABELIN",
    "M. BEN EMBAREK ..... à JP. ABELIN",
    "Mesdames et Messieurs M. BEN EMBAREK donnant pouvoir à JP. ABELIN",
    "M. BEN EMBAREK - (ayant donné pouvoir à JP. ABELIN)",
    "M. BEN EMBAREK à JP. ABELIN (jusqu'au point 3)",
    "M. BEN EMBAREK a donné pouvoir à à JP. ABELIN",
]


@pytest.mark.parametrize("line", PROXIES)
def test_proxies(line: str) -> None:
    text = span(f"PRESENTS : JP. ABELIN, J. MELQUIOND, P. MIS\n\nPOUVOIRS :\n\n{line}\n\nE. FARHAT à P. MIS")
    read = attendance.read_attendance(find_blocks(text))
    pairs = [(p.mandant.value.texte, p.mandataire and p.mandataire.value.texte) for p in read.proxies]
    assert pairs == [("M. BEN EMBAREK", "JP. ABELIN"), ("E. FARHAT", "P. MIS")]
    assert len(read.presents) == 3


def test_a_proxy_whose_link_ocr_lost_is_read_between_two_whole_names_only() -> None:
    text = "Présents : Luc PETIT\n\nPouvoirs :\n\nZoé ROUX donne procuration Luc PETIT\n\nAnne BLOT donne procuration spéciale"
    read = attendance.read_attendance(find_blocks(span(text)))
    pairs = [(p.mandant.value.nom, p.mandataire and p.mandataire.value.nom) for p in read.proxies]
    assert ("ROUX", "PETIT") in pairs
    assert all(holder in ("PETIT", None) for _, holder in pairs)


def test_the_a_of_a_name_is_not_the_auxiliary() -> None:
    text = span("Présents : Luc PETIT\n\nPouvoirs :\n\nZoé KOITA donnant pouvoir à Luc PETIT")
    (proxy,) = attendance.read_attendance(find_blocks(text)).proxies
    assert proxy.mandant.value.nom == "KOITA"


def test_a_verb_is_not_a_link() -> None:
    text = span("Absents : Mme ROUX Zoé, Mme PETIT Ève. Monsieur Luc BLANC a été élu secrétaire de séance")
    read = attendance.read_attendance(find_blocks(text))
    assert [who.person.value.nom for who in read.absents] == ["ROUX", "PETIT"]
    assert read.proxies == ()


def test_a_secretary_who_fills_the_function() -> None:
    text = span("à la nomination d'un secrétaire de séance. Mme Zoé ROUX a été désignée pour remplir cette fonction")
    read = officers.elected_secretary(text, Style())
    assert read is not None
    assert read.value.nom == "ROUX"
    assert officers.elected_secretary(span("Mme Zoé ROUX a été désignée pour remplir cette fonction"), Style()) is None


def test_a_list_ends_where_prose_begins() -> None:
    text = span("Présents : Jean MARTIN, Anne DUBOIS\n\nLe quorum étant atteint, Monsieur Paul ROUX ouvre la séance")
    read = attendance.read_attendance(find_blocks(text))
    assert [who.value.nom for who in read.presents] == ["MARTIN", "DUBOIS"]


def test_counts_before_a_list_and_names_behind_each_other() -> None:
    """As a text whose lines were folded gives them."""
    text = span(
        "Conseillers présents : 3 MARTIN Jean, DUBOIS Anne, PETIT Luc. Formant la majorité. Conseillers absents ayant "
        "donné procuration : 2 ROUX Zoé à MARTIN Jean BLANC Éva à PETIT Luc Conseillers excusés : 1 LEROY Paul."
    )
    read = attendance.read_attendance(find_blocks(text))
    assert [who.value.nom for who in read.presents] == ["MARTIN", "DUBOIS", "PETIT"]
    pairs = [(p.mandant.value.nom, p.mandataire and p.mandataire.value.nom) for p in read.proxies]
    assert pairs == [("ROUX", "MARTIN"), ("BLANC", "PETIT")]
    assert [who.person.value.nom for who in read.excuses] == ["LEROY"]


def test_presiding() -> None:
    for text, name, role in (
        ("sous la présidence de Mme Anne MARTIN, Maire", "MARTIN", "Maire"),
        ("sous la Présidence de Madame Constance de Valbrune, Maire.", "de Valbrune", "Maire"),
        ("sous la présidence de M. Jean-Louis PETIT. Secrétaire : Mme ROUX", "PETIT", None),
        ("sous la présidence de monsieur Luc ROUX, Président", "ROUX", "Président"),
    ):
        read = officers.presiding(span(text), Style())
        assert read is not None
        assert (read.value.nom, read.value.qualite) == (name, role)


@pytest.mark.parametrize(
    ("text", "day"),
    [("Date de la convodation : 21 mars 2022", "2022-03-21"), ("Date de convocatlon : 21 mars 2022", "2022-03-21"),
     ("Date de la convention : 21 mars 2022", None)],
)  # fmt: skip
def test_a_label_misread_by_a_letter(text: str, day: str | None) -> None:
    found = session.convocation_date(span(text))
    assert (found and found.value.iso) == day


def test_the_time_behind_an_opening_whose_month_was_misread() -> None:
    text = (
        "Séance du 25 mars 2022\n\nL'an deux mille vingt-deux le vingt-cinq mats à dix-huit heures trente, le Conseil"
    )
    day = dates.first_date(span(text))
    assert day is not None
    found = session.session_time(span(text), day)
    assert (found and found.value) == "18:30"
    other = "Séance du 25 mars 2022\n\nL'an dernier, le marché a ouvert à dix heures."
    assert session.session_time(span(other), day) is None


def test_a_year_cut_in_two_is_not_guessed() -> None:
    assert session.convocation_date(span("adressée la convocation le dix février deux mille Votants : 32")) is None


def test_the_number_known_from_the_identifier() -> None:
    found = identity.read_identifier(span("ID : 065-216502260-20230123-2023009-DE"))
    assert found is not None
    number = identity.number_of_identifier(found.value, span("Séance du 23 janvier 2023 à 18h 2023/009 Présents"))
    assert number is not None
    assert number.value == "2023/009"


@pytest.mark.parametrize(
    ("printed", "ocr", "number"),
    [
        ("Acte n° 2019 039\nSéance du 30 mai", True, "2019_039"),
        ("Acte n° 2019 039\nSéance du 30 mai", False, "2019"),  # a text layer is exact
        ("Acte n° 2019 040\nSéance du 30 mai", True, "2019"),
        ("Acte n° 2019_039 bis", True, "2019_039"),
    ],
)
def test_a_mark_that_a_scan_lost_in_a_number_is_the_identifiers(printed: str, ocr: bool, number: str) -> None:
    bears = identity.read_identifier(span("ID : 065-216502260-20190530-2019_ 039-DE"))
    assert bears is not None
    assert bears.value.number == "2019_039"
    read = identity.act_number(span(""), span(printed, ocr=ocr))
    assert read is not None
    assert identity.with_lost_mark(read, bears.value).value == number


def test_an_empty_heading_means_none() -> None:
    read = attendance.read_attendance(find_blocks(span("Présents : Jean MARTIN\n\nExcusés :\n\nAbsents :\n\n")))
    assert (read.excuses, read.absents, read.proxies) == ((), (), ())


COUNTS: list[tuple[str, dict[str, int]]] = [
    ("Nombre de membres en exercice : 39", {"en_exercice": 39}),
    (
        "Nombre de conseillers en exercice : 39\nPrésents : 27\nVotants : 32",
        {"en_exercice": 39, "presents": 27, "votants": 32},
    ),
    ("PRESENTS ( 27 ) : A. MARTIN", {"presents": 27}),
    ("Conseillers présents :.......24", {"presents": 24}),
    ("En exercice : 14 Présents : 10 Votants : 14", {"en_exercice": 14, "presents": 10, "votants": 14}),
    ("Nombre de membres en exercice : dix-neuf", {"en_exercice": 19}),
    (
        "Ville de Vaux Nombre de présents 45 Nombre de procurations 4 Nombre de votants 49 Le conseil",
        {"presents": 45, "pouvoirs": 4, "votants": 49},
    ),
    ("Nombre de présents 45 Nombre de procurations 4 Nombre de votants 50", {}),  # they do not add up
    ("Nombre de présents 45, puis Nombre de procurations 4 par classe Nombre de votants 49", {}),
    ("Quorum : 20", {"quorum": 20}),
    ("Conseillers présents : 15 ARNAL Michel, BANYIK Franck", {"presents": 15}),
    ("Présents :\nA. MARTIN, B. DUBOIS", {}),  # an empty figure is not zero
    ("Votants :", {}),
    ("Les 27 présents ont visité 3 écoles en exercice de sécurité.", {}),
]


@pytest.mark.parametrize(("text", "expected"), COUNTS)
def test_counts(text: str, expected: dict[str, int]) -> None:
    whole = span(text)
    found = counts.read_counts(whole, whole, find_blocks(whole), span(""))
    assert {field: item.value for field, item in found.items()} == expected


def test_a_label_that_lost_its_spaces_and_one_that_lost_its_figure() -> None:
    whole = span("Enexercice : 13\nVotants :\nPrésents : A. MARTIN", ocr=True)
    assert counts.read_counts(whole, whole, [], span(""))["en_exercice"].value == 13
    assert list(counts.unread(whole)) == ["votants"]
    assert counts.unread(span("En exercice : 13\nVotants : 11", ocr=True)) == {}
    assert counts.unread(span("Votants :")) == {}  # on a text layer a blank is a blank


@pytest.mark.parametrize(
    ("printed", "lost"),
    [
        ("Conseillers en exercice …\nConseillers présents .... 13\nVotants .... 13", ["en_exercice"]),
        ("Conseillers en exercice 15\nConseillers présents\nProcurations 1\nVotants 13", ["presents"]),
        ("En exercice 15\nPrésents 12\nVotants 12\nAbsents\nMme Eve ROY", []),  # the last one heads a list
        ("Présents\nMme Eve ROY\nVotants 12", []),
        ("En exercice\n15\nPrésents\n12\nVotants\n12", []),  # the figures stand below their labels
    ],
)
def test_a_label_without_its_figure_in_a_column_of_counts_is_told(printed: str, lost: list[str]) -> None:
    assert list(counts.unread(span(printed, ocr=True))) == lost
    assert counts.unread(span(printed)) == {}


def test_a_misread_count_is_told() -> None:
    whole = span("Nombre de membres en exercice : 2B", ocr=True)
    found = counts.read_counts(whole, whole, [], span(""))["en_exercice"]
    assert (found.value, found.misread) == (28, "2B")


VOTES: list[tuple[str, dict[str, int]]] = [
    ("POUR : 28\n\nCONTRE : 0\n\nABSTENTIONS : 10", {"pour": 28, "contre": 0, "abstentions": 10}),
    ("Pour : 28 Contre : 0 Abstention : 0", {"pour": 28, "contre": 0, "abstentions": 0}),
    ("Pour : 28 Contre : Abstention :", {"pour": 28}),
    ("VOTE : 13 POUR - 0 CONTRE – 0 ABSTENTION", {"pour": 13, "contre": 0, "abstentions": 0}),
    ("à 15 voix pour, 10 voix contre et 6 abstentions", {"pour": 15, "contre": 10, "abstentions": 6}),
    ("par 25 voix pour", {"pour": 25}),
    ("ONT VOTE POUR : 14 ONT VOTE CONTRE : /", {"pour": 14, "contre": 0}),
    ("46 voix Pour, 1 abstention et 5 ne prenant pas part au vote", {"pour": 46, "abstentions": 1, "non_participants": 5}),
    ("Vu l'avis favorable de la commission (pour : 21 ; contre : 0 ; abstentions : 2).\n\nPour : 30 Contre : 2",
     {"pour": 30, "contre": 2}),
    ("Vu l'avis favorable de la commission (pour : 21 ; contre : 0 ; abstentions : 2).", {}),
    ("une aide de 28 euros pour 10 familles", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), VOTES)
def test_votes(text: str, expected: dict[str, int]) -> None:
    read = votes.read_vote(span(text), Assembly())
    assert {side: found.value for side, found in read.counts.items()} == expected


def test_named_votes() -> None:
    text = span(
        "POUR : 28\n\nABSTENTIONS : 10 [F. MERY (+1 pouvoir), G. MICHAUD, C. PAILLER (+1 pouvoir), Y.\nGANIVELLE]"
    )
    read = votes.read_vote(text, Assembly(Style(initials=True)))
    named = [(v.person.value.texte, v.carried) for v in read.voters["abstentions"]]
    assert named == [("F. MERY", 1), ("G. MICHAUD", 0), ("C. PAILLER", 1), ("Y. GANIVELLE", 0)]
    assert "pour" not in read.voters


def test_abstainers_named_in_words() -> None:
    text = span("LE CONSEIL MUNICIPAL, A L'EXCEPTION DE MADAME LEROY, MESSIEURS SIRI, HUET, QUI S'ABSTIENNENT, ACCEPTE")
    read = votes.read_vote(text, Assembly())
    named = [(v.person.value.civilite, v.person.value.nom) for v in read.voters["abstentions"]]
    assert named == [("Mme", "LEROY"), ("M.", "SIRI"), ("M.", "HUET")]
    assert read.unanimous is not None
    assert read.unanimous.value is False
    assert read.counts == {}


UNANIMITY: list[tuple[str, bool | None]] = [
    ("Adopté à l'unanimité", True),
    ("VOTE : UNANIMITÉ", True),
    ("à l’unanimité des suffrages exprimés, 8 abstentions", True),
    ("adopté à la majorité", False),
    ("La commission a donné un avis favorable à l'unanimité", None),
    ("Pour : 12", None),
]


@pytest.mark.parametrize(("text", "unanimous"), UNANIMITY)
def test_unanimity(text: str, unanimous: bool | None) -> None:
    read = votes.read_vote(span(text), Assembly()).unanimous
    assert (read.value if read else None) is unanimous


ACT = """La ville veut une balayeuse.

VU le code de la voirie

VU le budget de l'année

CONSIDÉRANT que les rues sont sales,

Le conseil municipal ayant délibéré, décide :

• d'acheter une balayeuse,

• d'autoriser le maire à signer

POUR : 28

Certifiée exécutoire"""


def test_prose() -> None:
    read = prose.read_prose(span(ACT))
    texts: dict[str, Any] = {
        kind: [s.text for s in getattr(read, kind)] for kind in ("visas", "considerants", "expose", "points")
    }
    assert texts == {
        "visas": ["VU le code de la voirie", "VU le budget de l'année"],
        "considerants": ["CONSIDÉRANT que les rues sont sales,"],
        "expose": ["La ville veut une balayeuse."],
        "points": ["d'acheter une balayeuse,", "d'autoriser le maire à signer"],
    }
    assert read.formula is not None
    assert read.formula.text == "Le conseil municipal ayant délibéré, décide :"


def test_lines_that_no_white_space_parts() -> None:
    read = prose.read_prose(
        span(
            "CONSIDERANT que les rues sont sales,\nCONSIDERANT que la balayeuse est vieille et que nul ne la répare,\n"
            "Le conseil municipal ayant délibéré, décide :\n\n• d'en acheter une"
        )
    )
    assert [s.text for s in read.considerants] == [
        "CONSIDERANT que les rues sont sales,",
        "CONSIDERANT que la balayeuse est vieille et que nul ne la répare,",
    ]
    assert read.formula is not None
    assert read.formula.text == "Le conseil municipal ayant délibéré, décide :"


FORMULAS = [
    ("Le conseil municipal ayant délibéré, décide :\n\n• un", "Le conseil municipal ayant délibéré, décide :"),
    (
        "Le Conseil Municipal, après en avoir délibéré,\n\nDÉCIDE :\n\nArticle 1 : un",
        "Le Conseil Municipal, après en avoir délibéré, DÉCIDE :",
    ),
    ("APRÈS EN AVOIR DÉLIBÉRÉ, APPROUVE le projet", "APRÈS EN AVOIR DÉLIBÉRÉ,"),
    ("LE CONSEIL MUNICIPAL, A L'UNANIMITE, ACCEPTE CETTE PROPOSITION", "LE CONSEIL MUNICIPAL, A L'UNANIMITE,"),
    (
        "Le conseil municipal, par 12 voix pour et 2 contre, autorise le maire",
        "Le conseil municipal, par 12 voix pour et 2 contre,",
    ),
]


@pytest.mark.parametrize(
    ("line", "is_point"),
    [
        ("A L'UNANIMITE des votants (12 voix), 3 abstentions (groupe du lac et Mme AUBRAC)", False),
        ("À la majorité, moins deux abstentions,", False),
        ("À l'unanimité des membres présents, APPROUVE le plan.", True),
        ("À la majorité des propriétaires concernés (deux tiers), la voirie sera élargie.", True),
    ],
)
def test_the_line_of_the_vote_is_no_point_of_the_decision(line: str, is_point: bool) -> None:
    read = prose.read_prose(span(f"Le conseil, après en avoir délibéré,\n\n{line}\n\nFIXE la somme à 400 euros."))
    assert [s.text for s in read.points] == [*([line] if is_point else []), "FIXE la somme à 400 euros."]


@pytest.mark.parametrize(
    "text",
    [
        "Le conseil municipal, réuni le 3 mai, a pris connaissance du dossier.",
        "Il est demandé que le conseil municipal autorise le maire.",
        "Le conseil municipal des jeunes accepte volontiers les idées.",
    ],
)
def test_a_sentence_about_the_council_is_no_formula(text: str) -> None:
    assert prose.read_prose(span(text)).formula is None


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("Le quorum n'ayant pas été atteint le 3 juin, le conseil s'est réuni sur seconde convocation", True),
        ("Le conseil, à nouveau convoqué le 8 juin,", True),
        ("Le conseil municipal, légalement convoqué le 8 juin,", False),
        ("Le quorum étant atteint,", False),
    ],
)
def test_second_convocation(text: str, again: bool) -> None:
    assert (session.second_convocation(span(text)) is not None) is again


@pytest.mark.parametrize(("text", "formula"), FORMULAS)
def test_formulas(text: str, formula: str) -> None:
    read = prose.read_prose(span(text))
    assert read.formula is not None
    assert read.formula.text == formula


FORMALITIES = [
    ("Acquitté en PREFECTURE le: 10/11/2017", "reception_prefecture", "2017-11-10"),
    ("Reçu en préfecture le 26/01/2023", "reception_prefecture", "2023-01-26"),
    ("Reçu par le représentant de l'Etat le 01/12/2023 et publié le 02/12/2023", "reception_prefecture", "2023-12-01"),
    ("Reçu par le représentant de l'Etat le 01/12/2023 et publié le 02/12/2023", "publication", "2023-12-02"),
    (
        "AR Prefecture\n\n082-218200798-20230206-D13_2023-DE\n\nReçu le 08/02/2023\n\nPublié le 09/02/2023",
        "reception_prefecture",
        "2023-02-08",
    ),
    ("Envoyé en préfecture le 26/01/2023", "transmission", "2023-01-26"),
    ("Publié à la mairie, le 13 NOV 2017", "publication", "2017-11-13"),
    ("Publié le\n\nID : 074-247400567-20230119-2023_05-DE", "publication", None),  # left empty
]


@pytest.mark.parametrize(("text", "field", "iso"), FORMALITIES)
def test_formalities(text: str, field: str, iso: str | None) -> None:
    read = getattr(formalities.read_formalities(span(""), span(text)), field)
    assert (read.value.iso if read else None) == iso


SIGNATURES = [
    ("Pour ampliation,\n\nPour le maire et par délégation,\nLa responsable du service juridique\n\nNadège GROLLIER",
     "Nadège GROLLIER", "La responsable du service juridique"),
    ("Pour extrait conforme,\n\nLe Maire,\n\nPaul DURAND", "Paul DURAND", "Le Maire"),
    ("Le Maire, Paul DURAND", "Paul DURAND", "Le Maire"),
    ("La secrétaire de séance,\n\nOdile TERRIER", None, None),
    ("Pour extrait conforme,\nLa secrétaire de séance,\tLe Maire,\n\nOdile TERRIER\tPaul DURAND", "Paul DURAND", "Le Maire"),
    ("Le Maire,\tLa secrétaire de séance,\nPaul DURAND\tOdile TERRIER", "Paul DURAND", "Le Maire"),
    ("Pour extrait conforme,\nLa secrétaire de séance,\nOdile TERRIER\nLe Maire,\nPaul DURAND", "Paul DURAND", "Le Maire"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "quality"), SIGNATURES)
def test_signatory(text: str, name: str | None, quality: str | None) -> None:
    read = formalities.read_signatory(span(text))
    assert (read and read.value.texte, read and read.value.qualite) == (name, quality)


IDENTIFIERS = [
    ("ID : 074-247400567-20230119-2023_05-DE", "074-247400567-20230119-2023_05-DE", "74"),
    ("068-200073963-20230110-2023-10-01-3-DE", "068-200073963-20230110-2023-10-01-3-DE", "68"),
    ("082-218200798-20230206-D13 2023 02 06-DE", "082-218200798-20230206-D13_2023_02_06-DE", "82"),
    ("02A-212A00042-20230119-7-DE", None, None),  # a SIREN has no letters
    ("02A-210200042-20230119-7-DE", "02A-210200042-20230119-7-DE", "2A"),
    ("974-219740010-20230119-7-AR", "974-219740010-20230119-7-AR", "974"),
    ("tél. 074-247400567", None, None),
]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("ID : 077-21770084B-20230517:2023_044-DE", "077-217700848-20230517-2023_044-DE"),
        ("ID : 077-2177OO848-20230517-2023_044-DE", "077-217700848-20230517-2023_044-DE"),
        ("ID : 077-21770084S-20230517-2023_044-DE", None),  # with a 5 the key is wrong
        ("ID : 077-21770084B-2023O5S7-2023_044-DE", None),  # no 57 May
    ],
)
def test_an_identifier_with_letters_for_digits_needs_its_key(text: str, canonical: str | None) -> None:
    read = identity.read_identifier(span(text, ocr=True))
    assert (read and read.value.canonical) == canonical
    if read:
        assert read.misread is not None
    if "B" in text:
        assert identity.read_identifier(span(text)) is None  # a text layer is exact


@pytest.mark.parametrize(("text", "canonical", "department"), IDENTIFIERS)
def test_identifiers(text: str, canonical: str | None, department: str | None) -> None:
    read = identity.read_identifier(span(text))
    assert (read and read.value.canonical) == canonical
    if read:
        assert ctes.department_of(read.value.department) == department


SESSIONS = [
    ("Procès-verbal de la séance du 6 mars 2023\n\nPrésents :", "2023-03-06"),
    ("Approbation du procès-verbal de la séance du 6 mars 2023", None),
    ("Délibération du conseil municipal\n\ndu 9 novembre 2017", "2017-11-09"),
    ("Séance du lundi 1 février 2016\n\nDate de Convocation : mardi 26 janvier 2016", "2016-02-01"),
    ("L'an deux mille vingt-trois, le vingt-cinq janvier, le conseil s'est réuni", "2023-01-25"),
    ("RÉUNION DU CONSEIL MUNICIPAL DE LA COMMUNE DE VALBRUNE LUNDI 16 JANVIER 2023", "2023-01-16"),
    ("Le conseil municipal, dûment convoqué le 17 juin 2022, s'est réuni le 27 juin 2022", "2022-06-27"),
    ("Approbation du compte rendu de la séance du 2 mars 2020\n\nSéance du 4 mai 2020", "2020-05-04"),
    ("Séance du 2 mars 2020\n\nL'an deux mille vingt, le quatre mai", "2020-05-04"),
    ("Date de convocation : 3 mars 2020", None),
    ("Vu la loi du 2 mars 1982", None),
]


@pytest.mark.parametrize(("text", "iso"), SESSIONS)
def test_session_date(text: str, iso: str | None) -> None:
    read = session.session_date(span(""), span(text))
    assert (read.value.iso if read else None) == iso


NUMBERS = [
    ("n°1", "1"),
    ("N° 2016.02.16 - Subvention", "2016.02.16"),
    ("Délibération n° 2023-05", "2023-05"),
    ("DEL2023-01 Objet : achat", "DEL2023-01"),
    ("36/2023", "36/2023"),
    ("DÉLIBÉRATION DU CONSEIL MUNICIPAL N° 2023-20", "2023-20"),
    ("DCM n° 2024-88", "2024-88"),
    ("Extrait du registre des délibérations DCM n° 2018-35 Séance du lundi 4 juin 2018", "2018-35"),
    ("EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS N° 2022/021 Séance du 11/08/2022", "2022/021"),
    ("Extrait des délibérations du conseil Délibération 2021-03-41 Séance du jeudi 11 mars", "2021-03-41"),
    ("COMMUNE DE VALBRUNE N° 2015-035", "2015-035"),
    ("Vu la délibération du conseil municipal n° 2019-12", None),
    ("Le conseil, par délibération n° 2019-12, a créé le poste", None),
    ("En application de la loi n° 2015-991 et du décret n° 2016-146", None),
    ("Le marché n° 2023-04 est attribué", None),
    ("COMMUNE DE VILLENEUVE", None),
]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_act_number(text: str, number: str | None) -> None:
    read = identity.act_number(span(""), span(text))
    assert (read.value if read else None) == number


@pytest.mark.parametrize(
    ("title", "parted"),
    [
        ("N° 2022-067 – Aide pour le pont", ("2022-067", "Aide pour le pont")),
        ("n°14 : Tarifs de la cantine", ("14", "Tarifs de la cantine")),
        ("Avenant n° 2 au marché", None),
        ("N° 12 rue du Lavoir", None),
    ],
)
def test_a_number_at_the_head_of_the_object(title: str, parted: tuple[str, str] | None) -> None:
    whole = span(title)
    read = identity.number_in_object(Found(title, whole))
    assert (None if read is None else (read[0].value, read[1].value)) == parted


BODIES = [
    ("COMMUNE DE CHÂTELLERAULT", "COMMUNE DE CHÂTELLERAULT", "commune"),
    ("Ville de VALBRUNE", "Ville de VALBRUNE", "commune"),
    ("Communauté de communes du Val Perdu", "Communauté de communes du Val Perdu", "epci"),
    ("CENTRE COMMUNAL D'ACTION SOCIALE", "CENTRE COMMUNAL D'ACTION SOCIALE", "ccas"),
    ("Syndicat mixte des eaux du Haut-Bois", "Syndicat mixte des eaux du Haut-Bois", "syndicat"),
]


@pytest.mark.parametrize(("text", "name", "kind"), BODIES)
def test_body(text: str, name: str, kind: str) -> None:
    read = body_name(span(text), span(""))
    assert read is not None
    assert (read.found.value, read.kind) == (name, kind)


COUNTED = {"en_exercice": 27, "presents": 23, "pouvoirs": 2, "votants": 25}


@pytest.mark.parametrize(
    "text",
    [
        "27\t23\t2\t25\n\nEn exercice\tPrésents\tProcurations\tVotants\n\nAbsents excusés :\n\nMme Eve ROUX",
        "Acte n° 2018_096\n\n27\t23\t2\t25\n\nEn exercice\tPrésents\tProcurations\tVotants\n\nPrésents : Mme Eve ROUX",
    ],
)
def test_a_row_of_figures_over_its_labels_with_a_list_below(text: str) -> None:
    whole = span(text)
    found = counts.read_counts(whole, whole, find_blocks(whole), span(""))
    assert {field: found[field].value for field in COUNTED} == COUNTED


def test_a_body_is_of_the_type_of_its_assembly() -> None:
    head = span("DÉPARTEMENT DU LOT\nCOMMUNE DE VALBRUNE\n")
    read = body_name(span(""), head, "commune")
    assert read is not None
    assert read.found.value == "COMMUNE DE VALBRUNE"
    assert body_name(span(""), head, "epci") is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Toit de l'école –\n\nDemande de subvention\n\nLe coût est connu.",
            "Toit de l'école –\n\nDemande de subvention",
        ),
        ("Toit de l'école\n\nDemande de subvention\n\nLe coût est connu.", "Toit de l'école"),
        ("Toit de l'école –\n", "Toit de l'école"),
        ("Toit de –\n–\n", "Toit de"),
    ],
)
def test_a_title_goes_on_behind_a_dash_at_its_lines_end(text: str, title: str) -> None:
    read = titles.title(span(text))
    assert read is not None
    assert read.raw == title
