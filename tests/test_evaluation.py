"""`caveat eval`: the measures on a small corpus, the seeded sample, and input that cannot be read."""

import json
from pathlib import Path

import pytest
from caveat.cli import main
from caveat.evaluation.rewrites import invents
from caveat.models import Listing

GROUPS = {
    "market_by_regulator_prefix": {"UK": "GB"},
    "market_by_language": {"en": "US", "de": "DE"},
    "groups": {"antimicrobial": ["PESTICIDE"], "green": ["GREEN"]},
}
QUOTES = [
    {
        "id": "a#0",
        "case": "a",
        "regulator": "UK ASA",
        "lang": "en",
        "category": "antimicrobial",
        "text": "Kills bacteria",
    },
    {"id": "a#1", "case": "a", "regulator": "UK ASA", "lang": "en", "category": "antimicrobial", "text": "Steel lid"},
    {"id": "b#0", "case": "b", "regulator": "LG X", "lang": "de", "category": "green", "text": "Tötet Bakterien"},
]
EXAMPLES = [
    {"category": "PESTICIDE", "expect": "warn", "text": "Kills 99% of germs", "scene": False},
    {"category": "PESTICIDE", "expect": "no_warn", "text": "Kills time on long flights", "scene": False},
    {"category": "PESTICIDE", "expect": "warn", "text": "A lid without a word about it", "scene": True},
]
LISTINGS = [
    {"id": str(n), "lang": "en", "market": "x", "title": f"Board {n}", "bullets": ["Kills germs"], "description": ""}
    for n in range(5)
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for name, rows in (("regulator_quotes", QUOTES), ("claims_examples", EXAMPLES), ("listings", LISTINGS)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    (tmp_path / "groups.json").write_text(json.dumps(GROUPS), encoding="utf-8")
    return tmp_path


def figures(corpus: Path, capsys: pytest.CaptureFixture[str]) -> dict[tuple[str, str], dict]:
    assert main(["eval", str(corpus), "--format", "json"]) == 0
    return {(one["measure"], one["part"]): one for one in json.loads(capsys.readouterr().out)}


def test_measures_count_cases_groups_and_alerts(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = figures(corpus, capsys)
    assert found["quotes found", "en"]["share"] == 0.5, "one case, half of its quotes"
    assert found["quotes found", "en"]["rows"] == ["a#1"]
    assert found["quotes found", "other than en"]["share"] == 1
    assert found["quotes in the right group", "all"]["share"] == 0.5, "the German case is found, but not as green"
    assert found["violating lines found", "all"]["of"] == 1, "scenes are left out"
    assert found["near-misses flagged", "all"]["hits"] == 0
    assert found["listings with a stop", "all"]["hits"] == 5


def test_the_index_and_a_plain_loop_find_the_same(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", str(corpus), "--naive", "--format", "json"]) == 0
    found = {one["part"]: (one["hits"], one["of"]) for one in json.loads(capsys.readouterr().out)}
    assert found == {"regulator_quotes": (3, 3), "claims_examples": (3, 3), "listings": (5, 5)}


def test_rewrites_are_measured_as_they_would_be_made(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", str(corpus), "--rewrites", "--format", "json"]) == 0
    found = {(one["measure"], one["part"]): one for one in json.loads(capsys.readouterr().out)}
    for part, findings in (("regulator_quotes", 2), ("claims_examples", 1), ("listings", 5)):
        assert (
            found["findings with a rewrite", part]["hits"] == found["findings with a rewrite", part]["of"] >= findings
        )
        for measure in ("rewrites that clear it, add none", "rewrites that state nothing new"):
            assert found[measure, part]["rows"] == [], (measure, part)


def test_a_rewrite_that_states_something_new_is_seen() -> None:
    fields = [{"id": "text", "role": "description", "text": "A bottle that kills germs."}]
    listing = Listing.model_validate({"markets": ["US"], "fields": fields})
    for text, new in (("A bottle.", False), ("A steel bottle.", True), ("A bottle for 750 ml.", True)):
        changed = listing.model_copy(update={"fields": [listing.fields[0].model_copy(update={"text": text})]})
        assert invents(listing, changed, "text") is new, text


def test_a_sample_of_rewrites_shows_before_and_after(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", str(corpus), "--rewrites", "--sample", "4"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(lines) == 4
    assert all(line["before"] != line["after"] for line in lines)


def test_the_sample_is_the_same_for_a_seed(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def sample(seed: str) -> str:
        main(["eval", str(corpus), "--sample", "3", "--seed", seed])
        return capsys.readouterr().out

    assert sample("1") == sample("1") != sample("2")
    assert len(sample("1").splitlines()) == 3


def test_the_sample_of_a_marketplace_holds_what_it_forbids(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = LISTINGS[0] | {"title": "Grip for Sony Nokia Apple LG Oppo"}
    (corpus / "listings.jsonl").write_text(json.dumps(row), encoding="utf-8")

    def rules(*arguments: str) -> list[str]:
        main(["eval", str(corpus), "--sample", "9", *arguments])
        return [json.loads(line)["rule"] for line in capsys.readouterr().out.splitlines()]

    assert rules("--verdict", "platform") == []
    assert rules("--verdict", "platform", "--marketplace", "amazon") == ["spam/string-of-brands"]


def test_a_line_that_is_no_json_is_named(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (corpus / "listings.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n{oops")
    assert main(["eval", str(corpus)]) == 2
    assert "listings.jsonl:6:" in capsys.readouterr().err


def test_a_folder_without_a_corpus_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", str(tmp_path)]) == 2
    assert "regulator_quotes.jsonl" in capsys.readouterr().err


def test_the_repositorys_own_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """Lines written for measuring, apart from the rules' own examples: harmless ones stay silent, claims are found."""
    found = figures(Path(__file__).parent / "evaluation", capsys)
    assert found["near-misses flagged", "all"]["rows"] == []
    assert found["violating lines found", "all"]["share"] >= 0.95
