"""`caveat serve` and `caveat demo`: the server, and on the terminal all that is needed to reach it."""

import argparse
import gc
import logging
import threading
import webbrowser
from datetime import timedelta
from typing import Any

from waitress.server import create_server

import caveat
from caveat import checker
from caveat.api.context import Context
from caveat.app import create_app
from caveat.backups.schedule import Schedule
from caveat.cli.extension import folder
from caveat.config import Settings
from caveat.errors import BadVendors, CaveatError
from caveat.providers import Vendors
from caveat.store import Store

WARM_AFTER = 2.0
"""Seconds, so that it stands in the way of no first check."""
ROOM = 64 * 1024
"""Bytes that waitress lets through above our own limit, so that a body a little too large gets our own answer."""


def run(args: argparse.Namespace) -> None:
    """Serve until interrupted."""
    settings = Settings.from_environment(host=args.host, port=args.port, database=args.database)
    logging.basicConfig(level=settings.log_level, format="%(levelname)s %(name)s: %(message)s")
    book = checker.engine().ref  # a rule book that does not load stops the server here, not the first request
    gc.collect()
    gc.freeze()  # the book is there to stay: going through it again and again cost a fifth of each request
    gc.set_threshold(50_000, 20, 20)  # a request makes thousands of small things, and no rings among them
    app = create_app(settings)
    try:
        server = create_server(app, **waitress_options(settings))
    except OSError as error:
        raise CaveatError(f"{settings.host}:{settings.port}: {error.strerror}. Choose another with --port.") from None
    name = f"[{settings.host.strip('[]')}]" if ":" in settings.host else settings.host
    url = f"http://{name}:{settings.port}/demo"
    print(f"Caveat {caveat.__version__}, rule book {book.version} with {book.rules} rules")
    print(f"  demo       {url}")
    print(f"  extension  {folder('chromium')}")
    print(f"  pair with  {app.extensions['caveat'].store.pairings.new_code()}  (once, within ten minutes)", flush=True)
    if args.opens:
        threading.Timer(0.5, webbrowser.open, [url]).start()
    _warm(app.extensions["caveat"])
    schedule = _backups(app.extensions["caveat"].store, settings)
    try:
        server.run()
    finally:
        schedule.stop()
        app.extensions["caveat"].store.close()


def _warm(context: Context) -> None:
    """Load what asks AI vendors, soon after the start, for a seller who lists some; say what is wrong with the list."""
    try:
        listed = context.vendors().listed
    except BadVendors as error:
        print(f"  no AI vendor is asked: {error.message}", flush=True)
        return
    if listed:
        timer = threading.Timer(WARM_AFTER, Vendors.warm)
        timer.daemon = True
        timer.start()


def _backups(store: Store, settings: Settings) -> Schedule:
    """The thread that makes them, already running unless none are wanted."""
    every = timedelta(hours=settings.backup_every)
    schedule = Schedule(store, settings.backups_folder, every, settings.backup_keep, settings.backup_password_file)
    if every:
        schedule.start()
    return schedule


def waitress_options(settings: Settings) -> dict[str, Any]:
    """How waitress is run. It names itself to nobody and keeps its own limit above ours."""
    return {
        "host": settings.host.strip("[]"),
        "port": settings.port,
        "threads": settings.threads,
        "channel_request_lookahead": 1,  # so that it is noticed when somebody no longer waits for an answer
        "ident": None,
        "max_request_body_size": settings.max_upload + ROOM,
    }
