"""/vendors: the page on which the seller sets up AI vendors, sees what would be sent, and reads what was."""

from flask import Blueprint, render_template

from caveat.api.context import here
from caveat.api.demo import BUILT
from caveat.api.words import LANGUAGES, spoken_here, words

SCRIPT = "settings.js"

pages = Blueprint("vendors_page", __name__, template_folder="templates")


@pages.get("/vendors")
def vendors() -> str:
    """The page, in the language that `?lang=` or Accept-Language says, with the token of this process's pages."""
    lang = spoken_here()
    built = (BUILT / SCRIPT).is_file()
    return render_template(
        "vendors.html",
        lang=lang,
        languages=LANGUAGES,
        words=words("vendors", lang),
        token=here().page_token,
        script=SCRIPT,
        built=built,
    )
