"""The two ends of every end-to-end test: dashboards under their own host names, and the real Caveat server."""

from __future__ import annotations

import datetime
import http.client
import json
import os
import random
import re
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PAGES = Path(__file__).parent.parent / "pages"
SERVER = "127.0.0.1:8765"
"""Where the extension looks for the server; browsers are told to go to the test's own port instead."""
KINDS = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json"}
CAVEAT = [sys.executable, "-m", "caveat.cli"]
POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:"


def free_port() -> int:
    """A port of the loopback address that nobody uses, below those that the system itself gives to connections."""
    for port in random.SystemRandom().sample(range(20_000, 32_000), 100):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("no port is free")


def wait_for(condition: Callable[[], Any], what: str, seconds: float = 15) -> Any:
    """The first true answer of `condition`; AssertionError naming `what` when it never comes."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := condition():
            return answer
        time.sleep(0.03)
    raise AssertionError(f"gave up after {seconds:g} s: {what}")


class _Quiet(ThreadingHTTPServer):
    """A local HTTP server that runs in its own thread until closed."""

    daemon_threads = True

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def port(self) -> int:
        return self.server_port

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up early is no news."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, ssl.SSLError, TimeoutError)):
            super().handle_error(request, client_address)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


def certificate(folder: Path) -> Path:
    """Write a fresh self-signed certificate and its key into one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "dashboards of the Caveat tests")])
    today = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - datetime.timedelta(days=1))
        .not_valid_after(today + datetime.timedelta(days=2))
        .sign(key, hashes.SHA256())
    )
    pem = folder / "dashboards.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + private)
    return pem


