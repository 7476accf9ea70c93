"""The record as flat tables: acts, members, proxies, votes by name, warnings. For CSV, Parquet and the documentation.

`acte` joins them: the file's SHA-256 and the act's place in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from delibparse.model.fields import LISTS, SIDES
from delibparse.model.record import Personne
from delibparse.model.stream import Act

Kind = Literal["text", "count", "date", "flag"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the kind of its values, and the path in the record that it is taken from."""

    name: str
    kind: Kind
    source: str


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Act], Iterator[tuple[Any, ...]]]


def paragraphs(sentences: list[str]) -> str | None:
    return "\n\n".join(sentences) or None


_ACT_COLUMNS = (
    *(Column(path.replace(".", "_"), kind, path) for path, kind in (  # type: ignore[arg-type]
        ("fichier", "text"), ("sha256", "text"), ("collectivite.nom", "text"), ("collectivite.type", "text"),
        ("collectivite.nom_officiel", "text"), ("collectivite.code_insee", "text"), ("collectivite.siren", "text"),
        ("collectivite.departement", "text"), ("organe", "text"), ("numero", "text"),
        ("identifiant_acte", "text"), ("matiere.code", "text"), ("matiere.libelle", "text"), ("seance.date", "date"),
        ("seance.heure", "text"), ("seance.lieu", "text"), ("seance.convocation", "date"),
        ("seance.affichage_convocation", "date"), ("seance.president", "text"), ("seance.secretaire", "text"),
        ("seance.secretaire_auxiliaire", "text"), ("rapporteur", "text"), ("objet", "text"),
        ("effectif.en_exercice", "count"), ("effectif.presents", "count"), ("effectif.pouvoirs", "count"),
        ("effectif.excuses", "count"), ("effectif.absents", "count"), ("effectif.votants", "count"),
        ("effectif.quorum", "count"), ("effectif.suffrages_exprimes", "count"), ("visas", "text"),
        ("considerants", "text"), ("expose", "text"), ("decision.formule", "text"), ("decision.points", "text"),
        ("vote.resultat", "text"),
        ("vote.unanimite", "flag"), ("vote.scrutin", "text"), ("vote.pour", "count"), ("vote.contre", "count"),
        ("vote.abstentions", "count"), ("vote.non_participants", "count"), ("vote.blancs_nuls", "count"),
        ("formalites.certifie_executoire", "flag"), ("formalites.transmission", "date"),
        ("formalites.reception_prefecture", "date"), ("formalites.publication", "date"),
        ("formalites.signataire", "text"), ("formalites.par_delegation", "flag"), ("deduits", "text"),
    )),
)  # fmt: skip


def value_at(act: Act, path: str) -> Any:
    """The value at a path of the record: people by their text, sentences as paragraphs, pointers as words."""
    found: Any = act
    for name in path.split("."):
        found = None if found is None else getattr(found, name)
    if isinstance(found, Personne):
        return found.texte
    if isinstance(found, list):
        return " ".join(found) or None if path == "deduits" else paragraphs(found)
    return found


def _acts(act: Act) -> Iterator[tuple[Any, ...]]:
    yield (act.identity, act.acte, *(value_at(act, column.source) for column in _ACT_COLUMNS))


_PERSON = ("texte", "civilite", "prenom", "nom", "qualite")


def _named(who: Personne | None) -> tuple[Any, ...]:
    return tuple(getattr(who, field) for field in _PERSON) if who else (None,) * len(_PERSON)


def _members(act: Act) -> Iterator[tuple[Any, ...]]:
    for state in LISTS:
        for who in getattr(act, state):
            yield (act.identity, state, *_named(who))


def _proxies(act: Act) -> Iterator[tuple[Any, ...]]:
    for proxy in act.pouvoirs:
        yield (act.identity, *_named(proxy.mandant), *_named(proxy.mandataire))


def _votes(act: Act) -> Iterator[tuple[Any, ...]]:
    for side in SIDES:
        for voter in getattr(act.vote.noms, side):
            yield (act.identity, side, *_named(voter.personne), voter.pouvoirs, voter.groupe)


def _warnings(act: Act) -> Iterator[tuple[Any, ...]]:
    for row in act.avertissements:
        yield (act.identity, row.code, row.gravite, row.message, " ".join(row.champs) or None, row.reference)


def _corrections(act: Act) -> Iterator[tuple[Any, ...]]:
    for row in act.corriges:
        lu, retenu = (None if value is None else str(value) for value in (row.lu, row.retenu))
        yield (act.identity, row.champ, lu, retenu, row.motif if isinstance(row.motif, str) else None)


def _texts(source: str, *names: str) -> tuple[Column, ...]:
    return tuple(Column(name, "text", f"{source}.{name}") for name in names)


_KEY = Column("acte", "text", "sha256, acte")
TABLES = (
    Table("actes", (_KEY, Column("rang", "count", "acte"), *_ACT_COLUMNS), _acts),
    Table(
        "membres",
        (_KEY, Column("etat", "text", "presents, excuses, absents"), *_texts("presents[]", *_PERSON)),
        _members,
    ),
    Table(
        "pouvoirs",
        (
            _KEY,
            *(Column(f"mandant_{name}", "text", f"pouvoirs[].mandant.{name}") for name in _PERSON),
            *(Column(f"mandataire_{name}", "text", f"pouvoirs[].mandataire.{name}") for name in _PERSON),
        ),
        _proxies,
    ),
    Table(
        "votes",
        (
            _KEY,
            Column("sens", "text", "vote.noms"),
            *_texts("vote.noms.pour[].personne", *_PERSON),
            Column("pouvoirs", "count", "vote.noms.pour[].pouvoirs"),
            Column("groupe", "text", "vote.noms.pour[].groupe"),
        ),
        _votes,
    ),
    Table(
        "avertissements",
        (_KEY, *_texts("avertissements[]", "code", "gravite", "message", "champs", "reference")),
        _warnings,
    ),
    Table("corrections", (_KEY, *_texts("corriges[]", "champ", "lu", "retenu", "motif")), _corrections),
)
