"""The nouns of a comparison, part of the wire contract: names may be added here, never renamed."""

from typing import Literal

from caveat.models import BookRef, Finding, Listing, NotChecked, Noun, Text


class Copy(Noun):
    """A text by itself: supplier copy, a spec sheet, what a chatbot wrote."""

    text: Text
    format: Literal["text", "html", "markdown"] = "text"


class DraftPair(Noun):
    """A source, and the draft that was made of it; the two may be in different languages."""

    source: Listing | Copy
    draft: Listing | Copy


class Lost(Noun):
    """What the source states and the draft does not: what kind of thing, its words, and where they stand in the source.

    `start` and `end` are UTF-16 code units of the field as sent; a fact of the source is named instead.
    """

    kind: str
    text: str
    field: str | None = None
    fact: str | None = None
    start: int | None = None
    end: int | None = None


class Comparison(Noun):
    """What a draft adds to its source, changes in it, and loses of it.

    The findings stand in the draft; `related` points into the source where a value was changed. A text without fields
    is one field, `text`.
    """

    findings: list[Finding]
    lost: list[Lost]
    rulebook: BookRef
    source_language: dict[str, str] = {}
    draft_language: dict[str, str] = {}
    not_checked: list[NotChecked] = []
    partial: bool = False
    partial_reason: str | None = None
