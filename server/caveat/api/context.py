"""What every view may reach: the settings, the store, and the token of this process's own pages."""

import secrets
from dataclasses import dataclass, field

from flask import Flask, current_app

from caveat import checker
from caveat.config import Settings
from caveat.locker import Locker
from caveat.store import Store


@dataclass(frozen=True)
class Context:
    """Made once by `create_app`."""

    settings: Settings
    store: Store
    page_token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)


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
