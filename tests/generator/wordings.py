"""The dimensions of a document: what each may be. The first value of each is its plainest; failures shrink to it.

A value is the phrase that is printed, or the name of a way to set things. In headings `{s}` is the plural's mark and
`{e}` the feminine's, both empty where the list is of one man; `{est}` and `{etait}` agree likewise, `{n}` is the list's
length. `{organe}` is "conseil municipal" and its like, `{le_organe}` with its article, `{chef}` "Maire" or "Président".
"""

from __future__ import annotations

PRESENT = (
    "Présent{s} :", "Etaient présents :", "Étaient présents :", "Membres présents :", "Sont présents :",
    "Conseillers présents :", "Présent(e)s :", "Présent-e-s :", "Étaient présent·e·s :", "PRESENTS :", "Présents ({n}) :",
    "Liste des membres présents :", "Les membres présents :", "Etaients présents :", "Présents à l'ouverture de la séance :",
    "Étaient présents les membres suivants :", "Ont assisté à la séance :", "Présents : {n}", "Membres présents ({n}) :",
    "ETAIENT PRESENTS", "Étaient présents à la séance :", "Élus présents :",
)  # fmt: skip

PROXIES = (
    "Pouvoir{s} :", "Procuration{s} :", "Ont donné pouvoir :", "Absents ayant donné pouvoir :", "Représenté{e}{s} :",
    "Absents représentés :", "Excusés ayant donné procuration :", "Absents excusés ayant donné pouvoir :",
    "Membres ayant donné procuration :", "Étaient absents et avaient donné pouvoir :", "Pouvoirs ({n}) :",
    "Avaient donné pouvoir :", "Procuration(s) :", "POUVOIRS", "Membres représentés :", "Ont donné mandat :",
    "Absents et représentés :", "Absent(e)s ayant donné procuration :", "Liste des pouvoirs :", "Pouvoirs : {n}",
    "Ayant donné mandat de vote :",
)  # fmt: skip

EXCUSED = (
    "Excusé{e}{s} :", "Absent{e}{s} excusé{e}{s} :", "Absent(s) excusé(s) :", "{Etait} excusé{e}{s} :", "Excusé(e)s :",
    "Membres excusés :", "{Etait} absent{e}{s} excusé{e}{s} :", "Absents et excusés :", "EXCUSES :", "Excusés ({n}) :",
    "Absent-e-s excusé-e-s :", "S'{etait} fait excuser :", "Élus excusés :", "Absents excusés : {n}",
    "Conseillers absents excusés :",
)  # fmt: skip

ABSENT = (
    "Absent{e}{s} :", "Absent(s) :", "{Etait} absent{e}{s} :", "Absents non excusés :", "Membres absents :", "ABSENTS :",
    "Absent(e)s :", "Absent-e-s :", "Absents ({n}) :", "Conseillers absents :", "Absents : {n}", "Absents non représentés :",
    "Élus absents :",
)  # fmt: skip

MIXED = (
    "apart",                                 # each list under its own heading
    "Absents et procurations :",             # "X, excusée ; Y, pouvoir à Z"
    "Absents excusés :",                     # those represented "A (pouvoir à B)", the others plain
    "Excusés :",
    "Absents :",
    "Étaient absents ou excusés :",
)  # fmt: skip

SEPARATORS = (
    ", ", " ; ", " - ", " – ", " — ", " / ", " • ", ", et", "lines", "lines -", "lines •", "lines −", "lines –", "lines ▪",
    "lines , ", "two columns", "three columns", "ranks",
)  # fmt: skip

PAIR_SEPARATORS = (
    "lines",
    "lines -",
    "lines •",
    "lines −",
    "lines ,",
    " ; ",
    ", ",
    " - ",
    " – ",
    ", et",
    "table",
    "two columns",
)

PAIRS = (
    "{a} à {b}", "{a} a donné pouvoir à {b}", "{a} donne procuration à {b}", "{a} (pouvoir à {b})", "{a} ayant donné pouvoir à {b}",
    "{a} représenté{e} par {b}", "{a} pouvoir à {b}", "{a}, pouvoir à {b}", "{a} (procuration donnée à {b})",
    "{a} a donné procuration à {b}", "{a} par {b}", "{a} qui a donné pouvoir à {b}", "{a} avait donné pouvoir à {b}",
    "{a} mandataire {b}", "{a} ............................ à {b}", "{a} donnant pouvoir à {b}", "pouvoir de {a} à {b}",
    "{a} (donne pouvoir à {b})", "{a} : pouvoir à {b}", "{a}, absent{e}, a donné pouvoir à {b}", "{a} - pouvoir à {b}",
    "{a} a pour mandataire {b}", "{a} → {b}", "in the list of those present",
)  # fmt: skip

