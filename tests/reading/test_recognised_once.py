"""What of a page is given to the engine, and how often."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from delibparse.options import Options
from delibparse.reading import engines
from delibparse.reading.engines import AUTO_LAYOUT, Engine, Weighed, words_of_tsv
from delibparse.reading.model import Word
from delibparse.reading.pixels import Grey
from delibparse.reading.recognise import Scan, recognise_page


class Watched:
    """An engine that keeps the pictures of whole pages and strips that it was given."""

    name = "watched"

    def __init__(self, real: Engine) -> None:
        self.real = real
        self.seen: list[tuple[int, ...]] = []

    def recognise(
        self, image: Grey, dpi: float, mode: int = AUTO_LAYOUT, timeout: float = 0, only: str = ""
    ) -> list[Word]:
        if mode == AUTO_LAYOUT:
            self.seen.append(image.shape)
        return self.real.recognise(image, dpi, mode, timeout, only)

    def alternatives(self, image: Grey, dpi: float, timeout: float = 0, /) -> list[Weighed]:
        return self.real.alternatives(image, dpi, timeout)


@pytest.fixture
def engine() -> Watched:
    return Watched(engines.load("auto", "fra"))


def blank() -> Grey:
    return np.full((2339, 1654), 255, np.uint8)


def written(page: Grey, lines: int = 12) -> Grey:
    for k in range(lines):
        text = ("Le conseil entend son rapporteur", "et vote le budget du camping", "par douze voix pour")[k % 3]
        cv2.putText(page, text, (300, 500 + 60 * k), cv2.FONT_HERSHEY_DUPLEX, 1.3, 0, 2, cv2.LINE_AA)
    return page


def drawn() -> Grey:
    """A plan: plots of ground and their numbers, at random."""
    page, chance = blank(), np.random.default_rng(3)
    for _ in range(60):
        corners = chance.integers((200, 300), (1400, 2000)) + chance.integers(-90, 90, (5, 2))
        cv2.polylines(page, [corners.astype(np.int32)], True, 0, 2)
        cv2.putText(page, str(chance.integers(100, 999)), corners[0].tolist(), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 0, 1)
    return page


def test_a_page_is_read_once(engine: Watched) -> None:
    page = recognise_page(Scan(1, written(blank()), 200, engine, Options()))
    assert engine.seen == [(2339, 1654)]
    assert sum(word.text == "conseil" for word in page.words) == 4


def test_a_blank_page_is_not_read_and_one_with_specks_once_at_most(engine: Watched) -> None:
    page = blank()
    assert recognise_page(Scan(1, page, 200, engine, Options())).method == "vide"
    assert engine.seen == []
    spots = np.random.default_rng(5).integers(0, 1600, (80, 2))
    for x, y in spots.tolist():
        cv2.circle(page, (x, y), 3, 0, -1)
    recognise_page(Scan(1, page, 200, engine, Options()))
    assert len(engine.seen) <= 1


@pytest.mark.parametrize("ink", [150, 190, 210])
def test_a_page_of_faint_print_is_no_blank_one(engine: Watched, ink: int) -> None:
    page = blank()
    cv2.putText(page, "Le conseil vote le budget", (300, 500), cv2.FONT_HERSHEY_DUPLEX, 0.9, ink, 1, cv2.LINE_AA)
    recognise_page(Scan(1, page, 200, engine, Options()))
    assert engine.seen[:1] == [(2339, 1654)]


def test_the_grain_of_paper_is_no_print(engine: Watched) -> None:
    grain = np.random.default_rng(7).normal(250, 5, (2339, 1654)).clip(0, 255).astype(np.uint8)
    assert recognise_page(Scan(1, grain, 200, engine, Options())).method == "vide"
    assert engine.seen == []


def test_a_plan_is_no_page_upside_down(engine: Watched) -> None:
    recognise_page(Scan(1, drawn(), 200, engine, Options()))
    whole, *strips = engine.seen
    assert all(shape[0] < 0.4 * whole[0] for shape in strips)


def test_a_page_upside_down_is_found_out_by_a_strip(engine: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("delibparse.reading.preprocess.prepare.is_upside_down", lambda _ink: False)
    turned = np.ascontiguousarray(written(blank(), 24)[::-1, ::-1])
    page = recognise_page(Scan(1, turned, 200, engine, Options()))
    whole, strip, again = engine.seen
    assert whole == again
    assert strip[0] < 0.4 * whole[0]
    assert page.rotation == 180
    assert sum(word.text == "conseil" for word in page.words) >= 7


def test_the_words_are_those_of_the_engines_own_table() -> None:
    tesserocr = pytest.importorskip("tesserocr", reason="reads with the program alone")
    folder = engines.tessdata_folder("fra")
    if folder is None:
        pytest.skip("no data for French")
    picture = written(blank())
    with tesserocr.PyTessBaseAPI(path=f"{folder}/", lang="fra", oem=tesserocr.OEM.LSTM_ONLY) as api:
        api.SetImageBytes(picture.tobytes(), 1654, 2339, 1, 1654)
        api.SetSourceResolution(200)
        api.Recognize()
        table = words_of_tsv(api.GetTSVText(0))
    words = engines.load("tesserocr", "fra").recognise(picture, 200)
    assert len(words) > 40
    assert [(word.text, word.box) for word in words] == [(word.text, word.box) for word in table]
    assert [word.confidence for word in words] == pytest.approx([word.confidence for word in table], abs=1e-6)
