"""Rewrites: what removal leaves behind reads well, templates fit in, and nothing is offered that adds a finding."""

from datetime import date
from pathlib import Path

import pytest
from books import engine_of, listing, small_book, write_rule
from caveat.checker import check
from caveat.rewrite.mend import remove, sentence
from caveat.text.utf16 import cut as cut_utf16


def removed(marked: str, cut: str, language: str = "en") -> str:
    start = marked.index("«")
    end = marked.index("»") - 1
    text = marked.replace("«", "").replace("»", "")
    edit = remove(text, start, end, cut, language)
    return text[: edit.start] + edit.text + text[edit.end :]


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        ("An «eco-friendly» bottle with lid", "A bottle with lid"),
        ("A «green» and durable bottle", "A durable bottle"),
        ("A durable and «eco-friendly» bottle", "A durable bottle"),
        ("«Eco-friendly», durable bottle", "Durable bottle"),
        ("Durable, «eco-friendly»", "Durable"),
        ("Steel bottle, light and «eco-friendly».", "Steel bottle, light."),
        ("The bottle is «eco-friendly». It holds 500 ml.", "It holds 500 ml."),
        ("Bottle, «non-toxic», 500 ml", "Bottle, 500 ml"),
        ("a «safe» umbrella", "an umbrella"),
        ("Toy truck, «unbreakable» frame.", "Toy truck, frame."),
        ("Light, «green» bottle", "Light bottle"),
        ("The lamp is «100% safe» in bed. Has a switch.", "Has a switch."),
        ("The lid is «green» and durable.", "The lid is durable."),
        ("«100% organic» and hand-milled.", "Hand-milled."),
        ("Jerky with «no preservatives».", "Jerky."),
        ("Wallet of «real leather» (microfiber).", "Wallet (microfiber)."),
        ("The coating is «FDA-approved», so bake on.", "So bake on."),
    ],
)
def test_a_word_goes_with_its_comma_and_article(marked: str, left: str) -> None:
    assert removed(marked, "word") == left


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        ("Our board «kills germs» and is easy to clean.", "Our board is easy to clean."),
        ("«Kills germs» and wipes clean.", "Wipes clean."),
        ("Easy to clean and «kills germs».", "Easy to clean."),
        ("Non-stick pan, «kills germs» on contact, dishwasher proof", "Non-stick pan, dishwasher proof"),
        ("A pan that «kills germs».", "A pan."),
        ("Our spray «kills germs». Smells of lemon.", "Smells of lemon."),
        ("Smells of lemon. Our spray «kills germs».", "Smells of lemon."),
        ("«Kills germs»", ""),
        ("Lock that is «impossible to open» without the key.", "Lock."),
        ("The sock helps to «prevent SIDS» all night. Warm.", "Warm."),
        ("Drops for «weight loss», lemon taste.", "Drops, lemon taste."),
        ("«Non-invasive blood sugar» readings day and night.", ""),
        ("A pan that «kills germs» and is light", "A pan that is light"),
        ("Made with «minimal environmental impact».", ""),
        ("«Sure! Here is your optimized title»: Blue Mug.", "Blue Mug."),
        ("• Light\n• «Kills germs»\n• Strong", "• Light\n• Strong"),
    ],
)
def test_a_clause_goes_with_one_of_its_pauses(marked: str, left: str) -> None:
    assert removed(marked, "clause") == left


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        ("«Sure! Here is your title»: Steel pan", ""),
        ("Steel pan. «As an AI language model» I cannot taste. Strong.", "Steel pan. Strong."),
    ],
)
def test_a_sentence_goes_whole(marked: str, left: str) -> None:
    assert removed(marked, "sentence") == left


@pytest.mark.parametrize(
    ("language", "cut", "marked", "left"),
    [
        ("de", "word", "Die Bürste wird «von Zahnärzten empfohlen».", ""),
        ("zh", "word", "儿童水彩笔，«无毒»配方。", "儿童水彩笔。"),
        ("de", "word", "Ein «Net-Zero»-Schuh.", "Ein Schuh."),
        ("de", "word", "«Massivholz»-Tisch, MDF-Kern.", "Tisch, MDF-Kern."),
        ("fr", "word", "«Le plus vendu» de 2026. Noir.", "Noir."),
        ("zh", "clause", "抗菌砧板，«杀灭99%细菌»，易清洗。", "抗菌砧板，易清洗。"),
        ("zh", "clause", "易清洗，«杀灭99%细菌»。", "易清洗。"),
        ("en", "clause", "The gel «relieves headaches», migraines and cramps.", ""),
        ("en", "clause", "It «kills germs», dust and mites, and looks great.", "It looks great."),
        ("en", "clause", "It helps «ease sore knees» and keep you warm all day.", "It helps keep you warm all day."),
        ("en", "clause", "Fibre and inulin «to support the gut».", "Fibre and inulin."),
        ("en", "clause", "If you suffer from «gout, arthritis», this glove is for you. Blue.", "Blue."),
        ("en", "clause", "Rub in and your «warts fall off» and vanish. Blue.", "Blue."),
        ("en", "word", "«Clinically proven» to remove tags and warts without pain. Blue.", "Blue."),
        ("en", "word", "Completely «harmless» to pets. Blue.", "Blue."),
        ("en", "word", "Boils faster and «safer than» a stove. Blue.", "Boils faster. Blue."),
        ("en", "word", "A kettle [«sale»], blue.", "A kettle, blue."),
        ("fr", "clause", "Une tisane qui aide à «soulager la migraine», goût citron.", "Une tisane, goût citron."),
        ("es", "clause", "Infusión que permite «depurar el hígado» y la piel, sabor limón.", "Infusión, sabor limón."),
        (
            "it",
            "clause",
            "Un cuscino morbido, che aiuta a «alleviare il mal di schiena», lavabile.",
            "Un cuscino morbido, lavabile.",
        ),
    ],
)
def test_each_language_is_mended_by_its_own_words(language: str, cut: str, marked: str, left: str) -> None:
    assert removed(marked, cut, language) == left


