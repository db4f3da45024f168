"""The guards that all rules share, each with lines it silences and lines it lets through, in several languages."""

from datetime import date

import pytest
from caveat.analysis.engine import Engine
from caveat.checker import check
from caveat.models import Listing
from caveat.rulebook import load

ENGINE = Engine(load())
DAY = date(2026, 11, 22)


def found(market: str, text: str, role: str = "description", **given: object) -> list[str]:
    fields = [{"id": "f", "role": role, "text": text}]
    listing = Listing.model_validate({"markets": [market], "fields": fields} | given)
    return [finding.text for finding in check(listing, on=DAY, book=ENGINE).findings]


SILENT = {
    "negation": [
        ("US", "This tea does not cure arthritis."),
        ("US", "Not intended to treat, cure or prevent arthritis, diabetes or cancer."),
        ("US", "This pillow does not treat, cure, heal or relieve back pain or insomnia."),
        ("US", "Does not contain antibacterial agents, pesticides or biocides."),
        ("US", "The case is neither waterproof nor shockproof."),
        ("DE", "Der Tee heilt keine Krankheiten."),
        ("DE", "Dieses Produkt ist nicht dazu bestimmt, Krankheiten zu heilen."),
        ("FR", "Ne traite, ne guérit et ne prévient aucune maladie."),
        ("ES", "No trata, cura ni previene ninguna enfermedad."),
        ("IT", "Non cura, non tratta e non previene malattie."),
        ("CN", "本产品不含抗菌剂，不能治疗疾病。"),
        ("JP", "除菌効果はありません。"),
        ("KR", "살균 기능은 없습니다."),
    ],
    "statutory": [
        ("US", "This product is not intended to diagnose, treat, cure, or prevent any disease."),
        ("DE", "Biozidprodukte vorsichtig verwenden. Vor Gebrauch stets Etikett und Produktinformationen lesen."),
        ("CN", "保健食品不是药物，不能代替药物治疗疾病。"),
        ("US", "WARNING: Cancer and Reproductive Harm - www.P65Warnings.ca.gov"),
        ("US", "Choking hazard: small parts. Not for children under 3 years."),
    ],
    "media": [
        ("US", "The Cancer Cure Diet, paperback"),
        ("DE", "Krebs heilen durch Ernährung, Taschenbuch"),
        ("FR", "Guérir le cancer, livre de poche"),
        ("JP", "糖尿病が治る、文庫本"),
    ],
    "printed": [
        ("US", "T-shirt with the print “World's Best Dad”"),
        ("DE", "Tasse mit Spruch „Bester Papa der Welt“"),
        ("CN", "马克杯印有“世界最好的爸爸”字样"),
    ],
    "question": [
        ("US", "Does it kill bacteria? No."),
        ("DE", "Tötet es Bakterien? Nein."),
        ("FR", "Tue-t-il les bactéries ? Non."),
        ("CN", "能杀菌吗？不能。"),
        ("JP", "この布で殺菌できますか？いいえ。"),
        ("KR", "이 천으로 살균이 되나요? 아니요."),
    ],
    "unit and material words": [
        ("US", "100% cotton T-shirt, first aid kit pocket, green colour, patent leather trim"),
        ("US", "UV resin, cures in 60 seconds; full cure time 24 h"),
        ("US", "Dog treats with chicken, training treats, pressure-treated wood"),
        ("US", "Best before 12/2027. Only 3 cm thick. Free-standing."),
        ("DE", "Grüne Farbe, Biografie des Holzes, naturfarben"),
        ("CN", "最佳食用时间，第一时间发货，第一步打开，最大承重100kg，唯一编号"),
        ("JP", "最大容量500ml、最高気温"),
        ("KR", "최대 용량 500ml, 최소 주문 2개"),
    ],
    "claim with scheme and number": [
        ("US", "GOTS certified organic cotton, licence CU 812345"),
        ("DE", "GOTS-zertifizierte Bio-Baumwolle, Lizenz CU 812345"),
    ],
    "compatibility": [
        ("US", "Case compatible with iPhone 15"),
        ("US", "Filter for Dyson V8"),
        ("DE", "Filter passend für Dyson V8"),
        ("FR", "Coque compatible avec iPhone 15"),
        ("CN", "适用于 iPhone 15 的手机壳"),
        ("JP", "iPhone 15対応ケース"),
        ("KR", "아이폰 15 호환 케이스"),
    ],
    "edges of Korean words": [("KR", "스위치 매트, 방수 코팅 없음"), ("KR", "수치 매우 정확, 예방 정비 안내")],
    "own model": [
        ("US", "30% brighter than our previous model"),
        ("DE", "30 % heller als unser Vorgängermodell"),
        ("CN", "比上一代亮30%"),
    ],
}

