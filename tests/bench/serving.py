"""A request to POST /api/v1/check against an empty Flask answer: both under waitress, each in its own process."""

from __future__ import annotations

import contextlib
import itertools
import json
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import listings
from caveat import Listing
from report import Row, interleaved, ratio
from servers import CaveatServer, free_port, wait_for

REPETITIONS = 7
REQUESTS = 200
RATE, SECONDS, CONNECTIONS = 100, 3, 4
ORIGIN = "chrome-extension://abcdefghijklmnopabcdefghijklmnop"


class Connection:
    """One keep-alive connection. Thinner than a client library, whose own cost would hide the server's."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def exchange(self, request: bytes) -> bytes:
        """Send a request; the body of the answer. OSError unless its status is 200."""
        self._socket.sendall(request)
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._read()
        head, _, body = data.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200 "):
            raise OSError(head.decode("latin-1").partition("\r\n")[0] + " " + body.decode("utf-8", "replace"))
        length = int(head.lower().partition(b"content-length:")[2].split(maxsplit=1)[0])
        while len(body) < length:
            body += self._read()
        return body

    def _read(self) -> bytes:
        data = self._socket.recv(65536)
        if not data:
            raise OSError("the server hung up")
        return data

    def __enter__(self) -> Connection:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()


@dataclass
class Target:
    """A server under measurement, and the requests it is sent: never the same one twice."""

    port: int
    pid: int
    requests: Iterator[bytes]

    def cpu(self) -> float:
        """Seconds of processor time of the server's whole process, to the nanosecond (clock_getcpuclockid(3))."""
        return time.clock_gettime((~self.pid << 3) | 2)

    def cpu_a_request(self) -> float:
        """One connection, one request after the other."""
        batch = list(itertools.islice(self.requests, REQUESTS))
        with Connection(self.port) as connection:
            connection.exchange(next(self.requests))
            before = self.cpu()
            for request in batch:
                connection.exchange(request)
            return (self.cpu() - before) / REQUESTS

    def median_latency(self) -> float:
        """Open loop: a request is due every 1/RATE seconds, whether or not the one before was answered."""
        batch = list(itertools.islice(self.requests, RATE * SECONDS))
        latencies: list[float] = []
        start = time.perf_counter() + 0.05

        def run(first: int) -> None:
            with Connection(self.port) as connection:
                for number in range(first, len(batch), CONNECTIONS):
                    due = start + number / RATE
                    early = due - time.perf_counter()
                    if early > 0:
                        time.sleep(early)
                    # Waiting behind an earlier answer counts; waking up late is not the server's doing.
                    began = time.perf_counter() if early > 0 else due
                    connection.exchange(batch[number])
                    latencies.append(time.perf_counter() - began)

        threads = [threading.Thread(target=run, args=(first,)) for first in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if len(latencies) != len(batch):
            raise OSError(f"{len(batch) - len(latencies)} of {len(batch)} requests failed")
        return statistics.median(latencies)


def measure() -> list[Row]:
    """Processor time a request, then the median latency at a fixed rate.

    What the extension sends while a seller types differs from the request before in one field; the first request for
    a listing is new in all of them. Both are measured, so that what is remembered between requests flatters nobody.
    """
    with caveat() as (typing, fresh), empty() as nothing:
        for target in (typing, fresh, nothing):
            target.cpu_a_request()  # warm up
        typed = interleaved(REPETITIONS, typing.cpu_a_request, nothing.cpu_a_request)
        new = interleaved(REPETITIONS, fresh.cpu_a_request, nothing.cpu_a_request)
        latency = interleaved(5, typing.median_latency, nothing.median_latency)
        new_latency = interleaved(5, fresh.median_latency, nothing.median_latency)
    return [
        ratio("a request of check while typing (one field of eight changed), / an empty Flask answer", typed, 5),
        ratio(f"median latency of the two at {RATE} requests/s", latency, 2, names="p50"),
        ratio("a request of check with every field new, / an empty Flask answer", new, 5),
        ratio(f"median latency of the two at {RATE} requests/s, every field new", new_latency, 2, names="p50"),
    ]


@contextlib.contextmanager
def caveat() -> Iterator[tuple[Target, Target]]:
    """The real server, paired as the extension pairs, asked as the extension asks: while typing, and anew."""
    with tempfile.TemporaryDirectory() as folder:
        server = CaveatServer(Path(folder))
        server.start()
        try:
            assert server.process
            token = _pair(server)
            typed, new = (_checks(server.port, token, stream) for stream in (listings.typing(1), listings.stream(2)))
            pid = server.process.pid
            yield Target(server.port, pid, typed), Target(server.port, pid, new)
        finally:
            server.stop()


@contextlib.contextmanager
def empty() -> Iterator[Target]:
    """The reference."""
    port = free_port()
    process = subprocess.Popen([sys.executable, Path(__file__).with_name("empty.py"), str(port)])
    try:
        wait_for(lambda: _listens(port), "the empty server never answered")
        yield Target(port, process.pid, itertools.repeat(_request("GET", "/", port)))
    finally:
        process.terminate()
        process.wait(15)


def _listens(port: int) -> bool:
    try:
        with Connection(port):
            return True
    except OSError:
        return False


def _pair(server: CaveatServer) -> str:
    body = json.dumps({"code": server.code(), "name": "bench"}).encode()
    with Connection(server.port) as connection:
        return str(json.loads(connection.exchange(_request("POST", "/api/v1/pair", server.port, body)))["token"])


def _checks(port: int, token: str, stream: Iterator[Listing]) -> Iterator[bytes]:
    """A check of ever another listing; the first ones make sure that we measure what we say."""
    with Connection(port) as connection:
        asked = [_check(port, token, one.model_dump_json().encode()) for one in itertools.islice(stream, 50)]
        found = [json.loads(connection.exchange(request))["findings"] for request in asked]
    # the made-up counts of the listings contradict each other by chance
    claims = [[one for one in findings if one["category"] != "CONTRADICT"] for findings in found]
    mean = statistics.fmean(sum(bool(one["suggestions"]) for one in findings) for findings in claims)
    assert abs(mean - listings.CLAIMS) < 0.5, f"{mean:.2f} findings a listing have suggestions, not {listings.CLAIMS}"
    for listing in stream:
        yield _check(port, token, listing.model_dump_json().encode())


def _check(port: int, token: str, body: bytes) -> bytes:
    return _request("POST", "/api/v1/check", port, body, f"X-Caveat-Token: {token}\r\n")


def _request(method: str, path: str, port: int, body: bytes = b"", extra: str = "") -> bytes:
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: keep-alive\r\n"
    if body:
        head += f"Origin: {ORIGIN}\r\nAccept-Language: en-US,en;q=0.9\r\nContent-Type: application/json\r\n{extra}"
        head += f"Content-Length: {len(body)}\r\n"
    return f"{head}\r\n".encode() + body
