"""Invents councils and their members. Any likeness with real ones is chance."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

MEN = (
    "Adrien Alain Albert Alexandre Amaury Anatole André Antoine Armand Arnaud Arthur Aurélien Baptiste Bastien Benoît Bernard Bertrand "
    "Brice Bruno Cédric Charles Christian Christophe Claude Clément Cyril Damien Daniel David Denis Didier Dominique Dylan Edmond Émile "
    "Éric Étienne Fabien Fabrice Félix Fernand Florent François Franck Frédéric Gabriel Gaël Gaston Gérard Germain Gilles Grégory "
    "Guillaume Gustave Guy Hakim Henri Hervé Hubert Hugues Ibrahim Jacques Jean Jean-Baptiste Jean-Claude Jean-François Jean-Louis Jean-Luc "
    "Jean-Marc Jean-Michel Jean-Paul Jean-Pierre Jean-Yves Jérémy Jérôme Joël Jonathan José Joseph Julien Karim Kévin Laurent Léon Lionel "
    "Loïc Louis Luc Ludovic Marc Marcel Mathieu Maurice Maxime Michel Mickaël Mohamed Nicolas Noël Olivier Pascal Patrice Patrick Paul "
    "Philippe Pierre Pierre-Yves Quentin Raphaël Raymond Régis Rémi Renaud Richard Robert Rodolphe Roger Roland Romain Samuel Sébastien Serge "
    "Simon Stéphane Sylvain Théo Thierry Thomas Tristan Valentin Victor Vincent Xavier Yann Yannick Yves Yvon"
).split()
WOMEN = (
    "Adeline Adèle Agathe Agnès Alice Aline Amandine Amélie Anaïs Andrée Anne Anne-Laure Anne-Marie Anne-Sophie Annick Annie Arlette Audrey "
    "Aurélie Aurore Béatrice Bérengère Bernadette Blandine Brigitte Camille Carine Carole Caroline Catherine Cécile Céline Chantal Charlotte "
    "Christelle Christiane Christine Claire Clara Claudine Colette Corinne Danielle Delphine Denise Diane Éléonore Éliane Élisabeth Élise "
    "Élodie Émilie Emmanuelle Estelle Ève Évelyne Fabienne Fanny Fatima Florence Françoise Gaëlle Geneviève Ghislaine Gisèle Hélène Huguette "
    "Inès Irène Isabelle Jacqueline Janine Jeanne Jocelyne Joëlle Josiane Judith Julie Juliette Karine Laetitia Laura Laure Laurence Léa "
    "Liliane Line Lise Louise Lucie Lydie Magali Marie Marie-Christine Marie-Claude Marie-France Marie-Hélène Marie-Laure Marie-Thérèse "
    "Marine Marion Martine Maryse Maud Mélanie Michèle Mireille Monique Muriel Mylène Nadège Nadia Nathalie Nicole Noémie Odette Odile "
    "Pascale Patricia Paulette Pauline Raymonde Régine Rose Sabine Samira Sandra Sandrine Solange Sophie Stéphanie Suzanne Sylvie Thérèse "
    "Valérie Véronique Virginie Viviane Yolande Yvette Zoé"
).split()
FAMILIES = (
    "ABRIAL|ACHALME|ALLARY|AMBLARD|ANCELOT|ARBOGAST|ARNAUDET|AUBRY|AUDIGIER|AUFFRET|BACHELARD|BAILLARGEON|BARBEROT|BARRAUD|BAUDRILLER|BEAUFILS|BELLANGER|"
    "BEN SAÏD|BENHAMOU|BÉRAULT|BERTHELOT|BESNIER|BIGNON|BLANCHET|BLONDEAU|BOISSEAU|BONNAFOUX|BORDENAVE|BOTTIN|BOUCHARDON|BOUDIER|BOURDIN|BOUTEILLER|BRÉCHARD|"
    "BRIZARD|BRUNEAU|BUISSON|CABANEL|CAILLAUD|CALVET|CANTEGREL|CARPENTIER|CASTAGNÉ|CAZALS|CHABERT|CHALMETON|CHAMBON|CHAPUIS|CHARPENTIER-ROY|CHASTAGNER|CHAUVET|"
    "CLAVERIE|COLLINOT|CORDONNIER|COSTE|COUDERC|COURTADE|CROZET|D'ALMEIDA|D'HAUTEFORT|DA COSTA|DAGUENET|DAVIAUD|DE BEAUVERGER|DE LA ROCHE|DE SAINT-AUBIN|"
    "DECOSTER|DELAHAYE|DELATTRE|DELORME|DES ROZIERS|DESCHAMPS|DESPLANQUES|DEVAUX|DIALLO|DOS SANTOS|DU PLESSIS|DUBREUIL|DUCASSE|DUFOURNET|DUMOULIN|DUPUIS-LEFORT|"
    "DURANTON|EL AMRANI|ENJALBERT|ESCUDIER|ESPINASSE|ÉVRARD|FABREGUETTES|FAUCHER|FERRIÈRE|FLEURIOT|FONTANEL|FOUCAULT|FRAYSSINET|GAILLARDON|GALTIER|GARNAUDET|"
    "GAUTHERON|GENESTOUX|GERBAULT|GIBERGUES|GIRAUDON|GODEFROY|GOUTTEBEL|GRAVIER|GRIMAUD|GUÉGUEN|GUILLEMOT|GUITTENY|HAMELIN|HAUTERIVE|HENNEQUIN|HÉRITIER|HOARAU|"
    "HUGONNET|IMBERDIS|ISSARTEL|JACQUEMIN|JARRIGEON|JAUBERT|JOUANNEAU|JULLIEN|KADDOUR|KERBRAT|KERVADEC|KOWALCZYK|LABORIE|LACHAUME|LACROIX-DESMAZES|LAFFITTE|"
    "LAGARRIGUE|LAMOUREUX|LANDAIS|LAPORTE|LARTIGUE|LASSALLE|LAVERGNE|LE BIHAN|LE CLÉZIOU|LE FLOCH|LE GOASTER|LEBRETON|LECOINTRE|LEFEUVRE|LEGENDRE|LEMARCHAND|LEPOUTRE|"
    "LESCURE|LHÉRITIER|LOMBARDET|LORENTZ|MACHADO|MAGNAN|MAILLOCHON|MALLARET|MANDON|MARCHADIER|MARTINEZ|MASSARDIER|MAUPERTUIS|MAZOYER|MERCADIER|MESNIL|MEUNIER|"
    "MICHAUDEL|MIRAMONT|MOLINIER|MONTAGNAC|MOREL|MOULINET|MOUSSA|NADAUD|NGUYEN|NIVELLE|NOAILLY|OGER|OLLIVIER|ORSINI|OUDARD|PAGENEL|PAILLARD|PARMENTIER|"
    "PASCAREL|PELISSIER|PERDRIX|PEYRAMAURE|PHILIPPOT|PICHOT|PINATEL|PLANTADE|POMMIER|PONCET|PORTEFAIX|POULIQUEN|PRADEAU|PRUNIER|PUECH|QUÉMÉNER|QUINTARD|"
    "RABOTEAU|RAMBAUD|RAYNAUDON|RÉMOND|RICHARDEAU|RIGAUDIE|ROBILLARD|ROCHEFORT|RONDEAU|ROUMIEUX|ROUSSELOT|SABATHÉ|SAINT-MARTIN|SALVAYRE|SARRAZIN|SAUVAGEOT|"
    "SCHMITT|SEGUIN|SÉNÉCHAL|SERVANT|SICARDON|SOULIGNAC|TAILLANDIER|TARDIVEL|TERRASSE|TESSIER|THÉBAULT|THIBAUDEAU|TIXERONT|TOUSSAINT|TRÉMOLIÈRES|TRUCHOT|TURPIN|"
    "VACHERON|VAISSIÈRE|VALADOUX|VAN DEN BROECK|VASSEUR|VAUCLIN|VERDIER|VERNHES|VIDALENC|VIGOUROUX|VILLARD|VINCENOT|VOISIN|WALLERAND|WEISSLER|YVINEC|ZANETTI|ZIEGLER"
).split("|")
PLACES = (
    "Aubrevillers|Beaumont-les-Tilleuls|Bellerive-le-Château|Brassac-les-Vaux|Castelvieux|Champlery|Chantemerle-en-Brie|Claircombe|Corvilliers|Coulonges-la-Haye|"
    "Courbepierre|Échavannes|Escaudrières|Fontaubert|Gamarthe-sur-Lay|Grandvernes|Haute-Rivette|Jonquerolles|La Chapelle-Vauclair|La Ferté-Saint-Rieul|Lavaudière|"
    "Le Mesnil-Garnault|Les Essarts-Mauvrin|Longuesaigues|Lurcy-Montbrun|Marcilhac-le-Neuf|Mauvezelles|Montarlier|Montfaucher|Neuvy-la-Combe|Noyers-Saint-Brisse|"
    "Orvaudan|Pierrebrune|Plouévran|Pontaillac-la-Rive|Querzelle|Rochebelin|Roquesèche|Saint-Aubrac|Saint-Cyprien-des-Bois|Saint-Évroult-sur-Vaude|Saint-Just-Malmont-Vieux|"
    "Sainte-Colombe-la-Grande|Salvagnac-le-Haut|Sermaize-aux-Forges|Tourvaillac|Valbrune|Vaucresson-les-Mines|Verneuillon|Villebasse|Villiers-Saint-Paterne|Vouzerolles"
).split("|")
DEPARTMENTS = (
    ("de l'Ain", "01"), ("de l'Aveyron", "12"), ("de la Corrèze", "19"), ("de la Drôme", "26"), ("de l'Eure", "27"), ("du Gers", "32"),
    ("de l'Isère", "38"), ("de la Loire", "42"), ("du Lot", "46"), ("de Maine-et-Loire", "49"), ("de la Mayenne", "53"), ("du Nord", "59"),
    ("de l'Orne", "61"), ("de la Sarthe", "72"), ("du Tarn", "81"), ("de la Vendée", "85"), ("de la Vienne", "86"), ("de l'Yonne", "89"),
)  # fmt: skip
"""Départements as they follow the word, and their codes."""
AREAS = ("Vallée de la Lussonne", "Pays de Corvaux", "Plateau des Trois Sources", "Val de Brenelle", "Monts de la Margeriette", "Rives de l'Ozanne")


@dataclass(frozen=True)
class Member:
    """One of a council: whether a woman, first name, family name in capitals."""

    woman: bool
    first: str
    family: str


@dataclass(frozen=True)
class Council:
    """A body: its name as printed, type and organe as in the contract, its head's title, place, département, SIREN."""

    name: str
    kind: str
    organe: str
    chef: str
    place: str
    department: tuple[str, str]
    siren: str

    @property
    def genitive(self) -> str:
        """`de Valbrune`, `d'Orvaudan`, `du Mesnil-Garnault`, `de la Communauté de communes …`."""
        if self.kind != "commune":
            return f"{'de la' if self.name.startswith('Comm') else 'du'} {self.name}"
        return _of(self.place)


