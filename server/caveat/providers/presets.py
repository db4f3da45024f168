"""What is known of each AI vendor's endpoint, as data: address, capability, quirks, and the page that says so."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Structured = Literal["json_schema", "json_object", "prompt"]
"""How an answer is held to its shape: by the vendor's decoder, by its JSON mode, or by the prompt alone. In every case
the shape stands in the prompt and the answer is checked here."""

_FILE = Path(__file__).with_name("presets.toml")


class Preset(BaseModel):
    """One vendor's endpoint. A `{part}` in `base_url` is for the seller to fill in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    base_url: str
    structured: Structured
    tokens: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    """The parameter that limits the answer."""
    extra: dict[str, Any] = {}
    """Further parameters of each request."""
    model: str = ""
    """A model that the page names; empty: the seller's choice."""
    with_model: dict[str, Any] = {}
    """Further parameters that go along with `model` alone, such as the one that turns long thinking off."""
    region: str = ""
    """Where it answers from, as the vendor says: ISO 3166-1 alpha-2, `EU`, or empty for several or unknown."""
    local: bool = False
    """Whether it runs on the seller's own computer: no key is needed, and nothing leaves."""
    page: str
    checked: date


@cache
def presets() -> dict[str, Preset]:
    """All presets by name, read once."""
    return {name: Preset.model_validate(table) for name, table in tomllib.loads(_FILE.read_text("utf-8")).items()}
