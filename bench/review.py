"""Measures the review: how soon an index of many acts opens and answers, and how fast its pages are made.

`make bench-review`. Times in the browser are beside those of an empty page opened in the same run.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "fixtures")]

from rich.console import Console  # noqa: E402

import browsing  # noqa: E402
from delibparse.batch.local import LocalWorkers  # noqa: E402
from delibparse.review.gather import gather  # noqa: E402
from delibparse.review.site import build, data, index  # noqa: E402

REPEATS = 7
CONSOLE = Console(width=160, highlight=False)
OUTCOMES = ("unanime", "adopte", "rejete", "prend_acte", "inconnu")

OPENED = """() => { const [at] = performance.getEntriesByType('navigation'); return at.loadEventEnd; }"""
TYPED = """(text) => new Promise((done) => {
  const field = document.getElementById('search'), begun = performance.now();
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)));
})"""
SORTED = """() => new Promise((done) => {
  const begun = performance.now();
  document.querySelector('[data-sort=objet]').click();
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)));
})"""


def rows(one: dict[str, Any], count: int) -> list[dict[str, Any]]:
    """As many rows as an index of `count` acts has, each somewhat different."""
    return [
        one | {"nom": f"{k:016x}-1", "numero": str(k), "objet": f"Affaire numéro {k} : travaux de voirie et réseaux",
               "vote": OUTCOMES[k % 5], "erreurs": int(k % 9 == 0), "alertes": k % 4, "douteux": k % 5,
               "codes": ["VOT001", "EFF001"][: k % 3], "confiance": (k % 100) / 100}
        for k in range(count)
    ]  # fmt: skip


def make(folder: Path) -> tuple[float, int, dict[str, Any]]:
    """Makes the pages of the four levels of the act: seconds, pages, and a row of their index."""
    batch = gather(browsing.levels(folder))
    workers = LocalWorkers(0, 60.0, 2048)
    try:
        begun = time.perf_counter()
        found = build(batch, folder / "review", "fr", workers, lambda _done, _of: None)
        return time.perf_counter() - begun, sum(row["pages"] for row in found), found[0]
    finally:
        workers.close()


def open_index(folder: Path, counts: list[int], one: dict[str, Any]) -> None:
    from playwright.sync_api import sync_playwright

    site, batch = folder / "review", gather(folder)
    empty = folder / "empty.html"
    empty.write_text("<!doctype html><title>empty</title>", encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsing.chromium(), args=list(browsing.FLAGS))
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        blank = statistics.median(_open(page, empty.as_uri()) for _ in range(REPEATS))
        CONSOLE.print(f"an empty page opens in {blank:.0f} ms")
        for count in counts:
            many = rows(one, count)
            (site / "acts.js").write_bytes(data(many))
            (site / "index.html").write_text(index(many, batch, "fr"), encoding="utf-8")
            opened = statistics.median(_open(page, (site / "index.html").as_uri()) for _ in range(REPEATS))
            typed = statistics.median(page.evaluate(TYPED, text) for text in ("vo", "voirie 1", "voirie 12", "", "x"))
            page.evaluate(TYPED, "")
            put = page.evaluate(SORTED)
            size = (site / "acts.js").stat().st_size / 1e6
            told = {
                "acts": count,
                "megabytes": round(size, 2),
                "opened_ms": round(opened),
                "times_an_empty_page": round(opened / blank, 1),
                "filtered_ms": round(typed),
                "sorted_ms": round(put),
            }
            CONSOLE.print(json.dumps(told))
        browser.close()


def _open(page: Any, url: str) -> float:
    page.goto(url, wait_until="load")
    page.wait_for_timeout(20)
    return float(page.evaluate(OPENED))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, nargs="*", default=[100, 5000, 50_000])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "batch"
        seconds, pages, one = make(folder)
        rate = f"{pages / seconds:.1f} a second, workers' start included"
        CONSOLE.print(f"{pages} pages drawn and written in {seconds:.2f} s: {rate}")
        open_index(folder, given.acts, one)


if __name__ == "__main__":
    main()
