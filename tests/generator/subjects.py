"""What the acts are about: a title, and what is decided as (infinitive, third person, complement)."""

from __future__ import annotations

Point = tuple[str, str, str]

APPROVE: Point = ("approuver", "approuve", "les termes de la convention jointe")
SIGN: Point = ("autoriser", "autorise", "le signataire habilité à signer tous les documents nécessaires")
BUDGET: Point = ("inscrire", "inscrit", "les crédits correspondants au budget de l'exercice")
CHARGE: Point = ("charger", "charge", "les services de l'exécution de la présente décision")

SUBJECTS: tuple[tuple[str, tuple[Point, ...]], ...] = (
    ("Acquisition d'une tondeuse autoportée", (("acquérir", "acquiert", "une tondeuse pour un montant de 18 400 €"), BUDGET)),
    ("Attribution d'une subvention au comité des fêtes", (("attribuer", "attribue", "une subvention de 1 250 € au comité des fêtes"), BUDGET)),
    ("Convention de fourrière animale", (APPROVE, SIGN)),
    ("Rénovation de l'éclairage public de la rue du Lavoir", (("approuver", "approuve", "le programme de rénovation"), ("solliciter", "sollicite", "l'aide du syndicat d'énergie"), SIGN)),
    ("Tarifs de la salle polyvalente", (("fixer", "fixe", "le tarif de location à 240 € la journée"), CHARGE)),
    ("Création d'un emploi d'adjoint technique", (("créer", "crée", "un emploi permanent à temps complet"), BUDGET, SIGN)),
    ("Cession de la parcelle AB 112", (("céder", "cède", "la parcelle AB 112 au prix de 32 000 €"), SIGN)),
    ("Dénomination d'une voie nouvelle", (("dénommer", "dénomme", "la voie nouvelle « allée des Tilleuls »"), CHARGE)),
    ("Adhésion au groupement de commandes pour l'achat de gaz", (("adhérer", "adhère", "au groupement de commandes"), APPROVE, SIGN)),
    ("Travaux de réfection de la toiture de l'école", (("retenir", "retient", "l'offre la mieux classée"), SIGN, BUDGET)),
    ("Modification du règlement du cimetière", (("adopter", "adopte", "le règlement modifié"), CHARGE)),
    ("Demande d'aide pour la restauration du pont", (("solliciter", "sollicite", "une aide de l'État au taux de 40 %"), ("arrêter", "arrête", "le plan de financement"), SIGN)),
    ("Garantie d'un emprunt pour douze logements", (("accorder", "accorde", "la garantie à hauteur de 50 %"), SIGN)),
    ("Règlement intérieur de la médiathèque", (("adopter", "adopte", "le règlement intérieur"), CHARGE)),
    ("Décision modificative du budget de l'eau", (("adopter", "adopte", "la décision modificative n° 2"), CHARGE)),
    ("Mise à disposition d'un local à l'association Les Amis du Moulin", (("mettre", "met", "le local à la disposition de l'association"), SIGN)),
    ("Renouvellement du contrat de maintenance des chaudières", (("renouveler", "renouvelle", "le contrat pour trois ans"), SIGN)),
    ("Instauration du permis de louer", (("instaurer", "instaure", "le permis de louer dans le centre ancien"), CHARGE)),
    ("Aménagement d'une aire de jeux", (("approuver", "approuve", "l'avant-projet pour un coût de 86 000 €"), BUDGET, SIGN)),
    ("Fonds de concours pour la voirie", (("attribuer", "attribue", "un fonds de concours de 15 000 €"), SIGN)),
    ("Échange de terrains au lieu-dit Les Combes", (("échanger", "échange", "les parcelles C 45 et C 51"), SIGN)),
    ("Convention avec le centre de gestion pour la médecine du travail", (APPROVE, SIGN)),
    ("Programme de plantation de haies", (("lancer", "lance", "le programme de plantation"), ("solliciter", "sollicite", "l'aide de la région"))),
    ("Charte de l'arbre", (("adopter", "adopte", "la charte de l'arbre"), CHARGE)),
)  # fmt: skip
REPORTS = (
    "Rapport annuel sur le prix et la qualité de l'eau",
    "Rapport d'activité du syndicat des ordures ménagères",
    "Bilan des marchés conclus",
    "Rapport social unique",
)

EXPOSITIONS = (
    "Il est rappelé que ce dossier a été étudié par les services au cours de l'année et qu'il répond à un besoin constaté depuis longtemps.",
    "Le dossier a été présenté en commission ; les pièces en ont été jointes à la convocation.",
    "Le rapporteur rappelle l'historique du projet, son calendrier et son coût prévisionnel.",
    "Plusieurs devis ont été demandés ; le mieux placé est celui d'une entreprise du département.",
    "Les crédits nécessaires sont prévus, et l'opération peut commencer avant la fin du trimestre.",
    "Une réunion publique s'est tenue pour présenter le projet aux riverains.",
)
VISAS = (
    "Vu le code général des collectivités territoriales,", "Vu le code de l'urbanisme,", "Vu les statuts,", "Vu l'avis favorable de la commission des finances,",
    "Vu le budget de l'exercice,",
)  # fmt: skip
GROUNDS = (
    "Considérant l'intérêt général du projet,",
    "Considérant qu'il convient d'y donner suite,",
    "Considérant les besoins des habitants,",
)
