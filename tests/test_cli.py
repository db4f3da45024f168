"""The command line as a shell runs it: output, exit status, one clear line where something is wrong."""

import json
import os
import re
import signal
import subprocess
import sys
import tomllib
import urllib.request
from datetime import date
from pathlib import Path

import pytest
from caveat.cli import main
from caveat.cli.text import Printer
from caveat.models import Report

ROOT = Path(__file__).parent.parent
FIELD = {"id": "t", "role": "title", "text": "🔥 Kills 99.9% of bacteria", "label": "Title"}
KILLS = {"markets": ["US"], "fields": [FIELD]}


@pytest.fixture
def kills(tmp_path: Path) -> str:
    path = tmp_path / "kills.json"
    path.write_text(json.dumps(KILLS))
    return str(path)


@pytest.fixture
def clean(tmp_path: Path) -> str:
    path = tmp_path / "clean.txt"
    path.write_text("A bamboo board, 40 by 30 cm, with a groove for juice.")
    return str(path)


def test_status_says_whether_something_was_found(kills: str, clean: str, capsys: pytest.CaptureFixture) -> None:
    assert main(["check", clean]) == 0
    assert "nothing found: 1 field," in capsys.readouterr().out
    assert main(["check", clean, kills]) == 1
    assert main(["check", kills, "--market", "JP"]) == 0


def test_fail_on_sets_the_bar(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(KILLS | {"markets": ["US"]}))
    main(["check", str(path), "--format", "json"])
    worst = Report.model_validate_json(capsys.readouterr().out).findings[0].verdict
    order = ["stop", "prove", "platform", "polish"]
    for bar in order:
        assert main(["check", str(path), "--fail-on", bar]) == int(order.index(worst) <= order.index(bar))


def test_text_shows_place_law_and_rewrite(kills: str, capsys: pytest.CaptureFixture) -> None:
    main(["check", kills])
    out = capsys.readouterr().out
    for part in ("t (Title)", "stop", "[pesticide/kills-germs]", "🔥 «Kills 99.9% of bacteria»", "https://", "→ "):
        assert part in out
    assert "\x1b" not in out


def test_terminal_gets_colour_but_no_control_characters(capsys: pytest.CaptureFixture) -> None:
    from caveat.checker import check
    from caveat.models import Listing

    text = "\x1b[2J\x07 soft\nand kills germs\u202e \ud800"
    listing = Listing.model_validate({"fields": [{"id": "t", "role": "title", "text": text, "label": "\x1b]0;x"}]})
    Printer(sys.stdout, colour=True).print("a\x1b[1m", listing, check(listing))
    out = capsys.readouterr().out
    assert "\x1b[4mkills germs\x1b[0m" in out
    assert not re.search(r"\x1b(?!\[[0-9;]*m)|\x07|\u202e", out)


def test_json_is_one_report_a_line(kills: str, clean: str, capsys: pytest.CaptureFixture) -> None:
    main(["check", kills, clean, "--format", "json"])
    reports = [Report.model_validate_json(line) for line in capsys.readouterr().out.splitlines()]
    assert [bool(report.findings) for report in reports] == [True, False]


def test_day_decides_which_law_counts(kills: str, capsys: pytest.CaptureFixture) -> None:
    assert main(["check", kills, "--on", "1950-01-01"]) == 0
    assert main(["check", kills, "--on", "soon"]) == 2
    assert capsys.readouterr().err == "caveat: --on: 'soon' is not a day such as 2026-11-21\n"


def test_messages_in_chinese(kills: str, capsys: pytest.CaptureFixture) -> None:
    main(["check", kills, "--language", "zh"])
    assert re.search("[\u4e00-\u9fff]", capsys.readouterr().out)