class Dashboards(_Quiet):
    """All dashboards on one TLS port: the request's host and path say which page is meant.

    `pages` maps "host/path" prefixes to files of tests/pages; /assets/ is that folder, `folders` are more of them.
    Each answer carries `headers`.
    """

    def __init__(
        self, pages: dict[str, str], pem: Path, folders: dict[str, Path] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:  # fmt: skip
        self.pages, self.folders = pages, {"/assets/": PAGES} | (folders or {})
        self.headers = headers or {"Content-Security-Policy": POLICY}
        super().__init__(_DashboardHandler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        # The handshake belongs to the request's thread: browsers open sockets ahead of need and leave them silent.
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)

    def file(self, host: str, path: str) -> Path | None:
        """Which file answers a request, if any."""
        for root, folder in self.folders.items():
            if path.startswith(root):
                wanted = (folder / path.removeprefix(root)).resolve()
                return wanted if wanted.is_relative_to(folder.resolve()) and wanted.is_file() else None
        pages = (PAGES / page for prefix, page in self.pages.items() if f"{host}{path}".startswith(prefix))
        return next(pages, None)


class _DashboardHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    server: Dashboards

    def do_GET(self) -> None:
        found = self.server.file(self.headers["Host"].split(":")[0], urlsplit(self.path).path)
        body = found.read_bytes() if found else b"no such page"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", f"{KINDS.get(found.suffix if found else '', 'text/plain')}; charset=utf-8")
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@dataclass(frozen=True)
class Exchange:
    """One request to the Caveat server and its answer, as they crossed the wire."""

    method: str
    path: str
    body: Any
    status: int
    answer: Any
    at: float = 0
    """When the request came, as time.time() says it."""


class Wire(_Quiet):
    """Stands between the browser and the Caveat server, passes everything on and remembers it.

    While the server is down it hangs up on the browser, as a closed port would.
    """

    def __init__(self, port: int) -> None:
        self.target = port
        self.exchanges: list[Exchange] = []
        self.open: set[int] = set()
        """The threads whose request waits for the server now."""
        self.losing: set[str] = set()
        """Paths whose next answer gets lost on its way back."""
        self.kept: list[str] = []
        """The paths whose answers are kept back now."""
        self.gate = threading.Event()
        self.gate.set()
        super().__init__(_WireHandler)

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Keep all answers back until the block ends."""
        self.gate.clear()
        try:
            yield
        finally:
            self.gate.set()
            self.kept.clear()

    def seen(self, path: str, since: int = 0) -> list[Exchange]:
        """The exchanges with this path, leaving out the first `since` exchanges of all."""
        return [exchange for exchange in self.exchanges[since:] if exchange.path == path]


class _WireHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 30
    server: Wire

    def _pass_on(self) -> None:
        at = time.time()
        sent = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        # A browser that takes this for a proxy (Firefox) names the whole address in the request line.
        parts = urlsplit(self.path)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        headers = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
        connection = http.client.HTTPConnection("127.0.0.1", self.server.target, timeout=30)
        self.server.open.add(threading.get_ident())
        try:
            connection.request(self.command, path, sent, headers | {"Host": f"127.0.0.1:{self.server.target}"})
            response = connection.getresponse()
            if parts.path in self.server.losing:
                self.server.losing.remove(parts.path)
                raise ConnectionError
            if not self.server.gate.is_set():
                self.server.kept.append(parts.path)
                self.server.gate.wait(30)
            if response.getheader("Content-Type") == "application/x-ndjson":
                answer = self._stream(response)
            else:
                answer = self._whole(response)
        except ConnectionError:
            self.close_connection = True
            return
        finally:
            self.server.open.discard(threading.get_ident())
            connection.close()
        exchange = Exchange(self.command, parts.path, _json(sent), response.status, _json(answer), at)
        self.server.exchanges.append(exchange)

    def _head(self, response: http.client.HTTPResponse) -> None:
        self.send_response_only(response.status)
        for name, value in response.getheaders():
            if name.lower() not in ("connection", "transfer-encoding", "content-length"):
                self.send_header(name, value)

    def _whole(self, response: http.client.HTTPResponse) -> bytes:
        answer = response.read()
        self._head(response)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
        return answer

    def _stream(self, response: http.client.HTTPResponse) -> bytes:
        """Each part as it comes in; a browser that hangs up makes the next one fail, and so hangs up on the server."""
        self._head(response)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        parts = []
        while part := response.read1(65536):
            parts.append(part)
            self.wfile.write(part)
            self.wfile.flush()
        return b"".join(parts)

    do_GET = do_POST = do_PUT = do_DELETE = do_OPTIONS = _pass_on

    def log_message(self, *_: object) -> None:
        pass


def _json(data: bytes) -> Any:
    """What the bytes say, or the bytes when they are not JSON."""
    try:
        return json.loads(data)
    except ValueError:
        return data


@dataclass
class CaveatServer:
    """The real server as a process of its own, on its own port and data folder; it can be stopped and started again."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None
    printed: list[str] = field(default_factory=list)
    given: set[str] = field(default_factory=set)
    """The pairing codes that somebody has had; each works once."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Run `caveat serve` and wait until it answers."""
        self.process = subprocess.Popen(
            [*CAVEAT, "serve", "--port", str(self.port)],
            env=self._environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        threading.Thread(target=self._read, args=(self.process,), daemon=True).start()
        wait_for(self._answers, f"the server never answered; it printed:\n{''.join(self.printed)}", 90)

    @property
    def _environment(self) -> dict[str, str]:
        own = {"CAVEAT_DATABASE": f"sqlite:///{self.folder / 'caveat.sqlite3'}", "XDG_DATA_HOME": str(self.folder)}
        return os.environ | own | {"PYTHONUNBUFFERED": "1"}

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout as lines:
            self.printed.extend(lines)

    def _answers(self) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            raise AssertionError(f"the server ended by itself:\n{''.join(self.printed)}")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def code(self) -> str:
        """A pairing code that nobody has had: the one that the server printed last, then others of `caveat pair`."""

        def printed() -> str | None:
            codes = re.findall(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", "".join(self.printed))
            return codes[-1] if codes else None

        code = str(wait_for(printed, "the server printed no pairing code"))
        if code in self.given:
            told = subprocess.run([*CAVEAT, "pair"], env=self._environment, capture_output=True, text=True, check=True)
            code = told.stdout.strip()
        self.given.add(code)
        return code

    def stop(self) -> None:
        """End the process and wait for its end."""
        if self.process:
            self.process.terminate()
            self.process.wait(15)
            self.process = None
