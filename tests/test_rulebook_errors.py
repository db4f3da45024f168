"""A file of the rule book that does not fit is refused, with file, line where known, and what to do."""

from pathlib import Path

import pytest
from books import engine_of, small_book, write_rule
from caveat.analysis.selfcheck import problems, selfcheck
from caveat.errors import BadRuleBook
from caveat.rulebook import linear, load


def refusal(root: Path) -> str:
    """What loading the book says. Its rules' examples are run as at every start."""
    with pytest.raises(BadRuleBook) as error:
        selfcheck(engine_of(root))
    return error.value.message


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        ({"flags": ["«zap»"]}, None, "flags.en: 1 examples, at least 2 are needed"),
        ({"laws": ["US-TESS"]}, 4, "laws: no law US-TESS; did you mean US-TEST? Laws stand in laws/<market>.toml"),
        ({"patterns": ["{germs} zap"]}, 16, "no lexicon or shape germs; did you mean germ?"),
        ({"patterns": ["{number}"]}, 16, "no word to find it by"),
        ({"patterns": ["zap {"]}, 16, "cannot read ' {'"),
        ({"patterns": ["ab*"]}, 16, "a `*` needs four letters"),
        ({"patterns": ["({germ}|zap)"]}, 16, "a slot cannot stand inside"),
        ({"more": "confidense = 1"}, 8, "confidense: no such entry; did you mean confidence?"),
        ({"category": "PESTS"}, 2, "category: Input should be"),
        ({"verdict": '{default = "prove", XX = "stop"}'}, 3, "verdict: no law speaks for the market XX"),
        ({"verdict": '{EU = "stop"}'}, 3, "needs a `default`"),
        ({"more": 'without_guards = ["brandt"]'}, 8, "no guard brandt; did you mean brand?"),
        ({"body": '[unless]\nde = ["zack"]'}, 18, "unless.de: no patterns.de to go with it"),
        ({"more": "laws = 1"}, 8, "Cannot overwrite a value"),
        ({"laws": [], "platforms": []}, None, "cites neither a law nor a marketplace"),
    ],
)
def test_a_bad_rule_names_its_file_and_line(tmp_path: Path, change: dict, line: int | None, said: str) -> None:
    root = small_book(tmp_path)
    write_rule(root, "bad/rule", **{"patterns": ["zap"]} | change)
    message = refusal(root)
    assert message.startswith(f"bad/rule.toml:{line}: " if line else "bad/rule.toml: ")
    assert said in message


@pytest.mark.parametrize(
    ("part", "instead", "said"),
    [
        ('zh = "“{match}”如此宣称。"', "", "message: Value error, no text in zh"),
        ("[allows]", "[allowed]", "allowed: no such entry; did you mean allows?"),
        ('[flags]\nen = ["«zap»", "«zap»"]\n', "", "flags: this entry is missing; write it"),
        ("[patterns]", "[patterns", "this is not TOML"),
    ],
)
def test_what_is_missing_or_misspelt_is_named(tmp_path: Path, part: str, instead: str, said: str) -> None:
    root = small_book(tmp_path)
    write_rule(root, "bad/rule", ["zap"], flags='["«zap»", "«zap»"]')
    path = root / "bad/rule.toml"
    assert part in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(part, instead), encoding="utf-8")
    message = refusal(root)
    assert message.startswith("bad/rule.toml")
    assert said in message


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    root = small_book(tmp_path)
    (root / "lexicons" / "odd.toml").write_bytes(b'en = ["\xff"]')
    assert "lexicons/odd.toml: " in refusal(root) and "save it as UTF-8" in refusal(root)