NAMES = (
    "Prénom NOM", "M. Prénom NOM", "NOM Prénom", "M. NOM Prénom", "Prénom Nom", "M. Prénom Nom", "P. NOM", "M. NOM",
    "Monsieur Prénom NOM", "NOM, P.", "NOM P.", "Mmes NOM, MM. NOM", "Mmes et MM. Prénom NOM", "M. P. NOM", "M. Nom",
    "Nom Prénom", "Monsieur NOM Prénom", "MM. Prénom NOM",
)  # fmt: skip

COUNTS = (
    "labels on lines", "labels on one line", "nombre de", "dots", "words", "table", "figures above labels",
    "figures beside labels", "prose", "prose at the head", "votants dont", "slashes", "afférents", "dashes", "with quorum", "no counts",
    "nombre de conseillers", "part in the vote", "capitals", "all of them",
)  # fmt: skip

ORDERS = (
    "CPWEAS", "PWEASC", "PCWEAS", "PEAWSC", "PAEWCS", "CPEWAS", "SPWEAC", "PWCEAS", "CSPWEA", "PEWASC", "PSWEAC", "CPAEWS",
)  # fmt: skip
"""C counts, P présents, W pouvoirs, E excusés, A absents, S secretary."""

DATES = (
    "Séance du 6 mars 2023", "SÉANCE DU LUNDI 6 MARS 2023", "L'an deux mille vingt-trois, le six mars",
    "L'an deux mille vingt trois et le six du mois de mars", "Séance du 06/03/2023", "L'an 2023, le 6 mars",
    "L'AN DEUX MILLE VINGT-TROIS, LE SIX MARS", "Le lundi six mars deux mille vingt-trois", "Réunion du 06.03.2023",
    "L'an deux mil vingt trois, le lundi 6 mars", "Séance ordinaire du lundi 06 mars 2023", "Le 6 mars 2023",
    "L'an deux mille vingt-trois et le 6 mars",
)  # fmt: skip

HOURS = (
    "none",
    "à 20 heures",
    "à 20h30",
    "à 20 h 30",
    "à vingt heures trente",
    "à 20H00",
    "à 20:30",
    "à 20 heures 30 minutes",
)

CONVOCATIONS = (
    "none", "Date de convocation : 27/02/2023", "Date de la convocation : 27 février 2023", "convoqué le 27 février 2023",
    "suite à la convocation du 27 février 2023", "convoqué le vingt-sept février deux mille vingt-trois",
    "Convocation du 27 février 2023", "Convocation envoyée le : 27.02.2023", "sur convocation adressée le 27/02/2023",
    "Date d'envoi de la convocation : lundi 27 février 2023",
)  # fmt: skip

OPENINGS = (
    "{date}{heure}, {le_organe} {de_lieu}{convoque} s'est réuni {salle}{preside}.",
    "{date}{heure}, {le_organe}, légalement convoqué{convocation}, s'est assemblé {salle}{preside}.",
    "{date}{heure}, les membres du {organe} {de_lieu} se sont réunis {salle}{convocation}{preside}.",
    "{date}{heure}, {le_organe} {de_lieu}, régulièrement convoqué{convocation}, s'est réuni au nombre prescrit par la loi, {salle}{preside}.",
    "{date}{heure} s'est réuni {le_organe} {de_lieu}{convocation}{preside}.",
    "{date}{heure}, {salle}, {le_organe} {de_lieu} s'est réuni en séance publique{convocation}{preside}.",
)  # fmt: skip

SALLES = (
    "à la mairie", "en session ordinaire", "dans le lieu habituel de ses séances", "salle des fêtes", "en séance ordinaire",
    "dans la salle du conseil", "à la salle polyvalente, rue des Écoles", "au siège, 12 avenue du Lavoir",
)  # fmt: skip

PRESIDENTS = (
    "sous la présidence de {Mm} {p}, {chef}", "sous la présidence de {Mm} le {chef}, {p}", "sous la présidence de {p}",
    "Président de séance : {p}", "Présidence : {m} {p}, {chef}", "la séance étant présidée par {m} {p}, {chef}",
    "sous la présidence de {m} {N}, {chef}", "Sous la présidence de {Mm} {p}, {chef}", "none",
)  # fmt: skip

