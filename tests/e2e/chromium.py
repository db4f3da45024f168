"""A real Chromium with the real extension loaded, and nothing of the outside world within its reach."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Playwright, Worker
from servers import wait_for

BROWSERS = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/lib/chromium/chromium")
PROBE = (Path(__file__).parent / "probe.js").read_text()


def browser() -> str | None:
    """Where Chromium is installed, if it is."""
    return next((path for path in BROWSERS if Path(path).exists()), None)


def allow(profile: Path, *matches: str) -> None:
    """Let the one extension of a closed profile read these sites, as a yes to the browser's question does."""
    path = profile / "Default" / "Preferences"
    kept = json.loads(path.read_text())
    (extension,) = (one for one in kept["extensions"]["settings"].values() if "has_started_service_worker" in one)
    for granted in ("active_permissions", "granted_permissions"):
        extension[granted]["explicit_host"] += matches
    path.write_text(json.dumps(kept))


class Chromium:
    """One browser profile. It reaches only `hosts`: a host and port as pages name them, and the real port here."""

    def __init__(
        self, playwright: Playwright, profile: Path, hosts: dict[str, int], extension: Path | None = None,
        **context: Any,
    ) -> None:  # fmt: skip
        self._playwright, self.profile = playwright, profile
        mapped = [f"MAP {host} 127.0.0.1:{port}" for host, port in hosts.items()]
        public = [f"127.0.0.1:{port}=public" for host, port in hosts.items() if not host.startswith("127.0.0.1")]
        arguments = [
            f"--host-resolver-rules={', '.join([*mapped, 'MAP * ~NOTFOUND'])}",
            # So that Local Network Access treats the dashboards as it treats the real sites.
            f"--ip-address-space-overrides={','.join(public)}",
            "--ignore-certificate-errors",
            "--remote-debugging-port=0",
        ]
        if extension:
            _developer_mode(profile)
            arguments += [f"--disable-extensions-except={extension}", f"--load-extension={extension}"]
        self.context: BrowserContext = playwright.chromium.launch_persistent_context(
            profile, executable_path=browser(), headless=True, ignore_https_errors=True, args=arguments,
            **({"viewport": {"width": 1100, "height": 800}} | context),
        )  # fmt: skip
        self.context.set_default_timeout(10_000)
        self.context.add_init_script(PROBE)

    @property
    def worker(self) -> Worker:
        """The extension's background worker."""
        workers = self.context.service_workers
        return workers[0] if workers else self.context.wait_for_event("serviceworker")

    def open_overlay(self) -> None:
        """Have the overlay open its shadow root, which is closed for everyone else."""
        self.worker.evaluate("chrome.storage.local.set({testing: true})")

    def open_own(self, page: str) -> Page:
        """A new tab with a page of the extension itself."""
        opened = self.context.new_page()
        opened.goto(self.worker.url.replace("background.js", page))
        return opened

    def open(self, url: str) -> Page:
        """A new tab with this page, once the page says that it is ready."""
        page = self.context.new_page()
        page.goto(url)
        page.wait_for_function("() => !window.ready || window.ready()")
        return page

    @contextmanager
    def popup(self) -> Iterator[Page]:
        """The extension's own popup over the page in front, as a click on the toolbar button opens it."""
        self.worker.evaluate("chrome.action.openPopup()")
        with self._beside("/popup") as popup:
            yield popup

    @contextmanager
    def panel(self, button: str) -> Iterator[Page]:
        """The side panel beside the page in front, as this button of the popup opens it."""
        with self.popup() as popup:
            pressed = popup.get_by_role("button", name=button)
            pressed.wait_for()
            with suppress(Error):  # it opens the panel and closes the popup, at times before the click is over
                pressed.click()
        with self._beside("/sidepanel") as panel:
            yield panel

    @contextmanager
    def _beside(self, name: str) -> Iterator[Page]:
        """A page of the extension that is no tab: hidden from the connection that launched the browser."""
        port = (self.profile / "DevToolsActivePort").read_text().split()[0]
        second = self._playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        try:
            yield wait_for(
                lambda: next((p for c in second.contexts for p in c.pages if name in p.url), None), f"no {name}"
            )
        finally:
            second.close()

    def close(self) -> None:
        self.context.close()


def shut(panel: Page) -> None:
    """Close the side panel, so that the next one is not taken for this."""
    with panel.expect_event("close"), suppress(Error):
        panel.evaluate("close()")


def _developer_mode(profile: Path) -> None:
    """As whoever loads an unpacked extension has it; without it such an extension does not come back from a reload."""
    file = profile / "Default/Preferences"
    file.parent.mkdir(parents=True, exist_ok=True)
    settings = json.loads(file.read_text()) if file.exists() else {}
    settings.setdefault("extensions", {}).setdefault("ui", {})["developer_mode"] = True
    file.write_text(json.dumps(settings))
