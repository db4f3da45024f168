"""/privacy: in plain words what Caveat reads, where that goes, what is kept, and how to be rid of it."""

from flask import Blueprint

from caveat.api.words import shown
from caveat.config import data_path

pages = Blueprint("privacy_page", __name__, template_folder="templates")


@pages.get("/privacy")
def privacy() -> str:
    """The page, in the language that `?lang=` or Accept-Language says, with the folder in which all is kept."""
    return shown("privacy", folder=data_path())
