"""Writes docs/exports.md: what each format takes from the record, from the code. `python tools/exports_page.py`"""

from __future__ import annotations

from pathlib import Path

from delibparse.exports import scdl, sqlite
from delibparse.exports.tables import TABLES

PAGE = Path(__file__).parent.parent / "docs" / "exports.md"
HEAD = """# What the acts become

```sh
delibparse export read/ --format scdl --siret 21860066600015 --matiere-defaut 8.1 -o deliberations.csv
delibparse export read/ --format csv --excel -o tables/
delibparse export read/ --format sqlite -o acts.db && datasette acts.db -m metadata.json
delibparse extract act.pdf | delibparse export - --format md
```

The source is a batch's folder, JSON or JSON Lines files, or `-`. All formats stream: memory does not grow with the number of
acts (but for one entry a person). Files of the same content are taken once. The acts of
a batch's folder come as people have corrected them ([review](review.md)). This page is written by `tools/exports_page.py`.

| format | what it is | `-o` |
| --- | --- | --- |
| `scdl` | the open-data table "délibérations" (SCDL 2.1) | a file, or stdout |
| `csv` | six flat tables; `--excel` for semicolons and a byte-order mark; cells that a spreadsheet would run get an apostrophe | a folder |
| `jsonl` | an act a line, with `fichier`, `sha256` and `acte` | a file, or stdout |
| `parquet` | the same six tables, counts as integers, dates as dates (`pip install 'delibparse[parquet]'`) | a folder |
| `sqlite` | a normalised database with full-text search; run again, it replaces the acts of the sources that it meets | a file |
| `popolo` | Popolo JSON | a file, or stdout |
| `akn` | Akoma Ntoso 3.0, a file an act | a folder |
| `md` | Markdown, for wikis and notes | a file, or stdout |
"""
PEOPLE = """
## One person across acts

`sqlite` and `popolo` take two namings for one person where the council is the same, the family name too, and the first names do not
contradict each other. An initial joins a person only where one alone fits; two members named in one list are never one. `evidence`
tells the weakest that a naming was taken on: "nom et prénom", "nom et initiale", "nom seul", "seul porteur du nom" (named once), or
"plusieurs possibles" (several fit: this naming stands apart). Namings are judged by those met before: an export over a database that
knows the council's members already may set apart a naming that the first one joined.
"""
POPOLO = """
## `popolo`

| class | from |
| --- | --- |
| Organization | `collectivite`; its SIREN as an identifier |
| Person, Membership | every naming; `delibparse:evidence` |
| Event | `seance`, `organe` |
| Motion | `objet`, `numero`, `matiere`; `delibparse:attendance` (`presents`, `excuses`, `absents`), `delibparse:proxies` (`pouvoirs`) |
| VoteEvent | `vote.resultat`; Count from `vote.pour`, `contre`, `abstentions`, `non_participants` |
| Vote | `vote.noms`; `delibparse:carried`, the proxies that voted the same way |
"""
AKN = """
## `akn`

| element | from |
| --- | --- |
| `identification` | `collectivite`, `seance.date`, `numero` (FRBR work, expression, manifestation) |
| `analysis/parliamentary` | `effectif.en_exercice`, `effectif.presents` (quorumVerification); `vote` (voting, counts) |
| `references` | the body, the people present and voting |
| `preface` | `objet`, `numero`, `seance.date` |
| `preamble` | `expose`; `visas` and `considerants` as recitals of these classes |
| `body` | `decision.points` as articles |
| `conclusions` | `formalites.publication`, `reception_prefecture`, `signataire` |

No package of the registries ships the AKN schema: the tests hold the documents to structural assertions.
"""
SCDL = {
    "COLL_NOM": "`collectivite.nom`, else the settings' `nom`", "COLL_SIRET": "`--siret`, else the settings' `siret`",
    "DELIB_ID": "`numero`, else the number in `identifiant_acte`", "DELIB_DATE": "`seance.date`",
    "DELIB_MATIERE_CODE": "`matiere.code` (two levels), else `--matiere-defaut`",
    "DELIB_MATIERE_NOM": "the ACTES labels of the code", "DELIB_OBJET": "`objet`", "BUDGET_ANNEE": "left empty",
    "BUDGET_NOM": "left empty", "PREF_ID": "left empty: no act prints it",
    "PREF_DATE": "`formalites.reception_prefecture`, unless it is before the session",
    "VOTE_EFFECTIF": "`effectif.en_exercice`", "VOTE_REEL": "`effectif.votants`, else the sum of the votes where all are known",
    "VOTE_POUR": "`vote.pour`", "VOTE_CONTRE": "`vote.contre`", "VOTE_ABSTENTION": "`vote.abstentions`",
    "DELIB_URL": "`--url-base` and the file's name",
}  # fmt: skip


def page() -> str:
    lines = [
        HEAD,
        "\n## `scdl`\n\nMandatory cells that stay empty are told on stderr with the act; `--strict` refuses them.\n",
    ]
    lines += ["| field | mandatory | from |", "| --- | --- | --- |"]
    lines += [f"| {name} | {'yes' if name in scdl.MANDATORY else ''} | {SCDL[name]} |" for name in scdl.FIELDS]
    lines.append("\n## `csv` and `parquet`")
    for table in TABLES:
        lines += [f"\n### `{table.name}`\n", "| column | kind | from |", "| --- | --- | --- |"]
        lines += [f"| {column.name} | {column.kind} | `{column.source}` |" for column in table.columns]
    lines += [
        "\n## `sqlite`\n",
        "Tables: `councils`, `sources`, `sessions`, `people`, `acts`, `presences`, `proxies`, `votes`,",
    ]
    lines += [
        "`warnings`, `corrections`, `acts_fts`. A council is one by its SIREN, else by its INSEE code, else by its printed name. Views: `votes_by_name`, `attendance`, `acts_by_year`, `contested`.\n"
    ]
    lines += ["| column of `acts` | from |", "| --- | --- |"]
    lines += [f"| {name} | `{path}` |" for name, path in sqlite.COLUMNS.items()]
    lines += [f"| {name} | `{path.strip('/').replace('/', '.')}` |" for name, path in sqlite.OFFICERS.items()]
    lines += [PEOPLE, POPOLO, AKN]
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
