"""Who may ask what: over real sockets, as a browser, a web page or a script on this computer would."""

import http.client
import json
import re
import socket
from http.client import HTTPMessage as Message

import pytest
from caveat.config import Settings
from flask_openapi3 import OpenAPI

EXTENSION = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
FIREFOX = "moz-extension://0a1b2c3d-0000-4000-8000-000000000000"
LISTING = json.dumps({"fields": [{"id": "t", "role": "title", "text": "Kills germs"}]})
JSON = {"Content-Type": "application/json"}


class Caller:
    """One who asks the server at `port`, with headers of its own."""

    def __init__(self, port: int, **headers: str) -> None:
        self.port = port
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, dict, Message]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        given = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, given)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        is_json = (answer.getheader("Content-Type") or "").startswith("application/json")
        return answer.status, json.loads(text) if is_json and text else {"text": text}, answer.headers


@pytest.fixture
def page_token(app: OpenAPI) -> str:
    return app.extensions["caveat"].page_token


def pair(app: OpenAPI, server: int, origin: str = EXTENSION) -> str:
    code = app.extensions["caveat"].store.pairings.new_code()
    caller = Caller(server, Origin=origin, **JSON)
    status, answer, headers = caller.ask("POST", "/api/v1/pair", json.dumps({"code": code}))
    assert status == 200 and headers["Access-Control-Allow-Origin"] == origin
    return answer["token"]


@pytest.mark.parametrize("host", ["192.168.1.5", "0.0.0.0", "::", "caveat.example", "10.0.0.1", ""])
def test_binds_loopback_only(host: str) -> None:
    with pytest.raises(ValueError, match="loopback"):
        Settings(host=host)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1.2.3", "localhost", "::1", "[::1]"])
def test_loopback_addresses_are_fine(host: str) -> None:
    assert Settings(host=host).host == host


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil:{port}"]
)
def test_name_that_is_not_ours_is_refused(server: int, host: str) -> None:
    for path in (
        "/healthz",
        "/demo",
        "/docs",
        "/evidence",
        "/privacy",
        "/openapi.json",
        "/api/v1/rules",
        "/static/page.css",
    ):
        status, answer, _ = Caller(server, Host=host.format(port=server)).ask("GET", path)
        assert (status, answer["code"]) == (421, "bad-host")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_own_names_are_answered(server: int, host: str) -> None:
    assert Caller(server, Host=f"{host}:{server}").ask("GET", "/healthz")[0] == 200


def test_missing_host_is_refused(server: int) -> None:
    with socket.create_connection(("127.0.0.1", server), timeout=10) as connection:
        connection.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
        assert b" 421 " in connection.makefile("rb").readline()


@pytest.mark.parametrize("origin", [
    "https://sellercentral.amazon.com", "http://127.0.0.1:1", "http://localhost", "https://127.0.0.1:{port}", "null",
    "http://localhost:{port}.evil.example", "file://", "http://localhost:{port}",
])  # fmt: skip
def test_foreign_page_is_refused(server: int, page_token: str, origin: str) -> None:
    caller = Caller(server, Origin=origin.format(port=server), X_Caveat_Token=page_token, **JSON)
    asked = [
        (method, f"/api/v1/{noun}") for noun in ("check", "pair", "decisions") for method in ("POST", "OPTIONS", "GET")
    ]
    for method, path in [*asked, ("GET", "/demo"), ("GET", "/healthz")]:
        status, answer, headers = caller.ask(method, path, LISTING, Access_Control_Request_Method="POST")
        assert (status, answer["code"]) == (403, "foreign-origin")
        assert "Access-Control-Allow-Origin" not in headers


def test_own_page_is_answered(server: int, page_token: str) -> None:
    page = Caller(server).ask("GET", "/demo")[1]["text"]
    token = re.search(r'name="caveat-token" content="([^"]+)"', page)[1]
    assert token == page_token
    caller = Caller(server, Origin=f"http://127.0.0.1:{server}", X_Caveat_Token=token, **JSON)
    status, answer, headers = caller.ask("POST", "/api/v1/check", LISTING)
    assert status == 200 and answer["findings"]
    assert "Access-Control-Allow-Origin" not in headers


def test_token_is_needed(server: int) -> None:
    for method, noun in [("POST", "check"), ("GET", "rules"), ("GET", "nope"), ("POST", "decisions")]:
        path = f"/api/v1/{noun}"
        assert Caller(server, **JSON).ask(method, path, LISTING)[:2] == (
            401, {"code": "no-token", "message": "No pairing token was sent."},
        )  # fmt: skip
        status, answer, _ = Caller(server, X_Caveat_Token="guess\xe9", **JSON).ask(method, path, LISTING)
        assert (status, answer["code"]) == (401, "bad-token")


def test_paired_extension_is_answered(app: OpenAPI, server: int) -> None:
    for origin in (EXTENSION, FIREFOX):
        token = pair(app, server, origin)
        caller = Caller(server, Origin=origin, X_Caveat_Token=token, **JSON)
        status, answer, headers = caller.ask("POST", "/api/v1/check", LISTING)
        assert status == 200 and answer["findings"]
        assert headers.get_all("Access-Control-Allow-Origin") == [origin]
        assert headers["Vary"] == "Origin" and "Access-Control-Allow-Credentials" not in headers
        # a worker's GET carries no Origin
        assert Caller(server, X_Caveat_Token=token).ask("GET", "/api/v1/rules")[0] == 200