@pytest.mark.parametrize(
    ("language", "cut", "marked", "left"),
    [
        ("en", "word", "Our board is «antibacterial» for families. Blue.", "Blue."),
        ("en", "clause", "The mat «relieves back pain» for years. Blue.", "Blue."),
        ("en", "clause", "A mat for two (folds and «relieves pain» fast) in blue. Soft.", "Soft."),
        ("de", "clause", "Unser Brett «tötet Keime». Blau.", "Blau."),
        ("fr", "clause", "Notre planche «tue les germes» en cuisine. Bleu.", "Bleu."),
        ("zh", "clause", "采用«抗菌»。蓝色。", "蓝色。"),
        ("en", "clause", "In a breeze, the heater can give an «extra 10 degrees» more. Blue.", "Blue."),
        ("en", "word", "Blue. It’s «nature friendly» we say.", "Blue."),
    ],
)
def test_what_would_leave_a_doubtful_sentence_takes_it_whole(language: str, cut: str, marked: str, left: str) -> None:
    assert removed(marked, cut, language) == left


def applied(text: str, suggestion: object) -> str:
    before = cut_utf16(text, 0, suggestion.start)  # type: ignore[attr-defined]
    return before + suggestion.text + cut_utf16(text, suggestion.end, 1 << 20)  # type: ignore[attr-defined]


def test_templates_fit_in_and_bad_ones_are_not_offered(tmp_path: Path) -> None:
    root = small_book(tmp_path)
    body = """
[[rewrites.en]]
text = "wipes clean"
assumes = { en = "the surface wipes clean", zh = "表面易于擦洗" }
[[rewrites.en]]
text = "destroys germs"
"""
    write_rule(root, "pest/kills", ["kill germ"], body=body)
    write_rule(root, "pest/destroys", ["destroy germ"])
    text = "🔥 KILLS GERMS now. Kills germs, is light."
    report = check(listing(text), on=date(2026, 11, 21), book=engine_of(root))
    loud, quiet = report.findings
    assert [applied(text, each) for each in loud.suggestions] == [
        "🔥 WIPES CLEAN now. Kills germs, is light.",
        "Kills germs, is light.",
    ]
    assert [applied(text, each) for each in quiet.suggestions] == [
        "🔥 KILLS GERMS now. Wipes clean, is light.",
        "🔥 KILLS GERMS now. Is light.",
    ]
    assert [each.assumes for each in quiet.suggestions] == ["the surface wipes clean", None]
    assert {each.safety for each in quiet.suggestions} == {"review"}


def test_a_verb_of_a_template_agrees_with_the_claim(tmp_path: Path) -> None:
    root = small_book(tmp_path)
    write_rule(root, "pest/kills", ["kill germ"], body='[[rewrites.en]]\ntext = "<wipe> clean"')
    text = "Kills germs. Boards that kill germs. Good at killing germs."
    report = check(listing(text), on=date(2026, 11, 21), book=engine_of(root))
    assert [each.text for finding in report.findings for each in finding.suggestions if each.kind == "replace"] == [
        "Wipes clean", "wipe clean", "wiping clean",
    ]  # fmt: skip


def test_suggestions_keep_the_tags(tmp_path: Path) -> None:
    root = small_book(tmp_path)
    write_rule(root, "pest/kills", ["kill germ"], body='[[rewrites.en]]\ntext = "wipes clean"')
    text = "<p>It <b>kills</b> germs &amp; is light</p>"
    (finding,) = check(listing(text, format="html"), on=date(2026, 11, 21), book=engine_of(root)).findings
    for suggestion in finding.suggestions:
        after = applied(text, suggestion)
        assert (after.count("<b>"), after.count("</b>")) == (1, 1), after


def test_an_abbreviation_inside_a_sentence_does_not_cut_it() -> None:
    assert sentence("Small. Kills E. coli, e.g. on taps. Blue.", 8, 12) == (7, 34)
