"""Pictures of what Caveat shows, to be looked at, and what a script says of each: nothing cut off, all readable."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SHOTS = Path(__file__).parent / "shots"
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
    "forced-dark": {"color_scheme": "dark", "forced_colors": "active"},
}
LANGUAGES = ("en", "zh-CN")
FAULTS = (Path(__file__).parent / "faults.js").read_text()


@dataclass(frozen=True)
class Camera:
    """Takes pictures of one look in one language."""

    look: str
    language: str

    def take(self, page: Page, state: str, own: bool = True) -> None:
        """Keep a picture of this state. `own` is whether the page is Caveat's own, not a shop's below the overlay."""
        SHOTS.mkdir(exist_ok=True)
        name = f"state-{self.look}-{self.language}-{state}"
        page.screenshot(path=SHOTS / f"{name}.png", animations="disabled", caret="hide")
        assert page.evaluate(FAULTS, own) == [], name
