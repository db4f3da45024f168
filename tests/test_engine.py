"""The engine on a small book: patterns, context, guards, markets, dates, evidence, offsets."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from books import engine_of, listing, small_book, write_rule
from caveat.analysis.engine import Engine
from caveat.checker import check
from caveat.models import Listing
from caveat.rulebook.inflect import forms

DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    root = small_book(tmp_path_factory.mktemp("book"))
    write_rule(root, "pest/kills", ["(kill|repel) ... (germ|mosquito)"])
    write_rule(root, "green/eco", ["eco friendly"], category="GREEN", cut="word",
               verdict='{default = "prove", EU = "stop", DE = "stop"}', laws=["US-TEST", "EU-TEST"])  # fmt: skip
    write_rule(root, "mark/approved", ["=fda approved"], category="CERTMARK", more='except_types = ["book-media"]')
    write_rule(root, "price/sale", ["on sale"], category="PRICE", laws=[], more='roles = ["title"]')
    write_rule(root, "perf/waterproof", ["waterproof"], category="PERF",
               body='[unless]\nen = ["=ipx7"]\n[lifted_by]\nen = ["see test report"]')  # fmt: skip
    write_rule(root, "perf/power", ["{number} (watt|w) ... motor"], category="PERF", body='[needs]\nen = ["peak"]')
    return engine_of(root)


def found(engine: Engine, text: str, **given: object) -> list[tuple[str, str]]:
    report = check(listing(text, **given), on=given.pop("on", DAY), book=engine)  # type: ignore[arg-type]
    return [(finding.rule, finding.text) for finding in report.findings]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Kills 99.9% of all germs fast", ["Kills 99.9% of all germs"]),
        ("killing germs and repelling mosquitoes", ["killing germs and repelling mosquitoes"]),
        ("kills time. Germs stay out", []),
        ("Kills one two three four five six germs", []),
        ("KILLS-GERMS", ["KILLS-GERMS"]),
        ("ｋｉｌｌｓ ge\u200brms", ["ｋｉｌｌｓ ge\u200brms"]),
        ("🔥🔥 kills germs 🔥", ["kills germs"]),
        ("kills germs, mosquitoes", ["kills germs, mosquitoes"]),
    ],
)
def test_patterns_find_their_spans(engine: Engine, text: str, spans: list[str]) -> None:
    assert [text for rule, text in found(engine, text) if rule == "pest/kills"] == spans


@pytest.mark.parametrize("claim", ["k i l l s germs", "k1lls g3rms", "kіlls gеrms", "k-i-l-l-s germs", "ki🔥lls germs"])
def test_disguises_are_seen_through_with_exact_spans(engine: Engine, claim: str) -> None:
    assert found(engine, f"It {claim} now") == [("pest/kills", claim)]


@pytest.mark.parametrize(
    "text",
    [
        "Does not kill germs",
        "kills no germs",
        "Kills Germs: a novel (paperback)",
        "Mug that says “Kills Germs”",
        "Kills germs?",
        "This product is not intended to diagnose, treat, cure, or prevent any disease.",
    ],
)
def test_guards_silence(engine: Engine, text: str) -> None:
    assert found(engine, text) == []


@pytest.mark.parametrize("text", ["Not only kills germs", "Tired of mold? Kills germs now", "No water. Kills germs"])
def test_guards_let_claims_through(engine: Engine, text: str) -> None:
    assert len(found(engine, text)) == 1


def test_english_in_another_language_is_denied_in_that_language(engine: Engine) -> None:
    assert found(engine, "Das Brett ist nicht eco friendly und nicht neu", markets=["DE"]) == []
    assert found(engine, "Das Brett ist eco friendly und neu", markets=["DE"]) != []


def test_an_abbreviation_ends_no_sentence(engine: Engine) -> None:
    assert found(engine, "Waterproof case, test no. 5, IPX7") == []


def test_own_brand_is_silent(engine: Engine) -> None:
    assert found(engine, "Eco Friendly Home bottle", brand="Eco Friendly Home") == []
    assert found(engine, "An eco friendly bottle", brand="Eco Friendly Home") != []


def test_context_of_the_rule(engine: Engine) -> None:
    assert found(engine, "Waterproof case") != []
    assert found(engine, "Waterproof case, IPX7") == []
    assert found(engine, "Waterproof case. See test report below.") == []
    assert found(engine, "2000 W motor") == []
    assert found(engine, "2000 W peak motor") == [("perf/power", "2000 W peak motor")]


def test_product_type_given_or_inferred(engine: Engine) -> None:
    assert found(engine, "FDA approved") != []
    assert found(engine, "FDA approved", product_type="book-media") == []
    fields = [
        {"id": "t", "role": "title", "text": "Paperback novel"},
        {"id": "b", "role": "bullet", "text": "FDA approved"},
    ]
    assert check(Listing.model_validate({"markets": ["US"], "fields": fields}), on=DAY, book=engine).findings == []


@pytest.mark.parametrize(
    ("language", "word", "found"),
    [
        ("fr", "soulager", "soulage soulagent soulageant soulagé soulagées"),
        ("fr", "protéger", "protège protègent protégeant protegee"),
        ("fr", "nettoyer", "nettoie nettoient nettoyant"),
        ("fr", "blanchir", "blanchit blanchissent blanchissante"),
        ("fr", "détruire", "détruit détruisent détruite"),
        ("fr", "combattre", "combat combattent combattue"),
        ("fr", "naturel", "naturelle naturels naturelles"),
        ("fr", "biodégradable", "biodégradables biodegradables"),
        ("es", "prevenir", "previene previenen prevenido"),
        ("es", "reducir", "reduce reduciendo reducida reduzca"),
        ("es", "quemar", "quema quemando quemada quemarlo"),
        ("es", "destruir", "destruye destruyen"),
        ("es", "solución", "soluciones solucion"),
        ("es", "eficaz", "eficaces"),
        ("it", "ridurre", "riduce riducono riducendo ridotta"),
        ("it", "guarire", "guarisce guariscono guarito"),
        ("it", "bruciare", "brucia bruciando bruciato brucerà"),
        ("it", "combattere", "combatte combattono combattuto"),
        ("it", "ecologico", "ecologica ecologici ecologiche"),
    ],
)
def test_one_word_stands_for_its_forms(language: str, word: str, found: str) -> None:
    assert set(found.split()) <= forms(word, language)


def test_a_noun_does_not_become_another_one() -> None:
    assert "cero" not in forms("cera", "es")
    assert "peso" not in forms("pesa", "it")


@pytest.mark.parametrize(
    ("text", "silent"),
    [("senza BPA e eco friendly", False), ("sans parfum et eco friendly", False), ("n'est pas eco friendly", True)],
)
def test_a_denial_ends_at_and(engine: Engine, text: str, silent: bool) -> None:
    assert (found(engine, text, language="it" if "senza" in text else "fr") == []) is silent


def verdicts(engine: Engine, text: str, on: date = DAY, **given: object) -> dict[str, str]:
    return {finding.rule: finding.verdict for finding in check(listing(text, **given), on=on, book=engine).findings}


def test_verdict_follows_market_date_and_proof_of_law(engine: Engine) -> None:
    assert verdicts(engine, "eco friendly") == {"green/eco": "prove"}
    assert verdicts(engine, "eco friendly", markets=["DE"]) == {"green/eco": "prove"}, "unverified law caps at prove"
    assert verdicts(engine, "eco friendly", markets=["DE"], on=date(2026, 9, 26), marketplace="generic") == {}
    assert verdicts(engine, "eco friendly", markets=["JP"]) == {"green/eco": "platform"}
    assert verdicts(engine, "kills germs") == {"pest/kills": "stop"}


def test_roles_limit_a_rule(engine: Engine) -> None:
    assert verdicts(engine, "on sale") == {}
    assert verdicts(engine, "on sale", role="title") == {"price/sale": "platform"}


def test_evidence_lifts_within_scope_and_time(engine: Engine) -> None:
    def with_proof(**proof: object) -> dict[str, str]:
        evidence = [{"kind": "test-report"} | proof]
        return verdicts(engine, "eco friendly", evidence=evidence, key="A", marketplace="generic")

    assert with_proof() == {}
    assert with_proof(scope={"keys": ["A"], "markets": ["US"]}) == {}
    assert with_proof(scope={"keys": ["B"]}) == {"green/eco": "prove"}
    assert with_proof(scope={"markets": ["JP"]}) == {"green/eco": "prove"}
    assert with_proof(expires="2026-11-20") == {"green/eco": "prove"}


def test_no_market_means_every_market(engine: Engine) -> None:
    report = check(listing("kills germs", markets=[]), on=DAY, book=engine)
    assert report.checked.markets == ["EU", "US"]


def test_unknown_market_is_said(engine: Engine) -> None:
    report = check(listing("kills germs", markets=["BR"], marketplace="generic"), on=DAY, book=engine)
    assert [entry.what for entry in report.not_checked] == ["market:BR"]


def test_offsets_count_in_the_field_as_sent(engine: Engine) -> None:
    report = check(listing("<p>🔥 It <b>kills</b> germs</p>", format="html"), on=DAY, book=engine)
    (finding,) = report.findings
    assert (finding.start, finding.text) == (12, "kills</b> germs")
    assert finding.message.startswith("“kills germs”")


def test_fingerprint_survives_other_text(engine: Engine) -> None:
    def of(text: str) -> str:
        return check(listing(text), on=DAY, book=engine).findings[0].fingerprint

    near = "A pan with a lid and a handle that KILLS germs and wipes down in a minute flat"
    assert of(near) == of("New! " + near.replace("KILLS", "kills") + ". More words.")
    assert of(near) != of("It kills germs")


def test_too_many_matches_are_said(engine: Engine) -> None:
    report = check(listing("kills germs. " * 300), on=DAY, book=engine)
    assert report.partial
    assert "bullet" in (report.partial_reason or "")


def test_chinese_is_read_in_either_script_and_japanese_is_left_alone(tmp_path: Path) -> None:
    root = small_book(tmp_path)
    examples = {key: f'["{text}", "{text}"]\nzh = ["{text}", "{text}"]\nja = ["{text}", "{text}"]'
                for key, text in (("flags", "«zap»"), ("allows", "calm"))}  # fmt: skip
    patterns = 'zh = ["zap", "杀灭 ... 细菌"]\nja = ["zap", "殺菌", "体内"]'
    write_rule(root, "pest/kills", ["zap"], body=patterns, **examples)
    engine = engine_of(root)
    assert found(engine, "🔥 殺滅99%細菌") == [("pest/kills", "殺滅99%細菌")]
    assert found(engine, "杀灭99%細菌") == [("pest/kills", "杀灭99%細菌")]
    assert found(engine, "不能殺滅細菌") == []
    assert found(engine, "殺滅細菌", brand="殺滅細菌") == []
    assert found(engine, "体内を殺菌") == [("pest/kills", "体内"), ("pest/kills", "殺菌")]


def test_a_platform_finding_cites_the_marketplaces_page(tmp_path: Path) -> None:
    root = small_book(tmp_path)
    (root / "policies").mkdir()
    (root / "policies" / "amazon.toml").write_text(
        """[AMAZON-X]
