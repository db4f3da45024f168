"""/demo: a seller's form of our own, on which the overlay runs without installing anything."""

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, send_from_directory, url_for
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header
from werkzeug.wrappers import Response as BaseResponse

from caveat.api.context import here

BUILT = Path(__file__).parent.parent / "built" / "demo"
"""Where the extension's build puts demo.js, and the words of the overlay."""
MARKETS = ("US", "CA", "GB", "EU", "DE", "FR", "IT", "ES", "AU", "CN", "JP", "KR")
TRADITIONAL = ("hant", "tw", "hk", "mo")

pages = Blueprint("demo", __name__, template_folder="templates", static_folder="static", static_url_path="/static")


@pages.get("/")
def home() -> BaseResponse:
    """The server has one page to begin with."""
    return redirect(url_for("demo.demo"))


@pages.get("/demo")
def demo() -> str:
    """The form, in the language that `?lang=` or Accept-Language says, with the token of this process's pages."""
    lang = spoken(request.args.get("lang", ""), request.headers.get("Accept-Language", "")[:200])
    messages = _messages(lang)
    return render_template(
        "demo.html",
        lang=lang,
        languages={tag: words["name"] for tag, words in _copy()["words"].items()},
        words=_copy()["words"][lang],
        listing=_copy()["listing"],
        markets=MARKETS,
        token=here().page_token,
        messages=messages,
        built=messages is not None and (BUILT / "demo.js").is_file(),
    )


@pages.get("/static/demo/<path:name>")
def built(name: str) -> Response:
    """What the extension's build made for the demo."""
    return send_from_directory(BUILT, name)


def spoken(*wishes: str) -> str:
    """The first language of the interface that these Accept-Language lists name, such as `pt-BR`; else `en`."""
    tags = (tag for wish in wishes for tag in parse_accept_header(wish, LanguageAccept).values())
    return next(filter(None, map(_nearest, tags)), "en")


def _nearest(tag: str) -> str | None:
    """Whoever writes Chinese in traditional letters gets those, and all Portuguese is that of Brazil."""
    language, *rest = tag.lower().replace("_", "-").split("-")
    if language == "zh":
        return "zh-TW" if set(rest) & set(TRADITIONAL) else "zh-CN"
    return next((known for known in _copy()["words"] if known.split("-")[0] == language), None)


def _messages(lang: str) -> dict[str, dict[str, str]] | None:
    """The words of the overlay; None where it is not built."""
    path = BUILT / "_locales" / lang.replace("-", "_") / "messages.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else None


@cache
def _copy() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "demo.toml").read_text("utf-8"))