PRESIDENT_LISTED = ("among the others", "with the role", "role before", "named in the opening alone")

SECRETARIES = (
    "Secrétaire de séance : {p}", "{Mm} {p} est désigné{e} secrétaire de séance.", "{m} {p} a été nommé{e} secrétaire.",
    "A été élu{e} secrétaire de séance : {m} {p}", "Le secrétariat a été assuré par {m} {p}.", "Secrétaire : {p}",
    "{Mm} {p} a été désigné{e} en qualité de secrétaire de séance.", "Le {organe} a choisi pour secrétaire {m} {p}.",
    "Est nommé{e} secrétaire de séance : {p}", "{Mm} {p} remplit les fonctions de secrétaire de séance.",
    "{m} {p}, ayant obtenu la majorité des suffrages, a été désigné{e} pour remplir les fonctions de secrétaire.",
    "Il est procédé à la nomination du secrétaire de séance : {m} {p} est élu{e}.", "Secrétaire de la séance : {m} {p}.",
    "Conformément à l'article L.2121-15 du CGCT, {m} {p} est élu{e} secrétaire de séance.", "{p} se propose comme secrétaire de séance.",
    "none", "{m} {p} accepte les fonctions de secrétaire de séance.", "Désignation du secrétaire de séance : {p}",
)  # fmt: skip

NUMBERS = (
    "Délibération n° 2023-014", "N° 2023/014", "DEL2023-014", "Délibération n°14", "Délibération 2023-03-07", "N° D-2023-14", "none", "DCM n° 2023-14",
    "DÉLIBÉRATION N° 14/2023", "n° 2023.14", "N°14-03-2023", "in the object's line", "right of the council", "Acte n° 2023_014",
)  # fmt: skip

OBJECTS = (
    "Objet : {o}", "OBJET : {O}", "title", "TITLE", "boxed", "Objet de la délibération : {o}", "Objet :\n{o}", "OBJET – {o}", "objet : {o}.",
    "Objet {o}",
)  # fmt: skip

FORMULAS = (
    "{Le_organe}, après en avoir délibéré,", "Après en avoir délibéré, {le_organe},", "{Le_organe}, ouï l'exposé du rapporteur et après en avoir délibéré,",
    "Ayant entendu l'exposé de {M} le {chef}, {le_organe}", "Ceci exposé, {le_organe}, après délibération,", "{LE_ORGANE}, APRÈS EN AVOIR DÉLIBÉRÉ,",
    "Sur proposition de {M} le {chef}, {le_organe}", "{Le_organe}, après avoir délibéré,", "Après délibération, {le_organe}",
    "Entendu le rapport, {le_organe} après en avoir délibéré", "Le quorum étant atteint, {le_organe}, après en avoir délibéré,",
)  # fmt: skip

POINTS = (
    "DÉCIDE : - de",
    "décide de, one sentence",
    "VERBS",
    "Article 1er",
    "décide : • de",
    "1) APPROUVE",
    "► Verbs",
    "- VERBS",
    "> verbs",
)

ISSUES = ("unanimous", "with abstentions", "divided", "rejected", "taken note of", "some keep out")

UNANIMITIES = (
    "à l'unanimité", "à l'unanimité des membres présents et représentés", "à l'unanimité des suffrages exprimés", "ADOPTÉ À L'UNANIMITÉ.",
    "Vote : unanimité", "Adopté à l'unanimité des votants.", "à l'unanimité ({pour} voix pour)", "par {pour} voix pour", "figures",
    "Délibération adoptée à l'unanimité.", "à l'unanimité des présents", "Cette délibération est adoptée à l'unanimité.", "VOTE : POUR À L'UNANIMITÉ",
    "par {pour} voix pour, 0 voix contre et 0 abstention", "unanime", "Approuvé à l'unanimité ({pour} pour).",
)  # fmt: skip

TALLIES = (
    "labels on lines", "labels on one line", "par voix", "votes", "dashes", "figures first", "parentheses", "vote line", "capitals", "table",
    "nombre de voix", "résultat", "à la majorité", "ont voté", "words",
)  # fmt: skip

VOTERS = ("none", "colon", "parentheses", "(+1 pouvoir)", "dont un pouvoir", "lines", "brackets", "collective", "dash")

