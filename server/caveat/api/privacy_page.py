"""/privacy: in plain words what Caveat reads, where that goes, what is kept, and how to be rid of it."""

from flask import Blueprint, render_template

from caveat.api.words import LANGUAGES, spoken_here, words
from caveat.config import data_path

pages = Blueprint("privacy_page", __name__, template_folder="templates")


@pages.get("/privacy")
def privacy() -> str:
    """The page, in the language that `?lang=` or Accept-Language says, with the folder in which all is kept."""
    lang = spoken_here()
    return render_template(
        "privacy.html", lang=lang, languages=LANGUAGES, words=words("privacy", lang), folder=data_path()
    )
