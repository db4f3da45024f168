"""The endpoints: what they take, what they give, and how they say no."""

import html
import json
import logging
import re
from datetime import datetime
from pathlib import Path

import caveat
import pytest
from caveat import checker
from caveat.api import words
from caveat.models import Listing, Report
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

KILLS = {
    "key": "SKU-1",
    "marketplace": "amazon",
    "markets": ["US"],
    "fields": [{"id": "bullet_2", "role": "bullet", "text": "🔥 Kills 99.9% of bacteria"}],
}


def test_check_answers_what_python_answers(client: FlaskClient) -> None:
    answer = client.post("/api/v1/check", json=KILLS)
    assert answer.status_code == 200
    report = Report.model_validate_json(answer.data)
    assert report == checker.check(Listing.model_validate(KILLS))
    finding = next(finding for finding in report.findings if finding.category == "PESTICIDE")
    assert (finding.rule, finding.start, finding.text) == ("pesticide/kills-germs", 3, "Kills 99.9% of bacteria")


def test_check_speaks_the_callers_language(client: FlaskClient) -> None:
    def message(accepted: str) -> str:
        answer = client.post("/api/v1/check", json=KILLS, headers={"Accept-Language": accepted})
        return answer.json["findings"][0]["message"]

    english, chinese = message("en"), message("zh")
    assert english != chinese
    assert message("zh-CN,zh;q=0.9,en;q=0.8") == chinese
    assert message("fr, de;q=0.5") == message("en-GB,zh;q=0.1") == message("") == english


def test_check_names_kinds_of_evidence_in_the_language_of_the_interface(client: FlaskClient) -> None:
    for accepted, said in (
        ("pt-BR", "Registro na EPA"),
        ("de-AT,en;q=0.5", "EPA-Registrierung"),
        ("zh-CN", "EPA 登记"),
    ):
        report = client.post("/api/v1/check", json=KILLS, headers={"Accept-Language": accepted}).json
        named = {kind for finding in report["findings"] for kind in finding["evidence"]["accepts"]}
        assert report["kinds"].keys() == named and report["kinds"]["epa-registration"] == said


def test_lone_surrogate_is_no_error(client: FlaskClient) -> None:
    body = '{"fields": [{"id": "a", "role": "bullet", "text": "\\ud800 kills germs"}]}'
    answer = client.post("/api/v1/check", data=body, content_type="application/json")
    assert answer.status_code == 200
    assert answer.json["findings"][0]["start"] == 2


def decision(finding: dict, action: str, **other: str | None) -> dict:
    return {
        "fingerprint": finding["fingerprint"], "rule": finding["rule"], "key": "SKU-1", "marketplace": "amazon",
        "field": finding["field"], "action": action, "reason": None, **other,
    }  # fmt: skip


def test_decision_comes_back_with_its_finding(client: FlaskClient) -> None:
    def now() -> dict:
        return client.post("/api/v1/check", json=KILLS).json["findings"][0]

    finding = now()
    assert finding["decision"] is None
    answer = client.post("/api/v1/decisions", json=decision(finding, "dismissed", reason="registered"))
    assert answer.status_code == 201 and isinstance(answer.json["id"], int)
    (kept,) = client.get("/api/v1/decisions?key=SKU-1").json["decisions"]
    assert now()["decision"] == {"action": "dismissed", "reason": "registered", "at": kept["at"]}
    client.post("/api/v1/decisions", json=decision(finding, "reopened"))
    assert (now()["decision"]["action"], now()["decision"]["reason"]) == ("reopened", None)
    other = client.post("/api/v1/check", json=KILLS | {"key": "SKU-2"}).json["findings"][0]
    assert other["fingerprint"] == finding["fingerprint"] and other["decision"] is None


