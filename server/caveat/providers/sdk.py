"""The openai SDK with its habits taken off; the only module that imports it, imported when a vendor is asked.

Left to itself the SDK retries, follows redirects, reads proxies, keys and headers from the environment, tells the
vendor about the computer, and logs. Here one request goes out as it stands, and its reply comes back as text.
"""

import logging
import ssl
from collections.abc import Iterator
from functools import cache
from typing import Any

import httpx2
import openai

from caveat.providers.line import LARGEST, Broken, Line, Reply

_HEADERS = {"host", "content-type", "content-length", "accept", "connection"}
"""What of the SDK's headers goes along; the others name system and processor, or come from the environment."""
_LOGS = ("openai", "httpx2", "httpcore2")


class _Bounded(httpx2.SyncByteStream):
    """A reply's bytes, up to a size and a time."""

    def __init__(self, stream: httpx2.SyncByteStream, line: Line) -> None:
        self._stream = stream
        self._line = line

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for part in self._stream:
            size += len(part)
            if size > LARGEST:
                raise Broken("too-large")
            if self._line.over():
                raise Broken("timeout")
            yield part

    def close(self) -> None:
        self._stream.close()


class _Transport(httpx2.HTTPTransport):
    """One connection for one request: it shows its socket, so that it can be cut, and sends no header of others."""

    def __init__(self, line: Line, key: str) -> None:
        super().__init__(verify=_trusted(), trust_env=False, limits=httpx2.Limits(max_keepalive_connections=0))
        self._line = line
        self._key = key

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        kept = {name: value for name, value in request.headers.items() if name.lower() in _HEADERS}
        own = {"authorization": f"Bearer {self._key}"} if self._key else {}
        request.headers = httpx2.Headers({**kept, **own, "accept-encoding": "identity", "user-agent": "caveat"})
        request.extensions = {**request.extensions, "trace": self._watch}
        response = super().handle_request(request)
        if response.headers.get("content-encoding", "identity") != "identity":
            raise Broken("not-json")  # nobody asked for it, and a few bytes can unpack into gigabytes
        assert isinstance(response.stream, httpx2.SyncByteStream)
        response.stream = _Bounded(response.stream, self._line)
        return response

    def _watch(self, event: str, info: dict[str, Any]) -> None:
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._line.sock = info["return_value"].get_extra_info("socket")
            if self._line.over():  # it connected too late: nothing goes out any more
                self._line.cut()
        elif event.endswith("send_request_headers.started"):
            self._line.sent = True


def send(line: Line, url: str, key: str, body: dict[str, Any]) -> Reply:
    """Post `body` to the chat completions of `url`. Broken says why there is no reply."""
    _silence()
    http = httpx2.Client(transport=_Transport(line, key), follow_redirects=False, trust_env=False)
    with (
        http,
        openai.OpenAI(  # the key stays out of it: the transport adds it
            api_key="-", base_url=url, max_retries=0, timeout=line.left(), http_client=http
        ) as client,
    ):
        try:
            reply = client.post("/chat/completions", cast_to=httpx2.Response, body=body)
        except openai.APIStatusError as error:
            reply = error.response
        except openai.APITimeoutError:
            raise Broken("timeout") from None
        except openai.APIConnectionError as error:
            raise Broken(_why(error)) from None
        return Reply(reply.status_code, dict(reply.headers.items()), reply.content.decode("utf-8-sig", "replace"))


@cache
def _trusted() -> ssl.SSLContext:
    """Whose certificates are trusted: read once, as it takes longer than all else here."""
    return httpx2.create_ssl_context(trust_env=False)


def _why(error: BaseException) -> str:
    """The kind of a connection that failed: nobody there, a certificate that is not trusted, or cut off on the way."""
    causes = [error]
    while (cause := causes[-1].__cause__ or causes[-1].__context__) is not None and cause not in causes:
        causes.append(cause)
    if any(isinstance(one, ssl.SSLCertVerificationError) for one in causes):
        return "certificate"
    return "unreachable" if any(isinstance(one, httpx2.ConnectError) for one in causes) else "reset"


def _silence() -> None:
    """Take the libraries' own logs off, at every level: they may hold what a vendor sends back, keys and texts too."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in _LOGS:
            logging.getLogger(name).disabled = True
