"""The Châtellerault act at every level of the fixtures, against its hand-made truth."""

from __future__ import annotations

import difflib
import importlib.util
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import degrade
import jsonschema
import make
import numpy as np
import pypdfium2 as pdfium
import pytest
import typeset
from PIL import Image

from conftest import BUILT, FIXTURES
from delibparse import extract
from delibparse.model.record import Document
from delibparse.model.schema import json_schema, to_json
from delibparse.options import Options

SAME = 0.99
"""OCR slips may change fewer than one character in a hundred of a long text."""

LONG = ("visas", "considerants", "expose", "decision", "objet")


def plain(document: Document) -> dict[str, Any]:
    record = json.loads(to_json(document))
    jsonschema.validate(record, json_schema(), jsonschema.Draft202012Validator)
    return record


def only_act(path: Path, **options: Any) -> dict[str, Any]:
    return the_act(extract(path, Options(**options)))


def the_act(document: Document) -> dict[str, Any]:
    record = plain(document)
    assert len(record["deliberations"]) == 1
    assert record["avertissements"] == []
    return record["deliberations"][0]


def assert_same(truth: Any, got: Any, where: str = "", *, exact: bool) -> None:
    """Everything equal; where not `exact`, the sentences of the act alike but for slips."""
    if isinstance(truth, dict):
        for key, value in truth.items():
            if key not in ("avertissements", "provenance"):
                assert_same(value, got[key], f"{where}/{key}", exact=exact)
    elif isinstance(truth, list):
        assert len(truth) == len(got), where
        for k, value in enumerate(truth):
            assert_same(value, got[k], f"{where}/{k}", exact=exact)
    elif not exact and isinstance(truth, str) and where.split("/")[1] in LONG:
        alike = difflib.SequenceMatcher(None, truth, got, autojunk=False).ratio()
        assert alike >= SAME, f"{where}: {alike:.4f}\n{truth}\n{got}"
    else:
        assert truth == got, where


def serious(act: dict[str, Any]) -> list[str]:
    return [w["code"] for w in act["avertissements"] if w["gravite"] in ("alerte", "erreur")]


def test_born_digital_is_the_truth_to_the_letter(expected: dict[str, Any]) -> None:
    act = only_act(FIXTURES / "chatellerault.pdf")
    assert_same(expected, act, exact=True)
    assert act["avertissements"] == []


def test_born_digital_golden() -> None:
    """The whole output, boxes included; `python tests/fixtures/make.py --golden` writes it again."""
    golden = (FIXTURES / "chatellerault.golden.json").read_text(encoding="utf-8")
    document = extract(FIXTURES / "chatellerault.pdf", name="chatellerault.pdf")
    assert to_json(document, indent=1).decode() + "\n" == golden


@pytest.mark.parametrize("level", ["b-clean.pdf", "c-office.pdf", "e-hidden.pdf", "f-mixed.pdf", "g-pages.tiff"])
def test_scans_hold_every_field(level: str, expected: dict[str, Any], extracted: Callable[[Path], Document]) -> None:
    act = the_act(extracted(BUILT / f"chatellerault-{level}"))
    assert_same(expected, act, exact=False)
    assert serious(act) == []


def test_bad_scan(expected: dict[str, Any], extracted: Callable[[Path], Document]) -> None:
    """150 dpi, black and white, tilted, specks, page 2 upside down."""
    act = the_act(extracted(BUILT / "chatellerault-d-bad.pdf"))
    for field in ("numero", "effectif", "collectivite"):
        assert act[field] == expected[field]
    assert act["seance"]["date"] == expected["seance"]["date"]
    for figure in ("pour", "contre", "abstentions", "resultat", "unanimite"):
        assert act["vote"][figure] == expected["vote"][figure]
    right = [p for p in act["presents"] if p in expected["presents"]]
    proxies = [p for p in act["pouvoirs"] if p in expected["pouvoirs"]]
    assert len(right) >= 26
    assert len(proxies) >= 10
    wrong = len(right) < 27 or len(proxies) < 11 or act["vote"]["noms"] != expected["vote"]["noms"]
    assert not wrong or serious(act), "a wrong value without a warning"


