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
from typing import TypeVar

LARGEST = 256 * 1024
"""Bytes of a reply; an answer of a thousand tokens has four thousand."""
_TICK = 0.02
"""Seconds within which a cancellation is noticed."""
_LOG = logging.getLogger(__name__)
Found = TypeVar("Found")


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

    def left(self) -> float:
        """Seconds left, and never 0, which a socket takes for no waiting at all."""
        return max(self.ends - time.monotonic(), 0.001)

    def over(self) -> bool:
        """Whether its time is over."""
        return time.monotonic() >= self.ends

    def cut(self) -> None:
        """End the connection, now or as soon as there is one, and with it the thread behind it."""
        self.ends = 0.0
        try:
            if self.sock is not None:
                self.sock.shutdown(socket.SHUT_RDWR)
        except OSError as error:
            _LOG.debug("The connection was closed already: %s", error.strerror)


def hold(work: Callable[[Line], Found], seconds: float, cancel: threading.Event) -> tuple[Found | Broken, bool]:
    """What `work` makes of a line within `seconds`, or why it makes nothing; and whether anything left the computer.

    It ends at once when `cancel` is set. Whatever `work` raises becomes Broken.
    """
    line = Line(time.monotonic() + seconds)
    done, outcome = threading.Event(), list[Found | Broken]()

    def run() -> None:
        try:
            outcome.append(work(line))
        except Broken as broken:
            outcome.append(broken)
        except Exception as error:  # noqa: BLE001  the SDK raises whatever a strange reply makes it stumble over
            _LOG.warning("A vendor's reply could not be read: %s", type(error).__name__)
            outcome.append(Broken("not-json"))
        finally:
            done.set()

    threading.Thread(target=run, name="caveat-vendor", daemon=True).start()
    while not done.wait(min(_TICK, line.left())):
        if cancel.is_set() or line.over():
            line.cut()
            return Broken("cancelled" if cancel.is_set() else "timeout"), line.sent
    return outcome[0], line.sent