def test_bad_input_is_one_line_each(kills: str, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text('{"fields": [{"id": "t", "role": "title"}]}')
    assert main(["check", str(broken), str(tmp_path / "none.txt"), kills, "--format", "json"]) == 2
    captured = capsys.readouterr()
    assert captured.err.splitlines() == [
        f"caveat: {broken}: fields.0.text: Field required",
        f"caveat: {tmp_path / 'none.txt'}: No such file or directory",
    ]
    assert len(captured.out.splitlines()) == 1
    assert main(["check", kills, "--market", "USA"]) == 2
    assert "markets.0" in capsys.readouterr().err
    assert main(["check", kills, "--marketplace", "amazonia"]) == 2
    assert main(["check", kills, "--product-type", "spaceship"]) == 2


def test_saved_page_is_read(capsys: pytest.CaptureFixture) -> None:
    page = str(ROOT / "tests/pages/amazon.html")
    assert main(["check", page, "--marketplace", "amazon", "--format", "json"]) in (0, 1)
    report = Report.model_validate_json(capsys.readouterr().out)
    assert {"title", "bullet_1", "description"} <= set(report.checked.fields)


def test_rules_are_listed_and_shown(capsys: pytest.CaptureFixture) -> None:
    assert main(["rules", "list"]) == 0
    assert re.search(r"^pesticide/kills-germs +stop +PESTICIDE", capsys.readouterr().out, re.MULTILINE)
    assert main(["rules", "show", "pesticide/kills-germs"]) == 0
    shown = capsys.readouterr().out
    assert "stop; prove in" in shown and "pesticide/kills-germs.toml" in shown
    assert re.search(r"US  US-EPA-FIFRA  verified, from \d{4}-\d\d-\d\d, read on \d{4}-\d\d-\d\d", shown)
    assert re.search(r"amazon  AMAZON-PESTICIDES .*\n.*help page", shown) and "Kills" in shown
    assert main(["rules", "show", "no/such"]) == 2
    assert capsys.readouterr().err == "caveat: There is no rule 'no/such'.\n"


def test_extension_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    from caveat.cli import extension

    monkeypatch.setattr(extension, "BUILT", tmp_path)
    assert main(["extension"]) == 2
    (tmp_path / "firefox").mkdir()
    (tmp_path / "firefox" / "manifest.json").write_text("{}")
    assert main(["extension", "--browser", "firefox"]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'firefox'}\n"


def test_generated_files_are_fresh(capsys: pytest.CaptureFixture) -> None:
    assert main(["contract", "--check"]) == 0, capsys.readouterr().err


def test_bad_settings_are_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    assert main(["serve", "--host", "0.0.0.0"]) == 2
    assert capsys.readouterr().err == "caveat: host: 0.0.0.0 is not a loopback address such as 127.0.0.1\n"
    monkeypatch.setenv("CAVEAT_PORT", "eight")
    assert main(["serve"]) == 2
    assert capsys.readouterr().err == "caveat: CAVEAT_PORT: 'eight' is not a whole number\n"


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess:
    environment = os.environ | {"PYTHONPATH": str(ROOT / "server")}
    return subprocess.run(
        [sys.executable, "-m", "caveat.cli", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        **options,
    )


def test_standard_input_and_help() -> None:
    found = run("check", "-", "--market", "us", input="Our spray kills germs.")
    assert found.returncode == 1 and "«kills germs»" in found.stdout
    assert "COMMAND" in run("--help").stdout
    assert run("nope").returncode == 2


def test_serve_pairs_and_stops(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'serve.sqlite3'}"
    environment = os.environ | {"PYTHONPATH": str(ROOT / "server"), "CAVEAT_DATABASE": database}
    port = _free_port()
    command = [sys.executable, "-m", "caveat.cli", "serve", "--port", str(port)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    # What runs in the background of a shell is deaf to this signal, and so would be what it starts.
    hears = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}
    with subprocess.Popen(command, env=environment, **pipes, **hears) as server:
        lines = [server.stdout.readline() for _ in range(4)]
        printed = "".join(lines)
        assert f"http://127.0.0.1:{port}/demo" in printed and "chromium" in printed
        first = re.search(r"([A-Z2-9]{4}-[A-Z2-9]{4})", lines[3])[1]
        taken = run("serve", "--port", str(port), "--database", database)
        assert taken.returncode == 2 and f"127.0.0.1:{port}:" in taken.stderr
        second = run("pair", "--database", database).stdout.strip()
        assert _pair(port, first) == 403 and _pair(port, second) == 200 and _pair(port, second) == 403
        server.send_signal(signal.SIGINT)
        assert server.wait(10) == 0
        logged = server.stderr.read()
    assert first not in logged and second not in logged and "Traceback" not in logged


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _pair(port: int, code: str) -> int:
    body = json.dumps({"code": code}).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/pair", body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


def test_a_new_rule_is_scaffolded_and_says_what_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from caveat.cli import rulework

    monkeypatch.setattr(rulework, "HERE", tmp_path)
    assert main(["rules", "new", "perf/glows", "--category", "PERF"]) == 0
    assert "caveat rules test perf/glows" in capsys.readouterr().out
    assert tomllib.loads((tmp_path / "perf" / "glows.toml").read_text(encoding="utf-8"))["category"] == "PERF"
    assert main(["rules", "new", "perf/glows"]) == 2
    assert main(["rules", "new", "glows"]) == 2


def test_rules_are_tested_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "test", "pesticide/kills-germs"]) == 0
    assert "1 rules, 0 failing examples" in capsys.readouterr().err
    assert main(["rules", "test", "no/such"]) == 2


def test_laws_to_come_are_told_with_their_dates(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from caveat.cli import rulework

    class Day(date):
        @classmethod
        def today(cls) -> date:
            return date(2026, 11, 22)

    monkeypatch.setattr(rulework, "date", Day)
    assert main(["rules", "upcoming"]) == 0
    told = capsys.readouterr().out
    assert "no date yet  EU  EU-GCD  planned" in told
    assert "2027-03-16, in 114 days  CN  CN-FOODLABEL  verified" in told


def test_the_catalogue_is_fresh() -> None:
    assert main(["rules", "catalogue", "--check"]) == 0, "run `make generate`"
