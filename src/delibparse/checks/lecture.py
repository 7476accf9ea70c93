"""LEC: how surely the page was read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from delibparse.checks.leftovers import has_name
from delibparse.checks.registry import Finding, file_rule, in_words, page_rule, rule
from delibparse.model.confidence import DOUBTFUL_VALUE, FAINT_PAGE, SECOND_LOOK
from delibparse.model.fields import LISTS, is_critical
from delibparse.model.people import confidence, fold, looked_at, namings, same_person
from delibparse.model.record import HEAD_ONLY, RELECTURE, WITHHELD, Correction, Deliberation, Document, NonLu, Personne
from delibparse.similarity.first_names import is_known
from delibparse.similarity.names import WHOLE


@page_rule(
    "LEC001",
    "low-confidence",
    "alerte",
    fr="lecture douteuse : {what} (confiance {confidence})",
    en="doubtful reading: {what} (confidence {confidence})",
)
def low_confidence(act: Deliberation, _recognised: Collection[int]) -> Iterator[Finding]:
    """What an act is about was read with confidence.

    What: dates, counts, names and votes whose least sure word the engine doubts; numbers, objects and people without a
    first name of France already where it is not quite sure of them.
    Why: a doubtful reading is to be checked against the page before it is used.
    Source: the OCR engine's confidence; the list of first names that ships with the tool.
    Fires: a name read at 0.31 under a stamp; "Ilugues PETIT" read at 0.62; "MIA - Budget", of M14, read at 0.53.
    Silent: text layers, which are exact; a name read alike and surely elsewhere in the act; a count that its list
    bears out; a value that a person has looked at (`delibparse review`).
    Traps: rare names are doubted though well read.
    Silence: `--ignore LEC001`.
    """
    seen = looked_at(act)
    people = dict(namings(act))
    doubted = [
        pointer
        for pointer in act.provenance
        if is_critical(pointer) and confidence(act, pointer) < _least(pointer, people.get(pointer))
        and not _counted(act, pointer) and pointer not in seen
    ]  # fmt: skip
    if not doubted:
        return
    sure = [who for pointer, who in people.items() if confidence(act, pointer) >= _least(pointer, who)]
    for pointer in doubted:
        if pointer in people and any(same_person(people[pointer], who) for who in sure):
            continue
        what = _first_words(" ".join(place.texte for place in act.provenance[pointer]), 60)
        yield Finding([pointer], {"what": what, "confidence": f"{confidence(act, pointer):.2f}"})


BARE = ("/numero", "/objet")
"""What nothing else bears out: of those read with 0.5 to 0.8 on the real scans seven of eighteen were wrong, of figures
and dates none (docs/scans.md)."""


def _least(pointer: str, who: Personne | None) -> float:
    """The confidence under which a value is doubted; that of someone whose names are no first name of France may be
    a first name misread. Which of both is the first name, the page may not tell."""
    if pointer in BARE:
        return SECOND_LOOK
    if who is None or not who.prenom or len(fold(who.prenom)) <= WHOLE:
        return DOUBTFUL_VALUE
    names = f"{who.prenom} {who.nom or ''}".split()
    return DOUBTFUL_VALUE if any(is_known(name) for name in names) else SECOND_LOOK


def _first_words(text: str, most: int) -> str:
    """A text for a message, cut between two words where it is long.

    >>> _first_words("Dépenses d'investissement", 15), _first_words("Dépenses", 15)
    ('Dépenses…', 'Dépenses')
    """
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0] or text[:most]}…"


def _counted(act: Deliberation, pointer: str) -> bool:
    """Whether a declared count is that of its list."""
    name = pointer.removeprefix("/effectif/")
    return name in ("presents", "pouvoirs", "excuses", "absents") and getattr(act.effectif, name, None) == len(
        getattr(act, name)
    )


@rule(
    "LEC002",
    "mended-figure",
    "info",
    fr="{field} : lu « {read} », compris {kept}",
    en='{field}: read "{read}", understood {kept}',
)
def mended(act: Deliberation) -> Iterator[Finding]:
    """What was mended is said.

    What: every row of `corriges` that no person made and that keeps a value.
    Why: a correction is a reading of ours; the page decides.
    Source: the contract of the format, rule 2.
    Fires: "2B" understood as 28.
    Silent: nothing mended; a value that a person has looked at since (LEC005 tells those that they changed).
    Traps: none known.
    Silence: `--ignore LEC002`.
    """
    seen = looked_at(act)
    for row in act.corriges:
        whole = row.champ.rpartition("/")[0]  # of "/seance/president/nom"
        if row.champ not in seen and whole not in seen and row.motif != WITHHELD:
            yield Finding([row.champ], {"field": row.champ, "read": row.lu, "kept": row.retenu})


@file_rule(
    "LEC003",
    "faint-page",
    "alerte",
    fr="page {page} mal lue (confiance moyenne {confidence})",
    en="page {page} was read badly (mean confidence {confidence})",
)
def faint_page(document: Document) -> Iterator[Finding]:
    """Every page was read well enough.

    What: `source.lecture`, the mean confidence of each page's words.
    Why: on a page read so, sure words are wrong too; scan it again, at 300 dpi.
    Source: the OCR engine's confidence.
    Fires: a page read at 0.55.
    Silent: text layers; blank pages.
    Traps: handwriting and drawings on a page that is otherwise clear.
    Silence: `--ignore LEC003`.
    """
    for k, lecture in enumerate(document.source.lecture):
        if lecture.methode in ("ocr", "mixte") and lecture.confiance is not None and lecture.confiance < FAINT_PAGE:
            yield Finding([f"/source/lecture/{k}"], {"page": lecture.page, "confidence": f"{lecture.confiance:.2f}"})


@rule(
    "LEC004",
    "lost-figure",
    "alerte",
    fr="{label} : le chiffre n'a pas été lu",
    en="{label}: its figure was not read",
)
def lost_figure(act: Deliberation) -> Iterator[Finding]:
    """Every label of a count is followed by its figure.

    What: `indices.chiffres_illisibles`: counts whose label was read on a recognised page, and whose figure was not.
    Why: the engine lost the figure, or the clerk left it out; null alone would look as if the act did not say.
    Source: the contract of the format, rule 1.
    Fires: "Votants :" with nothing behind it on a scan.
    Silent: acts that do not declare the count; text layers, where a blank is a blank; a label that a person has looked
    at (`delibparse review`).
    Traps: printed forms whose blank was meant.
    Silence: `--ignore LEC004`.
    """
    seen = looked_at(act)
    for pointer in act.indices.chiffres_illisibles:
        name = pointer.rsplit("/", 1)[1]
        if pointer not in seen and getattr(act.effectif, name, 0) is None:
            yield Finding([pointer], {"label": in_words(pointer)})


@rule(
    "LEC005",
    "corrected-by-hand",
    "info",
    fr="{field} : lu « {read} », corrigé à la relecture : {kept}",
    en='{field}: read "{read}", corrected in review: {kept}',
)
def corrected_by_hand(act: Deliberation) -> Iterator[Finding]:
    """What a person changed is said.

    What: the rows of `corriges` whose reason is "relecture" and which keep another value than was read.
    Why: the record does not say what the machine read; whoever compares the two should know why.
    Source: the contract of the format, rule 2.
    Fires: a figure read 23, which a person corrected to 28 in `delibparse review`.
    Silent: values that a person found right.
    Traps: none known.
    Silence: `--ignore LEC005`.
    """
    for row in act.corriges:
        if _by_hand(row) and row.lu != row.retenu:
            facts = {"field": row.champ, "read": _shown(row.lu), "kept": _shown(row.retenu)}
            yield Finding([row.champ], facts)


def _shown(value: str | int | None) -> str:
    return "—" if value is None else str(value)


@rule(
    "LEC006",
    "unread-member",
    "alerte",
    fr="« {what} » nomme quelqu'un et n'a pas été compris",
    en="“{what}” names someone and was not understood",
)
def unread_member(act: Deliberation) -> Iterator[Finding]:
    """Whoever a list names was read.

    What: `indices.non_lus` of the attendance, those with a capital: items of the lists of members and proxies that
    begin like a name and are none as they stand, and words between the names that nothing explains.
    Why: a member who is passed over without a word is missed by all that counts them.
    Source: the contract of the format, rule 1.
    Fires: "HUBERTOT : M. ISNARD", two names that a misread bullet joined.
    Silent: functions, figures and sentences between the names; an item whose words name someone whom a person has added
    since, or as many items as people were added (`delibparse review`).
    Traps: the title that follows a list on the same line, where it begins like a name.
    Silence: `--ignore LEC006`.
    """
    unread = [(k, item) for k, item in enumerate(act.indices.non_lus) if item.zone == "presences" and has_name(item)]
    added = [str(row.retenu) for row in act.corriges if _by_hand(row) and row.lu is None and _in_a_list(row.champ)]
    if len(added) >= len(unread):
        return
    for k, item in unread:
        if not any(_shares_a_word(item.texte, name) for name in added):
            yield Finding([f"/indices/non_lus/{k}"], {"what": _first_words(item.texte, 80)})


@rule(
    "LEC007",
    "contradicted-figure",
    "alerte",
    fr="« {what} » : ce chiffre n'est celui d'aucune valeur lue, ou un tableau de l'acte en donne un autre",
    en="“{what}”: this figure is no value's that was read, or a table of the act gives another",
)
def contradicted_figure(act: Deliberation) -> Iterator[Finding]:
    """A figure of the vote is a value's, and the one that the act's table gives.

    What: `indices.non_lus` of the header and of the vote that hold figures: those of headings and sentences for which a
    table of counts, or of votes, gives another value, and those of the vote's sentence that no value explains.
    Why: the record holds another figure, or none.
    Source: the contract of the format, rule 1.
    Fires: "Vote : 12 voix pour" below a table that has 13 under "Pour".
    Silent: the same figure twice; a figure that the table does not give; figures of a letterhead.
    Traps: the vote on an amendment, told in a sentence below the table of the vote on the whole.
    Silence: `--ignore LEC007`.
    """
    for k, item in enumerate(act.indices.non_lus):
        if item.zone != "presences" and any(map(str.isdigit, item.texte)):
            yield Finding([f"/indices/non_lus/{k}"], {"what": _first_words(item.texte, 80)})


LEAST_PEOPLE = 3


@rule(
    "LEC008",
    "unread-people",
    "alerte",
    fr="{people} {people:nom|noms} au-dessus des listes "
    "{people:n'a pas été compris|n'ont pas été compris} (« {what} »…)",
    en="{people} {people:name|names} above the lists {people:was|were} not understood (“{what}”…)",
)
def unread_people(act: Deliberation) -> Iterator[Finding]:
    """The members whom the header names were read.

    What: `indices.non_lus` of the header that look like names: a family name in capitals beside a first name. Three and
    more are a list that no heading announces.
    Why: the act's présents are missing, wholly or in part.
    Source: the contract of the format, rule 1.
    Fires: a column of members printed above "Secrétaire de séance".
    Silent: one name or two, which a letterhead may hold.
    Traps: streets and schools named after people.
    Silence: `--ignore LEC008`.
    """
    named = [k for k, item in enumerate(act.indices.non_lus) if item.zone == "entete" and _PERSON.search(item.texte)]
    if len(named) >= LEAST_PEOPLE:
        pointers = [f"/indices/non_lus/{k}" for k in named]
        yield Finding(pointers, {"people": len(named), "what": act.indices.non_lus[named[0]].texte[:80]})


LEAST_WORDS = 4


@rule(
    "LEC009",
    "unexplained-words",
    "info",
    fr="{words} {words:mot|mots} de l'en-tête, des présences ou du vote "
    "{words:n'a été rattaché|n'ont été rattachés} à rien (« {what} »…)",
    en="{words} {words:word|words} of the header, the attendance or the vote "
    "{words:belongs|belong} to nothing that was read (“{what}”…)",
)
def unexplained_words(act: Deliberation) -> Iterator[Finding]:
    """Every word of the header, the attendance and the vote was understood.

    What: `indices.non_lus`: words that no value, heading, link, role or set phrase explains, in all zones.
    Why: what they say is in no field.
    Source: the contract of the format, rule 1.
    Fires: a motto, a remark of the clerk, a party's name, a word that OCR misread.
    Silent: fewer than four words; what LEC006, LEC007 and LEC008 tell.
    Traps: none known.
    Silence: `--ignore LEC009`.
    """
    left = [(k, item) for k, item in enumerate(act.indices.non_lus) if not _told_otherwise(item)]
    words = sum(len(_WORD.findall(item.texte)) for _, item in left)
    if words >= LEAST_WORDS:
        yield Finding([f"/indices/non_lus/{k}" for k, _ in left], {"words": words, "what": left[0][1].texte[:80]})


_WORD = re.compile(r"[^\W\d_]{2,}")


def _told_otherwise(item: NonLu) -> bool:
    """Whether LEC006, LEC007 or LEC008 tells of words left over."""
    if item.zone == "presences":
        return has_name(item)
    return any(map(str.isdigit, item.texte)) or (item.zone == "entete" and bool(_PERSON.search(item.texte)))


_PERSON = re.compile(
    r"\b(?:[A-ZÀ-Þ][a-zà-ÿ]+(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?\s+[A-ZÀ-Þ][A-ZÀ-Þ'’-]{2,}|[A-ZÀ-Þ][A-ZÀ-Þ'’-]{2,}\s+[A-ZÀ-Þ][a-zà-ÿ]{2,})\b"
)
"""A first name and a family name in capitals, in either order."""


def _in_a_list(pointer: str) -> bool:
    return pointer.split("/")[1] in (*LISTS, "pouvoirs")


def _shares_a_word(one: str, other: str) -> bool:
    """Whether a word of four letters and more stands in both, whatever its accents and its case."""
    words, others = ({fold(word) for word in text.split() if len(fold(word)) > 3} for text in (one, other))
    return bool(words & others)


def _by_hand(row: Correction) -> bool:
    return row.motif == RELECTURE


@file_rule(
    "LEC010",
    "damaged-page",
    "erreur",
    fr="page {page} illisible ({why})",
    en="page {page} cannot be read ({why})",
)
def damaged_page(document: Document) -> Iterator[Finding]:
    """Every page could be read.

    What: `source.lecture`, pages with a reason why they could not be read: the PDF does not hold them, they are
    damaged, or nothing on them can be told from black.
    Why: what stood on them is missing from the record.
    Source: the file.
    Fires: a PDF cut by a broken download.
    Silent: blank pages; annexes of which `--fast` read the heads (LEC012 tells them).
    Traps: none known.
    Silence: `--ignore LEC010`.
    """
    for k, lecture in enumerate(document.source.lecture):
        if lecture.illisible and lecture.illisible != HEAD_ONLY:
            yield Finding([f"/source/lecture/{k}"], {"page": lecture.page, "why": lecture.illisible})


@rule(
    "LEC011",
    "withheld-value",
    "alerte",
    fr="{field} : « {read} », lu avec moins d'assurance que demandé, est laissé vide",
    en="{field}: “{read}”, read less surely than asked, is left out",
)
def withheld(act: Deliberation) -> Iterator[Finding]:
    """What was left out for being read too unsurely is said.

    What: the rows of `corriges` that `--min-confidence` made: what was read, and nothing kept.
    Why: null alone would look as if the act did not say.
    Source: the contract of the format, rules 1 and 2.
    Fires: a figure read at 0.42 with `--min-confidence 0.6`.
    Silent: no threshold given; a value that others of the act have mended (LEC002 tells it); a value that a person has
    put in since (`delibparse review`).
    Traps: a right reading that the engine doubts is left out too.
    Silence: `--ignore LEC011`.
    """
    seen = looked_at(act)
    for row in act.corriges:
        if row.motif == WITHHELD and row.champ not in seen:
            yield Finding([row.champ], {"field": row.champ, "read": str(row.lu)[:60]})


@file_rule(
    "LEC012",
    "heads-only",
    "info",
    fr="{count} {count:page lue|pages lues} en tête seulement, comme annexes : {pages} "
    "(relancez sans --fast pour les lire en entier)",
    en="{count} {count:page|pages} read by the head only, as annexes: {pages} (run without --fast to read them whole)",
)
def heads_only(document: Document) -> Iterator[Finding]:
    """All pages of the file were read whole.

    What: the pages of `source.lecture` of which `--fast` read the heads only, for being an act's annexes by these.
    Why: what stands lower on them was not looked at.
    Source: the contract of the format, rule 1.
    Fires: a convention of ten scanned pages bound behind an act, read with `--fast`.
    Silent: files read without `--fast`; text layers, which are always read; a page that may be an act's by its head.
    Traps: none known.
    Silence: `--ignore LEC012`.
    """
    left = [(k, lecture.page) for k, lecture in enumerate(document.source.lecture) if lecture.illisible == HEAD_ONLY]
    if left:
        pages = [page for _, page in left]
        yield Finding([f"/source/lecture/{k}" for k, _ in left], {"count": len(pages), "pages": _in_ranges(pages)})


def _in_ranges(pages: list[int]) -> str:
    """Numbers in their order, those that follow each other told by the first and the last.

    >>> _in_ranges([3, 4, 5, 8])
    '3-5, 8'
    """
    starts = [page for page in pages if page - 1 not in pages]
    ends = [page for page in pages if page + 1 not in pages]
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in zip(starts, ends, strict=True))
