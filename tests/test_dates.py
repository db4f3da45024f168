"""Laws begin and end on their day: findings change with it, and what is planned is told and finds nothing."""

from datetime import date
from pathlib import Path

import pytest
from books import LAWS, engine_of, listing, small_book, write_rule
from caveat.checker import check
from caveat.cli import main
from caveat.rulebook import load

DATED = LAWS.replace("effective = 2020-01-01", "effective = 2026-03-01\nuntil = 2026-06-01")


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        (date(2026, 2, 28), None),
        (date(2026, 3, 1), "stop"),
        (date(2026, 5, 31), "stop"),
        (date(2026, 6, 1), None),  # `until` is the first day without it
        (date(2026, 6, 2), None),
    ],
)
def test_a_law_speaks_from_its_day_until_its_end(tmp_path: Path, day: date, verdict: str | None) -> None:
    root = small_book(tmp_path)
    (root / "laws" / "test.toml").write_text(DATED, encoding="utf-8")
    write_rule(root, "pest/zap", ["zap"])
    engine = engine_of(root)
    found = check(listing("zap it", marketplace="generic"), on=day, book=engine).findings
    assert [finding.verdict for finding in found] == ([verdict] if verdict else [])
    assert all(str(law.effective) == "2026-03-01" for finding in found for law in finding.laws)
    (platform,) = check(listing("zap it"), on=day, book=engine).findings
    assert platform.verdict == (verdict or "platform"), "the marketplace's own rule is not dated by the law"


def test_a_planned_law_finds_nothing_whatever_the_day(tmp_path: Path) -> None:
    root = small_book(tmp_path)
    (root / "laws" / "test.toml").write_text(LAWS.replace('"verified"', '"planned"'), encoding="utf-8")
    write_rule(root, "pest/zap", ["zap"])
    engine = engine_of(root)
    for day in (date(2019, 1, 1), date(2026, 11, 22), date(2040, 1, 1)):
        assert check(listing("zap it", marketplace="generic"), on=day, book=engine).findings == []


def test_generic_green_words_stop_in_the_union_from_27_september_2026() -> None:
    sample = listing("An eco-friendly bottle", markets=["DE"], marketplace="generic")
    verdicts = [
        {finding.verdict for finding in check(sample, on=day).findings}
        for day in (date(2026, 9, 26), date(2026, 9, 27))
    ]
    assert "stop" not in verdicts[0]
    assert "stop" in verdicts[1]


def test_upcoming_tells_what_is_planned_or_later(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "upcoming"]) == 0
    told = capsys.readouterr().out
    laws = load().laws.items()
    later = [name for name, law in laws if law.status == "planned" or (law.effective or date.min) > date.today()]
    assert later
    assert all(name in told for name in later)
    assert not any(f" {name} " in told for name, law in laws if name not in later)
