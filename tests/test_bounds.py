"""What a removal leaves in English: both of its seams are clean, or more of the sentence goes."""

import pytest
from books import listing
from caveat.checker import check
from caveat.models import Suggestion
from caveat.rewrite.mend import remove


def removed(marked: str, cut: str) -> str:
    """An English text without the claim between «…»."""
    start, end = marked.index("«"), marked.index("»") - 1
    text = marked.replace("«", "").replace("»", "")
    edit = remove(text, start, end, cut, "en")
    return text[: edit.start] + edit.text + text[edit.end :]


def rewritten(text: str, rule: str) -> list[tuple[Suggestion, str]]:
    """What is offered for a rule's finding, with the text as it reads then."""
    report = check(listing(text))
    offered = [one for finding in report.findings if finding.rule == rule for one in finding.suggestions]
    assert offered
    return [(one, text[: one.start] + one.text + text[one.end :]) for one in offered]


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        ("Our yarns are «fairly grown» and delight knitters in winter.", ""),
        ("Our yarns are «fairly grown» and soft.", "Our yarns are soft."),
        ("Our yarns are «fairly grown» and very soft.", "Our yarns are very soft."),
    ],
)
def test_what_follows_is_still_says_what_it_is(marked: str, left: str) -> None:
    assert removed(marked, "word") == left


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        ("The lamp «clears the air of smoke», creating a cosy den. Two plugs.", "Two plugs."),
        ("Filter stage: «clears smoke», leaving a fresh den. Two plugs.", "Two plugs."),
        ("Shoppers will be given «a third off» the next order, our shop is new.", ""),
        ("Clinically «shown to fade marks such as Scars» and Moles overnight.", ""),
        ("The pad «helps to ease cramps», soothe legs, and cool feet.", "The pad helps to soothe legs, and cool feet."),
        ("The pad «eases cramps» and keeps you warm.", "The pad keeps you warm."),
        ("Charges at up to «7 Gbps», with a long cable.", "Charges, with a long cable."),
        ("Mill «whole green grain», and take you to breakfast. Two sizes.", "Two sizes."),
        ("This sock is «turning back the clock on tired», sore feet. Two sizes.", "Two sizes."),
        ("Watch with Pulse «Monitor, Blood Sugar», Radio, and Torch", "Watch with Pulse, Radio, and Torch"),
        ("A bar that has «no palm oil» and also rich in oats. Two sizes.", "Two sizes."),
        ("The wrap brings you «relief from cramps» - and also warms your hands", ""),
        ("Oats and rye «support sharper wits» (2) and memory (3),(4)", ""),
        ("Wipe it dry and be assured that it is «harmless».", "Wipe it dry."),
    ],
)
def test_what_came_of_a_claim_goes_with_it_and_what_is_parallel_stays(marked: str, left: str) -> None:
    assert removed(marked, "clause") == left


@pytest.mark.parametrize(
    ("marked", "left"),
    [
        ("Wool hat, «Hypoallergenic» Material, Grey, One Size", "Wool hat, Grey, One Size"),
        ("Finish: 99.9% «antibacterial»", ""),
        ("A 99.9% «antibacterial» tray", "A tray"),
        ("Phone sleeve by «Nokia-like» brand", "Phone sleeve"),
        ("Sewn in Spain using «fairly grown» materials. Two sizes.", "Two sizes."),
        ("【Buy 1 Get «a third off»】Braided cable, 2 m", "Braided cable, 2 m"),
        ("Two plugs. Support «300W» (48V), fast", "Two plugs."),
        ("Soya and «nut-free»", ""),
        ("Rub for wrist, elbow and «shoulder pain care».", ""),
        ("Soap dye «does not sting» and does not fade 肥皂", "Soap dye does not fade 肥皂"),
        ("Up to 70 % «organic» cotton", "Cotton"),
        ("Board book Made from «100% recycled» card", "Board book"),
        (
            "In the box: * 2 x dice * 1 x rule sheet Made from «100% recycled» paper",
            "In the box: * 2 x dice * 1 x rule sheet",
        ),
    ],
)
def test_an_entry_of_a_list_goes_with_the_quantity_and_the_noun_that_say_nothing_alone(marked: str, left: str) -> None:
    assert removed(marked, "clause" if "Made" in marked else "word") == left


@pytest.mark.parametrize(
    ("text", "rule", "not_left"),
    [
        ("It gets to work, killing bacteria on contact", "pesticide/kills-germs", "work, wipes"),
        ("A coat with the ability to kill germs that can cause harm", "pesticide/kills-germs", "ability to wipe"),
        ("Clinically proven with a fast result in a trial", "endorse/clinically-proven", "made with"),
        ("Recommended by dentists everywhere", "endorse/doctor-recommended", "care everywhere"),
        ("Helps to kill bacteria on tiles, giving you fresher rooms", "pesticide/kills-germs", "damp cloth, giving"),
        ("Finish: 99.9% antibacterial", "pesticide/antimicrobial-article", "99.9%"),
        ("Whitens skin 4 shades in 5 days", "cosdrug/lightens-skin", "brushing"),
    ],
)
def test_a_wording_stands_only_where_its_form_and_its_matter_fit(text: str, rule: str, not_left: str) -> None:
    assert not [left for _, left in rewritten(text, rule) if not_left in left]


def test_a_removal_that_takes_much_along_is_for_the_seller_to_see() -> None:
    text = "Our beads, which are responsibly sourced and complement a quiet hour at the table with friends."
    removals = [one for one, _ in rewritten(text, "green/responsibly-made") if one.kind == "remove"]
    assert [one.safety for one in removals] == ["review"]


def test_an_english_sentence_in_copy_of_another_language_gets_an_english_wording_still() -> None:
    thai = "ประกันศูนย์ไทย อุปกรณ์ฟื้นฟูกล้ามเนื้อด้วยแรงอัดอากาศ ส่วนขา ช่วยให้รู้สึกสบาย ใช้ได้ทุกวัน จัดส่งทั่วประเทศ"
    text = f"{thai}\n\nThe sleeve for the leg is soft, and it cures arthritis of the knee.\n\n{thai}"
    assert [one for one, _ in rewritten(text, "disease/treats-named-disease") if one.kind == "replace"]
