"""/evidence: a page to read what is held as proof, for which listings and until when; it changes nothing."""

from flask import Blueprint

from caveat.api.context import locker
from caveat.api.words import shown

pages = Blueprint("evidence_page", __name__, template_folder="templates")


@pages.get("/evidence")
def evidence() -> str:
    """The page, in the language that `?lang=` or Accept-Language says."""
    held = locker()
    return shown("evidence", pieces=held.pieces(withdrawn=True), kinds=held.kinds)
