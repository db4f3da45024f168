"""What every view may reach: the settings, the store, and the token of this process's own pages."""

import secrets
import threading
from dataclasses import dataclass, field

from flask import Flask, current_app

from caveat import checker
from caveat.config import Settings
from caveat.consult.log import Kept
from caveat.locker import Locker
from caveat.providers import Vendors
from caveat.store import Store


@dataclass
class Context:
    """Made once by `create_app`."""

    settings: Settings
    store: Store
    page_token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    _vendors: tuple[int, Vendors] | None = field(default=None, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def vendors(self) -> Vendors:
        """The seller's AI vendors; read anew when their list was written. BadVendors names the place in the file."""
        path = self.settings.vendors_file
        with self._lock:
            written = path.stat().st_mtime_ns if path.exists() else 0
            if self._vendors is None or self._vendors[0] != written:
                log = self.store.sent
                self._vendors = written, Vendors.of(self.settings, Kept(log), log.spent())
            return self._vendors[1]


def init_app(app: Flask, settings: Settings) -> None:
    """Open the store and hang everything on the app."""
    app.extensions["caveat"] = Context(settings, Store(settings.database_url, settings.files_folder))


def here() -> Context:
    """The context of the app that answers now."""
    context: Context = current_app.extensions["caveat"]
    return context


def locker() -> Locker:
    """The evidence locker of the app that answers now."""
    context = here()
    return Locker(context.store, checker.engine().book, context.settings.max_file)
