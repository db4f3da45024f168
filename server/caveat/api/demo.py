"""/demo: a seller's form of our own, on which the overlay runs without installing anything."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, send_from_directory, url_for
from werkzeug.wrappers import Response as BaseResponse

from caveat.api.body import language
from caveat.api.context import here

BUILT = Path(__file__).parent.parent / "built" / "demo"
"""Where the extension's build puts demo.js."""
MARKETS = ("US", "CA", "GB", "EU", "DE", "FR", "IT", "ES", "AU", "CN", "JP", "KR")

pages = Blueprint("demo", __name__, template_folder="templates", static_folder="static", static_url_path="/static")


@pages.get("/")
def home() -> BaseResponse:
    """The server has one page to begin with."""
    return redirect(url_for("demo.demo"))


@pages.get("/demo")
def demo() -> str:
    """The form, in English or Chinese as `?lang=` or Accept-Language says, with the token of this process's pages."""
    said = request.args.get("lang")
    said = said if said in ("en", "zh") else language()
    return render_template(
        "demo.html",
        lang=said,
        words=_copy()["words"][said],
        listing=_copy()["listing"],
        markets=MARKETS,
        token=here().page_token,
        built=(BUILT / "demo.js").is_file(),
    )


@pages.get("/static/demo/<path:name>")
def built(name: str) -> Response:
    """What the extension's build made for the demo."""
    return send_from_directory(BUILT, name)


@cache
def _copy() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "demo.toml").read_text("utf-8"))