def test_a_finding_says_its_level_in_each_market(client: FlaskClient) -> None:
    def levels(text: str, **other: list[str]) -> list[dict]:
        listing = {"fields": [{"id": "b", "role": "bullet", "text": text}]} | other
        return [one["levels"] for one in client.post("/api/v1/check", json=listing).json["findings"]]

    assert levels(KILLS["fields"][0]["text"], markets=["US", "JP"])[0]["US"] == "stop"
    everywhere = levels("An eco-friendly lamp.")
    assert {"stop", "prove"} <= {level for one in everywhere for level in one.values()}  # not the same in all of them
    asked = levels("An eco-friendly lamp.", markets=["DE", "US"])
    assert [{market: one[market] for market in ("DE", "US")} for one in everywhere] == asked


def test_decisions_are_listed_newest_first(client: FlaskClient) -> None:
    finding = client.post("/api/v1/check", json=KILLS).json["findings"][0]
    client.post("/api/v1/decisions", json=decision(finding, "dismissed"))
    texts = {"text_before": "Kills germs", "text_after": "Wipes clean"}
    client.post("/api/v1/decisions", json=decision(finding, "applied", **texts))
    listed = client.get("/api/v1/decisions?key=SKU-1").json["decisions"]
    assert [one["action"] for one in listed] == ["applied", "dismissed"]
    assert listed[0]["text_after"] == "Wipes clean"
    assert datetime.fromisoformat(listed[0]["at"]).tzinfo is not None
    assert client.get("/api/v1/decisions?key=SKU-2").json == {"decisions": []}
    assert client.get("/api/v1/decisions?key=SKU-1&marketplace=ebay").json == {"decisions": []}


def test_rules_are_listed_and_shown(client: FlaskClient) -> None:
    listed = client.get("/api/v1/rules").json
    assert listed["rulebook"]["rules"] == len(listed["rules"])
    summary = next(rule for rule in listed["rules"] if rule["id"] == "pesticide/kills-germs")
    assert summary["category"] == "PESTICIDE" and "US" in summary["markets"] and "en" in summary["languages"]
    rule = client.get("/api/v1/rules/pesticide/kills-germs").json
    assert summary.items() <= rule.items()
    assert rule["laws"][0]["url"].startswith("https://") and len(rule["flags"]["en"]) >= 2
    assert client.get("/api/v1/rules?x=1", headers={"Accept-Language": "zh"}).json["rules"][0]["message"]


def test_every_rule_can_be_shown(client: FlaskClient) -> None:
    for rule in client.get("/api/v1/rules").json["rules"]:
        assert client.get(f"/api/v1/rules/{rule['id']}").status_code == 200, rule["id"]


def test_marketplaces_are_listed(client: FlaskClient) -> None:
    listed = client.get("/api/v1/marketplaces").json["marketplaces"]
    assert {"amazon", "ebay", "etsy", "shopify", "woocommerce", "generic"} <= {shop["name"] for shop in listed}


def test_health_needs_no_token(app: OpenAPI) -> None:
    health = app.test_client().get("/healthz").json
    assert health["status"] == "ok" and health["version"] == caveat.__version__
    assert health["rulebook"]["rules"] > 0
    assert {"US", "EU", "DE", "CN"} <= set(health["markets"])


@pytest.mark.parametrize(
    ("body", "status", "code", "message"),
    [
        ('{"fields": [{"id": "t", "role": "title"}]}', 422, "bad-listing", "fields.0.text: Field required"),
        ('{"fields": 1}', 422, "bad-listing", "fields: Input should be a valid array"),
        ("[]", 422, "bad-listing", "body: Input should be an object"),
        ('{"fields": [', 400, "bad-json", "Invalid JSON: EOF while parsing a list at line 1 column 12"),
        ("", 400, "bad-json", "Invalid JSON: EOF while parsing a value at line 1 column 0"),
        ('{"fields": "' + "a" * 30, 400, "bad-json", "Invalid JSON: EOF while parsing a string at line 1 column 42"),
        ("[" * 33 + "]" * 33, 400, "too-deep", "The JSON is nested deeper than 32."),
        ("[" * 500_000, 400, "too-deep", "The JSON is nested deeper than 32."),
    ],
)
def test_bad_body_says_where(client: FlaskClient, body: str, status: int, code: str, message: str) -> None:
    answer = client.post("/api/v1/check", data=body, content_type="application/json")
    assert (answer.status_code, answer.json) == (status, {"code": code, "message": message})


