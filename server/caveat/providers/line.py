"""One request over one connection to one vendor, within its time whatever the vendor does.

It is made in a thread of its own that is left behind, its connection cut, when the time is over or the seller moves on:
timeouts of a socket begin anew with each byte, and a look-up of a name has none.
"""

import logging
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

LARGEST = 256 * 1024
"""Bytes of a reply; an answer of a thousand tokens has four thousand."""
_TICK = 0.02
"""Seconds within which a cancellation is noticed."""
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reply:
    """What the vendor sent, whatever its status."""

    status: int
    headers: dict[str, str] = field(repr=False)
    text: str = field(repr=False)


class Broken(Exception):
    """There is no reply; `kind` is an id of faults.toml."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass
class Line:
    """One request, as the thread that makes it and the one that waits both see it."""

    ends: float
    """When it is over, by `time.monotonic`."""
    sent: bool = False
    """Whether anything may have left the computer."""
    sock: socket.socket | None = field(default=None, repr=False)
    done: threading.Event = field(default_factory=threading.Event, repr=False)
    outcome: Reply | Broken = field(default_factory=lambda: Broken("unreachable"), repr=False)

    def left(self) -> float:
        """Seconds left, and never 0, which a socket takes for no waiting at all."""
        return max(self.ends - time.monotonic(), 0.001)

    def over(self) -> bool:
        """Whether its time is over."""
        return time.monotonic() >= self.ends

    def cut(self) -> None:
        """End the connection, and with it the thread behind it."""
        try:
            if self.sock is not None:
                self.sock.shutdown(socket.SHUT_RDWR)
        except OSError as error:
            _LOG.debug("The connection was closed already: %s", error.strerror)

    def run(self, send: Callable[["Line"], Reply]) -> None:
        """Call `send` and keep what comes of it; the thread's whole work."""
        try:
            self.outcome = send(self)
        except Broken as broken:
            self.outcome = broken
        except Exception as error:  # noqa: BLE001  the SDK raises whatever a strange reply makes it stumble over
            _LOG.warning("A vendor's reply could not be read: %s", type(error).__name__)
            self.outcome = Broken("not-json")
        finally:
            self.done.set()


def post(
    url: str, key: Callable[[], str], body: dict[str, Any], timeout_s: float, cancel: threading.Event
) -> tuple[Reply | Broken, bool]:
    """Send `body` to the chat completions of `url`. The reply or why there is none, and whether anything left.

    `key` is called in the thread as well, because a keyring may wait for its owner; it may raise Broken.
    """
    line = Line(time.monotonic() + timeout_s)

    def send(line: Line) -> Reply:
        from caveat.providers import sdk  # loads openai, which takes longer than a start of Caveat

        return sdk.send(line, url, key(), body)

    threading.Thread(target=line.run, args=[send], name="caveat-vendor", daemon=True).start()
    while not line.done.wait(min(_TICK, line.left())):
        if cancel.is_set() or line.over():
            line.cut()
            return Broken("cancelled" if cancel.is_set() else "timeout"), line.sent
    return line.outcome, line.sent
