"""What proves a fact that only the copy states: filed for the product, while it lasts, and for no other."""

import base64
from datetime import date, timedelta
from typing import Any

import pytest
from caveat import check, rulebook
from caveat.locker import Locker
from caveat.models import Listing
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

TABLE = {"Item Weight": "500 g", "Item Height": "9 cm", "Item Width": "20 cm", "Wattage": "40 W", "Colour": "Black"}
TODAY = date.today()
PROOF = [
    ("A lamp with a 2000 mAh battery.", "unstated/number", "data-sheet"),
    ("A lamp with Bluetooth 5.3.", "unstated/version", "data-sheet"),
    ("Sound in Dolby Atmos.", "unstated/technology", "licence"),
    ("Built to MIL-STD-810.", "unstated/mark", "certificate"),
    ("The shade is made of silk.", "unstated/material", "material-record"),
    ("Assembled in Mexico.", "unstated/origin", "origin-record"),
    ("Holder of a Red Dot.", "unstated/award", "award-record"),
    ("The arm was tested for 20,000 bends.", "unstated/test", "test-report"),
]


def listing(text: str, **other: object) -> dict[str, Any]:
    """A lamp with a table of facts that holds nothing of the text."""
    facts = [{"name": name, "value": value} for name, value in TABLE.items()]
    fields = [{"id": "d", "role": "bullet", "text": text}]
    return {"key": "LUMO-1", "markets": ["US"], "language": "en", "fields": fields, "facts": facts} | other


def found(client: FlaskClient, given: dict[str, Any]) -> set[str]:
    return {one["rule"] for one in client.post("/api/v1/check", json=given).json["findings"]}


def file(client: FlaskClient, kind: str, **other: object) -> dict[str, Any]:
    pdf = {"name": "proof.pdf", "data": base64.b64encode(b"%PDF-1.7\n1 0 obj\n").decode()}
    given = {"kind": kind, "number": "A-1", "issuer": "Lumo Lab", "issued": "2026-01-01", "file": pdf} | other
    answer = client.post("/api/v1/evidence", json=given)
    assert answer.status_code == 201, answer.json
    return answer.json


@pytest.mark.parametrize(("text", "rule", "kind"), PROOF)
def test_what_is_filed_in_scope_lifts_it(client: FlaskClient, text: str, rule: str, kind: str) -> None:
    assert rule in found(client, listing(text))
    file(client, kind, scope={"keys": ["LUMO-1"]})
    assert rule not in found(client, listing(text))
    assert rule in found(client, listing(text, key="OTHER-1"))
    assert rule in found(client, listing(text, key=None))


@pytest.mark.parametrize(("text", "rule", "kind"), PROOF)
def test_evidence_of_another_kind_lifts_nothing(client: FlaskClient, text: str, rule: str, kind: str) -> None:
    file(client, "warranty-terms", scope={"keys": ["LUMO-1"]})
    assert rule in found(client, listing(text))


def test_it_is_back_on_the_day_after_the_evidence_ends(app: OpenAPI, client: FlaskClient) -> None:
    file(client, "data-sheet", scope={"lines": ["LUMO-"]}, expires="2026-12-31")
    lent = Locker(app.extensions["caveat"].store, rulebook.load(), 100).lend(
        Listing.model_validate(listing(PROOF[0][0]))
    )
    for on, there in ((date(2025, 12, 31), True), (date(2026, 12, 31), False), (date(2027, 1, 1), True)):
        assert ("unstated/number" in {one.rule for one in check(lent, on=on).findings}) is there, on


def test_expired_on_arrival_lifts_nothing(client: FlaskClient) -> None:
    kept = file(client, "test-report", expires=(TODAY - timedelta(days=1)).isoformat())
    assert kept["state"] == "expired"
    text, rule, _ = PROOF[-1]
    assert rule in found(client, listing(text))


def test_evidence_that_names_the_fact_is_a_source_of_rewrites_only(client: FlaskClient) -> None:
    """A number in the letterhead proves nothing by itself: what lifts is the kind, held for the product."""
    file(client, "warranty-terms", number="2000 mAh", scope={"keys": ["LUMO-1"]})
    assert "unstated/number" in found(client, listing(PROOF[0][0]))