LOUD = {
    "negation": [
        ("US", "Not only kills bacteria, it lasts"),
        ("US", "It won't bend, but it kills bacteria"),
        ("US", "Contains no BPA, kills bacteria"),
        ("US", "Contains no BPA, kills bacteria or viruses"),
        ("US", "No odor; kills bacteria"),
        ("DE", "Ohne BPA, tötet Bakterien oder Viren"),
        ("FR", "Sans BPA, tue les bactéries"),
        ("CN", "不含酒精·杀灭细菌"),
    ],
    "printed": [
        ("US", 'A customer says: "kills bacteria"'),
        ("US", 'He said "this cured my arthritis"'),
        ("DE", 'Ein Kunde schreibt mit Aufdruck: "tötet Bakterien"'),
    ],
    "media": [("US", "Kills bacteria on the sink")],
    "question": [
        ("US", "Tired of mold? Kills germs now"),
        ("US", "Does it kill bacteria on sinks and taps? Yes."),
        ("CN", "很好！杀灭细菌"),
    ],
    "edges of Korean words": [("KR", "치매 예방에 좋은 차"), ("KR", "치 매 를 예방하는 차"), ("KR", "당 뇨 를 치료")],
    "sentences": [
        ("US", "Lamp - kills 99% of bacteria"),
        ("US", "Kills E. coli and Salmonella"),
        ("US", "Kills bacteria, e.g. on handles"),
        ("US", "Kills S. aureus on handles"),
    ],
    "other languages of the market": [
        ("DE", "Sofa cover with antibakteriell coating for the home"),
        ("DE", "Water bottle, umweltfreundlich and light for the office"),
    ],
    "claim with scheme and number": [("US", "Certified organic cotton")],
    "own model": [("US", "30% brighter than other lamps")],
}


@pytest.mark.parametrize(("guard", "market", "text"), [(name, *one) for name, lines in SILENT.items() for one in lines])
def test_a_guard_silences(guard: str, market: str, text: str) -> None:
    assert found(market, text) == [], guard


@pytest.mark.parametrize(("guard", "market", "text"), [(name, *one) for name, lines in LOUD.items() for one in lines])
def test_a_guard_lets_through(guard: str, market: str, text: str) -> None:
    assert found(market, text), guard


@pytest.mark.parametrize(
    ("brand", "text", "loud"),
    [
        ("Eco Best", "Eco Best foam roller", False),
        ("Eco Best", "The best foam roller in the world", True),
        ("Grüne Wiese", "Grüne Wiese Topf", False),
        ("Müllers Beste", "Muller, kills bacteria", True),
        ("杀菌王", "殺菌王 砧板", False),
    ],
)
def test_the_own_brand_claims_nothing(brand: str, text: str, loud: bool) -> None:
    market = "CN" if brand == "杀菌王" else "DE"
    assert bool(found(market, text, brand=brand)) is loud


@pytest.mark.parametrize(
    ("title", "facts"),
    [("Poster “Cure cancer”", []), ("Cure cancer", [{"name": "Category", "value": "Paperback book"}])],
)
def test_a_product_type_from_title_or_category_decides(title: str, facts: list[dict[str, str]]) -> None:
    assert found("US", title, role="title", facts=facts) == []
    assert found("US", "Cure cancer", role="title") != []


def test_required_addresses_are_no_contact_spam() -> None:
    address = "Manufacturer: Muster GmbH, Street 1, 10115 Berlin, info@muster.de"
    assert found("DE", address, role="attribute", marketplace="amazon") == []
    assert found("DE", "Write to info@muster.de for offers", role="description", marketplace="amazon") != []


def test_the_longer_of_two_rules_of_a_category_stays() -> None:
    assert found("US", "kills 99.9% of all bacteria") == ["kills 99.9% of all bacteria"]
