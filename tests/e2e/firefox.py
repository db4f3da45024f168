"""A real Firefox, driven over WebDriver BiDi: no driver program in between, only a web socket."""

from __future__ import annotations

import base64
import json
import re
import subprocess
import threading
from pathlib import Path
from typing import Any, Self

import websocket
from servers import wait_for

BROWSERS = ("/usr/bin/firefox-esr", "/usr/bin/firefox")
BLANK = "about:blank"
UUID = "6e0ac7ea-3bd3-4b9c-9d5c-2f3d1f0a7c11"
INPUT_METHOD = "Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor)"
KEYS = {
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "Control": "\ue009",
    "Shift": "\ue008",
    "End": "\ue010",
    "ArrowLeft": "\ue012",
    "F8": "\ue038",
    "Tab": "\ue004",
}


def browser() -> str | None:
    """Where Firefox is installed, if it is."""
    return next((path for path in BROWSERS if Path(path).exists()), None)


def preferences(hosts: list[str], dashboards: int, wire: int, extension: str) -> str:
    """A profile that reaches nothing but the test's own ports, and treats the dashboards as public sites."""
    values = {
        "network.dns.localDomains": ",".join(hosts),
        "network.lna.address_space.public.override": f"127.0.0.1:{dashboards}",
        # Plain HTTP goes to the wire, which takes the place of the server's fixed address and of the outside world.
        "network.proxy.type": 1,
        "network.proxy.http": "127.0.0.1",
        "network.proxy.http_port": wire,
        "network.proxy.allow_hijacking_localhost": True,
        "network.proxy.no_proxies_on": "",
        # A caret that does not blink makes pictures comparable.
        "ui.caretBlinkTime": 0,
        # Nobody looks at the tab's icon, and a strict page forbids it.
        "browser.chrome.site_icons": False,
        "app.update.disabledForTesting": True,
        "datareporting.policy.dataSubmissionEnabled": False,
        "extensions.update.enabled": False,
        "services.settings.server": "data:,",
        "browser.safebrowsing.update.enabled": False,
        "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False,
        # The extension's own pages then have an address that is known beforehand.
        "extensions.webextensions.uuids": json.dumps({extension: UUID}),
    }
    return "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in values.items())


class Firefox:
    """One browser with one window. All calls wait for their answer; an error of the browser is raised as it came."""

    def __init__(self, profile: Path, preferences: str) -> None:
        (profile / "user.js").write_text(preferences)
        # System access is what lets a test open the extension's own pages.
        options = ["--headless", "--no-remote", "--remote-debugging-port=0", "--remote-allow-system-access"]
        self._process = subprocess.Popen(
            [str(browser()), *options, "--profile", str(profile), BLANK],
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self._printed: list[str] = []
        threading.Thread(target=self._read, daemon=True).start()
        address = wait_for(self._address, "Firefox named no address", 60)
        self._socket = websocket.create_connection(f"{address}/session", timeout=60, suppress_origin=True)
        self._last = 0
        self.said: list[str] = []
        """What the consoles of pages said, errors that nobody caught included."""
        self.call("session.new", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})
        self.tab: str = self.call("browsingContext.getTree")["contexts"][0]["context"]
        self.call("session.subscribe", events=["log.entryAdded"])

    def _read(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as lines:
            self._printed.extend(lines)

    def _address(self) -> str | None:
        found = re.search(r"WebDriver BiDi listening on (ws://\S+)", "".join(self._printed))
        return found[1] if found else None

    def call(self, method: str, **parameters: Any) -> Any:
        """Send one command and return its result."""
        self._last += 1
        self._socket.send(json.dumps({"id": self._last, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._last:
                break
            if answer.get("method") == "log.entryAdded":
                self.said.append(f"{answer['params']['level']}: {answer['params']['text']}")
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['error']}: {answer['message']}")
        return answer["result"]

    def install(self, extension: Path) -> None:
        """Load an unpacked extension."""
        self.call("webExtension.install", extensionData={"type": "path", "path": str(extension)})

    def open(self, url: str) -> None:
        """Go to a page and wait until it has loaded."""
        self.call("browsingContext.navigate", context=self.tab, url=url, wait="complete")

    def sit_down(self) -> None:
        """Give the page the focus, which a new window has in its address bar."""
        self._command("gBrowser.selectedBrowser.focus()")

    def compose(self, text: str, caret: int) -> None:
        """What an input method does at each key: what it composes is now this, with the caret in it."""
        start = "beginInputTransactionForTests(window) && tip.setPendingCompositionString"
        clause = f"tip.appendClauseToPendingComposition({len(text)}, tip.ATTR_RAW_CLAUSE)"
        rest = f"{clause}; tip.setCaretInPendingComposition({caret}); tip.flushPendingComposition()"
        self._command(f"window.tip ??= {INPUT_METHOD}; tip.{start}({json.dumps(text)}); {rest}")

    def commit(self, text: str) -> None:
        """End the composition with this; nothing calls it off."""
        self._command(f"tip.commitCompositionWith({json.dumps(text)})" if text else "tip.cancelComposition()")

    def _command(self, script: str) -> None:
        """Run a script in the browser's own window, as the browser itself."""
        (window,) = self.call("browsingContext.getTree", **{"moz:scope": "chrome"})["contexts"]
        target = {"context": window["context"]}
        result = self.call("script.evaluate", expression=script, target=target, awaitPromise=False)
        if result["type"] == "exception":
            raise RuntimeError(result["exceptionDetails"]["text"])

    def open_own(self, page: str) -> None:
        """Go to a page of the extension itself."""
        self.open(f"moz-extension://{UUID}/{page}")

    def run(self, script: str) -> Any:
        """The JSON value of a JavaScript expression in the page's own world; promises are awaited."""
        result = self.call(
            "script.evaluate", expression=f"(async () => JSON.stringify((await ({script})) ?? null))()",
            target={"context": self.tab}, awaitPromise=True,
        )  # fmt: skip
        if result["type"] == "exception":
            raise RuntimeError(result["exceptionDetails"]["text"])
        return json.loads(result["result"]["value"])

    def click(self, x: float, y: float, press: bool = True) -> None:
        """Move the mouse to a point of the viewport and, unless told otherwise, click there."""
        move = {"type": "pointerMove", "x": round(x), "y": round(y)}
        presses = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}] if press else []
        self._act({"type": "pointer", "id": "mouse", "actions": [move, *presses]})

    def type(self, text: str) -> None:
        """Press and release the key of each character."""
        actions = [{"type": kind, "value": letter} for letter in text for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keyboard", "actions": actions})

    def press(self, *names: str) -> None:
        """Press keys together, as in press("Control", "z")."""
        values = [KEYS.get(name, name) for name in names]
        down = [{"type": "keyDown", "value": value} for value in values]
        up = [{"type": "keyUp", "value": value} for value in reversed(values)]
        self._act({"type": "key", "id": "keyboard", "actions": down + up})

    def attach(self, control: str, file: Path) -> None:
        """Choose a file in the control that this expression names, as the system's own dialog would."""
        target = {"context": self.tab}
        found = self.call("script.evaluate", expression=control, target=target, awaitPromise=False)["result"]
        self.call("input.setFiles", context=self.tab, element={"sharedId": found["sharedId"]}, files=[str(file)])

    def _act(self, source: dict[str, Any]) -> None:
        self.call("input.performActions", context=self.tab, actions=[source])

    def screenshot(self) -> bytes:
        """What the viewport shows, as PNG."""
        return base64.b64decode(self.call("browsingContext.captureScreenshot", context=self.tab)["data"])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()
        self._process.terminate()
        self._process.wait(20)
