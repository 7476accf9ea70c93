"""For every rule: an act that fires it and nothing else, and a look-alike that does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace

from acts import act, alter, copy, member
from delibparse.checks import check, check_act, check_file, noms, rules
from delibparse.model.pointers import put
from delibparse.model.record import (
    WITHHELD,
    Correction,
    DateImprimee,
    Deliberation,
    Document,
    Effectif,
    Lecture,
    Lieu,
    Mouvement,
    NonLu,
    Personne,
    Pouvoir,
    Source,
    Voix,
)
from delibparse.settings import Settings

Change = Callable[[Deliberation], object]


def codes(record: Deliberation) -> list[str]:
    """Of an act whose only page OCR has read."""
    return [warning.code for warning in check_act(record, recognised={1})]


def doubted(pointer: str, confidence: float) -> Change:
    def change(record: Deliberation) -> None:
        record.provenance[pointer] = [Lieu(page=1, bbox=(0, 0, 1, 1), confiance=confidence, texte="?")]

    return change


def printed(pointer: str, text: str) -> Change:
    def change(record: Deliberation) -> None:
        record.provenance[pointer] = [Lieu(page=1, bbox=(0, 0, 1, 1), confiance=1.0, texte=text)]

    return change


def both(*changes: Change) -> Change:
    def change(record: Deliberation) -> None:
        for one in changes:
            one(record)

    return change


def setting(pointer: str, value: Any) -> Change:
    return lambda record: put(record, "/" + pointer.replace(".", "/"), value)


HALF = setting("seance.secretaire", Personne("VIDAL", None, None, "VIDAL"))
"""A secretary of half a name."""


def moving(texte: str, depuis: str | None) -> Change:
    """The first member present comes or leaves in mid-session."""
    return lambda record: alter(record, indices__mouvements=[Mouvement(record.presents[0], texte, depuis)])


def dated(texte: str, jour: Any) -> Change:
    return setting("indices.dates_imprimees", [DateImprimee(texte, "2019-06-14", jour)])


def not_read(zone: Any, texte: str) -> Change:
    return setting("indices.non_lus", [NonLu(zone, texte, 1)])


def several_not_read(zone: Any, *textes: str) -> Change:
    return setting("indices.non_lus", [NonLu(zone, texte, 1) for texte in textes])


def unlisted(record: Deliberation) -> None:
    """Lists whose members are counted only."""
    record.presents, record.pouvoirs, record.excuses = [], [], []
    alter(record, vote__noms__abstentions=[])
    alter(record, seance__secretaire=None)


def jeanne(list_: str, k: int, nom: str = "ESTEVE") -> Change:
    return lambda record: getattr(record, list_).__setitem__(k, Personne(f"Jeanne {nom}", None, "Jeanne", nom))


def proxy_of(k: int, nom: str) -> Change:
    """The k-th proxy is held by a Jeanne."""
    return lambda record: record.pouvoirs.__setitem__(
        k, Pouvoir(member(f"LOIN{k}"), Personne(f"Jeanne {nom}", None, "Jeanne", nom))
    )


def jeanne_abstains(nom: str) -> Change:
    return lambda record: record.vote.noms.abstentions.__setitem__(
        0, Voix(Personne(f"Jeanne {nom}", None, "Jeanne", nom))
    )


def sent(identifier: str) -> Change:
    return setting("identifiant_acte", identifier)


def no_names(record: Deliberation) -> None:
    alter(record, vote__noms__abstentions=[])


def no_votes(record: Deliberation) -> None:
    """A vote by show of hands of which the figures were not printed."""
    alter(record, vote__pour=None, vote__contre=None, vote__abstentions=None)
    no_names(record)


def tie(record: Deliberation) -> None:
    alter(record, vote__pour=6, vote__contre=6, vote__abstentions=1)
    no_names(record)


def unlisted_presents(record: Deliberation) -> None:
    """Members present counted, not named: of one of them the proxies alone tell."""
    record.presents = []


# code, what fires it, what looks like it and must not
def of_body(kind: str, nom: str | None, siren: str) -> Change:
    return both(
        setting("collectivite.type", kind), setting("collectivite.nom", nom), setting("collectivite.siren", siren)
    )


CASES: list[tuple[str, Change, Change]] = [
    ("EFF001", lambda a: a.presents.pop(5), lambda a: (a.presents.clear(), unlisted(a))),
    ("EFF002", lambda a: a.pouvoirs.pop(), setting("effectif.pouvoirs", 3)),
    ("EFF003", lambda a: a.excuses.pop(), both(setting("effectif.excuses", 5), setting("effectif.presents", 10))),
    (
        "EFF004",
        both(
            setting("effectif.en_exercice", 16),
            setting("effectif.absents", 1),
            lambda a: a.absents.extend([member("MOREL"), member("NOEL")]),
        ),
        both(setting("effectif.en_exercice", 16), setting("effectif.absents", 1), lambda a: a.absents.append(member("MOREL"))),
    ),
    ("EFF030", moving("arrivée à 19h07", "19:07"), moving("à partir du point 7", "7")),
    ("LEC004", setting("indices.chiffres_illisibles", ["/effectif/votants"]), both(setting("indices.chiffres_illisibles", ["/effectif/votants"]), setting("effectif.votants", 13))),
    ("DAT002", dated("lundi 14 juin 2019", "lundi"), dated("vendredi 14 juin 2019", "vendredi")),
    ("EFF010", setting("effectif.en_exercice", 17), setting("effectif.en_exercice", 15)),
    ("EFF020", setting("seance.secretaire", member("OLIVE")), setting("seance.secretaire", member("BERTIN", "Alice"))),
    (
        "EFF020",
        both(HALF, setting("presents.5", member("ROUSSET-VIDAL")), setting("presents.6", member("COSTE VIDAL"))),
        both(HALF, setting("presents.5", member("ROUSSET-VIDAL"))),
    ),
    (
        "POU001",
        lambda a: a.pouvoirs.__setitem__(1, Pouvoir(member("LOIN1"), member("ABADIE"))),
        both(
            setting("seance.date", "2021-03-04"),
            lambda a: a.pouvoirs.__setitem__(1, Pouvoir(member("LOIN1"), member("ABADIE"))),
        ),
    ),
    (
        "POU002",
        lambda a: a.pouvoirs.__setitem__(0, Pouvoir(member("DELMAS"), member("ABADIE"))),
        lambda a: a.pouvoirs.__setitem__(0, Pouvoir(member("DELMAS", "Z."), member("ABADIE"))),
    ),
    (
        "POU003",
        lambda a: a.pouvoirs.__setitem__(0, Pouvoir(member("LOIN0"), member("PERSONNE"))),
        both(
            setting("seance.president", member("PERSONNE")),
            lambda a: a.pouvoirs.__setitem__(0, Pouvoir(member("LOIN0"), member("PERSONNE"))),
        ),
    ),
    (
        "POU004",
        lambda a: a.pouvoirs.__setitem__(0, Pouvoir(member("LOIN0"), None)),
        lambda a: a.pouvoirs.__setitem__(0, Pouvoir(member("LOIN0"), member("CARON", "Anne"))) or a.pouvoirs.__setitem__(2, Pouvoir(member("LOIN2"), member("ABADIE"))),
    ),
    (
        "POU005",
        lambda a: a.pouvoirs.__setitem__(1, Pouvoir(member("LOIN0"), member("BERTIN"))),
        lambda a: a.pouvoirs.__setitem__(1, Pouvoir(member("LOIN0", "Z."), member("BERTIN"))),
    ),
    ("VOT001", setting("vote.pour", 10), both(setting("vote.contre", None), setting("vote.abstentions", None), lambda a: a.vote.noms.abstentions.clear())),
    (
        "VOT002",
        lambda a: a.vote.noms.abstentions.pop(),
        both(lambda a: a.vote.noms.abstentions.pop(), lambda a: a.vote.noms.abstentions.__setitem__(0, Voix(member("JOLY"), 1))),
    ),
    (
        "VOT003",
        lambda a: a.vote.noms.abstentions.__setitem__(0, Voix(member("QUELQUUN"))),
        lambda a: a.vote.noms.abstentions.__setitem__(0, Voix(member("LOIN1"))),
    ),
    (
        "VOT004",
        both(setting("vote.unanimite", True), setting("vote.pour", 8), setting("vote.contre", 3)),
        setting("vote.unanimite", True),
    ),
    (
        "VOT005",
        both(setting("vote.pour", 4), setting("vote.contre", 7)),
        both(setting("vote.pour", 4), setting("vote.contre", 7), setting("vote.resultat", "rejete")),
    ),
    (
        "QUO001",
        both(setting("effectif.en_exercice", 25), setting("effectif.absents", 10)),
        both(setting("effectif.en_exercice", 25), setting("effectif.absents", 10), setting("seance.date", "2021-03-04")),
    ),
    ("DAT001", setting("formalites.reception_prefecture", "2019-06-13"), setting("formalites.reception_prefecture", "2019-06-14")),
    ("LEC001", doubted("/presents/4", 0.2), doubted("/presents/4", 0.9)),
    ("LEC002", lambda a: a.corriges.append(Correction("/vote/pour", "1l", 11)), lambda a: None),
    (
        "LEC005",
        lambda a: a.corriges.append(Correction("/vote/pour", 1, 11, "relecture")),
        lambda a: a.corriges.append(Correction("/vote/pour", 11, 11, "relecture")),  # found right
    ),
    (
        "LEC011",
        lambda a: a.corriges.append(Correction("/vote/blancs_nuls", "l", None, WITHHELD)),
        lambda a: a.corriges.extend(
            Correction("/vote/blancs_nuls", *row) for row in (("l", None, WITHHELD), (1, 1, "relecture"))
        ),
    ),
    ("LEC006", not_read("presences", "HUBERTOT : M. ISNARD"), not_read("vote", "HUBERTOT : M. ISNARD")),
    ("LEC007", not_read("vote", "9 voix pour"), not_read("vote", "majorité des votants")),
    (
        "LEC008",
        several_not_read("entete", "Bernard CASTAGNOL", "FOUQUERAND Nelly", "Léa OUDINEAU"),
        several_not_read("entete", "rue Bernard CASTAGNOL", "école Léa OUDINEAU"),
    ),
    ("LEC009", not_read("vote", "sous réserve de financement ultérieur"), not_read("vote", "sous réserve")),
    (
        "NOM001",
        both(unlisted_presents, proxy_of(1, "ESTEVE"), jeanne_abstains("ESTEVF")),
        both(unlisted_presents, proxy_of(1, "ESTEVE"), jeanne_abstains("ESTEVE")),
    ),
    (
        "NOM002",
        both(jeanne("presents", 4), jeanne("presents", 5, "ESTEVF")),
        both(jeanne("presents", 4), lambda a: a.presents.__setitem__(5, member("ESTEVF", "Paule"))),
    ),
    (
        "NOM003",
        both(lambda a: a.presents.__setitem__(4, member("ESTEVE", "Syivain")), doubted("/presents/4", 0.93)),
        lambda a: a.presents.__setitem__(4, member("ESTEVE", "Syivain")),  # read from no recognised page
    ),
    ("EFF040", both(lambda a: a.excuses.__setitem__(0, member("CARON"))), lambda a: a.excuses.__setitem__(0, member("CARON", "Z."))),
    ("EFF041", lambda a: a.presents.__setitem__(4, member("DELMAS")), lambda a: a.presents.__setitem__(4, member("DELMAS", "Z."))),
    ("EFF050", both(setting("effectif.votants", 14), no_votes), both(setting("effectif.votants", 11), setting("vote.pour", 11))),
    ("EFF060", setting("seance.president", member("KLEIN")), setting("seance.president", member("KLEIN", "Z."))),
    (
        "POU006",
        both(unlisted_presents, lambda a: a.pouvoirs.__setitem__(0, Pouvoir(member("LOIN0"), member("LOIN0")))),
        both(unlisted_presents, lambda a: a.pouvoirs.__setitem__(0, Pouvoir(member("LOIN0"), member("LOIN0", "Z.")))),
    ),
    (
        "POU007",
        both(unlisted_presents, lambda a: a.pouvoirs.__setitem__(0, Pouvoir(member("LOIN0"), member("LOIN1")))),
        unlisted_presents,
    ),
    (
        "VOT006",
        both(setting("vote.contre", 1), setting("vote.pour", 10), lambda a: a.vote.noms.contre.append(Voix(member("JOLY")))),
        both(setting("vote.contre", 1), setting("vote.pour", 10), lambda a: a.vote.noms.contre.append(Voix(member("HUET")))),
    ),
    ("VOT007", setting("effectif.suffrages_exprimes", 13), setting("effectif.suffrages_exprimes", 11)),
    ("VOT008", both(tie, setting("vote.scrutin", "secret")), both(tie, setting("vote.scrutin", "public"))),
    (
        "VOT010",
        both(setting("indices.majorite", True), setting("vote.pour", 13), setting("vote.abstentions", 0), no_names),
        setting("indices.majorite", True),
    ),
    ("QUO002", setting("effectif.quorum", 7), setting("effectif.quorum", 8)),
    ("DAT003", setting("seance.convocation", "2019-01-08"), setting("seance.convocation", "2019-06-07")),
    ("DAT004", setting("seance.convocation", "2019-06-12"), setting("seance.convocation", "2019-06-10")),
    ("IDT001", setting("collectivite.siren", "218600667"), setting("collectivite.siren", "218600666")),
    ("IDT002", sent("086-218600666-20190604-2019_12-DE"), sent("086-218600666-20190614-2019_12-DE")),
    ("IDT003", sent("086-218600666-20190702-2019_12-DE"), sent("086-218600666-20190614-2019_12-DE")),
    ("IDT004", sent("087-218600666-20190614-2019_12-DE"), sent("087-200069854-20190614-2019_12-DE")),
    (
        "IDT005",
        both(sent("086-218600666-20190614-2019_12-DE"), setting("numero", "2019-13")),
        both(sent("086-218600666-20190614-2019_12-DE"), setting("numero", "2019/012")),
    ),
    ("IDT006", sent("086-218600666-20190614-2019_12-AU"), sent("086-218600666-20190614-2019_12-DE")),
    (
        "IDT007",
        both(sent("086-218600666-20190614-2019_12-DE"), setting("collectivite.siren", "200069854")),
        both(sent("086-218600666-20190614-2019_12-DE"), setting("collectivite.siren", "218600666")),
    ),
    (
        "IDT011",
        both(setting("collectivite.nom", "Valbrune"), setting("deduits", ["/collectivite/nom"])),
        both(setting("collectivite.nom", "Valbrune"), setting("deduits", ["/collectivite/siren"])),
    ),
    ("IDT008", of_body("commune", "COMMUNE DE POITIERS", "218600666"), of_body("commune", "Ville de Châtellerault", "218600666")),
    (
        "SEG002",
        both(setting("decision.formule", "Le conseil décide :"), no_votes, setting("vote.unanimite", True), setting("vote.resultat", None)),
        setting("decision.formule", "Le conseil décide :"),
    ),
    ("SEG001", setting("objet", None), setting("rapporteur", None)),
]  # fmt: skip


def test_the_act_is_consistent() -> None:
    assert check_act(act()) == []


@pytest.mark.parametrize(("code", "fires", "silent"), CASES, ids=[case[0] for case in CASES])
def test_rule(code: str, fires: Change, silent: Change) -> None:
    broken, alike = copy(act()), copy(act())
    fires(broken)
    silent(alike)
    assert set(codes(broken)) == {code}
    assert codes(alike) == []


def test_every_rule_on_an_act_has_its_case() -> None:
    tested = (
        {case[0] for case in CASES}
        | {case[0] for case in BODIES}
        | {case[0] for case in FILES}
        | {"LEC010", "LEC012", "NOM004", "NOM005"}
    )  # with cases of their own
    assert tested == set(rules())


def test_a_doubtful_name_read_surely_elsewhere_is_not_doubtful() -> None:
    record = act()
    doubted("/presents/0", 0.2)(record)
    doubted("/pouvoirs/0/mandataire", 0.95)(record)
    assert codes(record) == []


def test_a_member_passed_over_whom_a_person_added_is_told_no_more() -> None:
    record = act(
        presents=[*act().presents, member("ISNARD")], effectif__presents=11, effectif__en_exercice=16, vote__pour=12
    )
    not_read("presences", "HUBERTOT : M. ISNARD")(record)
    assert codes(record) == ["LEC006"]
    record.corriges.append(Correction("/presents/10", None, "A. ISNARD", "relecture"))
    assert codes(record) == ["LEC005"]


@pytest.mark.parametrize("name", ["seance.convocation", "formalites.publication", "formalites.reception_prefecture"])
def test_an_unsure_date_is_told(name: str) -> None:
    record = act(**{name.replace(".", "__"): "2019-06-15" if name.startswith("f") else "2019-06-04"})
    pointer = "/" + name.replace(".", "/")
    doubted(pointer, 0.4)(record)
    assert codes(record) == ["LEC001"]
    doubted(pointer, 0.7)(record)
    assert codes(record) == []


@pytest.mark.parametrize(
    ("pointer", "sure", "told"),
    [("/objet", 0.6, True), ("/numero", 0.6, True), ("/objet", 0.85, False), ("/seance/date", 0.6, False)],
)
def test_what_nothing_else_bears_out_is_doubted_sooner(pointer: str, sure: float, told: bool) -> None:
    record = act()
    doubted(pointer, sure)(record)
    assert codes(record) == ["LEC001"] * told


@pytest.mark.parametrize(
    ("first", "name", "sure", "told"),
    [
        ("Ilugues", "MOULIN", 0.62, ["LEC001"]),
        ("Ilugues", "MOULIN", 0.85, []),
        ("Hugues", "MOULIN", 0.62, []),
        ("Moulin", "Hugues", 0.62, []),  # a list that writes the family name first
        ("H.", "MOULIN", 0.62, []),
    ],
)
def test_an_unsure_name_that_has_no_first_name_is_told(first: str, name: str, sure: float, told: list[str]) -> None:
    record = act()
    record.excuses[0] = Personne(f"{first} {name}", None, first, name)
    doubted("/excuses/0", sure)(record)
    assert codes(record) == told


def test_a_doubtful_count_that_its_list_bears_out_is_not_doubtful() -> None:
    record = act()
    doubted("/effectif/presents", 0.2)(record)
    assert codes(record) == []
    doubted("/effectif/en_exercice", 0.2)(record)
    assert codes(record) == ["LEC001"]


def convened_again(record: Deliberation) -> None:
    record.effectif = Effectif(en_exercice=25, presents=10, pouvoirs=3, absents=12)
    record.excuses = []
    alter(record, indices__seconde_convocation=True)


def arrived(record: Deliberation) -> None:
    """Ten were there at the opening; the first who had given a proxy has come since."""
    record.presents.append(record.pouvoirs.pop(0).mandant)


def in_the_emergency(record: Deliberation) -> None:
    """Two proxies for one holder, in 2021."""
    alter(record, seance__date="2021-03-04")
    record.pouvoirs[1] = Pouvoir(record.pouvoirs[1].mandant, record.pouvoirs[0].mandataire)


def among_the_excused(record: Deliberation) -> None:
    """The represented are counted as excused too."""
    alter(record, effectif__excuses=5)


def maire_left(record: Deliberation) -> None:
    record.objet = "Vote du compte administratif 2018"
    alter(record, vote__pour=10)


def sent_later(record: Deliberation) -> None:
    """A procès-verbal bears the date of its sending."""
    record.identifiant_acte = "086-218600666-20190704-PV14062019-AU"


def auxiliary(record: Deliberation) -> None:
    alter(record, seance__secretaire_auxiliaire=member("OLIVE"))


def unanimous_with_abstentions(record: Deliberation) -> None:
    alter(record, vote__unanimite=True)


def urgent(record: Deliberation) -> None:
    alter(record, seance__convocation="2019-06-12")


def votants_without_abstentions(record: Deliberation) -> None:
    alter(record, effectif__suffrages_exprimes=11)


def vacant_seats(record: Deliberation) -> None:
    alter(record, effectif__en_exercice=14)
    record.excuses.pop()
    alter(record, effectif__excuses=1)


def tie_decided_by_the_president(record: Deliberation) -> None:
    tie(record)
    alter(record, vote__scrutin="public")


def with_both(record: Deliberation) -> None:
    """A member who arrived in mid-session stands among the présents and has given a proxy."""
    record.presents[9] = record.pouvoirs[0].mandant
    record.vote.noms.abstentions.pop(0)
    alter(record, vote__abstentions=1, vote__pour=12)
    alter(record, indices__mouvements=[Mouvement(record.presents[9], "arrivée à 19h07", "19:07")])


@pytest.mark.parametrize(
    "trap",
    [
        convened_again, arrived, in_the_emergency, among_the_excused, maire_left, sent_later, auxiliary,
        unanimous_with_abstentions, urgent, votants_without_abstentions, vacant_seats, tie_decided_by_the_president,
        with_both,
    ],
)  # fmt: skip
def test_what_a_naive_check_takes_for_a_slip(trap: Change) -> None:
    """The traps of the law and of usage: no `alerte`, no `erreur`."""
    record = copy(act())
    trap(record)
    assert record != act()
    assert [w.code for w in check_act(record) if w.gravite != "info"] == []


def test_a_group_is_not_one_voter() -> None:
    """Eight abstain, a group and a member: how many the group has, nobody said. Two named are too many for one voice."""
    group = Voix(None, groupe="Ensemble pour la ville")
    names = [group, Voix(member("JOLY"))]
    fine = act(vote__abstentions=8, vote__pour=5, vote__noms__abstentions=names)
    assert [(row.code, row.gravite) for row in check_act(fine)] == [("VOT002", "info")]
    assert "VOT002" in codes(
        act(vote__abstentions=1, vote__pour=12, vote__noms__abstentions=[*names, Voix(member("IMBERT"))])
    )


def test_a_quorum_is_missed_without_a_second_convocation() -> None:
    record = copy(act())
    convened_again(record)
    alter(record, indices__seconde_convocation=False)
    assert "QUO001" in codes(record)


def test_the_maire_leaves_for_the_compte_administratif() -> None:
    record = act(objet="Approbation du compte administratif 2018", vote__pour=10)
    assert codes(record) == []
    assert codes(act(vote__pour=10)) == ["VOT001"]


def test_a_tie_is_the_presidents_to_break() -> None:
    assert codes(act(vote__pour=6, vote__contre=6, vote__abstentions=1, vote__noms__abstentions=[])) == []


def test_the_represented_may_be_counted_among_the_absent() -> None:
    record = act(effectif__excuses=None, effectif__absents=5, excuses=[])
    record.absents = [member("KLEIN"), member("LEDUC")]
    assert codes(record) == []


OWN = Settings(siren="218600666", population=900)
BODIES: list[tuple[str, Change, Settings, Settings]] = [
    ("IDT010", setting("collectivite.siren", "200069854"), OWN, Settings(siret="20006985400018")),
    ("EFF070", setting("organe", "conseil municipal"), Settings(population=300), OWN),
    ("DAT005", setting("seance.convocation", "2019-06-10"), Settings(population=4_000), Settings(population=3_400)),
]  # fmt: skip


@pytest.mark.parametrize(("code", "change", "fires", "silent"), BODIES, ids=[case[0] for case in BODIES])
def test_rule_on_a_body(code: str, change: Change, fires: Settings, silent: Settings) -> None:
    record = copy(act())
    change(record)
    assert [w.code for w in check_act(record, "fr", fires)] == [code]
    assert check_act(record, "fr", silent) == []
    assert check_act(record) == []


@pytest.mark.parametrize(
    ("population", "size"), [(99, 7), (100, 11), (3_499, 23), (3_500, 27), (299_999, 65), (300_000, 69)]
)
def test_the_size_of_councils(population: int, size: int) -> None:
    record = act(organe="conseil municipal", effectif=Effectif(en_exercice=size))
    full, over = (copy(record) for _ in range(2))
    alter(over, effectif__en_exercice=size + 1)
    for one, codes_ in ((full, []), (over, ["EFF070"])):
        found = [w.code for w in check_act(one, "fr", Settings(population=population))]
        assert [code for code in found if code == "EFF070"] == codes_


CHATELLERAULT, VILLAGE = "218600666", "216004853"


@pytest.mark.parametrize(
    ("siren", "day", "in_office", "is_told"),
    [
        (VILLAGE, "2021-06-14", 19, False),
        (VILLAGE, "2021-06-14", 24, True),  # 1,900 inhabitants
        (VILLAGE, "2013-06-14", 24, False),  # before the first election of which the gazetteer knows the population
        (VILLAGE, None, 24, False),
        ("200083525", "2023-06-14", 53, False),  # a commune nouvelle
        ("213105554", "2023-06-14", 70, True),
        ("216901231", "2023-06-14", 73, False),  # Lyon
        (None, "2021-06-14", 24, False),
    ],
)
def test_the_size_of_a_council_that_the_gazetteer_knows(
    siren: str | None, day: str | None, in_office: int, is_told: bool
) -> None:
    record = act(seance__date=day, effectif=Effectif(en_exercice=in_office))
    of_body("commune", None, siren or "")(record) if siren else setting("collectivite.type", "commune")(record)
    assert ("EFF070" in codes(record)) is is_told


@pytest.mark.parametrize(
    ("kind", "siren", "organe", "convened", "told"),
    [
        ("commune", CHATELLERAULT, "conseil municipal", "2019-06-10", ["DAT005"]),
        ("commune", CHATELLERAULT, "conseil municipal", "2019-06-08", []),
        ("commune", CHATELLERAULT, "conseil municipal", "2019-06-12", ["DAT004"]),
        ("commune", VILLAGE, "conseil municipal", "2019-06-10", []),
        ("epci", "200069854", "conseil communautaire", "2019-06-10", ["DAT005"]),
        ("epci", "200069854", "conseil communautaire", "2019-06-12", ["DAT004"]),
        ("epci", "200069854", "bureau", "2019-06-10", []),
    ],
)  # fmt: skip
def test_the_notice_that_a_body_of_the_gazetteer_gives(
    kind: str, siren: str, organe: str, convened: str, told: list[str]
) -> None:
    record = act(seance__convocation=convened, organe=organe)
    of_body(kind, None, siren)(record)
    assert [code for code in codes(record) if code.startswith("DAT")] == told


def session(*changes: Change) -> Document:
    """A file of as many acts of one session as there are changes, numbered from 2019-41."""
    acts = []
    for k, change in enumerate(changes):
        record = act(numero=f"2019-{41 + k}")
        change(record)
        acts.append(record)
    return Document(source=Source("x.pdf", "0" * 64, 1, []), deliberations=acts)


def same_act(_: Deliberation) -> None:
    return None


def read_at(sureness: float) -> Document:
    document = session(same_act)
    document.source = replace(document.source, lecture=[Lecture(1, "ocr", sureness, 0, 0.0)])
    return document


def without(name: str, *, told: bool) -> Change:
    def change(record: Deliberation) -> None:
        record.presents = [who for who in record.presents if who.nom != name]
        if told:
            record.excuses.append(member(name))
            alter(record, effectif__excuses=3)
        alter(record, effectif__presents=9)

    return change


def leaving(name: str) -> Change:
    """Of a member it is told until which item they stayed."""
    return setting("indices.mouvements", [Mouvement(member(name), "jusqu'au point 1", None, "1")])


FILES: list[tuple[str, Document, Document]] = [
    ("SEG010", session(), session(same_act)),
    ("SEG011", session(same_act, setting("numero", "2019-41")), session(same_act, both(setting("numero", "2019-41"), setting("seance.date", "2019-07-01")))),
    ("SEG012", session(same_act, setting("numero", "2019-43")), session(same_act, setting("numero", "2019-42"))),
    ("SEG013", session(same_act, without("HUET", told=False)), session(same_act, without("HUET", told=True))),
    ("SEG013", session(leaving("FABRE"), without("HUET", told=False)), session(leaving("HUET"), without("HUET", told=False))),
    ("LEC003", read_at(0.55), read_at(0.92)),
]  # fmt: skip


@pytest.mark.parametrize(("code", "fires", "silent"), FILES, ids=[case[0] for case in FILES])
def test_rule_on_a_file(code: str, fires: Document, silent: Document) -> None:
    assert {warning.code for warning in check_file(fires)} == {code}
    assert check_file(silent) == []


def test_files() -> None:
    unread = [Lecture(3, "vide", None, 0, 0.0, "page 3")]
    empty = Document(source=Source("x.pdf", "0" * 64, 3, unread))
    check(empty)
    assert [(w.code, w.portee) for w in empty.avertissements] == [("LEC010", "fichier"), ("SEG010", "fichier")]
    assert empty.avertissements[0].message == "page 3 illisible (page 3)"
    full = Document(source=Source("x.pdf", "0" * 64, 1, []), deliberations=[act()])
    check(full)
    assert full.avertissements == []


SECTIONS = ("What:", "Why:", "Source:", "Fires:", "Silent:", "Traps:", "Silence:")


@pytest.mark.parametrize("code", sorted(rules()))
def test_every_rule_documents_itself(code: str) -> None:
    rule = rules()[code]
    assert [s for s in SECTIONS if f"\n{s}" in rule.page] == list(SECTIONS)
    assert rule.fr
    assert rule.en
    assert rule.fr != rule.en
    assert f"--ignore {code}" in rule.page


def test_messages_speak_both_languages_with_the_figures_in_them() -> None:
    record = act(vote__pour=10)
    (french,) = check_act(record, "fr")
    (english,) = check_act(record, "en")
    assert french.message == (
        "pour + contre + abstentions = 12, or 13 membres pouvaient voter (10 présents + 3 pouvoirs)"
    )
    assert "= 12, but 13 members could vote (10 present + 3 proxies)" in english.message
    assert french.champs == ["/vote/pour", "/vote/contre", "/vote/abstentions"]
    assert french.reference == "CGCT L2121-20"


def test_messages_have_the_form_that_their_numbers_ask_for() -> None:
    record = act()
    record.vote.noms.abstentions.pop()
    (french,), (english,) = check_act(record, "fr"), check_act(record, "en")
    assert french.message == "abstentions : 2 voix annoncées, 1 nommée (1 nom, 0 pouvoir)"
    assert english.message == "abstentions: 2 votes declared, 1 named (1 name, 0 proxies)"
    (french,), (english,) = (check_act(act(presents=[], effectif__presents=None), lang) for lang in ("fr", "en"))
    assert (french.message, english.message) == ("non trouvé : les présents", "not found: the members present")
    assert rules()["VOT002"].message("en").endswith("({names} names, {proxies} proxies)")


def test_a_long_text_is_cut_between_words() -> None:
    record = act(indices__non_lus=[NonLu("presences", "Roger " + "Durandal " * 12, 1)])
    (told,) = [row.message for row in check_act(record) if row.code == "LEC006"]
    assert told.startswith("« Roger Durandal ")
    assert "Durandal… »" in told


EASED = [("2020-03-11", False), ("2020-03-12", True), ("2022-07-31", True), ("2022-08-01", False), (None, False)]


@pytest.mark.parametrize(("day", "eased_"), EASED)
def test_while_a_third_sufficed_and_two_proxies_were_lawful(day: str | None, eased_: bool) -> None:
    record = act(seance__date=day, effectif__en_exercice=25, effectif__absents=10)
    record.pouvoirs[1] = Pouvoir(member("LOIN1"), member("ABADIE"))
    assert ({"QUO001", "POU001"} & set(codes(record)) == set()) == eased_


def test_slips_are_looked_for_among_as_many_as_a_council_has() -> None:
    alike = [member("ESTEVE", "Jeanne"), member("ESTEVF", "Jeanne")]
    assert len(list(noms.near_duplicates.check(act(presents=alike)))) == 1
    crowd = [member(f"NOM{k:04d}", "Jeanne") for k in range(noms.MOST_ALIKE)]
    assert list(noms.near_duplicates.check(act(presents=[*alike, *crowd]))) == []