def test_token_of_another_is_refused(app: OpenAPI, server: int, page_token: str) -> None:
    token = pair(app, server)
    for origin, used in [(FIREFOX, token), (EXTENSION, page_token)]:
        caller = Caller(server, Origin=origin, X_Caveat_Token=used, **JSON)
        status, answer, headers = caller.ask("POST", "/api/v1/check", LISTING)
        assert (status, answer["code"]) == (401, "bad-token")
        assert "Access-Control-Allow-Origin" not in headers


def test_preflight_lets_in_the_paired_extension_only(app: OpenAPI, server: int) -> None:
    asks = {"Access_Control_Request_Method": "POST", "Access_Control_Request_Headers": "content-type,x-caveat-token"}
    stranger = Caller(server, Origin=EXTENSION, **asks)
    status, _, headers = stranger.ask("OPTIONS", "/api/v1/check")
    assert status == 403 and "Access-Control-Allow-Origin" not in headers
    status, _, headers = stranger.ask("OPTIONS", "/api/v1/pair")
    assert status == 204 and headers["Access-Control-Allow-Origin"] == EXTENSION
    pair(app, server)
    status, _, headers = stranger.ask("OPTIONS", "/api/v1/check")
    assert status == 204 and headers["Access-Control-Allow-Origin"] == EXTENSION
    assert headers["Access-Control-Allow-Headers"] == "content-type, x-caveat-token"
    assert "*" not in "".join(headers.values())
    assert Caller(server, Origin=FIREFOX, **asks).ask("OPTIONS", "/api/v1/check")[0] == 403


def test_pairing_code_over_http(app: OpenAPI, server: int) -> None:
    right = app.extensions["caveat"].store.pairings.new_code()
    caller = Caller(server, Origin=EXTENSION, **JSON)
    for _ in range(5):
        status, answer, _ = caller.ask("POST", "/api/v1/pair", '{"code": "AAAA-AAAA"}')
        assert (status, answer["code"]) == (403, "bad-code")
    status, answer, _ = caller.ask("POST", "/api/v1/pair", json.dumps({"code": right}))
    assert (status, answer["code"]) == (403, "code-spent")
    assert pair(app, server)
    status, answer, _ = caller.ask("POST", "/api/v1/pair", "{}")
    assert (status, answer) == (422, {"code": "bad-pairing", "message": "code: Field required"})


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_body_that_is_not_json_is_refused(server: int, page_token: str, kind: str) -> None:
    for path in ("/api/v1/check", "/api/v1/pair", "/api/v1/decisions"):
        status, answer, _ = Caller(server, X_Caveat_Token=page_token).ask("POST", path, LISTING, Content_Type=kind)
        assert (status, answer["code"]) == (415, "not-json")


def test_charset_and_case_of_json_are_fine(server: int, page_token: str) -> None:
    caller = Caller(server, X_Caveat_Token=page_token, Content_Type="Application/JSON; charset=utf-8")
    assert caller.ask("POST", "/api/v1/check", LISTING)[0] == 200


def test_large_body_is_refused(server: int, page_token: str) -> None:
    caller = Caller(server, X_Caveat_Token=page_token, **JSON)
    room = 1024 * 1024 - len(LISTING)
    assert caller.ask("POST", "/api/v1/check", LISTING + " " * room)[0] == 200
    status, answer, _ = caller.ask("POST", "/api/v1/check", LISTING + " " * (room + 1))
    assert (status, answer["code"]) == (413, "too-large")


@pytest.mark.parametrize(("chunks", "status"), [(1, 200), (17, 413), (3000, 413)])
def test_chunked_body_cannot_pass_the_limit(server: int, page_token: str, chunks: int, status: int) -> None:
    piece = (LISTING + " " * (64 * 1024 - len(LISTING))).encode()
    with socket.create_connection(("127.0.0.1", server), timeout=30) as connection:
        head = f"POST /api/v1/check HTTP/1.1\r\nHost: 127.0.0.1:{server}\r\nX-Caveat-Token: {page_token}\r\n"
        connection.sendall(head.encode() + b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
        try:
            for number in range(chunks):
                connection.sendall(b"10000\r\n" + (piece if number == 0 else b" " * 65536) + b"\r\n")
            connection.sendall(b"0\r\n\r\n")
        except (BrokenPipeError, ConnectionResetError):
            pass  # the server answered and hung up before it was all sent
        try:
            first = connection.makefile("rb").readline()
        except ConnectionResetError:
            first = b""
    assert (f" {status} ".encode() in first) or (chunks == 3000 and first == b"")


@pytest.mark.parametrize("path", ["/demo", "/docs", "/vendors"])
def test_pages_carry_a_strict_policy(server: int, path: str) -> None:
    _, page, headers = Caller(server).ask("GET", path)
    policy = headers["Content-Security-Policy"]
    assert policy == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert "Server" not in headers
    text = re.sub(r'<script type="application/json"[^>]*>[^<]*</script>', "", page["text"])  # data, which never runs
    assert not re.search(r"<script(?![^>]*\bsrc=\"/static/)|\son\w+=|\sstyle=|<style|https?://", text)


def test_answers_are_guarded_too(server: int, page_token: str) -> None:
    for path in ("/healthz", "/api/v1/rules", "/nope", "/api/v1/nope"):
        headers = Caller(server, X_Caveat_Token=page_token).ask("GET", path)[2]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_page_token_is_new_in_each_process(app: OpenAPI) -> None:
    from caveat.api.context import Context

    context = app.extensions["caveat"]
    assert Context(context.settings, context.store).page_token != context.page_token
    assert context.page_token not in repr(context)