@pytest.mark.parametrize("kind", ["png", "jpg"])
def test_single_pictures(kind: str, expected: dict[str, Any]) -> None:
    """Each page by itself gives what it holds, and says what it lacks."""
    first = only_act(BUILT / f"chatellerault-g-page1.{kind}")
    second = only_act(BUILT / f"chatellerault-g-page2.{kind}")
    for field in ("effectif", "presents", "pouvoirs", "excuses", "rapporteur", "objet"):
        assert_same(expected[field], first[field], f"/{field}", exact=False)
    for field in ("collectivite", "organe", "numero", "visas", "considerants", "decision", "vote", "formalites"):
        assert_same(expected[field], second[field], f"/{field}", exact=False)
    assert len(first["expose"]) + len(second["expose"]) == len(expected["expose"])
    assert "SEG001" in serious(first)
    assert "SEG001" in serious(second)


def test_reading_is_reported(extracted: Callable[[Path], Document]) -> None:
    bad = extracted(BUILT / "chatellerault-d-bad.pdf").source
    assert [(page.methode, page.rotation) for page in bad.lecture] == [("ocr", 0), ("ocr", 180)]
    assert [page.inclinaison for page in bad.lecture] == pytest.approx([2.5, -2.5], abs=0.15)
    mixed = extracted(BUILT / "chatellerault-f-mixed.pdf").source
    assert [(page.methode, page.confiance == 1.0) for page in mixed.lecture] == [("texte", True), ("ocr", False)]


def test_engines_agree() -> None:
    acts = [only_act(BUILT / "chatellerault-b-clean.pdf", engine=name) for name in ("tesserocr", "pytesseract")]
    for act in acts:
        del act["provenance"], act["avertissements"]
    assert_same(acts[0], acts[1], exact=False)


@pytest.mark.parametrize("name", ["chatellerault.pdf", "built/chatellerault-c-office.pdf"])
def test_two_runs_give_the_same_bytes(name: str) -> None:
    assert to_json(extract(FIXTURES / name, Options(jobs=1))) == to_json(extract(FIXTURES / name, Options(jobs=2)))


def boxed_text(path: Path, page: int, box: list[float]) -> str:
    """What the text layer holds inside a box, two points around it."""
    document = pdfium.PdfDocument(path)
    height = document[page - 1].get_height()
    x0, y0, x1, y1 = box
    return document[page - 1].get_textpage().get_text_bounded(x0 - 2, height - y1 - 2, x1 + 2, height - y0 + 2)


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def test_boxes_of_a_text_layer_hold_their_words() -> None:
    act = only_act(FIXTURES / "chatellerault.pdf")
    places = [(pointer, place) for pointer, row in act["provenance"].items() for place in row]
    assert len(places) > 100
    for pointer, place in places:
        inside = boxed_text(FIXTURES / "chatellerault.pdf", place["page"], place["bbox"])
        assert letters(place["texte"]) in letters(inside), pointer


def test_every_value_has_a_place() -> None:
    act = only_act(FIXTURES / "chatellerault.pdf")
    sources = act["provenance"]

    def walk(value: Any, pointer: str) -> None:
        if value is None or value == [] or pointer in act["deduits"]:
            return
        if pointer in sources:
            return
        if isinstance(value, dict):
            for key, part in value.items():
                walk(part, f"{pointer}/{key}")
        elif isinstance(value, list):
            for k, part in enumerate(value):
                walk(part, f"{pointer}/{k}")
        else:
            pytest.fail(f"{pointer} = {value!r} has no place")

    for key, value in act.items():
        if key not in ("pages", "indices", "deduits", "corriges", "avertissements", "provenance"):
            walk(value, f"/{key}")