def test_a_failing_example_says_file_line_expected_and_got(tmp_path: Path) -> None:
    root = small_book(tmp_path)
    write_rule(root, "bad/example", ["zap"], flags=["«zap» it", "«zip» it"])
    said = "bad/example.toml:20: en example '«zip» it': expected ['zip'], got []"
    assert list(problems(engine_of(root))) == [said]
    assert refusal(root) == said


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("laws/more.toml", '[US-TEST]\nmarket = "US"\n', "laws/test.toml:2: US-TEST: this id stands in laws/more.toml"),
        ("Bad/Rule.toml", "", "bad/rule.toml: its name differs from Bad/Rule.toml only in capitals; keep one"),
        ("Worse/rule.toml", None, "Worse/rule.toml: a rule is named family/what-it-catches, in small letters"),
        ("lexicons/percent.toml", 'en = ["x"]', "lexicons/percent.toml: a shape has this name too; rename"),
        ("lexicons/odd.toml", 'xx = ["x"]', "lexicons/odd.toml:1: xx: no such language"),
        ("lexicons/odd.toml", 'en = "x"', "lexicons/odd.toml:1: en: a lexicon is a list of phrases"),
        (
            "lexicons/odd.toml",
            'de = ["x"]\nen = ["{germs}"]',
            "lexicons/odd.toml:2: en: no lexicon germs; did you mean",
        ),
    ],
)
def test_two_of_a_name_and_bad_lexicons_are_refused(tmp_path: Path, file: str, text: str | None, said: str) -> None:
    root = small_book(tmp_path)
    write_rule(root, "bad/rule", ["zap"])
    rule = (root / "bad/rule.toml").read_text(encoding="utf-8")
    path = root / file
    path.parent.mkdir(exist_ok=True)
    record = (root / "laws/test.toml").read_text(encoding="utf-8").split("\n\n")[0]
    path.write_text(
        rule if not text and file.startswith(("Bad", "Worse")) else record if "laws" in file else text or ""
    )
    assert refusal(root).startswith(said)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(a{1,9}){2,}b", "a repeat without an upper bound"),
        ("[a-z]+x", "a repeat without an upper bound"),
        ("(?:a{1,30}){1,30}", "a repeat inside a repeat"),
        ("(?:a|aa){1,9}", "a repeat inside a repeat"),
        ("[a-z]{0,300}[a-z0-9]{0,300}x", "share characters in 90601 ways"),
        (r"(a)\\1", "a back reference"),
        ("(a", "this is no regular expression"),
    ],
)
def test_a_shape_that_is_not_linear_is_refused(tmp_path: Path, pattern: str, said: str) -> None:
    root = small_book(tmp_path)
    with (root / "book.toml").open("a", encoding="utf-8") as book:
        book.write(f'\n[shapes.slow]\npattern = "{pattern}"\n')
    message = refusal(root)
    assert message.startswith("book.toml:") and "shapes.slow: " in message
    assert said in message


@pytest.mark.parametrize(
    "pattern", ["a{1,3}b", r"\d{1,3}(?:[.,]\d{3}){0,4}", "(?<!a)b", "(?:x|!{2,})", r"a(?!\w{0,9}@)"]
)
def test_a_linear_shape_is_let_through(pattern: str) -> None:
    assert linear.fault(pattern) is None


def test_the_shapes_of_the_book_are_linear() -> None:
    assert {
        name: linear.fault(shape.pattern) for name, shape in load().shapes.items() if linear.fault(shape.pattern)
    } == {}


@pytest.mark.parametrize(
    ("said", "line", "wrong"),
    [
        (
            '[oak]\nis = ["wod"]\nen = ["oak"]\n\n[wood]\nen = ["wood"]',
            1,
            "oak: is wod, which is no value of this file; did",
        ),
        ('[a]\nis = ["b"]\nen = ["a"]\n\n[b]\nis = ["a"]\nen = ["b"]', 1, "a: is a kind of itself in the end"),
        ('[gem]\nbeside = ["metl"]\nen = ["gem"]', 1, "gem: beside metl, which is no value of this file"),
        ('[wood]\nen = ["wood"]\n\n[oak]\nen = ["oak", " "]', 4, "oak: Value error, a word is empty"),
        ('[wood]\nen = ["wood"]\n\n[oak]\nis = ["wood"]', 4, "oak: Value error, no word says this value"),
        ('[_]\nclaimed = "often"\n\n[wood]\nen = ["wood"]', 2, "_.claimed: Input should be"),
        ('[wood]\nenn = ["wood"]', 2, "wood.enn: no such entry; did you mean en?"),
    ],
)
def test_a_bad_value_file_names_its_file_and_entry(tmp_path: Path, said: str, line: int, wrong: str) -> None:
    root = small_book(tmp_path)
    path = root / "facts" / "values" / "wares.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(said, encoding="utf-8")
    message = refusal(root)
    assert message.startswith(f"facts/values/wares.toml:{line}: ") and wrong in message, message
