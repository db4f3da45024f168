"""`caveat evidence` on the command line, and the substantiation file that it writes."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from caveat.cli import main

LISTING = {
    "key": "LUMO-1", "marketplace": "generic", "markets": ["US", "DE"], "brand": "<b>Lumo</b>",
    "fields": [
        {"id": "title", "role": "title", "text": "Wipes that kill 99.9% of bacteria <script>alert(1)</script>"},
        {"id": "b1", "role": "bullet", "text": "Clinically proven. Patented."},
    ],
    "media": [{"id": "main"}],
    "evidence": [{"kind": "patent", "number": "US 10,123,456 B2"}],
}  # fmt: skip


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database and a folder of files of the test's own."""
    monkeypatch.setenv("CAVEAT_DATABASE", f"sqlite:///{tmp_path / 'own.sqlite3'}")
    monkeypatch.setenv("CAVEAT_FILES", str(tmp_path / "files"))
    return tmp_path


@pytest.fixture
def listing(tmp_path: Path) -> str:
    path = tmp_path / "listing.json"
    path.write_text(json.dumps(LISTING), "utf-8")
    return str(path)


@pytest.fixture
def report(tmp_path: Path) -> str:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.7\n")
    return str(path)


def run(*arguments: str) -> int:
    return main(["evidence", *arguments])


def epa(*more: str) -> int:
    return run("add", "epa-registration", "--number", "12345-67", "--issuer", "EPA", *more)


def test_filed_listed_shown_and_withdrawn(report: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert epa("--key", "LUMO-1", "--market", "US", "--file", report, "--expires", "2099-01-01") == 0
    assert run("list", "--key", "OTHER") == 0
    said = capsys.readouterr().out
    assert "held" in said and "[LUMO-1; US]" in said and "(seller-declared)  not for this listing" in said
    assert run("show", "1", "--save", str(tmp_path / "back.pdf")) == 0
    assert (tmp_path / "back.pdf").read_bytes() == b"%PDF-1.7\n"
    assert "(whole)" in capsys.readouterr().out
    assert run("withdraw", "1", "--why", "cancelled") == 0
    capsys.readouterr()
    assert run("list") == 0 and capsys.readouterr().out == ""
    assert run("list", "--all", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["withdrawn_why"] == "cancelled"


def test_what_soon_ends_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    epa("--expires", "2099-01-01")
    capsys.readouterr()
    assert run("list", "--expiring", "30") == 0 and capsys.readouterr().out == ""
    assert run("list", "--expiring", "36500") == 0 and "until 2099-01-01" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add", "epa-registratoin", "--number", "1-1"], "did you mean epa-registration"),
        (["add", "epa-registration", "--number", "12345"], "looks like 12345-67"),
        (["add", "epa-registration"], "needs number"),
        (["add", "epa-registration", "--number", "1-1", "--issued", "May"], "issued: "),
        (["add", "epa-registration", "--number", "1-1", "--market", "usa"], "scope.markets.0"),
        (["add", "epa-registration", "--number", "1-1", "--file", "/nowhere/a.pdf"], "/nowhere/a.pdf: No such file"),
        (["show", "7"], "no evidence number 7"),
        (["withdraw", "7"], "no evidence number 7"),
        (["report", "/nowhere.json"], "No such file"),
        (["report", "-", "--on", "May"], "--on: 'May'"),
    ],
)
def test_bad_input_is_one_line(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str],
                               monkeypatch: pytest.MonkeyPatch, listing: str) -> None:  # fmt: skip
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path(listing).read_bytes())))
    assert run(*arguments) == 2
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1


def test_kinds_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("kinds") == 0 and "like 12345-67" in capsys.readouterr().out
    assert run("kinds", "--language", "zh") == 0 and "检测报告" in capsys.readouterr().out


class Tags(HTMLParser):
    """The elements of a page and the addresses that they name."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        for name, value in attributes:
            if name in ("src", "srcset", "data", "action", "poster") or (name == "href" and tag != "a"):
                self.loads.append(str(value))
            if name == "href" and tag == "a":
                self.links.append(str(value))
            if name.startswith("on"):
                self.handlers.append(name)


def written(listing: str, *more: str) -> str:
    path = Path(listing).with_name("page.html")
    assert run("report", listing, "-o", str(path), *more) == 0
    return path.read_text("utf-8")


def part(page: str, rule: str) -> str:
    """The part of the page about one claim, as text."""
    sections = re.findall(r'<section class="claim">.*?</section>', page, re.DOTALL)
    return re.sub(r"<[^>]+>", " ", next(one for one in sections if f"[{rule}]" in one))


def test_the_page_says_claim_law_and_evidence(listing: str, report: str) -> None:
    epa("--market", "US", "--file", report)
    run("add", "trial", "--issuer", "Lab <i>AG</i>", "--issued", "2024-01-01", "--expires", "2025-01-01")
    run("add", "trial", "--issuer", "Lab B", "--issued", "2024-01-01", "--key", "OTHER")
    page = written(listing)
    kills = part(page, "pesticide/kills-germs")
    assert "12345-67" in kills and "report.pdf" in kills and "declared by the seller" in kills
    assert "still open in DE" in kills and "Biocide authorisation" in kills and "7 U.S.C. 136" in kills
    proven = part(page, "endorse/clinically-proven")
    assert "(expired)" in proven and "(for other listings)" in proven and "Clinical trial or study" in proven
    assert "evidence held" in part(page, "certmark/patented") and "sent with the listing" in page
    assert "main" in page and "SHA-256" in page and "verified with" not in page
    assert not re.search(r"\b(compliant|illegal|verified)\b", re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))


def test_the_page_is_inert_and_whole_in_itself(listing: str) -> None:
    run("add", "trial", "--issuer", "<img src=x onerror=alert(1)>", "--issued", "2024-01-01")
    for language in ("en", "zh"):
        page = written(listing, "--language", language)
        tags = Tags(page)
        assert tags.loads == tags.handlers == [] and not tags.names & {"script", "img", "link", "iframe", "object", "i"}
        assert tags.links and all(link.startswith("https://") for link in tags.links)
        assert "&lt;script&gt;alert(1)" in page and "default-src &#39;none&#39;" in page.replace("'", "&#39;")
        assert "@media print" in page and "url(" not in page and "@import" not in page


def test_a_file_that_was_changed_is_said_on_the_page(listing: str, report: str, own_folder: Path) -> None:
    epa("--file", report)
    assert "hash matches" in written(listing)
    kept = next((own_folder / "files").iterdir())
    kept.write_bytes(b"%PDF-forged")
    assert "its hash is another" in written(listing)
    kept.unlink()
    assert "文件" in written(listing, "--language", "zh") and "missing on disk" in written(listing)


def test_the_day_decides_what_is_held(listing: str) -> None:
    epa("--issued", "2026-01-01", "--expires", "2026-06-30")
    assert "(expired)" not in part(written(listing, "--on", "2026-06-30"), "pesticide/kills-germs")
    assert "(expired)" in part(written(listing, "--on", "2026-07-01"), "pesticide/kills-germs")