platform = "amazon"
categories = ["PRICE"]
title = "Rules"
conditions = "None."
url = "https://example.org/rules"
checked = 2026-01-01
status = "verified"
"""
    )
    write_rule(root, "price/sale", ["on sale"], category="PRICE", laws=[])
    (finding,) = check(listing("on sale"), on=DAY, book=engine_of(root)).findings
    assert [(law.id, law.market) for law in finding.laws] == [("AMAZON-X", "amazon")]


def test_of_two_rules_on_one_span_the_one_of_more_markets_stands_for_both(tmp_path: Path) -> None:
    root = small_book(tmp_path)
    write_rule(root, "aim/narrow", ["zap"], category="PERF", laws=["US-TEST"], platforms=[])
    write_rule(root, "pest/wide", ["zap"], laws=["US-TEST", "EU-TEST"], platforms=[])
    write_rule(root, "zone/narrow", ["zap"], category="PRICE", laws=["US-TEST"], platforms=[])
    engine = engine_of(root)
    assert verdicts(engine, "zap", markets=["US", "DE"]) == {"pest/wide": "stop"}


def test_what_is_remembered_holds_no_long_text(engine: Engine) -> None:
    text = "It kills germs. " * 1000
    first, again, other = (check(listing(one), on=DAY, book=engine) for one in (text, text, text + "It repels germs."))
    assert first == again and len(other.findings) >= len(first.findings) > 0
    assert max(len(repr(key)) for key in engine.latest) < 10_000


def test_threads_get_what_one_thread_gets(engine: Engine) -> None:
    texts = [f"It {verb} germs, {number} times, eco friendly" for verb in ("kills", "repels") for number in range(40)]
    alone = [check(listing(text), on=DAY, book=engine) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda text: check(listing(text + " "), on=DAY, book=engine), texts))
    assert [[one.text for one in report.findings] for report in together] == [
        [one.text for one in report.findings] for report in alone
    ]
