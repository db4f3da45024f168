"""Every platform that a rule names has a page to cite, and every page can be cited."""

import pytest
from caveat.checker import check
from caveat.models import Listing
from caveat.rulebook import load

BOOK = load()
PLATFORMS = set(
    "amazon ebay etsy walmart google meta tiktok aliexpress temu shopee lazada shopify mercadolibre".split()
)
NAMED = {(platform, rule.category) for rule in BOOK.rules.values() for platform in rule.platforms}


def citable(platform: str, category: str, rule: str) -> bool:
    return any(
        policy.platform == platform and category in policy.categories and (not policy.rules or rule in policy.rules)
        for policy in BOOK.policies.values()
    )


WITHOUT_RULES = {"shopify"}
"""A shop there answers to the law alone; its one page is kept for the day a rule names it."""


@pytest.mark.parametrize("name", sorted(name for name, rule in BOOK.rules.items() if rule.platforms))
def test_every_platform_of_a_rule_has_a_page_to_cite(name: str) -> None:
    rule = BOOK.rules[name]
    assert [platform for platform in rule.platforms if not citable(platform, rule.category, name)] == []


@pytest.mark.parametrize("name", sorted(BOOK.policies))
def test_every_page_can_be_cited(name: str) -> None:
    policy = BOOK.policies[name]
    assert policy.platform in PLATFORMS
    assert policy.categories
    assert set(policy.rules) <= BOOK.rules.keys()
    assert len(policy.categories) == len(set(policy.categories))
    assert name.startswith(f"{policy.platform.upper()}-")


def test_every_platform_is_named_by_rules_and_has_pages() -> None:
    assert {policy.platform for policy in BOOK.policies.values()} == PLATFORMS
    assert {platform for platform, _ in NAMED} == PLATFORMS - WITHOUT_RULES


@pytest.mark.parametrize("name", sorted(BOOK.policies))
def test_a_page_says_where_it_was_seen(name: str) -> None:
    policy = BOOK.policies[name]
    assert policy.source.startswith("official page") == (policy.status == "verified")


def cited(title: str, text: str) -> set[str]:
    fields = [{"id": "title", "role": "title", "text": title}, {"id": "text", "role": "description", "text": text}]
    findings = check(Listing.model_validate({"markets": ["US"], "marketplace": "amazon", "fields": fields})).findings
    return {ref.id for finding in findings for ref in finding.laws}


def test_a_page_about_some_goods_is_cited_for_those_alone() -> None:
    assert "AMAZON-SUPPLEMENTS" in cited("Turmeric capsules, 60 pieces", "They cure arthritis.")
    assert "AMAZON-SUPPLEMENTS" not in cited("Copper bracelet for women", "It cures arthritis.")
    assert "AMAZON-CLAIMS" in cited("Copper bracelet for women", "It cures arthritis.")


def test_a_title_strung_of_brands_is_told_on_amazon() -> None:
    assert "AMAZON-TITLE-MINIMUM" in cited("Grip for Sony Nokia Apple LG Oppo", "A grip.")
