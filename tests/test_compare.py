"""The guard against drafts: what they add, change and lose, over HTTP, on the command line, and whatever they hold."""

import io
import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from caveat.cli import main
from caveat.comparer import compare
from caveat.comparer.nouns import Comparison, Copy
from caveat.errors import BadInput
from caveat.models import Listing
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st

PAIRS = Path(__file__).with_name("drafts") / "pairs.jsonl"
MARKED = re.compile(r"\{([+~!-])(.*?)\1\}")
SOURCE = "Steel flask, 500 ml, 280 g."
DRAFT = "🔥 Steel flask for 750 ml, made in Germany."


def read(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """A line of the set without its marks, and what they mark: + new, ~ changed, - lost, ! left by a chatbot."""
    plain, spans, last = "", [], 0
    for found in MARKED.finditer(marked):
        plain += marked[last : found.start()]
        spans.append((found[1], len(plain), len(plain) + len(found[2])))
        plain, last = plain + found[2], found.end()
    return plain + marked[last:], spans


def told(report: Comparison) -> list[tuple[str, int, int]]:
    """What a comparison found, marked alike."""
    kinds = {"AIREM": "!", "CONTRADICT": "~"}
    found = [(kinds.get(one.category, "+"), one.start or 0, one.end or 0) for one in report.findings]
    return found + [("-", one.start or 0, one.end or 0) for one in report.lost]


def test_the_set_is_found_and_faithful_drafts_are_quiet() -> None:
    wanted = hit = faithful = alarmed = 0
    for line in PAIRS.read_text("utf-8").splitlines():
        row = json.loads(line)
        (source, lost), (draft, marked) = read(row["source"]), read(row["draft"])
        found = told(compare(Copy(text=source), Copy(text=draft)))
        for mark, start, end in (*lost, *marked):
            wanted += 1
            hit += any(one[0] == mark and one[1] < end and start < one[2] for one in found)
        faithful += not (lost or marked)
        alarmed += bool(found) and not (lost or marked)
    assert hit >= 0.9 * wanted and alarmed <= 0.05 * faithful, (hit, wanted, alarmed, faithful)


def test_both_places_are_told() -> None:
    report = compare(Copy(text=SOURCE), Copy(text=DRAFT))
    changed, added = report.findings
    assert (changed.rule, changed.start, changed.text, changed.verdict) == ("draft/changed", 19, "750 ml", "prove")
    assert [(one.field, one.start, one.end) for one in changed.related] == [("text", 13, 19)]
    assert changed.suggestions[0].text == "500 ml"
    assert (added.category, added.text) == ("ORIGIN", "made in Germany")
    assert [(one.kind, one.text) for one in report.lost] == [("quantity", "280 g")]


def test_facts_are_a_source() -> None:
    facts = [{"name": "Capacity", "value": "500 ml"}, {"name": "Material", "value": "Stainless Steel"}]
    source = Listing.model_validate({"fields": [], "facts": facts})
    report = compare(source, Copy(text="不锈钢保温杯，容量750毫升"))
    assert [one.text for one in report.findings] == ["750毫升"]
    assert report.findings[0].related[0].fact == "Capacity"


def test_api_answers_a_comparison(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    body: dict[str, Any] = {"source": {"text": SOURCE}, "draft": {"text": f"<p>{DRAFT}</p>", "format": "html"}}
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/api/v1/compare", json=body, headers={"Accept-Language": "zh"})
    report = Comparison.model_validate_json(answer.data)
    assert answer.status_code == 200 and report.findings[0].start == 22 and "来源" in report.findings[0].message
    assert "750" not in caplog.text
    for broken, code in (({"text": " "}, "empty-draft"), ({"text": 3}, "bad-draft"), ({"words": ""}, "bad-draft")):
        answer = client.post("/api/v1/compare", json=body | {"draft": broken})
        assert (answer.status_code, answer.json["code"]) == (422, code)
    assert client.post("/api/v1/compare", json=body | {"source": {"text": ""}}).json["code"] == "empty-source"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    contents = {
        "source.txt": SOURCE.encode(), "draft.md": f"# Flask\n\n**{DRAFT}**".encode(),
        "same.html": f"<p>{SOURCE}".encode(),
        "listing.json": json.dumps({"fields": [], "facts": [{"name": "Capacity", "value": "500 ml"}]}).encode(),
        "latin.txt": "Stück".encode("latin-1"), "empty.txt": b" \n", "sheet.pdf": b"%PDF",
    }  # fmt: skip
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
    return {name: str(tmp_path / name) for name in (*contents, "none.txt")}


def test_status_says_whether_the_draft_adds_or_changes(files: dict[str, str], capsys: pytest.CaptureFixture) -> None:
    assert main(["compare", files["source.txt"], files["same.html"]]) == 0
    assert "nothing else" in capsys.readouterr().out
    assert main(["compare", files["source.txt"], files["draft.md"]]) == 1
    out = capsys.readouterr().out
    assert all(part in out for part in ("changed", "750 ml", "in the source: 500 ml", "new", "lost", "280 g"))
    assert main(["compare", files["listing.json"], files["draft.md"], "--language", "zh"]) == 1
    assert "来源资料中为: Capacity: 500 ml" in capsys.readouterr().out
    assert main(["compare", files["source.txt"], files["draft.md"], "--json"]) == 1
    assert Comparison.model_validate_json(capsys.readouterr().out).lost


def test_standard_input_is_one_of_the_two(files: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(SOURCE.encode())))
    assert main(["compare", "-", files["same.html"]]) == 0
    assert main(["compare", "-", "-"]) == 2


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.txt", "No such file"),
        ("latin.txt", "is not UTF-8"),
        ("empty.txt", "nothing in it"),
        ("sheet.pdf", ".pdf"),
    ],
)
def test_bad_files_are_named(files: dict[str, str], name: str, said: str, capsys: pytest.CaptureFixture) -> None:
    assert main(["compare", files["source.txt"], files[name]]) == 2
    assert said in capsys.readouterr().err


def test_empty_texts_are_no_sources() -> None:
    with pytest.raises(BadInput) as raised:
        compare(Copy(text="<p></p>", format="text"), Copy(text=" "))
    assert raised.value.code == "empty-draft"


def test_a_flood_of_numbers_is_cut_short() -> None:
    report = compare(Copy(text=SOURCE), Copy(text=" ".join(f"{n} kg" for n in range(2000))))
    assert report.partial and report.findings


WORDS = st.sampled_from(
    [*"0123456789.,%x×-–—°/\n «»《》", *SOURCE.split(), *DRAFT.split(), "不防水", "韩国制造", "IP68", "Ümläut", "두 개"]
)


@settings(max_examples=40, deadline=None)
@given(source=st.lists(st.one_of(WORDS, st.text(max_size=8))), draft=st.lists(st.one_of(WORDS, st.text(max_size=8))))
def test_no_text_breaks_it(source: list[str], draft: list[str]) -> None:
    one, other = "a " + " ".join(source), "b " + " ".join(draft)
    report = compare(Copy(text=one), Copy(text=other, format="html"))
    units = other.encode("utf-16-le")
    for finding in report.findings:
        assert finding.start is not None and finding.end is not None
        assert units[2 * finding.start : 2 * finding.end].decode("utf-16-le") == finding.text