@pytest.mark.parametrize("level", ["c-office", "d-bad"])
def test_boxes_of_a_scan_lie_on_the_ink(level: str, extracted: Callable[[Path], Document]) -> None:
    """The crop of a box of the page as displayed, turned upright, reads as the value again."""
    from delibparse.reading import engines

    path = BUILT / f"chatellerault-{level}.pdf"
    act = the_act(extracted(path))
    document = pdfium.PdfDocument(path)
    engine = engines.load("auto", "fra")
    wanted = ["/presents/0", "/presents/17", "/pouvoirs/4/mandant", "/pouvoirs/9/mandataire", "/vote/pour",
              "/collectivite/nom", "/decision/formule", "/seance/secretaire"]  # fmt: skip
    for pointer in wanted:
        for place in act["provenance"][pointer]:
            dpi = 200
            picture = document[place["page"] - 1].render(scale=dpi / 72).to_pil().convert("L")
            x0, y0, x1, y1 = (v * dpi / 72 for v in place["bbox"])
            crop = picture.crop((int(x0) - 12, int(y0) - 8, int(x1) + 12, int(y1) + 8))
            tilt = {"c-office": (1.0, -1.0), "d-bad": (2.5, 177.5)}[level][place["page"] - 1]
            crop = crop.rotate(tilt, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
            read = letters(" ".join(word.text for word in engine.recognise(np.asarray(crop), dpi, 6)))
            shown = letters(place["texte"])
            found = difflib.SequenceMatcher(None, shown, read, autojunk=False)
            overlap = sum(block.size for block in found.get_matching_blocks())
            assert overlap >= 0.8 * len(shown), (pointer, place["texte"], read)


FALSIFIED = [
    pytest.param({"**POUR :** 28": "**POUR :** 27"}, ["VOT001"], id="a vote lost"),
    pytest.param({"pour mandataire P. MIS": "pour mandataire Q. ABSENTE"}, ["POU003"], id="a holder who is not there"),
    pytest.param({"J. DUMAS, ": ""}, ["EFF001"], id="26 names under PRESENTS (27)"),
]


@pytest.mark.parametrize(("changes", "codes"), FALSIFIED)
def test_a_falsified_act_raises_its_code_and_nothing_else(changes: dict[str, str], codes: list[str]) -> None:
    if not typeset.fonts_available():
        pytest.skip("the Liberation fonts are missing: apt install fonts-liberation")
    markdown = (FIXTURES / "acts" / "chatellerault.md").read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in markdown
        markdown = markdown.replace(old, new)
    document = extract(typeset.typeset(markdown))
    assert [w.code for w in document.deliberations[0].avertissements] == codes


@pytest.fixture(scope="module")
def exact(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The very act of ../shared, typeset and scanned."""
    from conftest import SHARED

    source = SHARED / "contract" / "chatellerault-2017-11-09.md"
    if not source.is_file():
        pytest.skip("../shared is absent: the real act is not distributed")
    if not typeset.fonts_available():
        pytest.skip("the Liberation fonts are missing: apt install fonts-liberation")
    folder = tmp_path_factory.mktemp("exact")
    pdf = typeset.typeset(source.read_text(encoding="utf-8"))
    (folder / "a.pdf").write_bytes(pdf)
    for level in ("b-clean.pdf", "c-office.pdf", "d-bad.pdf"):
        (folder / level).write_bytes(make.scans(pdf)[level]())
    return folder


@pytest.mark.parametrize("level", ["a.pdf", "b-clean.pdf", "c-office.pdf", "d-bad.pdf"])
def test_the_exact_act(level: str, exact: Path, shared: Path) -> None:
    path = shared / "contract" / "chatellerault-2017-11-09.expected.json"
    truth = json.loads(path.read_text(encoding="utf-8"))
    act = only_act(exact / level)
    if level != "d-bad.pdf":
        assert_same(truth["deliberations"][0], act, exact=level == "a.pdf")
    if level in ("a.pdf", "b-clean.pdf"):
        assert serious(act) == []
    spec = importlib.util.spec_from_file_location("score", shared / "tools" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    figures = score.score({"x": truth}, {"x": {"deliberations": [act]}}).figures()
    assert figures["critical"] == 1.0
    assert figures["silent"] == 0.0


def test_fixtures_are_deterministic() -> None:
    if not typeset.fonts_available():
        pytest.skip("the Liberation fonts are missing: apt install fonts-liberation")
    markdown = (FIXTURES / "acts" / "chatellerault.md").read_text(encoding="utf-8")
    pdf = typeset.typeset(markdown, "chatellerault")
    assert pdf == typeset.typeset(markdown, "chatellerault")
    pages = degrade.office(pdf)
    again = degrade.office(pdf)
    assert all(np.array_equal(np.asarray(a), np.asarray(b)) for a, b in zip(pages, again, strict=True))
    out = io.BytesIO()
    pages[0].save(out, "PNG")
    assert len(out.getvalue()) > 100_000
