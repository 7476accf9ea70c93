"""The contract `delibparse/1` as types. No logic: the JSON is these fields, in this order.

The keys are the French terms of the documents themselves. Unknown scalars are None, unknown lists are empty.
Dates are ISO 8601 (`YYYY-MM-DD`), times `HH:MM`. All but the document and its acts are frozen: the acts of a session
share what its header says, and whoever changes a part makes it anew (`msgspec.structs.replace`).
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

FORMAT: Literal["delibparse/1"] = "delibparse/1"

# Patterns hold in every language of regexes; in Python `$` lets a line feed through, which the length does not.
_YEAR = "([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)"
_LEAP_YEAR = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)"
_DAY = "((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
Date = Annotated[str, Meta(pattern=f"^({_YEAR}-{_DAY}|{_LEAP_YEAR}-02-29)$", max_length=10)]
"""A day that the calendar has, of the years 1 to 9999."""

Heure = Annotated[str, Meta(pattern=r"^[0-9]{2}:[0-9]{2}$", max_length=5)]
CodeInsee = Annotated[str, Meta(pattern=r"^([0-9]{2}|2[AB])[0-9]{3}$", max_length=5)]
Siren = Annotated[str, Meta(pattern=r"^[0-9]{9}$", max_length=9)]
Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$", max_length=64)]
Pointeur = Annotated[str, Meta(pattern=r"^(/[^/]*)*$", description="JSON Pointer (RFC 6901) within the act")]
Compte = Annotated[int, Meta(ge=0)]
Part = Annotated[float, Meta(ge=0, le=1)]
Page = Annotated[int, Meta(ge=1)]

TypeCollectivite = Literal["commune", "epci", "syndicat", "departement", "region", "ccas", "autre"]
Resultat = Literal["adopte", "rejete", "ajourne", "retire", "prend_acte"]
ModeScrutin = Literal["public", "secret", "main_levee"]
Gravite = Literal["erreur", "alerte", "info"]
Methode = Literal["texte", "ocr", "mixte", "vide"]
Portee = Literal["acte", "seance", "fichier"]
Nature = Literal["extrait", "recueil", "proces_verbal", "liste", "convocation", "arrete", "decision", "annexe", "autre"]
Zone = Literal["entete", "presences", "vote"]
Jour = Literal["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]


class Personne(Struct, frozen=True):
    """A person as printed. `civilite` only when it is one, not an initial."""

    texte: str
    civilite: str | None = None
    prenom: str | None = None
    nom: str | None = None
    qualite: str | None = None


class Pouvoir(Struct, frozen=True):
    """A proxy: the absent `mandant` votes through the `mandataire` (CGCT L2121-20)."""

    mandant: Personne
    mandataire: Personne | None = None


class Collectivite(Struct, frozen=True):
    nom: str | None = None
    type: TypeCollectivite | None = None
    nom_officiel: str | None = None
    code_insee: CodeInsee | None = None
    siren: Siren | None = None
    departement: str | None = None


class Matiere(Struct, frozen=True):
    """The ACTES subject, if printed."""

    code: str | None = None
    libelle: str | None = None


class Seance(Struct, frozen=True):
    date: Date | None = None
    heure: Heure | None = None
    lieu: str | None = None
    convocation: Date | None = None
    affichage_convocation: Date | None = None
    president: Personne | None = None
    secretaire: Personne | None = None
    secretaire_auxiliaire: Personne | None = None


class Effectif(Struct, frozen=True):
    """The figures that the document declares, never counted by us."""

    en_exercice: Compte | None = None
    presents: Compte | None = None
    pouvoirs: Compte | None = None
    excuses: Compte | None = None
    absents: Compte | None = None
    votants: Compte | None = None
    quorum: Compte | None = None
    suffrages_exprimes: Compte | None = None


class Decision(Struct, frozen=True):
    formule: str | None = None
    points: list[str] = field(default_factory=list)


class Voix(Struct, frozen=True):
    """A named voter, and how many proxies voted the same way through them; or a political group that votes as one,
    which has no `personne`."""

    personne: Personne | None = None
    pouvoirs: Compte = 0
    groupe: str | None = None


class NomsVote(Struct, frozen=True):
    pour: list[Voix] = field(default_factory=list)
    contre: list[Voix] = field(default_factory=list)
    abstentions: list[Voix] = field(default_factory=list)
    non_participants: list[Voix] = field(default_factory=list)


class Vote(Struct, frozen=True):
    resultat: Resultat | None = None
    unanimite: bool | None = None
    scrutin: ModeScrutin | None = None
    pour: Compte | None = None
    contre: Compte | None = None
    abstentions: Compte | None = None
    non_participants: Compte | None = None
    blancs_nuls: Compte | None = None
    noms: NomsVote = field(default_factory=NomsVote)


class Scrutin(Struct, frozen=True):
    """One vote of an act that holds several."""

    objet: str | None = None
    resultat: Resultat | None = None
    unanimite: bool | None = None
    pour: Compte | None = None
    contre: Compte | None = None
    abstentions: Compte | None = None
    noms: NomsVote = field(default_factory=NomsVote)


class Elu(Struct, frozen=True):
    """Whom the act elects or designates: to which office, in which body, with how many votes."""

    personne: Personne
    fonction: str | None = None
    organisme: str | None = None
    voix: Compte | None = None


class Formalites(Struct, frozen=True):
    certifie_executoire: bool | None = None
    transmission: Date | None = None
    reception_prefecture: Date | None = None
    publication: Date | None = None
    signataire: Personne | None = None
    par_delegation: bool | None = None


class Mouvement(Struct, frozen=True):
    """Who came or left in mid-session, in the words of the page; `depuis`, `jusqua`: an item's number or a time."""

    personne: Personne
    texte: str
    depuis: str | None = None
    jusqua: str | None = None


