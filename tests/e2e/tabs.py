"""One tab in either browser, with the extension or without: what a test does there reads the same for both."""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

import chromium
import firefox
import pytest
from playwright.sync_api import Error, Playwright
from servers import SERVER, CaveatServer, Dashboards, Wire, wait_for

NAMES = ("chromium", "firefox")
MARKS = """((element) => {
    const lit = ({ CSS }) => ["stop", "prove", "platform", "polish"]
        .flatMap((verdict) => [...(CSS.highlights.get(`caveat-${verdict}`) ?? [])])
        .flatMap((range) => [...range.getClientRects()]);
    const at = element.getBoundingClientRect();
    const moved = ({ x, y, width, height }) => new DOMRect(x + at.x, y + at.y, width, height);
    const framed = element.localName === "iframe" ? lit(element.contentWindow).map(moved) : [];
    const root = document.querySelector("caveat-overlay")?.shadowRoot;
    const strips = [...(root?.querySelectorAll(".caveat-strip") ?? [])].map((one) => one.getBoundingClientRect());
    const inside = ({ x, y }) => x >= at.left && x <= at.right && y >= at.top && y <= at.bottom;
    return [...lit(window), ...framed, ...strips]
        .map(({ x, y, width, height }) => ({ x: x + width / 2, y: y + height / 2, width, height }))
        .filter((mark) => mark.width > 0 && inside(mark));
})(ELEMENT)"""


class Tab(ABC):
    """A page in front. Points are those of its viewport; scripts run in the page's own world and give JSON."""

    said: list[str]
    """What the page's console said since it was opened, errors that nobody caught included."""

    @abstractmethod
    def open(self, url: str) -> None: ...

    @abstractmethod
    def open_own(self, page: str) -> None:
        """Go to a page of the extension itself."""

    @abstractmethod
    def aside(self, script: str) -> None:
        """Run a script in a page of the extension, in another tab that is closed again."""

    @abstractmethod
    def run(self, script: str) -> Any: ...

    @abstractmethod
    def click(self, x: float, y: float, press: bool = True) -> None: ...

    @abstractmethod
    def type(self, text: str) -> None: ...

    @abstractmethod
    def press(self, *keys: str) -> None: ...

    @abstractmethod
    def update(self) -> None:
        """Have the extension start anew, as an update makes it."""

    @abstractmethod
    def compose(self, text: str, caret: int) -> None:
        """What an input method does at each key: what it composes is now this, with the caret in it."""

    @abstractmethod
    def commit(self, text: str) -> None:
        """End the composition with this; nothing calls it off."""

    def overlay(self, script: str) -> Any:
        """The value of an expression over the overlay's `root`, which is open in tests; null without an overlay."""
        return self.run(f"((root) => root && ({script}))(document.querySelector('caveat-overlay')?.shadowRoot)")

    def button(self, *names: str) -> dict[str, float] | None:
        """The middle of the first visible button of the overlay whose name begins with one of these, once it rests."""

        def place() -> dict[str, float] | None:
            return self.overlay(
                f"""[...root.querySelectorAll("button")]
                    .filter((one) => one.checkVisibility())
                    .filter((one) => {list(names)}.some((name) => (one.ariaLabel ?? one.textContent).startsWith(name)))
                    .slice(0, 1)
                    .map((one) => {{
                        one.scrollIntoView({{ block: "nearest" }});
                        const box = one.getBoundingClientRect();
                        return {{ x: box.x + box.width / 2, y: box.y + box.height / 2 }};
                    }})[0]"""
            )

        before, now = place(), place()
        return now if before == now else None

    def push(self, *names: str) -> None:
        """Click a button of the overlay."""
        at = wait_for(lambda: self.button(*names), f"no button {' or '.join(names)}")
        self.click(at["x"], at["y"])

    def shows(self, words: str) -> None:
        """Wait until the overlay's open dialog holds these words."""
        script = "[...root.querySelectorAll(':popover-open')].map((one) => one.textContent).join(' ')"
        wait_for(lambda: words in (self.overlay(script) or ""), f"{words!r} is not shown")

    def shows_nothing(self) -> None:
        """Wait until no dialog of the overlay is open."""
        wait_for(lambda: self.overlay("!root.querySelector(':popover-open')"), "a dialog stays open")

    def pair(self, server: CaveatServer) -> None:
        """Enter the code into the popup, opened as a page of its own, and have the overlay open its shadow root."""
        self.open_own("popup.html")
        self.run("chrome.storage.local.set({testing: true})")
        field = "[...document.querySelectorAll('input')].find((one) => one.labels[0]?.textContent.includes('Code'))"
        wait_for(lambda: self.run(f"!!{field}?.checkVisibility()"), "the popup does not ask for the code")
        self.run(f"{field}.focus()")
        self.type(server.code())
        self.press("Enter")
        wait_for(lambda: "Connected to" in self.run("document.body.innerText"), "not paired")

    def turn(self, way: str, origin: str) -> None:
        """Have the site checked ("on") or not any more ("off"), as the popup's button does."""
        self.aside(f"chrome.runtime.sendMessage({{kind: 'turn-{way}', origin: {json.dumps(origin)}}})")

    def marks(self, element: str) -> list[dict[str, float]]:
        """The painted rectangles whose middle is on an element of the page, which an expression names."""
        return self.run(MARKS.replace("ELEMENT", element))