BANDS = ("none", "envoyé", "AR Prefecture", "accusé", "reçu et publié")
FEET = ("none", "page", "page of", "address", "council and date")
HEADS = ("none", "council", "council, date and number", "date")
SIGNATURES = ("Pour extrait conforme", "two officers", "Pour copie conforme", "executory", "le chef alone", "none")
TITLES = (
    "EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS\nDU {ORGANE}", "EXTRAIT DU REGISTRE\nDES DÉLIBÉRATIONS DU {ORGANE}", "DÉLIBÉRATION DU {ORGANE}", "Extrait du registre des délibérations",
    "DÉLIBÉRATION", "Extrait des délibérations du {organe}", "{ORGANE}\nEXTRAIT DU REGISTRE DES DÉLIBÉRATIONS",
)  # fmt: skip
CROWNS = (
    "{body}",
    "RÉPUBLIQUE FRANÇAISE\n{body}",
    "Département {dep}\n{body}",
    "RÉPUBLIQUE FRANÇAISE\nDÉPARTEMENT {DEP}\n{body}",
    "{BODY}",
    "{body}\nArrondissement {de_siege}",
)
FACES = ("serif 11", "sans 10", "serif 12", "sans 9.5", "serif 10")
LAYOUTS = ("one column", "counts in the margin", "head in two columns")
HEADINGS = ("alone on its line", "bold, names behind", "names behind", "underlined, alone")
BODIES = ("commune", "ville", "communauté de communes", "agglomération", "syndicat", "département", "CCAS", "bureau")
FILES = ("pdf", "text", "flat text")
NATURES = ("extract", "minutes")
MINUTES_HEADINGS = (
    "1. Title",
    "N° 2023-014 – Title",
    "Délibération n° 2023-014 : Title",
    "1) TITLE",
    "Title",
    "Objet : Title",
    "1/ Title",
    "POINT 1 : Title",
    "2023-014 Title",
)
ROLE_HOLDERS = ("by name", "M. le Maire", "Monsieur le Maire", "le Maire")
SLIPS = ("none", "capital headings without accents", "capital headings", "no space before colon")

OBJECT_PLACES = ("after the lists", "before the opening")
EMPTY_HEADINGS = ("left out", "printed", "Néant")
AGENDAS = ("none", "listed")

DIMENSIONS: dict[str, tuple[str, ...]] = {
    "file": FILES, "nature": NATURES, "body": BODIES, "crown": CROWNS, "title": TITLES, "number": NUMBERS, "object": OBJECTS,
    "date": DATES, "hour": HOURS, "convocation": CONVOCATIONS, "opening": OPENINGS, "place": SALLES, "president": PRESIDENTS,
    "president listed": PRESIDENT_LISTED, "secretary": SECRETARIES, "heading present": PRESENT, "heading proxies": PROXIES,
    "heading excused": EXCUSED, "heading absent": ABSENT, "mixed": MIXED, "headings set": HEADINGS, "slip": SLIPS,
    "separator": SEPARATORS, "pair separator": PAIR_SEPARATORS, "pair": PAIRS, "holder": ROLE_HOLDERS, "name": NAMES, "order": ORDERS,
    "counts": COUNTS, "formula": FORMULAS, "points": POINTS, "issue": ISSUES, "unanimity": UNANIMITIES, "tally": TALLIES,
    "voters": VOTERS, "band": BANDS, "foot": FEET, "head": HEADS, "signature": SIGNATURES, "face": FACES, "layout": LAYOUTS,
    "minutes heading": MINUTES_HEADINGS, "object place": OBJECT_PLACES, "empty heading": EMPTY_HEADINGS, "agenda": AGENDAS,
}  # fmt: skip

WEIGHTS: dict[str, tuple[int, ...]] = {
    "file": (7, 2, 1),
    "nature": (5, 1),
    "mixed": (10, 1, 1, 1, 1, 1),
    "issue": (8, 3, 4, 1, 1, 1),
    "separator": (12, *(2,) * (len(SEPARATORS) - 1)),
    "holder": (4, 1, 1, 1),
    "slip": (5, 1, 1, 1),
    "band": (4, 1, 1, 1, 1),
    "president listed": (5, 3, 1, 1),
    "layout": (6, 1, 1),
    "object place": (3, 1),
    "empty heading": (6, 1, 1),
    "pair": (*(2,) * (len(PAIRS) - 1), 3),
    "body": (6, 3, 2, 2, 1, 1, 1, 1),
}
"""How often each value is drawn, where not all alike: what documents do most weighs most."""
