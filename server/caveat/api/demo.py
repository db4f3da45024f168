"""/demo: a seller's form of our own, on which the overlay runs without installing anything."""

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, redirect, send_from_directory, url_for
from werkzeug.wrappers import Response as BaseResponse

from caveat.api.context import here
from caveat.api.words import shown, spoken_here

BUILT = Path(__file__).parent.parent / "built" / "demo"
"""Where the extension's build puts demo.js, and the words of the overlay."""
MARKETS = ("US", "CA", "GB", "EU", "DE", "FR", "IT", "ES", "AU", "CN", "JP", "KR")

pages = Blueprint("demo", __name__, template_folder="templates", static_folder="static", static_url_path="/static")


@pages.get("/")
def home() -> BaseResponse:
    """The server has one page to begin with."""
    return redirect(url_for("demo.demo"))


@pages.get("/demo")
def demo() -> str:
    """The form, in the language that `?lang=` or Accept-Language says, with the token of this process's pages."""
    messages = _messages(spoken_here())
    return shown(
        "demo",
        listing=_listing(),
        markets=MARKETS,
        token=here().page_token,
        messages=messages,
        built=messages is not None and (BUILT / "demo.js").is_file(),
    )


@pages.get("/static/demo/<path:name>")
def built(name: str) -> Response:
    """What the extension's build made for the demo."""
    return send_from_directory(BUILT, name)


def _messages(lang: str) -> dict[str, dict[str, str]] | None:
    """The words of the overlay; None where it is not built."""
    path = BUILT / "_locales" / lang.replace("-", "_") / "messages.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else None


@cache
def _listing() -> dict[str, Any]:
    table = tomllib.loads((Path(__file__).parent / "demo.toml").read_text("utf-8"))
    return dict(table["listing"])
