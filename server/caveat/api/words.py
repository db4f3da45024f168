"""The words of the server's own pages: one file a page and language, `words/<page>.<language>.toml`."""

import tomllib
from functools import cache, lru_cache
from pathlib import Path

from flask import render_template, request
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

LANGUAGES = {
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "ja": "日本語",
    "ko": "한국어",
    "pt-BR": "Português (Brasil)",
    "zh-CN": "简体中文",
    "zh-TW": "繁體中文",
}
"""The languages of the interface, each by its own name."""
TRADITIONAL = ("hant", "tw", "hk", "mo")


def spoken_here() -> str:
    """The language of a page, as `?lang=` or Accept-Language of the request wish it."""
    return spoken(request.args.get("lang", ""), request.headers.get("Accept-Language", "")[:200])


@lru_cache(maxsize=64)
def spoken(*wishes: str) -> str:
    """The first language of the interface that these Accept-Language lists name, such as `pt-BR`; else `en`."""
    tags = (tag for wish in wishes for tag in parse_accept_header(wish, LanguageAccept).values())
    return next(filter(None, map(_nearest, tags)), "en")


def shown(page: str, **more: object) -> str:
    """One of the server's pages in the language that the request wishes, with what else its template needs."""
    lang = spoken_here()
    return render_template(f"{page}.html", lang=lang, languages=LANGUAGES, words=words(page, lang), **more)


@cache
def words(page: str, language: str) -> dict[str, str]:
    """What a page says in a language of the interface; `$1` stands for what its script puts in."""
    return tomllib.loads((Path(__file__).parent / "words" / f"{page}.{language}.toml").read_text("utf-8"))


def _nearest(tag: str) -> str | None:
    """Whoever writes Chinese in traditional letters gets those, and all Portuguese is that of Brazil."""
    language, *rest = tag.lower().replace("_", "-").split("-")
    if language == "zh":
        return "zh-TW" if set(rest) & set(TRADITIONAL) else "zh-CN"
    return next((known for known in LANGUAGES if known.split("-")[0] == language), None)
