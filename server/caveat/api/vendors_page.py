"""/vendors: the page on which the seller sets up AI vendors, sees what would be sent, and reads what was."""

from flask import Blueprint

from caveat.api.context import here
from caveat.api.demo import BUILT
from caveat.api.words import shown

SCRIPT = "settings.js"

pages = Blueprint("vendors_page", __name__, template_folder="templates")


@pages.get("/vendors")
def vendors() -> str:
    """The page, in the language that `?lang=` or Accept-Language says, with the token of this process's pages."""
    return shown("vendors", token=here().page_token, script=SCRIPT, built=(BUILT / SCRIPT).is_file())