def invent_council(body: str, random: Random) -> Council:
    """`body` is one of `wordings.BODIES`."""
    place, area, department = random.choice(PLACES), random.choice(AREAS), random.choice(DEPARTMENTS)
    chief = {"commune": "21", "ville": "21", "département": "22", "CCAS": "26"}.get(body, "20")
    stem = f"{chief}{department[1]}0{random.randrange(100, 999)}"
    siren = stem + _luhn_key(stem)
    name, kind, organe, chef = {
        "commune": (f"Commune {_of(place)}", "commune", "conseil municipal", "Maire"),
        "ville": (f"Ville {_of(place)}", "commune", "conseil municipal", "Maire"),
        "communauté de communes": (f"Communauté de communes {area}", "epci", "conseil communautaire", "Président"),
        "agglomération": (f"Communauté d'agglomération {area}", "epci", "conseil communautaire", "Président"),
        "syndicat": (f"Syndicat intercommunal des eaux {_of(place)}", "syndicat", "comité syndical", "Président"),
        "département": (f"Département {department[0]}", "departement", "conseil départemental", "Président"),
        "CCAS": (f"Centre communal d'action sociale {_of(place)}", "ccas", "conseil d'administration", "Président"),
        "bureau": (f"Communauté de communes {area}", "epci", "bureau communautaire", "Président"),
    }[body]
    return Council(name, kind, organe, chef, place, department, siren)


def invent_members(count: int, random: Random) -> list[Member]:
    """`count` members of whom no two share a family name."""
    families = random.sample(FAMILIES, count)
    members = []
    for family in families:
        woman = random.random() < 0.47
        members.append(Member(woman, random.choice(WOMEN if woman else MEN), family))
    return members


def _of(place: str) -> str:
    """`de Valbrune`, `d'Orvaudan`, `du Mesnil-Garnault`."""
    for article, contracted in (("Les ", "des "), ("Le ", "du ")):
        if place.startswith(article):
            return contracted + place.removeprefix(article)
    return ("d'" if place[0] in "AEIOUÉ" else "de ") + place


def _luhn_key(stem: str) -> str:
    """The ninth digit that makes a SIREN of eight."""
    total = sum(sum(divmod(int(digit) * (2 if place % 2 else 1), 10)) for place, digit in enumerate(stem))
    return str(-total % 10)
