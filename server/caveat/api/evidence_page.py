"""/evidence: a page to read what is held as proof, for which listings and until when; it changes nothing."""

import tomllib
from functools import cache
from pathlib import Path

from flask import Blueprint, render_template, request

from caveat.api.body import language
from caveat.api.context import locker

pages = Blueprint("evidence_page", __name__, template_folder="templates")


@pages.get("/evidence")
def evidence() -> str:
    """The page, in English or Chinese as `?lang=` or Accept-Language says."""
    said = request.args.get("lang")
    said = said if said in ("en", "zh") else language()
    held = locker()
    pieces = held.pieces(withdrawn=True)
    return render_template("evidence.html", lang=said, words=_words()[said], pieces=pieces, kinds=held.kinds)


@cache
def _words() -> dict[str, dict[str, str]]:
    table = tomllib.loads((Path(__file__).parent / "evidence.toml").read_text("utf-8"))
    return dict(table["words"])
