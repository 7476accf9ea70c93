"""What a review shows of an act, without a browser: states, suggestions, pages as HTML, the server's answers."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest

import browsing
from acts import act, alter, member
from conftest import ROOT
from delibparse.checks import check
from delibparse.corrections import Word
from delibparse.corrections.fields import all_fields
from delibparse.corrections.model import Spot
from delibparse.model.record import Correction, Deliberation, Document, Lecture, Lieu, Source, Voix
from delibparse.review.render import label_of
from delibparse.review.strings import strings
from delibparse.review.view import Shown, view

SHA = "a" * 64


def document(*acts: Deliberation) -> Document:
    made = Document(source=Source("a.pdf", SHA, 1, [Lecture(1, "ocr", 0.9, 0, 0.0)]), deliberations=list(acts))
    check(made)
    return made


def placed(record: Deliberation, **confidences: float) -> Deliberation:
    for k, (name, sure) in enumerate(confidences.items()):
        place = Lieu(page=1, bbox=(0.0, 20.0 * k, 50.0, 20.0 * k + 10), confiance=sure, texte="x")
        record.provenance["/" + name.replace("__", "/")] = [place]
    return record


def word(champ: str, retenu: Any = None, geste: str = "corrige", **more: Any) -> Word:
    return Word(
        quand="2026-11-24T10:00:00Z",
        fichier="a.pdf",
        sha256=SHA,
        acte=1,
        geste=geste,
        champ=champ,
        retenu=retenu,
        **more,
    )  # type: ignore[arg-type]


def rows(made: Document, *words: Word) -> dict[str, Shown]:
    return {row.pointer: row for row in view(made, list(words), "fr").acts[0].rows()}


# ---- states --------------------------------------------------------------------------------------------------------


def test_what_is_to_be_looked_at_comes_in_order() -> None:
    record = placed(act(vote__pour=10), vote__contre=0.3, numero=1.0)
    record.corriges = [Correction("/objet", "Achat d'une ba1ayeuse", record.objet or "", "relu de plus près")]
    shown = view(document(record), [], "fr").acts[0]
    states = {row.pointer: row.state for row in shown.rows() if row.state}
    assert states["/vote/contre"] == "doubtful"
    assert states["/objet"] == "mended"
    assert states["/vote/pour"] == "concerned"  # 10 + 0 + 2 are not the 13 who vote
    doubtful = shown.doubtful()
    assert set(doubtful) == set(states)
    assert doubtful.index("/objet") < doubtful.index("/vote/contre") < doubtful.index("/vote/pour")


def test_a_part_of_a_name_that_was_mended_marks_the_person() -> None:
    record = act(seance__president=member("JUVIN"))
    record.corriges = [Correction("/seance/president/nom", "TUVIN", "JUVIN", "ailleurs dans le fichier")]
    made = document(record)
    assert rows(made)["/seance/president"].state == "mended"
    shown = view(made, [word("/seance/president", "A. JUVIN", "confirme", lu="A. JUVIN")], "fr").acts[0]
    assert shown.doubtful() == []
    assert "LEC002" not in {warning.code for warning in shown.warnings}


def test_nothing_is_doubtful_in_a_consistent_act() -> None:
    assert view(document(act()), [], "fr").acts[0].doubtful() == []


def test_words_show_on_their_values() -> None:
    found = rows(
        document(placed(act(vote__pour=10), vote__pour=0.3)),
        word("/vote/pour", 11, lu=10),
        word("/vote/contre", 0, "confirme", lu=0),
        word("/numero", None, "illisible"),
        word("/presents/2", None, "illisible", lu="A. CARON"),
        word("/excuses/2", "A. OUBLIE", "ajoute"),
    )
    told = {pointer: (row.state, row.value, row.read, row.raw) for pointer, row in found.items() if row.state}
    assert told["/vote/pour"] == ("corrected", 11, 10, 10)
    assert told["/vote/contre"] == ("confirmed", 0, None, 0)
    assert told["/numero"] == ("illegible", None, None, None)
    assert told["/presents/2"] == ("illegible", "A. CARON", "A. CARON", "A. CARON")
    assert told["/excuses/2"] == ("added", "A. OUBLIE", None, None)


def test_warnings_on_the_corrected_act_lead_to_the_values_as_they_were_read() -> None:
    record = act()
    record.presents.insert(0, member("INTRUS"))
    record.presents[5] = member(
        "ABADIE"
    )  # once too often: /presents/5 of the reading, /presents/4 without the intruder
    alter(record, effectif__presents=10)
    words = [word("/presents/0", None, "illisible", lu="A. INTRUS")]
    [twice] = [w for w in view(document(record), words, "fr").acts[0].warnings if w.code == "EFF041"]
    assert "/presents/5" in twice.champs


def test_a_value_deduced_from_a_corrected_one_shows_what_was_read() -> None:
    record = act(vote__pour=1, vote__contre=2, vote__resultat="rejete")
    record.deduits = ["/vote/resultat"]
    found = rows(document(record), word("/vote/pour", 11), word("/vote/contre", 0))
    assert (found["/vote/resultat"].value, found["/vote/resultat"].read) == ("adopte", "rejete")


def test_a_word_that_finds_its_value_no_more_is_shown_as_left() -> None:
    lost = word("/presents/2", "A. CARRON", lu="A. QUELQUUN")
    shown = view(document(act()), [lost], "fr").acts[0]
    assert [(one.word, one.why) for one in shown.left] == [(lost, "champ")]
    assert shown.act.presents[2].nom == "CARON"
    assert next(row for row in shown.rows() if row.pointer == "/presents/2").state == "left"


def test_a_word_follows_its_item_into_another_reading() -> None:
    record = act()
    record.presents.insert(0, member("NOUVEAU"))
    spot = Lieu(page=1, bbox=(0.0, 0.0, 20.0, 10.0), confiance=0.9, texte="x")
    record.provenance["/presents/5"] = [spot]
    moved = word("/presents/4", "A. ESTÈVE", lu="A. ESTEVE", lieux=[Spot(1, (0.0, 0.0, 20.0, 10.0))])
    found = rows(document(record), moved)
    assert (found["/presents/5"].state, found["/presents/4"].state) == ("corrected", "")


def test_a_name_shows_its_parts_and_what_was_said_of_them() -> None:
    record = act(seance__president=member("PETIT", "Anne"))
    assert rows(document(record))["/seance/president"].parts == {
        "/seance/president/civilite": None, "/seance/president/prenom": "Anne", "/seance/president/nom": "PETIT",
        "/seance/president/qualite": None,
    }  # fmt: skip
    said = [word("/seance/president", "Anne PETIT ROUX", lu="Anne PETIT"), word("/seance/president/qualite", "Maire")]
    row = rows(document(record), *said)["/seance/president"]
    assert (row.state, row.value) == ("corrected", "Anne PETIT ROUX")
    assert row.parts["/seance/president/nom"] == "PETIT ROUX"
    assert row.parts["/seance/president/qualite"] == "Maire"
    voter = rows(document(record))["/vote/noms/abstentions/0"]
    assert (voter.parts["/vote/noms/abstentions/0/personne/nom"], voter.parts["/vote/noms/abstentions/0/pouvoirs"]) == (
        "JOLY",
        0,
    )


# ---- suggestions ---------------------------------------------------------------------------------------------------


def test_a_misread_name_is_offered_the_names_it_looks_like() -> None:
    record = placed(act(), vote__noms__abstentions__0=0.3)
    record.vote.noms.abstentions[0] = Voix(member("J0LY"))
    found = rows(document(record))["/vote/noms/abstentions/0"].suggestions
    assert found[0] == "A. JOLY"
    assert len(found) <= 5


def test_a_figure_is_offered_what_lists_and_sums_ask() -> None:
    record = act(effectif__presents=1, vote__pour=1)
    found = rows(document(record))
    assert found["/effectif/presents"].suggestions == [10]
    record = act(vote__pour=1)
    assert rows(document(record))["/vote/pour"].suggestions == [11]


def test_the_raw_reading_is_offered_first() -> None:
    record = act(vote__pour=11)
    record.corriges = [Correction("/vote/pour", 17, 11, "seul chiffre qui satisfait les sommes")]
    assert rows(document(record))["/vote/pour"].suggestions == [17]


# ---- words and colours ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_field_has_a_name(lang: Any) -> None:
    words = strings(lang)
    record = act()
    alter(record, vote__noms__contre=[Voix(member("X"))])
    alter(record, visas=["a"], considerants=["b"], expose=["c"], decision__points=["d"])
    for pointer in all_fields(record):
        label = label_of(pointer, words)
        assert label
        assert "/" not in label


def test_both_languages_say_the_same_things() -> None:
    def shape(table: Any) -> Any:
        return (
            {key: shape(value) for key, value in table.items()}
            if isinstance(table, dict)
            else set(re.findall(r"\{\w+\}", table))
        )

    fr, en = shape(strings("fr")), shape(strings("en"))
    fr["js"]["keys"] = en["js"]["keys"] = len(strings("fr")["js"]["keys"])
    assert fr == en


def test_every_block_has_its_colour() -> None:
    css = (ROOT / "src/delibparse/review/assets/review.css").read_text(encoding="utf-8")
    for block in {pointer.split("/")[1] for pointer in all_fields(act())}:
        assert f'[data-block="{block}"] {{ --block: var(--{block}); }}' in css
        assert re.search(rf"--{block}: #[0-9a-f]{{6}};", css)


# ---- pages as HTML -------------------------------------------------------------------------------------------------


class Ids(HTMLParser):
    """The ids of a page, where its links lead, and the elements that hold scripts or styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.scripts: list[dict[str, str | None]] = []
        self.inline: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag in ("a", "link") and found.get("href"):
            self.links.append(str(found["href"]))
        if tag == "script":
            self.scripts.append(found)
        self.inline += [name for name, _ in attrs if name == "style" or name.startswith("on")]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The four levels of the act, reviewed."""
    return browsing.once(tmp_path_factory, browsing.levels) / "review"


def test_a_review_is_a_folder_of_its_own(site: Path) -> None:
    assert len(list((site / "actes").glob("*.html"))) == 4
    assert len(list((site / "pages").glob("*.webp"))) == 8
    for path in [site / "index.html", *(site / "actes").glob("*.html")]:
        page = Ids(path.read_text(encoding="utf-8"))
        assert len(page.ids) == len(set(page.ids))
        assert page.inline == []
        for link in page.links:
            if link.startswith("#"):
                assert link == "#" or link[1:] in page.ids, link
            elif not link.startswith("data:"):
                assert (path.parent / link.split("#")[0]).exists(), link
        for script in page.scripts:
            assert script.get("type") == "application/json" or (path.parent / str(script["src"])).exists()


def test_who_was_not_understood_has_a_box_to_which_the_warning_leads(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = browsing.once(tmp_path_factory, browsing.misread)
    [path] = folder.glob("*.pdf.json")
    record = json.loads(path.read_bytes())
    [read] = record["deliberations"]
    read["indices"]["non_lus"] = [{"zone": "presences", "texte": "H. PREHER : Z.", "page": 1}]
    read["provenance"]["/indices/non_lus/0"] = [
        {"page": 1, "bbox": [50.0, 400.0, 150.0, 412.0], "confiance": 0.9, "texte": "H. PREHER : Z."}
    ]
    read["avertissements"].append(
        {
            "code": "LEC006",
            "gravite": "alerte",
            "message": "x",
            "champs": ["/indices/non_lus/0"],
            "portee": "seance",
            "reference": None,
        }
    )
    path.write_text(json.dumps(record), encoding="utf-8")
    browsing.call("review", folder)
    [page] = (folder / "review" / "actes").glob("*.html")
    html = page.read_text(encoding="utf-8")
    assert re.search(r'<a href="#b-indices-non_lus-0" data-champs="">x</a>', html)
    assert re.search(
        r'id="b-indices-non_lus-0" href="#s-presents"[^>]*aria-label="LEC006 : H. PREHER : Z."><rect x="48.5" y="398.5"',
        html,
    )
    assert len(Ids(html).ids) == len(set(Ids(html).ids))


def test_pictures_are_of_a_readable_size_and_light(site: Path) -> None:
    from PIL import Image

    for path in (site / "pages").glob("*.webp"):
        with Image.open(path) as image:
            assert max(image.size) == pytest.approx(842 * 2, abs=8)
        assert path.stat().st_size < 300_000


def test_what_ocr_read_can_be_shown(site: Path) -> None:
    for path in (site / "actes").glob("*.html"):
        assert "mandant a pour mandataire" in path.read_text(encoding="utf-8").split('class="text"')[1]


def test_a_second_review_draws_no_picture_again(site: Path) -> None:
    times = {path.name: path.stat().st_mtime_ns for path in (site / "pages").iterdir()}
    browsing.call("review", site.parent, "--lang", "en")
    assert {path.name: path.stat().st_mtime_ns for path in (site / "pages").iterdir()} == times
    assert '<html lang="en">' in (site / "index.html").read_text(encoding="utf-8")
    browsing.call("review", site.parent)


def test_files_can_be_reviewed_without_a_batch(tmp_path: Path) -> None:
    text = tmp_path / "acte.txt"
    text.write_text("COMMUNE DE VALBRUNE\nSéance du 14 juin 2019\nDélibération n° 7\nPrésents : Mme Anne ABADIE, M. Luc BERTIN\n"
                    "OBJET : Balayeuse\nLe conseil décide de l'acheter.\nPour : 2 Contre : 0\n", encoding="utf-8")  # fmt: skip
    out = tmp_path / "relecture"
    assert browsing.call("review", text, "-o", out) == f"{out / 'index.html'}\n"
    [page] = (out / "actes").glob("*.html")
    html = page.read_text(encoding="utf-8")
    assert re.search(r'<mark id="b-vote-pour"[^>]*>Pour : 2</mark>', html)
    assert browsing.exported(out)[0]["vote"]["pour"] == 2


def test_the_text_layer_can_be_shown(tmp_path: Path) -> None:
    browsing.call("review", ROOT / "tests/fixtures/chatellerault.pdf", "-o", tmp_path)
    [page] = (tmp_path / "actes").glob("*.html")
    shown = page.read_text(encoding="utf-8").split('class="text"')[1]
    assert "Nombre de membres en exercice : 39" in shown
    assert "Page 1, couche texte" in page.read_text(encoding="utf-8")


def test_a_source_that_is_gone_or_changed_is_told(tmp_path: Path, run: Callable[..., Any]) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for name in ("a.pdf", "b.pdf"):
        (source / name).write_bytes((ROOT / "tests/fixtures/chatellerault.pdf").read_bytes() + name.encode())
    browsing.call("batch", source, "--out", tmp_path / "out", "--quiet")
    (source / "a.pdf").unlink()
    (source / "b.pdf").write_bytes(b"%PDF-1.4 something else")
    browsing.call("review", tmp_path / "out")
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "out" / "review" / "actes").glob("*.html")]
    told = " ".join(pages)
    assert "le fichier n&#39;est plus à" in told
    assert "le fichier a changé depuis la lecture" in told


@pytest.mark.parametrize(
    ("name", "content"), [("no.jsonl", b"{}\n"), ("half.jsonl", b'{"quand":'), ("bin", b"\xff\xfe\x00")]
)
def test_a_file_that_holds_no_corrections_is_refused(
    site: Path, tmp_path: Path, run: Callable[..., Any], name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    result = run("review", site.parent, "--add", tmp_path / name)
    assert result.returncode == 2
    assert b"ligne 1 : pas une correction" in result.stderr
    assert not (site.parent / "corrections.jsonl").exists()


def test_files_without_an_act_and_files_not_read_are_listed(tmp_path: Path, run: Callable[..., Any]) -> None:
    (tmp_path / "lettre.txt").write_text("Chère Madame,\n\nIl fait beau.\n", encoding="utf-8")
    (tmp_path / "casse.pdf").write_bytes(b"%PDF-1.4 rien")
    result = run("review", tmp_path / "lettre.txt", tmp_path / "casse.pdf", "-o", tmp_path / "out")
    assert result.returncode == 5
    html = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert re.search(r"Fichiers sans acte \(1\).*lettre\.txt", html, re.S)
    assert re.search(r"Fichiers non lus \(1\).*casse\.pdf", html, re.S)


def test_a_file_of_which_no_page_can_be_made_is_told(tmp_path: Path, run: Callable[..., Any]) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"Séance du 14 juin 2019 {name}\nDélibération n° 7\nPrésents : Anne ROY\nOBJET : Balayeuse\n"
                                     "Le conseil décide de l'acheter.\nPour : 1 Contre : 0\n", encoding="utf-8")  # fmt: skip
    out = tmp_path / "out"
    run("batch", tmp_path / "a.txt", tmp_path / "b.txt", "--out", out)
    [damaged] = out.glob("**/a.txt.json")
    damaged.write_text("{", encoding="utf-8")
    result = run("review", out)
    assert result.returncode == 5
    assert re.fullmatch(r"delibparse: .*a\.txt: pas un JSON de delibparse.*\n", result.stderr.decode())
    assert len(list((out / "review" / "actes").glob("*.html"))) == 1


def test_a_folder_that_does_not_exist_is_told(tmp_path: Path, run: Callable[..., Any]) -> None:
    result = run("review", tmp_path / "nowhere", "-o", tmp_path / "out")
    assert result.returncode == 3
    assert result.stderr.decode().count("\n") == 1


# ---- the server's answers ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from delibparse.batch.local import LocalWorkers
    from delibparse.review.serve import Review, Server

    folder = browsing.once(tmp_path_factory, browsing.misread)
    workers = LocalWorkers(1, 60.0, 2048)
    try:
        running = Server(Review(folder, folder / "review", "fr", workers, lambda _done, _of: None))
    finally:
        workers.close()
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()


def ask(
    server: Any, path: str, body: bytes | None = None, token: bool = True, **headers: str
) -> tuple[int, bytes, Any]:
    at = urlsplit(server.url)
    connection = http.client.HTTPConnection(at.hostname or "", at.port or 0, timeout=20)
    given = {"Origin": server.origin, "Content-Type": "application/json"} if body is not None else {}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection.putrequest(
        "POST" if body is not None else "GET", f"/{server.token}{path}" if token else path, skip_host="Host" in given
    )
    for name, value in given.items():
        if value:
            connection.putheader(name, value)
    if body is not None and "Content-Length" not in given:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders()
    if body:
        connection.send(body)
    answer = connection.getresponse()
    result = (answer.status, answer.read(), answer.headers)
    connection.close()
    return result


def name_of(server: Any) -> str:
    return str(json.loads(ask(server, "/acts.js")[1].decode().split(" = ")[1].rstrip(";\n"))["rows"][0][0])


def sent(server: Any, **body: Any) -> bytes:
    """What the page sends that is opened now: with the value that it shows, and what was said of it."""
    name = name_of(server)
    return msgspec.json.encode({"name": name, **seen(server, name, body["champ"]), **body})


def seen(server: Any, name: str, champ: str) -> dict[str, Any]:
    page = ask(server, f"/actes/{name}.html")[1].decode()
    data = json.loads(page.split('id="data">')[1].split("</script>")[0])
    owner = next((one for one in data["fields"].values() if champ in one.get("parts", {})), None)
    field = data["fields"].get(champ, {})
    lu = owner.get("rawParts", owner["parts"])[champ] if owner else field.get("raw")
    return {"lu": lu, "avant": data["said"].get(champ)}


def test_only_addresses_with_the_token_are_answered(server: Any) -> None:
    assert ask(server, "/index.html")[0] == 200
    assert len(server.token) >= 32
    for path in (
        "/",
        "/index.html",
        "/" + "x" * 32 + "/index.html",
        "//index.html",
        "/" + server.token[:-1] + "/index.html",
    ):
        assert ask(server, path, token=False)[0] == 404


def test_only_this_machine_is_listened_to(server: Any) -> None:
    assert server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Host": "localhost:80"}, {"Origin": "http://evil.example"}, {"Origin": "null"},
     {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"}],
)  # fmt: skip
def test_pages_from_elsewhere_are_refused(server: Any, headers: dict[str, str]) -> None:
    before = browsing.said(server.review.folder)
    assert ask(server, "/index.html", **headers)[0] == 403
    assert ask(server, "/corrections", sent(server, champ="/vote/pour", geste="corrige", retenu=1), **headers)[0] == 403
    assert browsing.said(server.review.folder) == before


def test_the_address_may_be_followed_from_another_page(server: Any) -> None:
    """A terminal may be a web page. Whoever knows the address may open it, and no script may read it."""
    assert ask(server, "/index.html", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")[0] == 200
    body = sent(server, champ="/vote/pour", geste="corrige", retenu=1)
    assert ask(server, "/corrections", body, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")[0] == 403


def test_a_correction_needs_an_origin_and_its_type(server: Any) -> None:
    body = sent(server, champ="/vote/pour", geste="corrige", retenu=1)
    assert ask(server, "/corrections", body, Origin="")[0] == 403
    assert ask(server, "/corrections", body, Content_Type="text/plain")[0] == 415  # what a form could send
    assert ask(server, "/corrections", b"x" * 100, Content_Length="2000000")[0] == 413  # refused before it is read
    assert ask(server, "/elsewhere", body)[0] == 404


def test_answers_may_not_be_read_framed_or_kept_elsewhere(server: Any) -> None:
    headers = ask(server, "/index.html")[2]
    assert "Access-Control-Allow-Origin" not in headers
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Python" not in headers["Server"]


@pytest.mark.parametrize(
    "path",
    ["/../corrections.jsonl", "/pages/../../corrections.jsonl", "/pages/%2e%2e/x.json", "/assets/..", "/actes/x.html",
     "/actes/../index.html", "/.delibparse/journal.sqlite", "/pages/", "/actes/0000000000000000-1.html"],
)  # fmt: skip
def test_nothing_but_the_review_is_served(server: Any, path: str) -> None:
    assert ask(server, path)[0] == 404


def test_an_act_number_beyond_its_file_is_not_there(server: Any) -> None:
    mark = name_of(server).split("-")[0]
    assert [ask(server, f"/actes/{mark}-{number}.html")[0] for number in ("1", "2", "0", "x")] == [200, 404, 404, 404]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400), (b"[]", 400), (b"{", 400), (b'{"name":"x","champ":"/numero","geste":"corrige","retenu":"1","lu":null,"avant":null}', 404),
        (b'{"name":"x","champ":"/numero","geste":"corrige","retenu":"1"}', 400),
        ({"champ": "/vote/pour", "geste": "detruit"}, 400), ({"champ": "/vote/pour", "geste": "corrige", "qui": 1}, 400),
        ({"champ": "/vote/pour", "geste": "corrige", "retenu": "douze"}, 422),
        ({"champ": "/vote/pour", "geste": "corrige", "retenu": None}, 200),
        ({"champ": "/seance/date", "geste": "corrige", "retenu": "2017-02-30"}, 422),
        ({"champ": "/presents/999", "geste": "corrige", "retenu": "A. B"}, 422),
        ({"champ": "/provenance", "geste": "corrige", "retenu": "A"}, 422),
        ({"champ": "/presents/2", "geste": "ajoute", "retenu": "A. B"}, 422),
        ({"champ": "/presents/2/nom", "geste": "corrige", "retenu": "B"}, 200),
        ({"champ": "/presents/2/texte", "geste": "corrige", "retenu": "B"}, 422),
        ({"champ": "/presents/2/nom/x", "geste": "corrige", "retenu": "B"}, 422),
        ({"champ": "/presents/999/nom", "geste": "corrige", "retenu": "B"}, 422),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_refused(server: Any, body: Any, status: int) -> None:
    before = len(browsing.said(server.review.folder))
    data = body if isinstance(body, bytes) else sent(server, **body)
    answer = ask(server, "/corrections", data)
    assert answer[0] == status
    kept = len(browsing.said(server.review.folder)) - before
    assert kept == (1 if status == 200 else 0)
    if status != 200:
        assert json.loads(answer[1])["why"]


def test_a_kept_correction_says_when_and_where_and_not_who(server: Any) -> None:
    body = sent(server, champ="/vote/pour", geste="corrige", retenu=28)
    answer = json.loads(ask(server, "/corrections", body)[1])
    assert answer["rows"]["/vote/pour"] == {
        "value": 28,
        "state": "corrected",
        "read": 23,
        "rawState": "doubtful",
        "parts": {},
    }
    assert "/vote/pour" not in answer["order"]
    last = browsing.said(server.review.folder)[-1]
    assert set(last) == {
        "quand",
        "geste",
        "fichier",
        "sha256",
        "acte",
        "champ",
        "numero",
        "pages",
        "lu",
        "retenu",
        "lieux",
    }
    assert (last["lu"], last["retenu"], last["acte"], last["pages"]) == (23, 28, 1, [1, 2])
    assert last["lieux"][0]["page"] == 2
    assert re.fullmatch(r"2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", last["quand"])
    ask(server, "/corrections", sent(server, champ="/vote/pour", geste="annule"))
    assert (
        "corrigé"
        not in ask(server, f"/actes/{name_of(server)}.html")[1].decode().split('id="v-vote-pour"')[1].split("</dd>")[0]
    )


# ---- the same misreading in the other acts of a session ------------------------------------------------------------

PROXY = "/pouvoirs/3/mandataire"


@contextmanager
def serving(folder: Path, pages: str) -> Iterator[Any]:
    """A server of a folder, its pages in one of their own."""
    from delibparse.batch.local import LocalWorkers
    from delibparse.review.serve import Review, Server

    workers = LocalWorkers(1, 60.0, 2048)
    try:
        running = Server(Review(folder, folder / pages, "fr", workers, lambda _done, _of: None))
    finally:
        workers.close()
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.shutdown()
    running.server_close()


@pytest.fixture
def session(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[Any]:
    """Serves two acts of one session that bear the same misread name, and a third of another day."""
    folder = Path(shutil.copytree(browsing.once(tmp_path_factory, browsing.misread), tmp_path / "batch"))
    (folder / "corrections.jsonl").unlink(missing_ok=True)
    browsing.in_three_acts(folder)
    with serving(folder, "review") as running:
        yield running


@pytest.fixture
def beside(session: Any) -> Iterator[Any]:
    """Another server of the same folder."""
    with serving(session.review.folder, "beside") as running:
        yield running


def first_corrected(session: Any) -> list[dict[str, Any]]:
    """What is offered once the name is corrected in the first act."""
    body = sent(session, champ=PROXY, geste="corrige", retenu="M. RABUSSIÉ")
    return list(json.loads(ask(session, "/corrections", body)[1])["alike"])


def together(session: Any, offered: list[dict[str, Any]], geste: str, avant: Any = None) -> int:
    words = [{key: one[key] for key in ("name", "champ", "lu", "retenu")} for one in offered]
    told = [one | {"geste": geste, "avant": avant} for one in words]
    return ask(session, "/corrections/ensemble", msgspec.json.encode({"mots": told}))[0]


def test_the_same_misreading_of_the_session_is_offered_corrected_and_taken_back(session: Any) -> None:
    [one] = first_corrected(session)
    assert (one["acte"], one["champ"], one["page"], one["retenu"]) == (2, PROXY, 1, "M. RABUSSIÉ")
    assert one["lu"] == browsing.MISREAD[PROXY]
    assert together(session, [one], "corrige") == 200
    kept = browsing.said(session.review.folder)
    assert [(line["acte"], line["geste"], line["retenu"]) for line in kept] == [
        (1, "corrige", "M. RABUSSIÉ"),
        (2, "corrige", "M. RABUSSIÉ"),
    ]
    assert set(kept[0]) == set(kept[1])
    assert together(session, [one], "annule", {"geste": "corrige", "retenu": "M. RABUSSIÉ"}) == 200
    assert seen(session, one["name"], PROXY) == {"lu": one["lu"], "avant": None}


def test_a_group_of_which_one_has_moved_is_refused_whole(session: Any) -> None:
    [one] = first_corrected(session)
    other = {**one, "champ": "/vote/pour", "lu": 22, "retenu": 28}  # 23 is what stands there
    before = browsing.said(session.review.folder)
    assert together(session, [one, other], "corrige") == 409
    assert together(session, [one, one], "corrige") == 400
    assert together(session, [], "corrige") == 400
    assert browsing.said(session.review.folder) == before
    assert together(session, [one, {**other, "lu": 23}], "corrige") == 200


def test_what_a_person_has_spoken_of_is_not_offered(session: Any) -> None:
    second = name_of(session).replace("-1", "-2")
    told = {"name": second, "champ": PROXY, "geste": "confirme", "retenu": browsing.MISREAD[PROXY]}
    assert ask(session, "/corrections", msgspec.json.encode({**seen(session, second, PROXY), **told}))[0] == 200
    assert first_corrected(session) == []


def test_of_two_servers_with_one_offer_the_second_overwrites_nothing(session: Any, beside: Any) -> None:
    [one] = first_corrected(session)
    other = {**one, "retenu": "M. RABUSSIER"}
    free = {**one, "name": name_of(session), "champ": "/vote/pour", "lu": 23, "retenu": 28}
    assert together(session, [one], "corrige") == 200
    kept = browsing.said(session.review.folder)
    assert together(beside, [free, other], "corrige") == 409  # nothing of the group, what is free included
    assert browsing.said(session.review.folder) == kept
    theirs = {"geste": "corrige", "retenu": "M. RABUSSIÉ"}
    assert seen(beside, one["name"], PROXY) == {"lu": one["lu"], "avant": theirs}
    assert together(beside, [other], "corrige", theirs) == 200  # whoever has seen the word may change it
    assert together(session, [one], "annule", theirs) == 409  # and whose word it no longer is takes nothing back
    assert [(line["acte"], line["retenu"]) for line in browsing.said(session.review.folder)] == [
        (1, "M. RABUSSIÉ"), (2, "M. RABUSSIÉ"), (2, "M. RABUSSIER"),
    ]  # fmt: skip


def test_of_two_servers_that_keep_one_offer_at_once_one_does(session: Any, beside: Any) -> None:
    [one] = first_corrected(session)
    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(lambda server: together(server, [one], "corrige"), (session, beside)))
    assert sorted(told) == [200, 409]
    assert [line["acte"] for line in browsing.said(session.review.folder)] == [1, 2]


def test_an_offer_shows_the_end_of_a_long_path(session: Any) -> None:
    [one] = first_corrected(session)
    assert one["chemin"].endswith(one["fichier"].removeprefix("…/"))
    assert one["fichier"].endswith("chatellerault-c-office.pdf")
    assert len(one["fichier"]) <= 40
