"""The Caveat server's own pages: asking the server as they do, with the token that they carry, and their card."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect
from servers import CaveatServer

ROUND = 40
"""More than the findings of a page of ours."""


def pages(server: CaveatServer) -> Callable[..., Any]:
    """Ask the server as its own pages do."""

    def ask(method: str, path: str, body: object | None = None) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
        connection.request("GET", "/demo")
        found = re.search(r'name="caveat-token" content="([^"]+)"', connection.getresponse().read().decode())
        headers = {"Content-Type": "application/json", "X-Caveat-Token": found[1] if found else ""}
        connection.request(method, f"/api/v1{path}", None if body is None else json.dumps(body), headers)
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return answer

    return ask


def set_up(server: CaveatServer, url: str, allow: bool = True, **vendor: object) -> None:
    """A vendor named `here`, seen and allowed."""
    ask = pages(server)
    ask("DELETE", "/sent")  # what was answered before is not asked again
    if ask("GET", "/vendors")["vendors"]:
        ask("DELETE", "/vendors/here")
    ask("POST", "/vendors", {"name": "here", "preset": "vllm", "model": "tiny", "base_url": url} | vendor)
    if allow:
        ask("POST", f"/vendors/here/consent?terms={ask('GET', '/vendors/here/example')['terms']}", {})


def turn_to(page: Page, words: str) -> Locator:
    """Press F8 until the card speaks of these words, in the listing's own English."""
    card = page.get_by_role("dialog")
    step_to(page, card.locator(".message", has_text=re.compile(re.escape(words))))
    return card


def step_to(page: Page, shown: Locator) -> None:
    """Press F8 until the card shows this, which may come last: a round begins at the caret."""
    for _ in range(ROUND):
        page.keyboard.press("F8")
        expect(page.get_by_role("dialog")).to_be_focused()
        if shown.is_visible():
            return
    raise AssertionError(f"F8 never came to {shown}")