class ChromiumTab(Tab):
    def __init__(self, browser: chromium.Chromium) -> None:
        self.browser, self.said = browser, []
        self.page = browser.context.pages[0]
        self.page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        self.wire = browser.context.new_cdp_session(self.page)
        self.wire.on("Runtime.exceptionThrown", lambda event: self.said.append(f"error: {event['exceptionDetails']}"))
        self.wire.send("Runtime.enable")  # which also tells of what the extension's own scripts throw

    def open(self, url: str) -> None:
        self.said.clear()
        self.page.goto(url)

    def open_own(self, page: str) -> None:
        self.open(f"chrome-extension://{self.browser.worker.url.split('/')[2]}/{page}")

    def aside(self, script: str) -> None:
        page = self.browser.context.new_page()
        page.goto(f"chrome-extension://{self.browser.worker.url.split('/')[2]}/popup.html")
        page.evaluate(script)
        page.close()

    def run(self, script: str) -> Any:
        # As a person does in the console: Playwright's own way is an `eval`, which strict pages forbid.
        answer = self.wire.send(
            "Runtime.evaluate", {"expression": script, "awaitPromise": True, "returnByValue": True}
        )  # fmt: skip
        if failed := answer.get("exceptionDetails"):
            raise RuntimeError(failed.get("exception", failed).get("description", failed["text"]))
        return answer["result"].get("value")

    def click(self, x: float, y: float, press: bool = True) -> None:
        self.page.mouse.move(x, y, steps=2)
        if press:
            self.page.mouse.click(x, y)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def press(self, *keys: str) -> None:
        self.page.keyboard.press("+".join(keys))

    def update(self) -> None:
        worker = self.browser.worker
        with self.browser.context.expect_event("serviceworker"), suppress(Error):
            worker.evaluate("chrome.runtime.reload()")  # it does not live to answer

    def compose(self, text: str, caret: int) -> None:
        self.wire.send("Input.imeSetComposition", {"text": text, "selectionStart": caret, "selectionEnd": caret})

    def commit(self, text: str) -> None:
        if text:
            self.wire.send("Input.insertText", {"text": text})
        else:
            self.compose("", 0)


class FirefoxTab(Tab):
    def __init__(self, browser: firefox.Firefox, port: int, extension: Path) -> None:
        self.browser, self.port, self.extension, self.said = browser, port, extension, browser.said

    def open(self, url: str) -> None:
        self.said.clear()
        host = url.split("/")[2]
        self.browser.open(url.replace(host, f"{host}:{self.port}", 1))
        self.browser.sit_down()

    def open_own(self, page: str) -> None:
        self.browser.open_own(page)

    def aside(self, script: str) -> None:
        tab = self.browser.tab
        self.browser.tab = self.browser.call("browsingContext.create", type="tab", background=True)["context"]
        self.browser.open_own("popup.html")
        self.browser.run(script)
        self.browser.call("browsingContext.close", context=self.browser.tab)
        self.browser.tab = tab

    def run(self, script: str) -> Any:
        return self.browser.run(script)

    def click(self, x: float, y: float, press: bool = True) -> None:
        self.browser.click(x, y, press)

    def type(self, text: str) -> None:
        self.browser.type(text)

    def press(self, *keys: str) -> None:
        self.browser.press(*keys)

    def update(self) -> None:
        self.browser.install(self.extension)

    def hide(self) -> None:
        """Put another tab in front."""
        self.other = self.browser.call("browsingContext.create", type="tab")["context"]

    def show(self) -> None:
        self.browser.call("browsingContext.close", context=self.other)
        self.browser.call("browsingContext.activate", context=self.browser.tab)

    def compose(self, text: str, caret: int) -> None:
        self.browser.compose(text, caret)

    def commit(self, text: str) -> None:
        self.browser.commit(text)


Opens = Callable[..., AbstractContextManager[Tab]]
"""Opens a tab in the browser of this name, with these dashboards and the hosts that they play: the extension is paired
with the module's server and turned on for the first of the hosts."""


@contextmanager
def chromium_tab(
    playwright: Playwright, profile: Path, dashboards: Dashboards, wire: Wire, hosts: tuple[str, ...], folder: Path
) -> Iterator[Tab]:
    """Chromium with the extension of this folder; all of the hosts are played by `dashboards`."""
    mapped = {f"{host}:443": dashboards.port for host in hosts} | {SERVER: wire.port}
    started = chromium.Chromium(playwright, profile, mapped, folder)
    try:
        yield ChromiumTab(started)
    finally:
        started.close()


@contextmanager
def firefox_tab(
    profile: Path, dashboards: Dashboards, wire: Wire, hosts: tuple[str, ...], folder: Path
) -> Iterator[Tab]:
    """Firefox with the extension of this folder; all of the hosts are played by `dashboards`."""
    if not firefox.browser():
        pytest.skip("Firefox is not installed (Debian package: firefox-esr)")
    own = json.loads((folder / "manifest.json").read_text())["browser_specific_settings"]["gecko"]["id"]
    with firefox.Firefox(profile, firefox.preferences([*hosts], dashboards.port, wire.port, own)) as browser:
        browser.install(folder)
        yield FirefoxTab(browser, dashboards.port, folder)
