"""The evidence locker over HTTP and in its store: what is filed, what it lifts and until when, and how it says no."""

import base64
import io
import json
import logging
import stat
import zipfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from caveat import check, rulebook
from caveat.errors import CaveatError
from caveat.locker import Locker
from caveat.models import Listing
from caveat.store import NewEvidence, Store
from caveat.store import evidence as records
from flask.testing import FlaskClient
from flask_openapi3 import OpenAPI

URL = "/api/v1/evidence"
KILLS = {
    "key": "LUMO-1", "marketplace": "generic", "markets": ["US"],
    "fields": [{"id": "b", "role": "bullet", "text": "Kills 99.9% of bacteria"}],
}  # fmt: skip
EPA = {"kind": "epa-registration", "number": "12345-67", "issuer": "EPA"}
PDF = b"%PDF-1.7\n1 0 obj\n"
TODAY = date.today()


def filed(client: FlaskClient, **other: object) -> dict:
    answer = client.post(URL, json=EPA | other)
    assert answer.status_code == 201, answer.json
    return answer.json


def a_file(data: bytes, name: str = "report.pdf") -> dict[str, str]:
    return {"name": name, "data": base64.b64encode(data).decode()}


def rules(client: FlaskClient, **other: object) -> set[str]:
    return {one["rule"] for one in client.post("/api/v1/check", json=KILLS | other).json["findings"]}


