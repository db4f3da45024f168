"""Yes and no: what the copy names although a fact says no, what it denies although a fact says yes."""

import pytest
from caveat import Listing, check

SPEC = {"NFC": "No", "3.5mm jack": "No", "Loudspeaker": "Yes", "Bluetooth": "5.1, A2DP", "Camera": "No"}


def _apart(text: str, facts: dict[str, str], market: str = "US", language: str = "en") -> list[str]:
    entries = [{"name": name, "value": value} for name, value in facts.items()]
    fields = [{"id": "d", "role": "description", "text": text}]
    listing = Listing.model_validate({"markets": [market], "language": language, "fields": fields, "facts": entries})
    return [one.text for one in check(listing).findings if one.rule == "contradict/denied-feature"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It does not have a camera, a headphone jack, or NFC.", []),
        ("It lacks a camera but has a headphone jack.", ["headphone jack"]),
        ("No camera, no NFC, and it comes with a 3.5 mm audio jack.", ["3.5 mm audio jack"]),
        ("NFC (absent), Bluetooth and a loudspeaker.", []),
        ("A camera and NFC are not present.", []),
        ("Has a loudspeaker and supports NFC.", ["NFC"]),
        ("Not only a loudspeaker but also NFC.", ["NFC"]),
        ("It does not come with a loudspeaker or Bluetooth.", ["loudspeaker", "Bluetooth"]),
        ("It has no NFC, although a camera is built in.", ["camera"]),
        ("Fits in any camera bag.", []),
        ("Compatible with NFC readers.", []),
    ],
)
def test_one_denial_covers_a_list_until_the_sentence_turns(text: str, found: list[str]) -> None:
    assert _apart(text, SPEC) == found


@pytest.mark.parametrize(
    ("language", "market", "fact", "text", "found"),
    [
        ("de", "DE", ("Spülmaschinenfest", "Nein"), "Teller, spülmaschinenfest und stapelbar", ["spülmaschinenfest"]),
        ("de", "DE", ("Spülmaschinenfest", "Ja"), "Teller, nicht spülmaschinenfest", ["nicht spülmaschinenfest"]),
        ("fr", "FR", ("Piles incluses", "Non"), "Lampe de poche, piles incluses", ["piles incluses"]),
        ("es", "ES", ("Recargable", "No"), "Linterna recargable de bolsillo", ["recargable"]),
        ("it", "IT", ("Pieghevole", "No"), "Tavolo pieghevole da giardino", ["pieghevole"]),
        ("zh", "CN", ("蓝牙", "否"), "不支持NFC，支持蓝牙", ["蓝牙"]),
        ("ja", "JP", ("NFC", "なし"), "このスマホはNFCなし、イヤホンジャックあり", []),
        ("ko", "KR", ("NFC", "없음"), "블루투스 지원, NFC 미지원", []),
    ],
)
def test_other_languages(language: str, market: str, fact: tuple[str, str], text: str, found: list[str]) -> None:
    assert _apart(text, dict([fact]), market, language) == found


@pytest.mark.parametrize(
    ("fact", "text", "found"),
    [
        (("Product Care Instructions", "Hand wash only"), "Mug, dishwasher safe", ["dishwasher safe"]),
        (("Is Dishwasher Safe", "Yes"), "Lunch box, hand wash only", ["hand wash only"]),
        (("Is Dishwasher Safe", "No"), "Lunch box; lid dishwasher safe", []),
        (("Batteries Included?", "Yes"), "Torch (batteries not included)", ["batteries not included"]),
        (("Assembly Required", "Yes"), "No assembly required", ["No assembly required"]),
        (("Water Resistance Level", "Not Water Resistant"), "Waterproof watch", ["Waterproof"]),
    ],
)
def test_ordinary_goods(fact: tuple[str, str], text: str, found: list[str]) -> None:
    assert _apart(text, dict([fact])) == found
