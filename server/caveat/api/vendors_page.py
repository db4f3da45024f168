"""/vendors: the page on which the seller sets up AI vendors, sees what would be sent, and reads what was."""

import tomllib
from functools import cache
from pathlib import Path

from flask import Blueprint, render_template, request

from caveat.api.body import language
from caveat.api.context import here
from caveat.api.demo import BUILT

SCRIPT = "settings.js"

pages = Blueprint("vendors_page", __name__, template_folder="templates")


@pages.get("/vendors")
def vendors() -> str:
    """The page, in English or Chinese as `?lang=` or Accept-Language says, with the token of this process's pages."""
    said = request.args.get("lang")
    said = said if said in ("en", "zh") else language()
    built = (BUILT / SCRIPT).is_file()
    return render_template(
        "vendors.html", lang=said, words=_words()[said], token=here().page_token, script=SCRIPT, built=built
    )


@cache
def _words() -> dict[str, dict[str, str]]:
    table = tomllib.loads((Path(__file__).parent / "vendors.toml").read_text("utf-8"))
    return dict(table["words"])
