"""The laws and pages of the real book: when they begin, where they hold, and that no market is left without one."""

from datetime import date

import pytest
from caveat.analysis.engine import Engine
from caveat.checker import check
from caveat.models import Finding, Listing
from caveat.rulebook import load

BOOK = load()
ENGINE = Engine(BOOK)
TODAY = date(2026, 11, 22)
MARKETS = "US EU DE FR IT ES GB CN JP KR CA AU".split()
MEMBERS = {"DE", "FR", "IT", "ES"}
EVERYWHERE = set(
    "DISEASE STRUCTFN WEIGHT COSDRUG MEDDEV PESTICIDE SAFETY FOOD GREEN CARBON ENDLIFE PRICE REVIEW ORIGIN ENDORSE "
    "SUPERLATIVE COMPARE GUARANTEE PERF MATERIAL HANDMADE CERTMARK".split()
)
"""What the law of every market speaks about."""


def findings(text: str, on: date = TODAY, role: str = "bullet", **given: object) -> list[Finding]:
    fields = [{"id": "f", "role": role, "text": text}]
    return check(Listing.model_validate({"fields": fields, **given}), on=on, book=ENGINE).findings


def verdict(text: str, market: str, on: date = TODAY, **given: object) -> str | None:
    found = findings(text, on, markets=[market], **given)
    return found[0].verdict if found else None


@pytest.mark.parametrize("market", MARKETS)
@pytest.mark.parametrize("category", sorted(EVERYWHERE))
def test_a_law_in_force_speaks_in_every_market(market: str, category: str) -> None:
    homes = {market, "EU"} if market in MEMBERS else {market}
    cited = {law for rule in BOOK.rules.values() if rule.category == category for law in rule.laws}
    here = [BOOK.laws[law] for law in cited if BOOK.laws[law].market in homes]
    assert any(law.applies(TODAY, None) and law.status == "verified" for law in here)


@pytest.mark.parametrize("market", ["EU", "DE", "IT", "ES"])
def test_generic_green_claims_are_stopped_from_the_day_of_the_directive(market: str) -> None:
    claim = {"text": "Eco-friendly bottle", "market": market, "marketplace": "generic"}
    assert verdict(**claim, on=date(2026, 9, 26)) is None
    assert verdict(**claim, on=date(2026, 9, 27)) == "stop"


def test_a_german_general_claim_cites_the_general_rules() -> None:
    (finding,) = findings("Military-grade case", markets=["DE"])
    assert {law.id for law in finding.laws} >= {"DE-UWG5", "EU-UCPD"}
    assert "DE-UWG" not in {law.id for law in finding.laws}


def test_a_law_is_cited_from_its_first_day_on() -> None:
    given = {"markets": ["CN"], "product_type": "food"}
    before, after = (findings("不添加防腐剂", date(2027, 3, day), **given) for day in (15, 16))
    assert "CN-FOODLABEL" not in {law.id for finding in before for law in finding.laws}
    assert "CN-FOODLABEL" in {law.id for finding in after for law in finding.laws}


def test_what_is_planned_finds_nothing() -> None:
    planned = {name for name, law in BOOK.laws.items() if law.status == "planned"}
    assert planned and not any(law.applies(date(2040, 1, 1), None) for law in map(BOOK.laws.get, planned) if law)
    assert not planned & {law for rule in BOOK.rules.values() for law in rule.laws}


@pytest.mark.parametrize("name", sorted(BOOK.laws))
def test_a_law_says_what_was_read(name: str) -> None:
    law = BOOK.laws[name]
    assert law.source and law.section and law.enforcer
    assert law.market in MARKETS and name.startswith(f"{law.market}-")
    assert law.effective or law.status == "planned"


@pytest.mark.parametrize("name", sorted(BOOK.rules))
def test_a_rule_rests_on_a_dated_source(name: str) -> None:
    rule = BOOK.rules[name]
    in_force = [law for law in map(BOOK.laws.__getitem__, rule.laws) if law.effective and law.applies(TODAY, None)]
    pages = [page for page in BOOK.policies.values() if page.platform in rule.platforms and page.speaks(name, rule)]
    assert in_force or (rule.verdict == "platform" and pages)
    assert all(source.checked <= TODAY for source in (*in_force, *pages))


@pytest.mark.parametrize("market", ["CA", "AU"])
def test_common_law_countries_are_heard(market: str) -> None:
    assert verdict("Kills 99.9% of germs", market) == "prove"
    assert verdict("Eco-friendly bottle", market) == "prove"
    assert verdict("Cures diabetes", market) == "stop"


def test_mercado_libre_is_a_marketplace() -> None:
    (title,) = findings(
        "Botella, la más vendida", role="title", marketplace="mercadolibre", markets=["MX"], language="es"
    )
    assert (title.verdict, [law.id for law in title.laws]) == ("platform", ["MERCADOLIBRE-TITLE"])
    (contact,) = findings("WhatsApp +52 55 1234 5678", marketplace="mercadolibre", markets=["MX"])
    assert contact.laws[0].id == "MERCADOLIBRE-CONTACT"


def test_a_page_on_titles_leaves_other_fields_alone() -> None:
    given = {"marketplace": "google", "markets": ["MX"]}
    assert findings("Free shipping", role="title", **given)
    assert not findings("Free shipping", role="description", **given)
