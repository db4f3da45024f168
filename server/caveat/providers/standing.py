"""Whether a vendor may be asked now: it is not pausing after a fault, nothing lasting is known, and money is left."""

import json
import logging
import os
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

LONGEST_PAUSE = 600.0
"""Seconds; pauses double while a vendor's faults go on."""
_LOG = logging.getLogger(__name__)


class Breaker:
    """Opens after a fault, for a while. Then one request is let through as a probe: it closes, or opens for longer."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._until = 0.0
        self._faults = 0
        self._probing = False
        self._kind = ""

    def admit(self) -> tuple[str, float] | None:
        """Let a request out, or say why not. One that finds the pause over is the probe, and the others wait for it."""
        with self._lock:
            why = self._why_not()
            self._probing = self._probing or (why is None and self._faults > 0)
            return why

    def why_not(self) -> tuple[str, float] | None:
        """The fault that keeps requests back, and the seconds until a probe is let out; None: one may go."""
        with self._lock:
            return self._why_not()

    def _why_not(self) -> tuple[str, float] | None:
        left = self._until - time.monotonic()
        return (self._kind, max(left, 0.0)) if self._faults and (self._probing or left > 0) else None

    def worked(self) -> None:
        """A request was answered."""
        with self._lock:
            self._faults, self._probing, self._until, self._kind = 0, False, 0.0, ""

    def failed(self, kind: str, pause_s: float, told_s: float | None = None) -> None:
        """A request was not answered. `told_s`: how long the vendor said to wait, which is kept to."""
        with self._lock:
            self._probing = False
            self._faults, self._kind = self._faults + 1, kind
            pause = min(pause_s * 2 ** (self._faults - 1), LONGEST_PAUSE)
            self._until = time.monotonic() + max(pause, told_s or 0)

    def given_up(self) -> None:
        """A probe came to nothing that speaks for or against the vendor, as when the seller moved on."""
        with self._lock:
            self._probing = False


@dataclass(frozen=True)
class Known:
    """A lasting fault that was met; `about` says with which address, model and key: a change of these clears it."""

    kind: str
    about: str
    since: str
    status: int | None
    said: str


class Memory:
    """Lasting faults by vendor, in a file for its owner alone, or without a file for as long as this process lives."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._known: dict[str, Known] = {}
        self._read_at = 0

    def known(self, vendor: str, about: str) -> Known | None:
        """The lasting fault of a vendor as it is set up now."""
        with self._lock:
            self._read()
            found = self._known.get(vendor)
        return found if found and found.about == about else None

    def keep(self, vendor: str, kind: str, about: str, status: int | None, said: str) -> Known:
        """Remember a fault until the seller acts."""
        with self._lock:
            self._read()
            known = Known(kind, about, datetime.now(UTC).isoformat(timespec="seconds"), status, said)
            self._known[vendor] = known
            self._write()
        return known

    def clear(self, vendor: str) -> None:
        """The seller has acted: the vendor is tried again."""
        with self._lock:
            self._read()
            if self._known.pop(vendor, None):
                self._write()

    def _read(self) -> None:
        """Take in what another process, or the seller's own hand, has changed in the file."""
        if self._path is None:
            return
        try:
            at = self._path.stat().st_mtime_ns if self._path.exists() else 0
            if at == self._read_at:
                return
            self._read_at = at
            table = json.loads(self._path.read_text("utf-8")) if at else {}
            self._known = {name: Known(**entry) for name, entry in table.items()}
        except (OSError, ValueError, TypeError, AttributeError) as error:
            _LOG.warning("%s cannot be read, and begins anew: %s", self._path, error)
            self._known = {}

    def _write(self) -> None:
        if self._path is None:
            return
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._path.parent, prefix=".new-")  # for its owner alone
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({name: asdict(known) for name, known in self._known.items()}, file, indent=1)
            Path(name).replace(self._path)
            self._read_at = self._path.stat().st_mtime_ns
        except OSError as error:
            _LOG.warning("%s cannot be written; lasting faults are forgotten with this process: %s", self._path, error)


class Purse:
    """Money spent by vendor in this calendar month (UTC). What is being asked is set aside until it is known."""

    def __init__(self, spent: Mapping[str, float]) -> None:
        self._lock = threading.Lock()
        self._month = _month()
        self._spent = dict(spent)

    def spent(self, vendor: str) -> float:
        """What this month has cost so far."""
        with self._lock:
            return self._now().get(vendor, 0.0)

    def take(self, vendor: str, most: float, budget: float | None) -> bool:
        """Set `most` aside, unless the budget does not hold it."""
        with self._lock:
            spent = self._now()
            if budget is not None and spent.get(vendor, 0.0) + most > budget:
                return False
            spent[vendor] = spent.get(vendor, 0.0) + most
            return True

    def settle(self, vendor: str, most: float, cost: float) -> None:
        """Put back what was set aside beyond the cost."""
        with self._lock:
            spent = self._now()
            spent[vendor] = max(spent.get(vendor, 0.0) - most + cost, 0.0)

    def _now(self) -> dict[str, float]:
        if self._month != (month := _month()):
            self._month, self._spent = month, {}
        return self._spent


def _month() -> str:
    return f"{datetime.now(UTC):%Y-%m}"
