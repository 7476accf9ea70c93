"""The review in a real browser, headless Chromium: boxes, filters, keys, corrections, traps, accessibility.

`DELIBPARSE_SCREENSHOTS=1 pytest tests/test_review_browser.py` writes the README's pictures anew.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import browsing
from conftest import ROOT
from delibparse.model.people import fold

WIDE = {"viewport": {"width": 1400, "height": 900}}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    path = browsing.chromium()
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(browsing.FLAGS))
        yield running
        running.close()


@pytest.fixture(scope="module")
def levels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The review of the four levels of the act."""
    return browsing.once(tmp_path_factory, browsing.levels) / "review"


@pytest.fixture(scope="module")
def councils(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The review of the invented councils' acts."""
    return browsing.once(tmp_path_factory, browsing.councils) / "review"


@pytest.fixture(scope="module")
def spoilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A batch whose act has three wrong values that are doubtful. Left as it is: tests copy it."""
    return browsing.once(tmp_path_factory, browsing.misread)


@pytest.fixture
def folder(spoilt: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(spoilt, tmp_path / "batch"))


def act_pages(site: Path) -> list[str]:
    return [path.as_uri() for path in sorted((site / "actes").glob("*.html"))]


def opened(page: Any, url: str) -> None:
    page.goto(url)
    page.wait_for_load_state("load")


def chosen(page: Any) -> str | None:
    found: str | None = page.evaluate("document.querySelector('.row.chosen')?.dataset.champ ?? null")
    return found


def row(page: Any, champ: str) -> Any:
    return page.locator(f'.row[data-champ="{champ}"]')


def text(page: Any, champ: str) -> str:
    return str(row(page, champ).locator(".value").text_content())


def state(page: Any, champ: str) -> str | None:
    found: str | None = row(page, champ).get_attribute("data-state")
    return found


def until(page: Any, told: str) -> None:
    """Waits for an expression to be true. Playwright's own way needs `eval`, which the pages forbid."""
    for _ in range(1200):
        if page.evaluate(told):
            return
        page.wait_for_timeout(25)
    pytest.fail(f"never came: {told}")


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


# ---- boxes ---------------------------------------------------------------------------------------------------------

SHAPES = """() => [...document.querySelectorAll('.box rect')].map((rect) => {
  const at = rect.getBoundingClientRect(), on = rect.closest('.sheet').querySelector('img').getBoundingClientRect();
  return { champ: rect.parentNode.dataset.champ, src: rect.closest('.sheet').querySelector('img').src,
           box: [(at.left - on.left) / on.width, (at.top - on.top) / on.height,
                 (at.right - on.left) / on.width, (at.bottom - on.top) / on.height] };
})"""


def ink(picture: Image.Image, box: list[float]) -> tuple[float, Image.Image]:
    """The share of dark pixels in a box, given in shares of the page; dark beside the paper of the box."""
    w, h = picture.size
    part = picture.crop((round(box[0] * w), round(box[1] * h), round(box[2] * w), round(box[3] * h)))
    grey = np.asarray(part.convert("L"), dtype=float)
    return float((grey < np.percentile(grey, 90) - 60).mean()), part


@pytest.mark.parametrize("which", ["levels", "councils"])
def test_the_boxes_lie_on_the_ink_that_they_claim(browser: Any, request: pytest.FixtureRequest, which: str) -> None:
    site: Path = request.getfixturevalue(which)
    shapes = []
    with browsing.browsing(browser.new_context, **WIDE) as page:
        for url in act_pages(site):
            opened(page, url)
            shapes += page.evaluate(SHAPES)
    assert len(shapes) > 400
    pictures: dict[str, Image.Image] = {}
    for shape in shapes:
        name = Path(shape["src"]).name
        if name not in pictures:
            pictures[name] = Image.open(site / "pages" / name).convert("RGB")
        assert ink(pictures[name], shape["box"])[0] > 0.02, shape


def test_the_boxes_of_names_hold_those_names(browser: Any, levels: Path) -> None:
    """What stands in the box, recognised again from the review's own picture, is the name beside it."""
    from delibparse.reading import engines

    engine = engines.load("auto", "fra")
    alike, seen = 0, 0
    with browsing.browsing(browser.new_context, **WIDE) as page:
        for url in act_pages(levels):
            opened(page, url)
            for shape in page.evaluate(SHAPES):
                if not re.match(r"/(?:pouvoirs/\d+/mandant|excuses/\d+)$", shape["champ"]):
                    continue
                picture = Image.open(levels / "pages" / Path(shape["src"]).name).convert("L")
                part = ink(picture, shape["box"])[1]
                large = part.resize((part.width * 3, part.height * 3), Image.Resampling.LANCZOS)
                framed = Image.new(
                    "L", (large.width + 80, large.height + 80), int(np.percentile(np.asarray(large), 90))
                )
                framed.paste(large, (40, 40))
                read = "".join(word.text for word in engine.recognise(np.asarray(framed), 400))
                seen += 1
                alike += SequenceMatcher(None, fold(read), fold(text(page, shape["champ"]))).ratio() > 0.7
    assert seen >= 48
    assert alike / seen > 0.9


def test_hover_and_focus_link_value_and_box_both_ways(browser: Any, levels: Path) -> None:
    with browsing.browsing(browser.new_context, **WIDE) as page:
        opened(page, act_pages(levels)[0])
        box = page.locator('.box[data-champ="/vote/pour"]')
        row(page, "/vote/pour").hover()
        assert "hot" in str(box.get_attribute("class"))
        page.mouse.move(0, 0)
        assert "hot" not in str(box.get_attribute("class"))
        box.hover()
        assert "hot" in str(row(page, "/vote/pour").get_attribute("class"))
        page.mouse.move(0, 0)
        box.focus()
        assert chosen(page) == "/vote/pour"
        row(page, "/numero").locator(".value").focus()
        assert chosen(page) == "/numero"
        assert "chosen" in str(page.locator('.box[data-champ="/numero"]').get_attribute("class"))


def seen_whole(page: Any, champ: str) -> bool:
    """Whether the first box of a value is in sight, inside its pane."""
    return bool(
        page.evaluate(
            """(champ) => {
  const at = document.querySelector(`.box[data-champ="${champ}"] rect`).getBoundingClientRect();
  const pane = document.getElementById('sheets').getBoundingClientRect();
  return at.top >= pane.top && at.bottom <= pane.bottom && at.left >= pane.left - 1 && at.right <= pane.right + 1;
}""",
            champ,
        )
    )


def test_a_chosen_value_is_brought_into_sight_and_click_zooms(browser: Any, levels: Path) -> None:
    with browsing.browsing(browser.new_context, **WIDE) as page:
        opened(page, act_pages(levels)[0])
        row(page, "/formalites/signataire").locator(".value").click()
        assert seen_whole(page, "/formalites/signataire")
        width = page.locator(".sheet").first.bounding_box()["width"]
        page.locator('.box[data-champ="/vote/pour"]').click()
        assert page.locator(".sheet").first.bounding_box()["width"] == pytest.approx(2.2 * width, rel=0.02)
        assert seen_whole(page, "/vote/pour")
        page.locator('.box[data-champ="/vote/pour"]').click()
        assert page.locator(".sheet").first.bounding_box()["width"] == pytest.approx(width, rel=0.02)


def test_pictures_load_as_they_come_into_sight(browser: Any, levels: Path) -> None:
    with browsing.browsing(browser.new_context, **WIDE) as page:
        opened(page, act_pages(levels)[0])
        assert page.evaluate("[...document.images].every((image) => image.loading === 'lazy')")


# ---- warnings ------------------------------------------------------------------------------------------------------


def test_warnings_come_first_and_lead_to_their_place(browser: Any, folder: Path) -> None:
    browsing.call("review", folder)
    with browsing.browsing(browser.new_context, **WIDE) as page:
        opened(page, act_pages(folder / "review")[0])
        levels_ = page.locator(".warnings li").evaluate_all("(rows) => rows.map((row) => row.dataset.level)")
        assert levels_ == sorted(levels_, key=["erreur", "alerte", "info"].index)
        assert {"erreur", "alerte"} <= set(levels_)
        assert page.locator(".warnings").bounding_box()["y"] < page.locator("#values").bounding_box()["y"]
        for k in range(len(levels_)):
            link = page.locator(".warnings a").nth(k)
            champs = str(link.get_attribute("data-champs")).split()
            link.click()
            assert chosen(page) == champs[0]
            assert seen_whole(page, champs[0])


# ---- the path of a person ------------------------------------------------------------------------------------------


def test_three_doubtful_values_are_corrected_with_nine_keys(browser: Any, folder: Path) -> None:
    assert browsing.exported(folder)[0]["vote"]["pour"] == 23
    with browsing.served(folder) as url, browsing.browsing(browser.new_context, **WIDE) as page:
        opened(page, url)
        page.locator("td.object a").click()
        page.wait_for_load_state("load")
        keys = ["e", "ArrowDown", "Enter", "2", "8", "Enter", "1", "0", "Enter"]
        press(page, *keys)
        until(page, "document.querySelectorAll('.warnings li[data-level=erreur]').length === 0")
        assert len(keys) <= 9
        assert {champ: text(page, champ) for champ in browsing.MISREAD} == {
            "/vote/pour": "28", "/vote/abstentions": "10", "/pouvoirs/3/mandataire": "L. RABUSSIÉ",
        }  # fmt: skip
        page.reload()
        assert {state(page, champ) for champ in browsing.MISREAD} == {"corrected"}
        assert text(page, "/vote/pour") == "28"
        page.locator("nav a").first.click()
        page.wait_for_load_state("load")
        assert page.locator("td.number").first.text_content() == "0 (3 ✓)"  # nothing left to review, three were
    assert [(line["champ"], line["retenu"]) for line in browsing.said(folder)] == [
        ("/pouvoirs/3/mandataire", "L. RABUSSIÉ"), ("/vote/pour", 28), ("/vote/abstentions", 10),
    ]  # fmt: skip
    [act] = browsing.exported(folder)
    assert (act["vote"]["pour"], act["vote"]["abstentions"]) == (28, 10)
    assert act["pouvoirs"][3]["mandataire"]["nom"] == "RABUSSIÉ"
    assert {row_["motif"] for row_ in act["corriges"]} == {"relecture"}
    assert {warning["code"] for warning in act["avertissements"]} == {"LEC005"}


def test_confirm_illegible_and_undo(browser: Any, folder: Path) -> None:
    with browsing.served(folder) as url, browsing.browsing(browser.new_context, **WIDE) as page:
        opened(page, url)
        page.locator("td.object a").click()
        page.wait_for_load_state("load")
        press(page, "c")
        assert state(page, "/pouvoirs/3/mandataire") == "confirmed"
        assert chosen(page) == "/vote/pour"
        press(page, "x")
        assert (state(page, "/vote/pour"), text(page, "/vote/pour")) == ("illegible", "—")
        press(page, "u")
        assert (state(page, "/vote/pour"), text(page, "/vote/pour")) == ("doubtful", "23")
        press(page, "3", "0", "Enter")
        row(page, "/vote/pour").locator(".value").click()
        press(page, "2", "8", "Enter")
        row(page, "/vote/pour").locator(".value").click()
        press(page, "u")  # back to the first of the two
        assert text(page, "/vote/pour") == "30"
        press(page, "u")
        assert text(page, "/vote/pour") == "23"
        until(page, "!delibparse.store.busy()")
    assert [act["vote"]["pour"] for act in browsing.exported(folder)] == [23]
    first = browsing.said(folder)[0]
    assert (first["geste"], first["champ"]) == ("confirme", "/pouvoirs/3/mandataire")


def test_the_same_misreading_elsewhere_is_corrected_and_taken_back_as_one(browser: Any, folder: Path) -> None:
    """By the keyboard alone: the offer, its button, and undo."""
    browsing.in_three_acts(folder)
    champ = "/pouvoirs/3/mandataire"

    def told() -> list[tuple[int, str]]:
        return [(line["acte"], line["geste"]) for line in browsing.said(folder)]

    with browsing.served(folder) as url, browsing.browsing(browser.new_context, **WIDE) as page:
        opened(page, url)
        page.evaluate("location.href = `actes/${delibparseActs.rows[0][0]}.html`")
        page.wait_for_selector("#record")
        page.wait_for_load_state("load")
        row(page, champ).locator(".value").focus()
        press(page, "e")
        page.locator("#new-value").fill("L. RABUSSIÉ")
        press(page, "Enter")
        page.wait_for_selector(".offer")
        boxes = row(page, champ).locator(".offer input")
        assert [box.is_checked() for box in boxes.all()] == [True]
        assert "acte 2" in str(row(page, champ).locator(".offer li").text_content())
        boxes.focus()
        press(page, "Tab", "Enter")
        until(page, "!document.querySelector('.offer') && !delibparse.store.busy()")
        assert told() == [(1, "corrige"), (2, "corrige")]
        press(page, "u")
        until(page, "!delibparse.store.busy()")
        assert told()[2:] == [(2, "annule")]
        assert state(page, champ) == "corrected"


def test_the_buttons_do_what_the_keys_do(browser: Any, folder: Path) -> None:
    with browsing.served(folder) as url, browsing.browsing(browser.new_context, **WIDE) as page:
        opened(page, url)
        page.locator("td.object a").click()
        page.wait_for_load_state("load")
        row(page, "/vote/resultat").locator(".value").click()
        page.get_by_role("button", name="Corriger").click()
        page.locator("#new-value").select_option("rejete")
        page.get_by_role("button", name="Enregistrer").click()
        assert text(page, "/vote/resultat") == "rejeté"
        row(page, "/vote/resultat").locator(".value").click()
        page.get_by_role("button", name="Annuler").click()
        assert text(page, "/vote/resultat") == "adopté"
        row(page, "/seance/date").locator(".value").click()
        press(page, "e")
        page.locator("#new-value").fill("10/11/2017")
        press(page, "Enter")
        assert text(page, "/seance/date") == "2017-11-10"
        row(page, "/seance/date").locator(".value").click()
        press(page, "e")
        page.locator("#new-value").fill("31/02/2017")
        press(page, "Enter")
        assert "2017-11-09" in str(page.locator(".wrong").text_content())  # an example of a date
        press(page, "Escape")
        assert page.locator(".editor").count() == 0
        until(page, "!delibparse.store.busy()")
    assert browsing.exported(folder)[0]["seance"]["date"] == "2017-11-10"


def test_an_item_is_added_and_another_taken_out(browser: Any, folder: Path) -> None:
    with browsing.served(folder) as url, browsing.browsing(browser.new_context, **WIDE) as page:
        opened(page, url)
        page.locator("td.object a").click()
        page.wait_for_load_state("load")
        page.locator('.add[data-list="/excuses"]').click()
        page.locator("#new-value").fill("Z. OUBLIÉ")
        press(page, "Enter")
        assert (text(page, "/excuses/1"), state(page, "/excuses/1")) == ("Z. OUBLIÉ", "added")
        row(page, "/presents/0").locator(".value").click()
        page.get_by_role("button", name="Illisible ou de trop").click()
        assert (text(page, "/presents/0"), state(page, "/presents/0")) == ("JP. ABELIN", "illegible")
        until(page, "document.querySelector('#warnings').textContent.includes('27')")
        page.reload()
        assert state(page, "/excuses/1") == "added"
        row(page, "/excuses/1").locator(".value").click()
        page.get_by_role("button", name="Annuler").click()
        assert row(page, "/excuses/1").count() == 0
        until(page, "!delibparse.store.busy()")
    [act] = browsing.exported(folder)
    assert [who["nom"] for who in act["excuses"]] == ["PREHER"]
    assert (act["presents"][0]["nom"], len(act["presents"])) == ("LAVRARD", 26)


def test_a_name_that_was_parted_wrongly(browser: Any, folder: Path) -> None:
    with browsing.served(folder) as url, browsing.browsing(browser.new_context, **WIDE) as page:
        opened(page, url)
        page.locator("td.object a").click()
        page.wait_for_load_state("load")
        value = row(page, "/presents/15").locator(".value")
        assert value.locator("b").text_content() == "CASSAN FAUX"
        value.click()
        press(page, "e")
        page.get_by_text("Parties du nom").click()
        page.get_by_label("nom", exact=True).fill("FAUX")
        page.get_by_label("prénom").fill("N. CASSAN")
        page.get_by_label("qualité").fill("adjointe")
        press(page, "Enter")
        press(page, "u")  # the function
        assert row(page, "/presents/15").locator(".aside").text_content() == ""
        assert value.locator("b").text_content() == "FAUX"
        assert state(page, "/presents/15") == "corrected"
        until(page, "!delibparse.store.busy()")
        page.reload()
        assert (value.locator("b").text_content(), state(page, "/presents/15")) == ("FAUX", "corrected")
        [act] = browsing.exported(folder)
        assert (act["presents"][15]["prenom"], act["presents"][15]["nom"]) == ("N. CASSAN", "FAUX")
        value.click()
        for _ in range(2):
            page.get_by_role("button", name="Annuler").click()
        assert (value.locator("b").text_content(), state(page, "/presents/15")) == ("CASSAN FAUX", None)
        until(page, "!delibparse.store.busy()")
    assert browsing.exported(folder)[0]["presents"][15]["nom"] == "CASSAN FAUX"


def test_what_the_server_refuses_is_told_and_not_shown(browser: Any, folder: Path) -> None:
    with browsing.served(folder) as url:
        context = browser.new_context(**WIDE)
        page = context.new_page()
        opened(page, url)
        page.locator("td.object a").click()
        page.wait_for_load_state("load")
        page.locator("#show-empty").check()
        row(page, "/seance/heure").locator(".value").click()
        press(page, "e")
        page.locator("#new-value").fill("vers midi")
        press(page, "Enter")
        page.wait_for_selector(".wrong")
        assert "Non enregistré" in str(page.locator(".wrong").text_content())
        assert text(page, "/seance/heure") == "—"
        page.route("**/corrections", lambda route: route.abort())
        row(page, "/vote/contre").locator(".value").click()
        press(page, "c")
        until(page, "document.querySelector('[data-champ=\"/vote/contre\"] .wrong')")
        assert "le serveur ne répond plus" in str(row(page, "/vote/contre").locator(".wrong").text_content())
        assert state(page, "/vote/contre") != "confirmed"
        context.close()
    assert browsing.said(folder) == []


def test_static_pages_give_the_same_as_a_file(browser: Any, folder: Path, tmp_path: Path) -> None:
    browsing.call("review", folder)
    with browsing.browsing(browser.new_context, accept_downloads=True, **WIDE) as page:
        opened(page, act_pages(folder / "review")[0])
        assert page.locator("#keep").is_hidden()
        press(page, "e", "ArrowDown", "Enter", "2", "8", "Enter", "1", "0", "Enter")
        page.locator('.add[data-list="/excuses"]').click()
        page.locator("#new-value").fill("Z. OUBLIÉ")
        press(page, "Enter")
        page.reload()  # the browser has kept them
        assert (text(page, "/vote/pour"), state(page, "/vote/pour"), state(page, "/excuses/1")) == (
            "28",
            "corrected",
            "added",
        )
        row(page, "/excuses/1").locator(".value").click()
        page.get_by_role("button", name="Annuler").click()
        with page.expect_download() as download:
            page.locator("#download").click()
        download.value.save_as(tmp_path / "corrections.jsonl")
    assert browsing.exported(folder)[0]["vote"]["pour"] == 23
    browsing.call("review", folder, "--add", tmp_path / "corrections.jsonl")
    [act] = browsing.exported(folder)
    assert (act["vote"]["pour"], act["vote"]["abstentions"], len(act["excuses"])) == (28, 10, 1)
    with browsing.browsing(browser.new_context, **WIDE) as page:  # another browser, the pages made again
        opened(page, act_pages(folder / "review")[0])
        assert (text(page, "/vote/pour"), state(page, "/vote/pour")) == ("28", "corrected")
        row(page, "/vote/pour").locator(".value").click()
        press(page, "u")  # nothing was said in this browser
        page.get_by_role("button", name="Annuler").click()
        assert (text(page, "/vote/pour"), state(page, "/vote/pour")) == ("23", "doubtful")
        row(page, "/numero").locator(".value").click()
        press(page, "c", "u")  # said and taken back here: no line of the file
        page.reload()
        assert text(page, "/vote/pour") == "23"
        lines = page.evaluate("delibparse.store.lines().map((line) => [line.geste, line.champ])")
        assert lines == [["annule", "/vote/pour"]]


# ---- the keyboard --------------------------------------------------------------------------------------------------


def test_keys_walk_through_the_values(browser: Any, folder: Path) -> None:
    browsing.call("review", folder)
    with browsing.browsing(browser.new_context, **WIDE) as page:
        opened(page, act_pages(folder / "review")[0])
        order = json.loads(page.locator("#data").text_content())["order"]
        assert chosen(page) == order[0] == "/pouvoirs/3/mandataire"
        press(page, "n")
        assert chosen(page) == order[1]
        press(page, "p", "p")
        assert chosen(page) == order[-1]
        press(page, "j")
        assert chosen(page) not in (order[-1], None)
        press(page, "k", "z")
        assert chosen(page) == order[-1]
        assert page.evaluate("document.activeElement.closest('.row').dataset.champ") == order[-1]
        assert "zoomed" in str(page.locator("#sheets").get_attribute("class"))
        press(page, "?")
        assert page.locator("#keys").is_visible()
        press(page, "Escape")
        page.locator("#shortcuts").uncheck()  # WCAG 2.1.4: single keys can be turned off
        press(page, "x", "c", "n")
        assert chosen(page) == order[-1]
        assert state(page, order[-1]) == "concerned"
        page.reload()
        assert not page.locator("#shortcuts").is_checked()


def test_all_can_be_reached_with_the_tab_key(browser: Any, folder: Path) -> None:
    browsing.call("review", folder)
    with browsing.browsing(browser.new_context, **WIDE) as page:
        opened(page, act_pages(folder / "review")[0])
        reached = set()
        for _ in range(60):
            press(page, "Tab")
            reached.add(page.evaluate("document.activeElement.textContent.trim().slice(0, 30)"))
        assert {"Aller aux valeurs", "Tous les actes", "Confirmer", "Corriger"} <= reached
        opened(page, act_pages(folder / "review")[0])
        press(page, "Tab", "Enter", "Tab")
        assert page.evaluate("document.activeElement.closest('#values') !== null")


# ---- the index -----------------------------------------------------------------------------------------------------


def many(folder: Path, count: int) -> Path:
    """The review of a batch of one act, its index filled with many: the rows as `site.data` writes them."""
    from delibparse.review.site import data

    browsing.call("review", folder)
    site = folder / "review"
    table = json.loads((site / "acts.js").read_text(encoding="utf-8").split(" = ", 1)[1].rstrip(";\n"))
    one = dict(zip(table["columns"], table["rows"][0], strict=True))
    outcomes = ("unanime", "adopte", "rejete", "prend_acte", "inconnu")
    rows = [
        one | {"numero": str(k), "objet": f"Affaire numéro {k} : " + ("Écoles" if k % 7 == 0 else "voirie"), "vote": outcomes[k % 5],
               "date": f"20{k % 20:02}-{k % 12 + 1:02}-{k % 28 + 1:02}", "erreurs": k % 3 if k % 10 == 0 else 0,
               "alertes": k % 4, "douteux": k % 5, "codes": ["VOT001"] if k % 10 == 0 else [], "confiance": (k % 100) / 100}
        for k in range(count)
    ]  # fmt: skip
    (site / "acts.js").write_bytes(data(rows))
    return site


def cells(page: Any, column: int) -> list[str]:
    found: list[str] = page.locator(f"#rows tr td:nth-child({column})").all_text_contents()
    return found


def test_the_index_is_sorted_filtered_and_leads_on(browser: Any, folder: Path) -> None:
    site = many(folder, 5000)
    with browsing.browsing(browser.new_context, **WIDE) as page:
        opened(page, (site / "index.html").as_uri())
        count = page.locator("#count")
        assert "1 à 100 sur 5000" in str(count.text_content())
        assert all("2 erreur(s)" in one for one in cells(page, 6))  # the worst first
        page.get_by_role("button", name="Date", exact=True).click()
        assert cells(page, 1)[0] == "2000-01-01"
        assert page.locator("th[aria-sort=ascending]").count() == 1
        page.get_by_role("button", name="Date", exact=True).click()
        assert cells(page, 1)[0].startswith("2019-12")
        page.get_by_role("button", name="Date", exact=True).click()
        assert "Les plus douteux d'abord" in str(count.text_content())
        page.locator("#search").fill("ecoles")  # accents do not count
        assert "sur 715" in str(count.text_content())
        page.locator("#severity").select_option("erreur")
        assert "sur 48" in str(count.text_content())
        page.locator("#search").fill("")
        page.locator("#severity").select_option("")
        page.locator("#outcome").select_option("rejete")
        assert set(cells(page, 5)) == {"rejeté (23 / 0 / 16)"}
        page.locator('#votes [data-bar="rejeté"]').click()  # pressed again: all
        page.locator('#codes [data-bar="VOT001"]').click()
        assert "sur 500" in str(count.text_content())
        page.get_by_role("button", name="Suivants").click()
        assert "101 à 200 sur 500" in str(count.text_content())
        page.reload()  # filters and page are kept while the tab is open
        assert "sur 500" in str(count.text_content())
        page.locator("#search").fill("rien de tel")
        assert "Aucun acte" in str(count.text_content())


def test_the_index_leads_to_the_next_act_to_review(browser: Any, levels: Path, folder: Path) -> None:
    browsing.call("review", folder)
    with browsing.browsing(browser.new_context, **WIDE) as page:
        opened(page, act_pages(levels)[0])
        page.locator(".go-on").click()
        page.wait_for_load_state("load")
        assert page.url.split("/")[-1].startswith("index.html")  # nothing to review there
        opened(page, (folder / "review" / "index.html").as_uri() + "#after=none")
        page.wait_for_url("**/actes/*.html")


# ---- traps ---------------------------------------------------------------------------------------------------------

TRAP = "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>\"'><svg/onload=window.hacked=1></script>"


def test_a_document_full_of_scripts_and_quotes_does_nothing(browser: Any, folder: Path) -> None:
    [path] = folder.glob("*.pdf.json")
    document = json.loads(path.read_bytes())
    [act] = document["deliberations"]
    for key in ("numero", "objet", "organe", "identifiant_acte"):
        act[key] = TRAP
    for who in (act["presents"][0], act["excuses"][0], act["pouvoirs"][0]["mandant"], act["seance"]["secretaire"]):
        who |= {"texte": TRAP, "nom": TRAP, "qualite": TRAP + "x"}
    act["visas"] = act["expose"] = [TRAP] * 2
    act["collectivite"]["nom"] = TRAP
    act["avertissements"].append(
        {"code": "VOT001", "gravite": "erreur", "message": TRAP, "champs": ["/objet"], "reference": TRAP}
    )
    act["corriges"].append({"champ": "/vote/contre", "lu": TRAP, "retenu": 0, "motif": TRAP})
    path.write_text(json.dumps(document), encoding="utf-8")
    browsing.call("review", folder)
    with browsing.served(folder) as url, browsing.browsing(browser.new_context, **WIDE) as page:
        for start in ((folder / "review" / "index.html").as_uri(), url):
            opened(page, start)
            assert TRAP in str(page.locator("td.object").text_content())
            page.locator("td.object a").click()
            page.wait_for_load_state("load")
            assert page.locator("h1").text_content() == TRAP
            assert text(page, "/presents/0") == TRAP
            press(page, "c")
            page.wait_for_timeout(200)
            assert page.evaluate("window.hacked") is None
            assert page.locator("main script, main img[src=x]").count() == 0


def test_a_correction_full_of_scripts_does_nothing(browser: Any, folder: Path) -> None:
    with browsing.served(folder) as url, browsing.browsing(browser.new_context, **WIDE) as page:
        opened(page, url)
        page.locator("td.object a").click()
        page.wait_for_load_state("load")
        for champ in ("/objet", "/presents/0"):
            row(page, champ).locator(".value").click()
            press(page, "e")
            page.locator("#new-value").fill(TRAP)
            press(page, "Enter")
            assert text(page, champ) == TRAP
        until(page, "document.querySelector('#warnings').textContent.includes('LEC005')")
        page.reload()
        assert text(page, "/objet") == TRAP
        assert page.evaluate("window.hacked") is None


# ---- for everyone --------------------------------------------------------------------------------------------------


def severe(page: Any) -> list[str]:
    """The serious findings of axe-core on a page."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:150]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1400, 3840])
def test_accessibility(browser: Any, folder: Path, scheme: str, width: int) -> None:
    browsing.call("review", folder)
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    opened(page, (folder / "review" / "index.html").as_uri())
    assert severe(page) == []
    opened(page, act_pages(folder / "review")[0])
    press(page, "c")
    page.locator("#show-empty").check()
    assert severe(page) == []
    press(page, "n", "e")
    assert page.locator("#new-value").is_visible()
    assert severe(page) == []
    press(page, "Escape", "?")
    assert severe(page) == []
    context.close()


@pytest.mark.parametrize("width", [320, 640, 1024, 3840])
def test_nothing_runs_over_the_side(browser: Any, folder: Path, width: int) -> None:
    browsing.call("review", folder)
    with browsing.browsing(browser.new_context, viewport={"width": width, "height": 800}) as page:
        for url in [(folder / "review" / "index.html").as_uri(), *act_pages(folder / "review")]:
            opened(page, url)
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), url
        press(page, "e")
        box = page.locator("#new-value").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert seen_whole(page, "/pouvoirs/3/mandataire")


def test_on_paper_the_record_and_the_pages_stay(browser: Any, folder: Path) -> None:
    browsing.call("review", folder)
    with browsing.browsing(browser.new_context, **WIDE) as page:
        opened(page, act_pages(folder / "review")[0])
        page.emulate_media(media="print")
        for gone in (".bar", ".zoom", ".add", ".row-tools"):
            assert not page.locator(gone).first.is_visible()
        for kept in ("h1", ".warnings", "#v-vote-pour", ".sheet img"):
            assert page.locator(kept).first.is_visible()
        assert page.evaluate("getComputedStyle(document.getElementById('sheets')).overflow") == "visible"


def test_in_english(browser: Any, folder: Path) -> None:
    browsing.call("review", folder, "--lang", "en")
    with browsing.browsing(browser.new_context, **WIDE) as page:
        opened(page, act_pages(folder / "review")[0])
        assert page.locator("html").get_attribute("lang") == "en"
        assert page.get_by_role("button", name="Confirm").is_visible()
        press(page, "c")
        assert str(row(page, "/pouvoirs/3/mandataire").locator(".state").text_content()) == "confirmed"


def test_screen_readers_are_told(browser: Any, folder: Path) -> None:
    browsing.call("review", folder)
    with browsing.browsing(browser.new_context, **WIDE) as page:
        opened(page, act_pages(folder / "review")[0])
        link = page.get_by_role("link", name="Pour : 23, lecture douteuse", exact=True)
        assert link.count() == 1
        link.click()
        assert page.get_by_role("toolbar", name="Valeur : Pour").is_visible()
        press(page, "2", "8")
        assert page.get_by_role("combobox", name="Nouvelle valeur : Pour").is_visible()
        press(page, "Enter")
        assert page.get_by_role("link", name="Pour : 28, corrigé", exact=True).count() == 1
        until(page, "document.getElementById('live').textContent === 'Pour : enregistré.'")


# ---- pictures for the README ---------------------------------------------------------------------------------------

PICTURES = ("review-act.png", "review-index.png")


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    return ROOT / "docs" if os.environ.get("DELIBPARSE_SCREENSHOTS") else tmp_path


def test_the_pictures_of_the_readme(browser: Any, folder: Path, councils: Path, pictures: Path) -> None:
    browsing.call("review", folder, "--lang", "en")
    site = folder / "review"
    with browsing.browsing(browser.new_context, viewport={"width": 1280, "height": 760}) as page:
        opened(page, act_pages(site)[0])
        page.evaluate("document.querySelector('.file').textContent = 'scans/2017-11-09.pdf'")
        until(page, "[...document.images].every((image) => image.complete)")
        press(page, "n")
        page.wait_for_timeout(200)
        page.screenshot(path=pictures / PICTURES[0])
        opened(page, (councils / "index.html").as_uri())
        page.screenshot(path=pictures / PICTURES[1])
    for name in PICTURES:
        with Image.open(pictures / name) as image:
            assert image.size == (1280, 760)
        assert f"docs/{name}" in (ROOT / "README.md").read_text(encoding="utf-8")
        assert (ROOT / "docs" / name).exists()
