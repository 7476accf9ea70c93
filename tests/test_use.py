"""What a new user met (../shared/review/use.md), point by point: each has its test here, or names the test that holds it.

The real documents are not distributed: where they are absent, the tests that read them are skipped.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import layouts
import pytest

from acts import act, member
from conftest import ROOT, SHARED
from delibparse.checks import check, check_act
from delibparse.model.arithmetic import unanimous_voices
from delibparse.model.record import Deliberation, Document, Effectif, Source, Vote
from delibparse.options import Options
from delibparse.pipeline import extract_bytes

Run = Callable[..., subprocess.CompletedProcess[bytes]]
CORPUS = SHARED / "corpus"
real = pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared is absent: the real documents are not distributed")


@lru_cache
def read(name: str) -> Document:
    """A document of ../shared/corpus."""
    return extract_bytes((CORPUS / name).read_bytes(), Path(name).name, Options())


def people(record: Deliberation) -> list[str]:
    return [who.nom or "" for who in record.presents]


def errors_of(document: Document) -> set[str]:
    return {row.code for one in document.deliberations for row in one.avertissements if row.gravite == "erreur"}


# ---- A. What is wrong ----------------------------------------------------------------------------------------------

MINUTES = "minutes/proces-verbal-du-conseil-municipal-du-26-juin-2018.txt"


@real
def test_a1_who_was_there_is_read_or_told_and_the_clerk_is_not_accused() -> None:
    document = read(MINUTES)
    first = document.deliberations[0]
    unread = " ".join(one.texte for one in first.indices.non_lus)
    assert {"COCHAT", "Fauvei", "FERREIRA"} <= set(people(first))
    assert "ATLAN" in unread
    assert "SIRI" in {pair.mandataire.nom for pair in first.pouvoirs if pair.mandataire is not None}
    assert {"LEC006", "POU003"} <= {row.code for row in first.avertissements}
    assert [who.nom for who in first.absents] == ["GUICHARD", "SEILLE", "BOURDIEC"]
    assert first.seance.secretaire is not None
    assert first.seance.secretaire.nom == "SIRI"
    assert errors_of(document) == set()


@real
def test_a2_a_name_that_a_line_wraps_is_one_in_plain_text_as_in_the_pdf() -> None:
    import pdfplumber

    name = "pdf/bourg-en-bresse-2016-02-01.pdf"
    with pdfplumber.open(CORPUS / name) as pdf:
        text = "\f".join(page.extract_text(layout=True) for page in pdf.pages)
    [plain] = extract_bytes(text.encode(), "bourg.txt", Options()).deliberations
    [printed] = read(name).deliberations
    assert people(plain) == people(printed)
    assert len(people(plain)) == 35
    assert {"EFF010", "VOT001"}.isdisjoint(row.code for row in plain.avertissements)


@real
def test_a3_the_body_is_named_by_its_name_alone() -> None:
    [bourg] = read("pdf/bourg-en-bresse-2016-02-01.pdf").deliberations
    assert bourg.collectivite.nom == "Ville de BOURG-EN-BRESSE"
    assert bourg.collectivite.code_insee == "01053"
    assert {one.collectivite.nom for one in read("minutes/cm16-01-28-pv.txt").deliberations} == {"VILLE D'AVRANCHES"}


def test_a4_a_figure_that_its_own_warning_doubts_proves_no_other() -> None:
    """Ten are listed, nobody gave a proxy, eleven are said to have voted; "à l'unanimité"."""
    doubtful = act(pouvoirs=[], effectif=Effectif(en_exercice=11, votants=11))
    assert "EFF050" in {row.code for row in check_act(doubtful)}
    assert unanimous_voices(doubtful, Vote(unanimite=True)) is None


def test_a5_the_page_of_a_value_from_the_session_is_beside_the_act(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "proces-verbal.pdf"
    source.write_bytes(layouts.LAYOUTS["proces-verbal"]()[0])
    assert run("review", source, "-o", tmp_path / "review").returncode == 0
    pages = sorted(
        (tmp_path / "review" / "actes").glob("*.html"), key=lambda path: int(re.findall(r"\d+", path.name)[-1])
    )
    last = pages[-1].read_text(encoding="utf-8")
    assert re.findall(r'id="page-(\d)"', last) == [
        "2",
        "1",
    ]  # its own first, then that of the session's date and members
    assert 'id="b-seance-date"' in last


def test_a7_a_file_is_what_its_content_is(run: Run, tmp_path: Path) -> None:
    for name, content, told in (
        ("acte.rtf", b"{\\rtf1\\ansi D\xe9lib\xe9ration}", "fichier RTF"),
        ("acte.html", b"<!DOCTYPE html><p>D&eacute;lib&eacute;ration n&deg; 3</p>", ""),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        done = run("extract", path)
        assert (done.returncode, told in done.stderr.decode()) == (3 if told else 0, True)
        assert b"&eacute;" not in done.stdout


GROUPS = "pdf/bourg-en-bresse-2016-02-01.pdf"


@real
def test_a9_a_vote_by_groups_is_no_slip() -> None:
    [bourg] = read(GROUPS).deliberations
    assert [(voter.groupe is None, voter.personne is None) for voter in bourg.vote.noms.abstentions] == [
        (False, True),
        (True, False),
    ]
    assert errors_of(read(GROUPS)) == set()
    assert not [point for point in bourg.decision.points if "UNANIMITE" in point]


@real
def test_a9_the_slips_that_are_true_are_told() -> None:
    """Thirteen voices of eleven, and of twelve, who could vote."""
    for day in ("conseil_municipal_07_10_2022", "reunion_20211126"):
        assert "VOT001" in errors_of(read(f"pdf/couthenans-cr_{day}.pdf")), day


def test_a10_a_cause_of_the_session_is_of_the_session() -> None:
    items = [act(numero=str(k), seance__secretaire=member("DEHORS")) for k in range(1, 23)]
    document = Document(source=Source("pv.pdf", "0" * 64, 1, []), deliberations=items)
    check(document, "fr")
    told = [row for one in document.deliberations for row in one.avertissements if row.code == "EFF020"]
    assert {row.portee for row in told} == {"seance"}


def test_a10_what_is_mended_is_no_alarm() -> None:
    from delibparse.model.record import Correction

    mended = act(corriges=[Correction("/effectif/presents", "1O", 10)])
    assert [(row.code, row.gravite) for row in check_act(mended)] == [("LEC002", "info")]


# ---- B. First steps ------------------------------------------------------------------------------------------------


def test_b_a_folder_is_sent_to_batch(run: Run, tmp_path: Path) -> None:
    done = run("extract", tmp_path)
    assert (done.returncode, "delibparse batch" in done.stderr.decode()) == (3, True)


def test_b_one_language_in_one_screen(run: Run) -> None:
    french = run("rules", "VOT002").stdout.decode()
    english = run("rules", "VOT002", "--lang", "en").stdout.decode()
    assert "votants nommés" in french
    assert "voters named" in english
    assert "votants" not in english


def test_b_plurals(run: Run) -> None:
    told = run("check", ROOT / "tests" / "fixtures" / "chatellerault.pdf").stdout.decode()
    assert told == "1 acte : 0 erreur, 0 alerte, 0 info\n"


# ---- C, D, F, and the points that other tests hold -----------------------------------------------------------------

HELD = {
    "A6 Akoma Ntoso is valid": "test_exports.test_akoma_ntoso_is_valid_whatever_the_act_leaves_unsaid",
    "A7 documents of offices and mails are read": "reading/test_formats.test_one_act_in_every_format",
    "A7 other formats are named": "reading/test_hostile_formats.test_other_formats_are_told_by_their_names",
    "A7 what a folder holds besides is told": "test_batch_inputs.test_every_input_is_read_in_trouble_or_left",
    "A8 absences by session": "test_exports.test_absences_are_counted_by_session",
    "A8 one person across acts": "test_exports.test_one_person_across_acts",
    "A9 names are not cut at a hyphen": "test_councils.test_a_family_name_cut_by_a_spaced_hyphen_is_one",
    "A10 told once, counted": "test_check_command.test_what_several_acts_say_alike_is_told_once_and_counted",
    "B make demo": "test_docs.test_the_demo_shows_the_sample_and_says_where_its_json_is",
    "B the hostile folder on a busy machine": "test_batch.test_a_hostile_folder",
    "B a scan recognised anew": "test_corrections.test_corrections_survive_another_recognition_of_a_scan",
    "B completion": "test_shells.test_bash_completes",
    "B completion of other shells": "test_shells.test_scripts_offer_every_command_and_option",
    "B man page": "test_shells.test_the_man_page_is_current",
    "B doctor knows the extras": "test_supply.test_the_doctor_looks_for_every_package_and_extra",
    "B doctor without tesseract": "test_cli.test_doctor",
    "B help in both languages": "test_language.test_the_help_is_whole_in_both_languages",
    "B refusals in both languages": "test_language.test_a_wrong_command_line_is_told",
    "B every failure says what to do": "test_language.test_every_failure_speaks_both_languages_and_tells_what_to_do",
    "B plurals of messages": "test_checks.test_messages_have_the_form_that_their_numbers_ask_for",
    "B an empty folder": "test_batch_inputs.test_a_folder_without_files_is_told",
    "B the extra of --watch": "test_batch_inputs.test_what_watching_needs_is_asked_for_before_the_run",
    "B an unknown setting": "test_check_command.test_an_unknown_setting_is_told_apart_from_a_value_of_another_type",
    "B documentation in the wheel": "test_help_topics.test_every_page_is_a_topic_and_comes_in_the_wheel",
    "B hints name packages": "test_help_topics.test_failures_name_topics_that_are_there",
    "C an act for a person": "test_show.test_what_an_act_is_who_was_there_and_what_was_decided",
    "C sidecar, hOCR, ALTO": "test_searchable.test_hocr_is_xhtml_with_the_properties_that_it_must_have",
    "C severity in words": "test_check_command.test_severity_is_told_in_words_and_fields_too",
    "C texts are cut between words": "test_checks.test_a_long_text_is_cut_between_words",
    "C acts from one": "test_check_command.test_acts_are_numbered_from_one_and_a_page_is_told_only_where_it_is_known",
    "C no pointers for people": "test_show.test_no_pointer_is_shown_to_people",
    "C batch ends with its failures": "test_failures.test_a_batch_ends_with_its_failures_and_says_nothing_where_there_are_none",
    "D SCDL's empty cells in one table": "test_exports.test_scdl_tells_what_is_missing_and_strict_refuses_it",
    "D one SIRET, one body": "test_exports.test_a_siret_is_put_on_no_other_bodys_acts",
    "D --nom": "test_exports.test_a_given_name_is_the_bodys",
    "D deduced figures marked": "test_exports.test_deduced_figures_are_marked_or_left_out",
    "D headings in words": "test_export_words.test_exports_for_people_speak_their_language",
    "D a column, a heading": "test_export_words.test_every_column_has_a_heading_and_every_key_a_word",
    "D an export's share": "test_cli.test_an_export_of_many_acts_tells_its_share_on_a_terminal_only",
    "D XLSX": "test_exports.test_xlsx_holds_typed_cells",
    "D the list of acts in Datasette": "test_exports.test_the_list_of_acts_is_for_people",
    "D labels and facets": "test_exports.test_datasette_opens_it",
    "D Popolo": "test_exports.test_popolo_is_valid_whatever_the_act_leaves_unsaid",
    "D SARIF": "test_check_command.test_sarif_is_valid_and_names_files_relative_to_the_folder",
    "E keys, phone, dark": "test_review_browser.test_accessibility",
    "E nothing runs over the side": "test_review_browser.test_nothing_runs_over_the_side",
    "E a misread name is offered its like": "test_review_view.test_a_misread_name_is_offered_the_names_it_looks_like",
    "F settings of every command": "test_settings.test_extract_reads_the_settings_beside_each_file_or_those_given",
    "F statistics": "test_check_command.test_statistics",
}
"""Point of use.md -> the test that holds it."""


@lru_cache
def names_in(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("point", HELD)
def test_a_point_is_held_elsewhere(point: str) -> None:
    module, name = HELD[point].split(".")
    assert name in names_in(ROOT / "tests" / f"{module}.py")
