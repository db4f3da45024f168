"""Folding, tokens, offsets, languages and markup: what lies between the seller's text and the rules."""

from itertools import pairwise

import pytest
from caveat.models import scrub
from caveat.text import html
from caveat.text.chinese import is_traditional, simplified, traditional
from caveat.text.language import detect
from caveat.text.normalise import Folded
from caveat.text.tokens import spans, words
from caveat.text.utf16 import Utf16, cut
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ＣＵＲＥＳ", "cures"),
        ("cu\u200bres", "cures"),
        ("CAFE\u0301", "café"),
        ("Straße", "strasse"),
        ("don’t", "don't"),
        ("non\u2011toxic", "non-toxic"),
        ("ｶﾞｰｾﾞ", "ガーゼ"),
        ("сurеs", "cures"),  # Cyrillic с and е
        ("c u r e s it", "cures it"),
        ("c.u.r.e.s", "cures"),
        ("c🔥u🔥r🔥e🔥s", "cures"),
        ("sizes S M L, grade A B C", "sizes s m l, grade a b c"),
        ("info@shop.example, c@ncer", "info@shop.example, cancer"),
        ("Hurry!buy it for US$5", "hurry!buy it for us$5"),
    ],
)
def test_spelling_is_folded(written: str, folded: str) -> None:
    assert Folded(written).text == folded


@given(st.text(max_size=200))
def test_folded_characters_lead_back(text: str) -> None:
    folded = Folded(text)
    for index in range(len(folded.text)):
        assert 0 <= folded.origin(index) < folded.end(index + 1) <= len(text)


def test_dotted_capital_i_does_not_shift_offsets() -> None:
    text = "İstanbul cures acne"
    folded = Folded(text)
    start = folded.text.index("cures")
    assert text[folded.origin(start) : folded.end(start + 5)] == "cures"


def test_traditional_chinese_reads_as_simplified() -> None:
    assert simplified("預防膽固醇過高、殺滅塵蟎、兩岸說法") == "预防胆固醇过高、杀灭尘螨、两岸说法"


def test_simplified_chinese_is_written_as_traditional() -> None:
    assert (
        traditional("易清洁，带CE标志，使细纹看起来不明显，面料干净")
        == "易清潔，帶CE標志，使細紋看起來不明顯，面料乾淨"
    )
    assert traditional("采用植物与木制成，适合于日常使用，控制准确") == "採用植物與木製成，適合於日常使用，控制準確"
    assert (
        is_traditional("這款砧板易清潔")
        and not is_traditional("这款砧板易清洁")
        and not is_traditional("cutting board")
    )


@given(st.text())
def test_simplified_text_is_as_long(text: str) -> None:
    assert len(simplified(text)) == len(text)


@given(st.text())
def test_lone_surrogates_become_one_character(text: str) -> None:
    broken = f"a\ud800{text}"
    assert len(scrub(broken)) == len(broken)
    scrub(broken).encode()


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_utf16_offsets_cut_the_same_text(text: str, first: int, second: int) -> None:
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    units = Utf16(text)
    assert cut(text, units.units(start), units.units(end)) == text[start:end]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("kills 99.9% of bacteria.", ["kills", "99.9", "%", "of", "bacteria", "."]),
        ("eco-friendly 500ml b12 don't", ["eco", "friendly", "500", "ml", "b12", "don't"]),
        ("l'eau d'origine, jusqu'à 3 l", ["l", "eau", "d", "origine", ",", "jusqu", "à", "3", "l"]),
        ("dell'acqua all'aperto un'idea", ["dell", "acqua", "all", "aperto", "un", "idea"]),
        ("aujourd'hui o'clock men's it's", ["aujourd'hui", "o'clock", "men's", "it's"]),
        ("杀灭99%细菌", ["杀", "灭", "99", "%", "细", "菌"]),
        ("top - notch", ["top", " - ", "notch"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert words(text) == tokens


@given(st.text(max_size=300))
def test_token_spans_hold_their_tokens(text: str) -> None:
    folded = Folded(text).text
    tokens = words(folded)
    places = spans(folded, tokens)
    assert [folded[start:end] for start, end in places] == tokens
    assert all(first[1] <= second[0] for first, second in pairwise(places))


@pytest.mark.parametrize(
    ("text", "candidates", "language"),
    [
        ("Bratpfanne mit Deckel und Griff", ("de", "en"), "de"),
        ("Frying pan with lid and handle", ("de", "en"), "en"),
        ("Poêle à frire avec couvercle pour la cuisine", ("fr", "en"), "fr"),
        ("Anello in oro massiccio", ("it", "en"), "it"),
        ("Anello in oro massiccio", ("de", "fr", "es", "it", "en"), "it"),
        ("Solid gold ring in box", ("it", "en"), "en"),
        ("Bettwäsche Mikrofaser grau", ("de", "fr", "en"), "de"),
        ("Collier argent massif", ("fr", "de", "en"), "fr"),
        ("Stainless steel bottle", ("fr", "en"), "en"),
        ("Pulsera plata maciza", ("es", "it", "en"), "es"),
        ("抗菌砧板", ("en",), "zh"),
        ("抗菌まな板です", ("en",), "ja"),
        ("항균 도마", ("en",), "ko"),
        ("大腸菌抑制効果", ("ja", "en"), "ja"),
        ("夏の味 檸檬茶", ("zh", "en"), "zh"),
        ("木の机", ("en",), "ja"),
        ("降血壓茶", ("en",), "zh"),
        ("Lumo X-200", ("en",), "en"),
    ],
)
def test_language(text: str, candidates: tuple[str, ...], language: str) -> None:
    folded = Folded(text).text
    assert detect(folded, words(folded), candidates) == language


def test_markup_reads_as_text_with_places() -> None:
    markup = "<p>Kills&nbsp;<b>germs</b> &amp; <script>x</script>mold</p><p>Next</p>"
    linear = html.linear(markup)
    assert linear.text.replace("\xa0", " ") == "Kills germs & mold\nNext\n"
    start = linear.text.index("germs")
    assert markup[linear.starts[start] : linear.ends[start + 4]] == "germs"


@given(st.text(alphabet="<>/&;abp \"'!-", max_size=80))
def test_broken_markup_keeps_its_places(markup: str) -> None:
    linear = html.linear(markup)
    assert len(linear.text) == len(linear.starts) == len(linear.ends)
    assert all(0 <= start <= end <= len(markup) for start, end in zip(linear.starts, linear.ends, strict=True))


def test_rewritten_markup_keeps_tags_and_escapes_text() -> None:
    assert html.rewritten("a <b>c</b> d", 2, 9, "x < y") == "x &lt; y<b>"


@pytest.mark.parametrize("piece", ["<", "<a", "<a b='", "&", "<!--", "<p>x", "</", "&#", '<a title="'])
def test_hostile_markup_takes_time_in_proportion(piece: str) -> None:
    """Counted in steps of the result, not in seconds: 200 kB would take minutes if the scan were not linear."""
    size = 200_000
    linear = html.linear((piece * size)[:size])
    assert len(linear.starts) <= size


def test_comments_and_quoted_tags_are_not_text() -> None:
    assert html.linear('a<!-- kills germs -->b<i title="a > b">c</i>').text == "abc"