class DateImprimee(Struct, frozen=True):
    """A place that gives the session's date, as printed: the year or the weekday may contradict another place's."""

    texte: str
    date: Date
    jour: Jour | None = None


class NonLu(Struct, frozen=True):
    """Words of the header, the attendance or the vote that no value, heading, link or set phrase explains."""

    zone: Zone
    texte: str
    page: Page


class Indices(Struct, frozen=True):
    """What the page tells besides the fields, and what was not understood: the checks read it."""

    seconde_convocation: bool = False
    mouvements: list[Mouvement] = field(default_factory=list)
    dates_imprimees: list[DateImprimee] = field(default_factory=list)
    majorite: bool = False
    chiffres_illisibles: list[Pointeur] = field(default_factory=list)
    non_lus: list[NonLu] = field(default_factory=list)


RELECTURE = "relecture"
"""The reason of a correction that a person made; `lu` and `retenu` are alike where they found the reading right."""

REREAD = "relu de plus près"
"""The reason of a correction that a second look at the page made."""

WITHHELD = "lu avec moins d'assurance que demandé"
"""The reason for which a value that was read, `lu`, is left out: `retenu` is null."""

HEAD_ONLY = "lue en tête seulement, par --fast"
"""Why a page was not read whole: by its head it is an annexe."""


class Correction(Struct, frozen=True):
    """A reading that was mended: what was read, what was kept, and why where there is more to say."""

    champ: Pointeur
    lu: str | int | None
    retenu: str | int | None
    motif: str | UnsetType = UNSET


class Avertissement(Struct, frozen=True):
    code: Annotated[str, Meta(pattern=r"^[A-Z]{3}[0-9]{3}$", max_length=6)]
    gravite: Gravite
    message: str
    champs: list[Pointeur] = field(default_factory=list)
    portee: Portee = "acte"
    reference: str | None = None


class Lieu(Struct, frozen=True, kw_only=True):
    """Where a value was read: a box in PDF points from the top-left corner of the page as displayed, or, in a
    plain text file, the character offsets `[start, end]` in the whole file."""

    page: Page
    bbox: tuple[float, float, float, float] | UnsetType = UNSET
    position: tuple[int, int] | UnsetType = UNSET
    confiance: Part
    texte: str


class Deliberation(Struct):
    pages: list[Page] = field(default_factory=list)
    collectivite: Collectivite = field(default_factory=Collectivite)
    organe: str | None = None
    numero: str | None = None
    identifiant_acte: str | None = None
    matiere: Matiere | None = None
    seance: Seance = field(default_factory=Seance)
    rapporteur: Personne | None = None
    objet: str | None = None
    effectif: Effectif = field(default_factory=Effectif)
    presents: list[Personne] = field(default_factory=list)
    pouvoirs: list[Pouvoir] = field(default_factory=list)
    excuses: list[Personne] = field(default_factory=list)
    absents: list[Personne] = field(default_factory=list)
    visas: list[str] = field(default_factory=list)
    considerants: list[str] = field(default_factory=list)
    expose: list[str] = field(default_factory=list)
    decision: Decision = field(default_factory=Decision)
    vote: Vote = field(default_factory=Vote)
    scrutins: list[Scrutin] = field(default_factory=list)
    elus: list[Elu] = field(default_factory=list)
    formalites: Formalites = field(default_factory=Formalites)
    indices: Indices = field(default_factory=Indices)
    deduits: list[Pointeur] = field(default_factory=list)
    corriges: list[Correction] = field(default_factory=list)
    avertissements: list[Avertissement] = field(default_factory=list)
    provenance: dict[Pointeur, list[Lieu]] = field(default_factory=dict)


class Lecture(Struct, frozen=True):
    """How one page was read; `illisible` says why it could not be."""

    page: Page
    methode: Methode
    confiance: Part | None
    rotation: Literal[0, 90, 180, 270]
    inclinaison: float
    illisible: str | None = None


class Source(Struct, frozen=True):
    fichier: str
    sha256: Sha256
    pages: Compte
    lecture: list[Lecture]


class Document(Struct, kw_only=True):
    format: Literal["delibparse/1"] = FORMAT
    source: Source
    nature: Nature | None = None
    annexe_de: str | None = None
    deliberations: list[Deliberation] = field(default_factory=list)
    avertissements: list[Avertissement] = field(default_factory=list)
