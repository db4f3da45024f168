"""Backups that a running server makes by itself: one when it is due, the last few kept, failures only logged."""

import logging
import re
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

from caveat.backups import make, name_now, password_in
from caveat.errors import CaveatError
from caveat.store import Store

FIRST_LOOK = 30.0
"""Seconds after the start, which has other things to do."""
TRY_AGAIN = 900.0
_NAME, _FORM = re.compile(r"caveat-\d{8}-\d{6}\.backup"), "caveat-%Y%m%d-%H%M%S.backup"
_LOG = logging.getLogger(__name__)


class Schedule(threading.Thread):
    """Sleeps until a backup is due. Only files that are named as its own count, and only those are ever removed."""

    def __init__(self, store: Store, folder: Path, every: timedelta, keep: int, password_file: str = "") -> None:
        super().__init__(name="backups", daemon=True)
        self._store, self._folder, self._every, self._keep = store, folder, every, keep
        self._password_file = password_file
        self._stopped = threading.Event()

    def run(self) -> None:
        """Look, back up if due, sleep until the next; until `stop`."""
        wait = FIRST_LOOK
        while not self._stopped.wait(wait):
            wait = self.look()

    def stop(self) -> None:
        """Make no more."""
        self._stopped.set()

    def look(self) -> float:
        """Back up if one is due; seconds until the next look."""
        try:
            wait = self._due_in()
            if wait > 0:
                return wait
            if next(self._store.rows.read(), None) is not None:  # there is something to keep
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                make(self._store, self._folder / name_now(), password_in(self._password_file))
                self._remove_old()
            return self._every.total_seconds()
        except CaveatError as error:
            _LOG.warning("No backup was made: %s", error.message)
        except OSError as error:
            _LOG.warning("No backup was made: %s: %s", self._folder, error.strerror)
        return min(TRY_AGAIN, self._every.total_seconds())

    def _due_in(self) -> float:
        own = self._own()
        if not own:
            return 0.0
        last = datetime.strptime(own[-1].name, _FORM).replace(tzinfo=UTC)
        return min((last + self._every - datetime.now(UTC)).total_seconds(), self._every.total_seconds())

    def _own(self) -> list[Path]:
        """The backups made here, oldest first."""
        return sorted(one for one in self._folder.glob("caveat-*.backup") if _NAME.fullmatch(one.name))

    def _remove_old(self) -> None:
        for old in self._own()[: -self._keep]:
            old.unlink(missing_ok=True)
