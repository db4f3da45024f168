"""The endings of Japanese and Korean words."""

import pytest
from caveat.rulebook.endings import variants


@pytest.mark.parametrize(
    ("language", "word", "found"),
    [
        ("ja", "治る", {"治った", "治りま", "治れば"}),
        ("ja", "下げる", {"下げて", "下げま", "下げられ"}),
        ("ja", "防ぐ", {"防いで", "防ぎま", "防げる"}),
        ("ja", "強い", {"強く"}),
        ("ko", "혈압을 낮추다", {"혈압을 낮춰", "혈압을 낮춘", "혈압을 낮춥니"}),
        ("ko", "막다", {"막아", "막는", "막습"}),
        ("ko", "낫다", {"나아", "나았"}),
        ("ko", "빠르다", {"빨라", "빠른"}),
        ("ko", "가볍다", {"가벼워", "가벼운"}),
    ],
)
def test_a_dictionary_form_stands_for_its_endings(language: str, word: str, found: set[str]) -> None:
    assert found <= set(variants(word, language))


def test_a_denial_a_name_and_a_polite_form_get_no_endings() -> None:
    assert not {"治らな", "낮추지"} & {*variants("治る", "ja"), *variants("낮추다", "ko")}
    assert variants("=프라다", "ko") == ("=프라다",)
    assert variants("治ります", "ja") == ("治ります",)
    assert variants("heilen", "de") == ("heilen",)
