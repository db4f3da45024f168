"""Spelling meant to slip past filters is seen through, in eight languages, and spans stay exact."""

import pytest
from caveat.analysis.engine import Engine
from caveat.checker import check
from caveat.models import Listing
from caveat.rulebook import load

ENGINE = Engine(load())


def spans(text: str, market: str) -> list[str]:
    fields = [{"id": "d", "role": "description", "text": text}]
    return [one.text for one in check(Listing(markets=[market], fields=fields), book=ENGINE).findings]


@pytest.mark.parametrize(
    ("market", "claim"),
    [
        ("US", "c.u.r.e.s diabetes"),
        ("US", "c-u-r-e-s c-a-n-c-e-r"),
        ("US", "c/u/r/e/s cancer"),
        ("US", "C U R E S   D I A B E T E S"),
        ("US", "cur\u200bes dia\u00adbetes"),
        ("US", "c\u200eures dia\u200fbetes"),
        ("US", "cures can\u034fcer"),
        ("US", "cures can\u2061cer"),
        ("US", "cures ca\U000e0041ncer"),
        ("US", "сurеs diаbеtes"),  # Cyrillic
        ("US", "cυrες diabetes"),  # Greek
        ("US", "ΗEALS CANCER"),  # a Greek capital Eta looks like H
        ("US", "ｃｕｒｅｓ diabetes"),
        ("US", "𝐜𝐮𝐫𝐞𝐬 diabetes"),
        ("US", "🅲🆄🆁🅴🆂 cancer"),
        ("US", "ᴄᴜʀᴇs cancer"),
        ("US", "c̶u̶r̶e̶s̶ diabetes"),
        ("US", "ćúŕes cąncer"),
        ("US", "cu🔥res can❤cer"),
        ("US", "cures c4ncer"),
        ("US", "prevents di4bete5"),
        ("US", "cures can¢er"),
        ("US", "cures c@ncer"),
        ("US", "kills v!ruses"),
        ("US", "cures dia-betes"),
        ("US", "cures dia.be.tes"),
        ("DE", "h.e.i.l.t Krebs"),
        ("DE", "heіlt Kr3bs"),
        ("DE", "t-ö-t-e-t Bakterien"),
        ("DE", "to\u0308tet Bak\u200bterien"),
        ("DE", "toetet Bakterien"),
        ("FR", "g.u.é.r.i.t le cancer"),
        ("FR", "gu\u200bérit le diab\u00adète"),
        ("FR", "guérit le c4ncer"),
        ("ES", "c.u.r.a el cáncer"),
        ("ES", "C U R A el cánсer"),
        ("IT", "g.u.a.r.i.s.c.e il cancro"),
        ("IT", "cura il diab3te"),
        ("CN", "治·疗 癌 症"),
        ("CN", "治 疗 癌 症"),
        ("CN", "治|疗|癌|症"),
        ("CN", "治❤疗癌症"),
        ("CN", "治\u200b療癌症"),
        ("JP", "糖・尿・病が治る"),
        ("JP", "糖 尿 病 が 治 る"),
        ("JP", "ｱﾄﾋﾟｰが治る"),
        ("KR", "당뇨를 치-료"),
        ("KR", "당뇨를 치♥료"),
        ("KR", "당 뇨 를 치료"),
        ("KR", "\u1103\u1161\u11bc\u1102\u116d를 치료"),  # letters of the syllables, one by one
    ],
)
def test_a_disguised_claim_is_found_where_it_stands(market: str, claim: str) -> None:
    assert claim in spans(f"✓ {claim}", market)


@pytest.mark.parametrize(
    "text",
    [
        "Sizes S/M/L/XL, also 5 0 0 and 1-2-3-4",
        "A B C D letter playset with A-B-C cards",
        "Vitamins A, B, C, D and E",
        "Model X-50000, part no. W10-295-370, 4K HDMI 2.0",
        "Red|blue|green, S | M | L",
        "Write to us? See the back. Hurry!buy two",
        "Café crème colour, naïve pattern, Müller design",
        "Temperature 20 °C · 5 µm mesh · 230 V ~ 50 Hz",
    ],
)
def test_normal_text_is_no_disguise(text: str) -> None:
    assert spans(text, "US") == []


def test_a_list_between_dots_stays_a_list() -> None:
    assert spans("不含酒精·杀灭细菌", "CN") == ["杀灭细菌"]
