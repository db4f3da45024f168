"""The kept rule book: read when it is ours, whole and fresh; otherwise worked out anew, and the log says why."""

import logging
import marshal
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from books import listing, small_book, write_rule
from caveat import check, checker, config, rulebook, shelf
from caveat.analysis.engine import Engine
from caveat.analysis.index import LANGUAGES, build
from caveat.analysis.plain import plain, restored
from caveat.analysis.selfcheck import problems
from caveat.errors import BadRuleBook
from caveat.models import Report
from caveat.rulebook.schema import Language


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = small_book(tmp_path / "rules")
    write_rule(root, "test/zap", ["zap", "antizap* ... now"], flags=["We «zap» it.", "It is «antizapping right now»."])
    return root


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "cache"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "caveat.shelf")
    return caplog


@pytest.fixture
def whole() -> Path:
    """The folder in which the real book is kept for this run of the tests."""
    checker.engine()
    return config.cache_folder()


def works(engine: Engine) -> bool:
    text = "Antizapping machines work now, and zap all."
    return [one.text for one in check(listing(text), book=engine).findings] == ["Antizapping machines work now", "zap"]


def checked(monkeypatch: pytest.MonkeyPatch) -> list[Engine]:
    """The books whose examples are run from now on."""
    found: list[Engine] = []
    monkeypatch.setattr(shelf, "selfcheck", found.append)
    return found


def test_the_first_start_keeps_the_book_and_the_next_one_reads_it(
    root: Path, folder: Path, log: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = shelf.engine(root, folder)
    assert "no rule book is kept yet" in log.text
    assert [path.name for path in folder.iterdir()] == ["rulebook"]
    assert os.name == "nt" or (folder / "rulebook").stat().st_mode & 0o777 == 0o600
    log.clear()
    again = checked(monkeypatch)
    second = shelf.engine(root, folder)
    assert works(first) and works(second)
    assert not again, "its examples were run before it was kept"
    assert second.book == first.book and second.ref == first.ref
    assert not log.text


def test_a_book_with_a_failing_example_is_never_kept(root: Path, folder: Path) -> None:
    write_rule(root, "test/bad", ["zip"], flags=["«zip» it", "«zap» it"])
    for _ in range(2):
        with pytest.raises(BadRuleBook, match=r"test/bad\.toml"):
            shelf.engine(root, folder)
    assert not list(folder.iterdir())


def test_other_rules_are_worked_out_anew(
    root: Path, folder: Path, log: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf.engine(root, folder)
    write_rule(root, "test/zip", ["zip"], flags=["«zip» it", "a «zip»"])
    rulebook.load.cache_clear()
    assert "test/zip" in shelf.engine(root, folder).book.rules
    assert "other rules" in log.text
    monkeypatch.setattr(shelf.sys, "version", "4.0")
    log.clear()
    assert works(shelf.engine(root, folder))
    assert "other code" in log.text


@pytest.mark.parametrize("harm", [lambda data: data[:-9], lambda data: b"", lambda data: data[:90] + b"!" + data[91:]])
def test_a_damaged_file_is_ignored_and_mended(harm, root: Path, folder: Path, log: pytest.LogCaptureFixture) -> None:
    shelf.engine(root, folder)
    path = folder / "rulebook"
    path.write_bytes(harm(path.read_bytes()))
    log.clear()
    assert works(shelf.engine(root, folder))
    assert "damaged" in log.text
    log.clear()
    assert works(shelf.engine(root, folder))
    assert not log.text


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes; its cache folders are the user's own")
def test_what_others_can_write_to_is_not_read(root: Path, folder: Path, log: pytest.LogCaptureFixture) -> None:
    shelf.engine(root, folder)
    for place, mode in ((folder / "rulebook", 0o666), (folder, 0o777)):
        place.chmod(mode)
        log.clear()
        assert works(shelf.engine(root, folder))
        assert "somebody else" in log.text


def test_without_a_folder_to_write_to_it_works_all_the_same(
    root: Path, tmp_path: Path, log: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("a file, where a folder should be", encoding="utf-8")
    assert works(shelf.engine(root, tmp_path / "file"))
    assert "cannot be kept" in log.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_index_survives_being_kept(language: Language) -> None:
    """Every word, pattern and side condition of the real book comes back as it was."""
    made = build(rulebook.load(), language)
    data = marshal.dumps(plain(made))
    back = restored(language, marshal.loads(data))
    assert plain(back) == plain(made)
    assert back.keyed_shapes == made.keyed_shapes and back.shapes == made.shapes


def test_eight_threads_at_a_book_just_read_get_what_one_gets(whole: Path) -> None:
    """All languages at once, none of which was asked for before; nothing is in memory yet."""
    alone, together, start = shelf.engine(folder=whole), shelf.engine(folder=whole), Barrier(8)
    examples = [(language, example.replace("«", "").replace("»", "")) for rule in alone.book.rules.values()
                for language in rule.patterns for example in rule.flags[language][:1]]  # fmt: skip
    listings = [listing(text, language=language, markets=["US", "EU", "CN", "JP"]) for language, text in examples[::12]]
    wanted = [check(one, book=alone) for one in listings]
    assert sum(bool(report.findings) for report in wanted) > len(wanted) / 2

    def work(number: int) -> list[Report]:
        start.wait()
        return [check(one, book=together) for one in listings[number:] + listings[:number]]

    with ThreadPoolExecutor(8) as pool:
        for number, found in enumerate(pool.map(work, range(8))):
            assert found == wanted[number:] + wanted[:number]


def test_a_kept_book_passes_its_own_examples(whole: Path) -> None:
    kept = shelf.engine(folder=whole)
    assert kept.book == rulebook.load()
    assert list(problems(kept)) == []
