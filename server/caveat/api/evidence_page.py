"""/evidence: a page to read what is held as proof, for which listings and until when; it changes nothing."""

from flask import Blueprint, render_template

from caveat.api.context import locker
from caveat.api.words import LANGUAGES, spoken_here, words

pages = Blueprint("evidence_page", __name__, template_folder="templates")


@pages.get("/evidence")
def evidence() -> str:
    """The page, in the language that `?lang=` or Accept-Language says; kinds have names in English and Chinese."""
    lang, held = spoken_here(), locker()
    return render_template(
        "evidence.html",
        lang=lang,
        languages=LANGUAGES,
        words=words("evidence", lang),
        pieces=held.pieces(withdrawn=True),
        kinds=held.kinds,
        named="zh" if lang.startswith("zh") else "en",
    )