def test_bad_body_never_quotes_the_listing(client: FlaskClient) -> None:
    fields = [{"id": "t", "role": "a secret", "text": {"a secret": 1}, "format": "a secret"}] * 9
    answer = client.post("/api/v1/check", json={"fields": fields, "markets": ["a secret"]})
    assert "secret" not in answer.text and answer.json["message"].endswith("and 23 more")


def test_no_such_thing(client: FlaskClient) -> None:
    assert client.get("/api/v1/rules/no/such").json == {
        "code": "not-found", "message": "There is no rule 'no/such'.",
    }  # fmt: skip
    for path in ("/nope", "/api/v1/nope", "/static/demo/nope.js", "/static/nope.css"):
        answer = client.get(path)
        assert (answer.status_code, answer.json["code"]) == (404, "not-found")
    answer = client.get("/api/v1/check")
    assert (answer.status_code, answer.json["code"], answer.headers["Allow"]) == (405, "bad-method", "OPTIONS, POST")
    answer = client.get(f"/api/v1/decisions?key={'k' * 300}")
    assert (answer.status_code, answer.json["code"]) == (422, "bad-query")


def test_bug_tells_the_log_and_nobody_else(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(listing: Listing, **_options: object) -> Report:
        raise RuntimeError(f"while reading {listing.fields[0].text}")

    monkeypatch.setattr(checker, "check", broken)
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/api/v1/check", json=KILLS)
    assert (answer.status_code, answer.json["code"]) == (500, "internal")
    assert "RuntimeError" not in answer.text and "Traceback" not in answer.text
    assert "RuntimeError" in caplog.text and "test_api.py" in caplog.text
    assert "bacteria" not in caplog.text


def test_nothing_sent_is_logged(app: OpenAPI, client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    context = app.extensions["caveat"]
    code = context.store.pairings.new_code()
    with caplog.at_level(logging.DEBUG):
        token = client.post("/api/v1/pair", json={"code": code}).json["token"]
        client.post("/api/v1/check", json=KILLS, headers={"X-Caveat-Token": token})
        client.post("/api/v1/check", data='{"bacteria', content_type="application/json")
    for secret in (token, code, context.page_token, "bacteria"):
        assert secret not in caplog.text


def test_openapi_names_all_nouns(app: OpenAPI) -> None:
    doc = app.test_client().get("/openapi.json").json
    assert doc["openapi"].startswith("3.1")
    schemas = doc["components"]["schemas"]
    assert {"Listing", "Report", "Finding", "Suggestion", "DecisionRequest", "Problem"} <= schemas.keys()
    references = set(json.dumps(doc).split('"#/components/schemas/')[1:])
    assert {one.split('"')[0] for one in references} <= schemas.keys()
    body = doc["paths"]["/api/v1/check"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert body == {"$ref": "#/components/schemas/Listing"}
    assert doc["paths"]["/api/v1/check"]["post"]["security"] == [{"token": []}]
    assert set(doc["components"]["schemas"]["Report"]["required"]) == set(Report.model_fields)


def test_docs_show_every_endpoint_and_noun(app: OpenAPI) -> None:
    page = app.test_client().get("/docs").text
    doc = app.test_client().get("/openapi.json").json
    assert all(f"<code>{path}</code>" in page for path in doc["paths"])
    assert all(f'id="{name}"' in page for name in doc["components"]["schemas"])


def test_demo_is_a_form_that_holds_claims(app: OpenAPI) -> None:
    from caveat import intake

    client = app.test_client()
    assert client.get("/").location == "/demo"
    page = client.get("/demo")
    listing = intake.read(page.data, name="demo.html", marketplace="demo")
    assert [field.id for field in listing.fields] == [
        "title", "bullet_1", "bullet_2", "bullet_3", "bullet_4", "bullet_5", "description", "search_terms",
    ]  # fmt: skip
    assert {"Material", "Battery Capacity", "Country of Origin"} <= {fact.name for fact in listing.facts}
    assert (listing.key, listing.brand, listing.markets) == ("LUMO-NW-01", "Lumo", ["US"])
    assert checker.check(listing).findings
    assert f'content="{app.extensions["caveat"].page_token}"' in page.text
    chinese = client.get("/demo", headers={"Accept-Language": "zh-CN"}).text
    assert "试用 Caveat" in chinese and chinese != client.get("/demo?lang=en").text
    assert client.get("/demo?lang=xx").status_code == 200


@pytest.mark.parametrize(
    ("asked", "accepted", "spoken"),
    [
        ("", "de-AT,de;q=0.9,en;q=0.5", "de"), ("", "nl,fr-BE;q=0.8,en;q=0.5", "fr"), ("", "pt-PT", "pt-BR"),
        ("", "zh-Hant-HK", "zh-TW"), ("", "zh-TW,zh;q=0.9", "zh-TW"), ("", "zh-SG", "zh-CN"), ("", "nl,fi", "en"),
        ("", "", "en"), ("ja", "de", "ja"), ("xx", "ko", "ko"), ("zh", "de", "zh-CN"), ("pt_BR", "de", "pt-BR"),
        ("<b>", "*", "en"),
    ],
)  # fmt: skip
def test_the_demo_follows_the_browser_among_ten_languages(client: FlaskClient, asked, accepted, spoken) -> None:
    page = client.get("/demo", query_string={"lang": asked}, headers={"Accept-Language": accepted}).text
    assert f'<html lang="{spoken}">' in page


@pytest.mark.parametrize("page", ["demo", "vendors", "evidence", "privacy"])
def test_a_page_speaks_the_languages_of_the_extension_and_leaves_no_word_out(client: FlaskClient, page: str) -> None:
    locales = Path(__file__).parent.parent / "extension/_locales"
    assert sorted(words.LANGUAGES) == sorted(folder.name.replace("_", "-") for folder in locales.iterdir())
    said = {tag: words.words(page, tag) for tag in words.LANGUAGES}
    for tag, table in said.items():
        assert table.keys() == said["en"].keys() and all(table.values()), tag
        held = {key: sorted(re.findall(r"\$\d", text)) for key, text in said["en"].items()}
        assert {key: sorted(re.findall(r"\$\d", text)) for key, text in table.items()} == held, tag
        shown = client.get(f"/{page}?lang={tag}").text
        assert table["lead"] in html.unescape(shown) and f'<html lang="{tag}">' in shown
    assert len({table["lead"] for table in said.values()}) == len(said)


def test_demo_says_when_its_script_is_not_built(app: OpenAPI, monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    from caveat.api import demo

    monkeypatch.setattr(demo, "BUILT", tmp_path)
    client = app.test_client()
    assert "not built" in client.get("/demo").text
    (tmp_path / "demo.js").write_text("export {};")
    assert "not built" in client.get("/demo").text  # its words are missing still
    (tmp_path / "_locales/en").mkdir(parents=True)
    (tmp_path / "_locales/en/messages.json").write_text('{"close": {"message": "</script>"}}')
    assert '</script>"' not in client.get("/demo").text
    assert "not built" not in client.get("/demo").text
    with client.get("/static/demo/demo.js") as script:
        assert script.status_code == 200 and script.mimetype == "text/javascript"
    assert client.get("/static/demo/../demo.py").status_code == 404