def day(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def test_what_is_filed_lifts_the_finding_for_its_scope(client: FlaskClient) -> None:
    assert "pesticide/kills-germs" in rules(client)
    kept = filed(client, scope={"keys": ["LUMO-1"], "markets": ["US"]})
    assert (kept["state"], kept["standing"], kept["added_by"]) == ("held", "seller-declared", "a page of the server")
    assert "pesticide/kills-germs" not in rules(client)
    assert "pesticide/kills-germs" in rules(client, key="OTHER")
    assert "pesticide/kills-germs" in rules(client, key=None)
    assert "pesticide/kills-germs" in rules(client, markets=["DE"])
    client.delete(f"{URL}/{kept['id']}")
    assert "pesticide/kills-germs" in rules(client)


def test_a_product_line_is_how_its_keys_begin(client: FlaskClient) -> None:
    filed(client, scope={"lines": ["LUMO-"]})
    assert "pesticide/kills-germs" not in rules(client, key="LUMO-99")
    assert "pesticide/kills-germs" in rules(client, key="OTHER-1")


def test_expired_on_arrival_is_kept_and_lifts_nothing(client: FlaskClient) -> None:
    assert filed(client, issued="2020-01-01", expires=day(-1))["state"] == "expired"
    assert filed(client, issued=day(1))["state"] == "not-yet"
    assert "pesticide/kills-germs" in rules(client)
    assert filed(client, expires=day(0))["state"] == "held"
    assert "pesticide/kills-germs" not in rules(client)


def test_the_finding_is_back_on_the_day_after_the_last(app: OpenAPI, client: FlaskClient) -> None:
    filed(client, issued="2026-01-01", expires="2026-12-31")
    store = app.extensions["caveat"].store
    listing = Locker(store, rulebook.load(), 100).lend(Listing.model_validate(KILLS))
    for on, there in ((date(2025, 12, 31), True), (date(2026, 12, 31), False), (date(2027, 1, 1), True)):
        found = {one.rule for one in check(listing, on=on).findings}
        assert ("pesticide/kills-germs" in found) is there, on


def test_inline_evidence_still_counts_and_the_call_stays_pure(client: FlaskClient) -> None:
    assert "pesticide/kills-germs" not in rules(client, evidence=[EPA])
    assert client.get(URL).json == {"evidence": []}


def test_list_says_what_applies_and_what_ends(client: FlaskClient) -> None:
    first = filed(client, scope={"keys": ["LUMO-1"]}, expires=day(20))
    other = filed(client, scope={"keys": ["OTHER"]}, expires=day(40))
    listed = client.get(f"{URL}?key=LUMO-1").json["evidence"]
    assert [(one["id"], one["applies"]) for one in listed] == [(other["id"], False), (first["id"], True)]
    assert [one["id"] for one in client.get(f"{URL}?expiring=30").json["evidence"]] == [first["id"]]
    assert client.get(f"{URL}?expiring=never").json["code"] == "bad-query"


def test_withdrawn_and_replaced_stay_on_record(client: FlaskClient) -> None:
    old = filed(client, expires=day(5))
    new = filed(client, expires=day(500), replaces=old["id"])
    assert [one["id"] for one in client.get(URL).json["evidence"]] == [new["id"]]
    assert len(client.get(f"{URL}?withdrawn=true").json["evidence"]) == 2
    past = client.get(f"{URL}/{old['id']}").json
    assert (past["state"], past["withdrawn_why"]) == ("withdrawn", f"replaced by {new['id']}")
    gone = client.delete(f"{URL}/{new['id']}?why=cancelled").json
    assert (gone["state"], gone["withdrawn_why"]) == ("withdrawn", "cancelled")
    again = client.delete(f"{URL}/{new['id']}")
    assert (again.status_code, again.json["code"]) == (409, "evidence-withdrawn")
    answer = client.post(URL, json=EPA | {"replaces": old["id"], "note": "x"})
    assert (answer.status_code, answer.json["code"]) == (409, "evidence-withdrawn")
    assert len(client.get(f"{URL}?withdrawn=true").json["evidence"]) == 2, "nothing half done"
    assert client.delete(f"{URL}/999").status_code == client.get(f"{URL}/999").status_code == 404


def test_a_file_comes_back_as_it_went_and_is_never_opened(client: FlaskClient, app: OpenAPI) -> None:
    kept = filed(client, file=a_file(PDF, "Zulassung 登记.pdf"))
    assert kept["file"]["type"] == "pdf" and kept["file"]["size"] == len(PDF)
    answer = client.get(f"{URL}/{kept['id']}/file")
    assert answer.data == PDF and answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == f"attachment; filename=evidence-{kept['id']}.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    folder = app.extensions["caveat"].settings.files_folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / kept["file"]["sha256"]).stat().st_mode) == 0o600
    assert client.get(f"{URL}/{filed(client)['id']}/file").json["code"] == "no-file"


def test_the_same_file_twice_is_kept_once(client: FlaskClient, app: OpenAPI) -> None:
    one = filed(client, file=a_file(b"%PDF-once"), note="a")
    two = filed(client, file=a_file(b"%PDF-once", "copy.pdf"), note="b")
    assert one["file"]["sha256"] == two["file"]["sha256"]
    folder = app.extensions["caveat"].settings.files_folder
    assert [path.name for path in folder.iterdir()].count(one["file"]["sha256"]) == 1


def test_a_damaged_or_missing_file_is_said(client: FlaskClient, app: OpenAPI) -> None:
    kept = filed(client, file=a_file(b"%PDF-whole"))
    path = app.extensions["caveat"].settings.files_folder / kept["file"]["sha256"]
    path.write_bytes(b"%PDF-forged")
    answer = client.get(f"{URL}/{kept['id']}/file")
    assert (answer.status_code, answer.json["code"]) == (409, "file-damaged")
    path.unlink()
    answer = client.get(f"{URL}/{kept['id']}/file")
    assert (answer.status_code, answer.json["code"]) == (404, "file-missing")
    filed(client, file=a_file(b"%PDF-whole"), note="again")
    assert client.get(f"{URL}/{kept['id']}/file").data == b"%PDF-whole"


@pytest.mark.parametrize(
    ("given", "status", "code", "said"),
    [
        ({"kind": "epa-registratoin"}, 422, "unknown-kind", "did you mean epa-registration"),
        ({"number": "12345"}, 422, "bad-number", "12345-67"),
        ({"number": None}, 422, "evidence-incomplete", "needs number"),
        ({"issued": "2026-02-01", "expires": "2026-01-01"}, 422, "bad-dates", "before the day of issue"),
        ({"issued": "yesterday"}, 422, "bad-evidence", "issued: "),
        ({"issued": "2026-02-30"}, 422, "bad-evidence", "issued: "),
        ({"scope": {"markets": ["ZZ"]}}, 422, "unknown-market", "ZZ"),
        ({"scope": {"markets": ["usa"]}}, 422, "bad-evidence", "scope.markets.0"),
        ({"scope": {"markets": ["DE"]}}, 422, "wrong-market", "only in US"),
        ({"scope": {"rules": ["pesticide/kills-germ"]}}, 422, "unknown-rule", "pesticide/kills-germs"),
        ({"scope": {"rules": ["price/free-gift"]}}, 422, None, "scope.rules"),
        ({"scope": {"keys": [" "]}}, 422, "bad-scope", "everything"),
        ({"verified": True}, 422, "bad-evidence", "verified"),
        ({"replaces": 999}, 404, "not-found", "999"),
        ({"file": {"name": "a.pdf", "data": "%%%"}}, 422, "bad-base64", "base64"),
        ({"file": a_file(b"")}, 422, "empty-file", "nothing in it"),
        ({"file": a_file(b"MZ\x90\x00\x03")}, 415, "file-type", "none of pdf"),
        ({"file": a_file(b"<html><script>", "a.txt")}, 415, "file-type", "none of"),
        ({"file": a_file(b"#!/bin/sh\n", "a.txt")}, 415, "file-type", "none of"),
        ({"file": a_file(b"\x89PNG\r\n\x1a\n", "a.pdf")}, 415, "file-type", "is png"),
        ({"file": a_file(PDF, "../../etc/report.pdf")}, 422, "bad-file-name", "without folders"),
        ({"file": a_file(PDF, "C:\\report.pdf")}, 422, "bad-file-name", "without folders"),
        ({"file": a_file(PDF, "gpj.\u202efdp")}, 422, "bad-file-name", "control characters"),
        ({"file": a_file(PDF, ".pdf")}, 422, "bad-file-name", "plain file name"),
        ({"file": a_file(PDF, "a\x00.pdf")}, 422, "bad-file-name", "control characters"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_kept(
    client: FlaskClient, given: dict, status: int, code: str | None, said: str
) -> None:
    answer = client.post(URL, json=EPA | given)
    assert answer.status_code == status and said in answer.json["message"], answer.json
    assert code is None or answer.json["code"] == code
    assert client.get(f"{URL}?withdrawn=true").json == {"evidence": []}


def test_the_same_piece_twice_is_refused(client: FlaskClient) -> None:
    first = filed(client, expires=day(9))
    answer = client.post(URL, json=EPA | {"number": " 12345-67 ", "expires": day(9)})
    assert (answer.status_code, answer.json["code"]) == (409, "duplicate-evidence")
    assert str(first["id"]) in answer.json["message"]
    filed(client, expires=day(10))


def test_a_file_may_be_larger_than_any_other_body_but_not_too_large(client: FlaskClient, app: OpenAPI) -> None:
    settings = app.extensions["caveat"].settings
    kept = filed(client, file=a_file(b"%PDF-" + b"x" * (2 * settings.max_body)))
    assert kept["file"]["size"] > settings.max_body
    over = a_file(b"%PDF-" + b"x" * (settings.max_file - 4))
    answer = client.post(URL, json=EPA | {"file": over})
    assert (answer.status_code, answer.json["code"]) == (413, "file-too-large")
    answer = client.post("/api/v1/check", data=b" " * (settings.max_body + 1), content_type="application/json")
    assert (answer.status_code, answer.json["code"]) == (413, "too-large")
    answer = client.post(URL, data=b" " * (settings.max_upload + 1), content_type="application/json")
    assert (answer.status_code, answer.json["code"]) == (413, "too-large")


def office(*parts: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part in parts:
            archive.writestr(part, mimetype if part == "mimetype" else "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "type_"),
    [
        ("a.jpg", b"\xff\xd8\xff\xe0", "jpeg"),
        ("a.webp", b"RIFF\x00\x00\x00\x00WEBPVP8 ", "webp"),
        ("a.csv", "日期,价格\n2026-01-01,9.99\n".encode("gb18030"), "csv"),
        ("a.txt", "price\t9,99 €\r\n".encode("utf-16"), "txt"),
        ("a.eml", b"Received: from a\r\nFrom: b@example.org\r\n\r\nHello", "eml"),
        ("a.docx", office("[Content_Types].xml", "word/document.xml"), "docx"),
        ("a.xlsx", office("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        ("a.odt", office("mimetype", mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        ("a.docx", office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"), None),
        ("a.zip", office("run.exe"), None),
        ("a.docx", b"PK\x03\x04 broken", None),
        ("a.svg", b"<svg xmlns='x'>", None),
        ("a.html", b"hello", None),
        ("a.exe", b"hello", None),
    ],
)
def test_a_file_is_known_by_its_bytes(client: FlaskClient, name: str, data: bytes, type_: str | None) -> None:
    answer = client.post(URL, json=EPA | {"file": a_file(data, name)})
    assert answer.json["file"]["type"] == type_ if type_ else answer.json["code"] == "file-type", answer.json


def test_kinds_are_listed_with_what_they_need(client: FlaskClient) -> None:
    kinds = client.get(f"{URL}/kinds").json["kinds"]
    assert kinds["epa-registration"]["needs"] == ["number"] and kinds["epa-registration"]["name"]["zh"]


def test_nothing_filed_is_logged(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        filed(client, number="98765-43", file=a_file(b"%PDF-secret"), note="private")
        client.post(URL, json=EPA | {"number": "wrong-one"})
    assert not any(word in caplog.text for word in ("98765", "secret", "private", "wrong-one"))


def test_nobody_reads_it_without_a_token(app: OpenAPI) -> None:
    client = app.test_client()
    for path in (URL, f"{URL}/1", f"{URL}/1/file", f"{URL}/kinds"):
        assert client.get(path).status_code == 401
    assert client.delete(f"{URL}/1").status_code == client.post(URL, json=EPA).status_code == 401


def test_both_databases_keep_all_of_it(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "REREAD_EVERY", -1.0)
    scope = {"keys": ["钥匙"], "lines": ["L-"], "markets": ["US"], "rules": ["pesticide/kills-germs"]}
    new = NewEvidence.model_validate(
        EPA | {"scope": scope, "issued": "2026-01-01", "expires": "2027-01-01", "note": "é"}
    )
    with Store(database, tmp_path / "one") as one, Store(database, tmp_path / "two") as other:
        mine, theirs = (Locker(store, rulebook.load(), 1000) for store in (one, other))
        assert theirs.pieces() == []
        kept = mine.add(new, ("a.pdf", PDF), "Ann")
        assert [piece.model_dump() for piece in theirs.pieces()] == [kept.model_dump()]
        assert kept.added.tzinfo is not None and kept.scope.model_dump() == scope
        with pytest.raises(CaveatError) as caught:
            theirs.file(kept.id)
        assert caught.value.code == "file-missing"
        assert theirs.withdraw(kept.id, "Bob", "gone").withdrawn_by == "Bob"
        assert mine.pieces() == [] and len(mine.pieces(withdrawn=True)) == 1
        assert json.loads(mine.get(kept.id).model_dump_json())["standing"] == "seller-declared"


def test_the_page_shows_what_is_held_and_until_when(client: FlaskClient) -> None:
    assert "caveat evidence add" in client.get("/evidence").text
    kept = filed(client, issuer="<b>EPA</b>", expires=day(30), scope={"keys": ["LUMO-1"], "markets": ["US"]},
                 file=a_file(PDF))  # fmt: skip
    filed(client, number="12345-99")
    client.delete(f"{URL}/{kept['id'] + 1}?why=cancelled")
    page = client.get("/evidence").text
    assert f'id="{kept["id"]}"' in page and day(30) in page and "LUMO-1" in page and "report.pdf" in page
    assert "<b>EPA</b>" not in page and "&lt;b&gt;EPA" in page
    assert "every listing" in page and "withdrawn" in page and "cancelled" in page
    assert "EPA 登记" in client.get("/evidence?lang=zh").text


def test_the_kinds_that_lift_a_rule_are_named_with_the_markets_in_which_they_do(client: FlaskClient) -> None:
    def kinds(query: str) -> dict[str, list[str]]:
        answer = client.get(f"{URL}/kinds?{query}").json["kinds"]
        return {name: kind["markets"] for name, kind in answer.items()}

    there = kinds("rule=pesticide/kills-germs&market=US&market=DE")
    assert there.items() >= {"epa-registration": ["US"], "bpr-authorisation": ["DE"]}.items()
    assert "test-report" not in there
    assert not {"epa-registration", "bpr-authorisation"} & set(kinds("rule=pesticide/kills-germs&market=JP"))
    assert len(kinds("market=US")) > 50
    assert client.get(f"{URL}/kinds?rule=no/such").json["code"] == "unknown-rule"
