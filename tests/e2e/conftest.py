"""What the end-to-end tests stand on: the built extension, the servers, and browsers that reach nothing else."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import chromium
import pytest
from forms import FORMS, PLACES, ROUTES, SOURCES, Form
from granted import built, grant
from playwright.sync_api import Playwright, sync_playwright
from seller import Seller
from servers import SERVER, CaveatServer, Dashboards, Wire, certificate
from tabs import Opens, Tab, chromium_tab, firefox_tab

EXTENSION = Path(__file__).parent.parent.parent / "extension"


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    if not chromium.browser():
        pytest.skip("Chromium is not installed (Debian package: chromium)")
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def extension() -> Path:
    """The folder that `caveat extension` tells people to load."""
    return built()


@pytest.fixture(scope="session")
def granted(extension: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A copy of the extension that may read one more site, as if its user had said yes to the browser's question."""

    def copy(origin: str, browser: str = "chromium") -> Path:
        return grant(extension.with_name(browser), origin, tmp_path_factory.mktemp("granted") / "extension")

    return copy


@pytest.fixture(scope="session")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="session")
def tinymce() -> Path:
    """The real TinyMCE, as django-oscar carries it."""
    import oscar

    return Path(oscar.__file__).parent / "static/oscar/js/tinymce"


@pytest.fixture(scope="session")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Parts of the extension as scripts of a page: what extension/test/page exports, one bundle a file."""
    folder = tmp_path_factory.mktemp("bundles")
    subprocess.run(["node", "build.mjs", "--page", str(folder)], cwd=EXTENSION, check=True)
    return folder


@pytest.fixture(scope="session")
def editors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Real editors as scripts of a page, one a file."""
    if not (SOURCES / "node_modules").is_dir():
        subprocess.run(["npm", "ci", "--ignore-scripts", "--silent"], cwd=SOURCES, check=True)
    folder = tmp_path_factory.mktemp("editors")
    subprocess.run(["node", "build.mjs", str(folder)], cwd=SOURCES, check=True)
    return folder


@pytest.fixture(scope="session")
def dashboards(pem: Path, tinymce: Path, bundles: Path) -> Iterator[Dashboards]:
    with Dashboards(ROUTES | PLACES, pem, {"/tinymce/": tinymce, "/bundles/": bundles}) as running:
        yield running


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaveatServer]:
    running = CaveatServer(tmp_path_factory.mktemp("data"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module", params=["light", "dark"])
def look(request: pytest.FixtureRequest) -> str:
    """Both looks of the pages and of the overlay."""
    return request.param


@pytest.fixture(scope="module")
def browser(
    look: str, playwright: Playwright, server: CaveatServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[chromium.Chromium]:
    """For the server's own pages, in either look."""
    running = chromium.Chromium(
        playwright, tmp_path_factory.mktemp("profile"), {f"127.0.0.1:{server.port}": server.port},
        color_scheme=look, viewport={"width": 1180, "height": 820},
    )  # fmt: skip
    yield running
    running.close()


@pytest.fixture(scope="module")
def wire(server: CaveatServer) -> Iterator[Wire]:
    with Wire(server.port) as running:
        yield running


@pytest.fixture(scope="module")
def opens(
    request: pytest.FixtureRequest, granted: Callable[..., Path], server: CaveatServer, wire: Wire,
    tmp_path_factory: pytest.TempPathFactory,
) -> Opens:  # fmt: skip
    @contextmanager
    def tab(name: str, dashboards: Dashboards, *hosts: str) -> Iterator[Tab]:
        site = f"https://{hosts[0]}"
        where = (tmp_path_factory.mktemp("profile"), dashboards, wire, hosts, granted(site, name))
        firefox = name == "firefox"
        with firefox_tab(*where) if firefox else chromium_tab(request.getfixturevalue("playwright"), *where) as opened:
            opened.pair(server)
            opened.turn("on", site)
            yield opened

    return tab


@pytest.fixture(scope="module", params=FORMS, ids=lambda form: form.name)
def form(request: pytest.FixtureRequest) -> Form:
    return request.param


@pytest.fixture(scope="module")
def seller(
    form: Form, playwright: Playwright, granted: Callable[..., Path], dashboards: Dashboards,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Seller]:  # fmt: skip
    """A seller whose extension is paired with a server of its own and turned on for the form's site."""
    loaded = granted(f"https://{form.host}")
    running = CaveatServer(tmp_path_factory.mktemp("data"))
    running.start()
    with Wire(running.port) as wire:
        hosts = {f"{form.host}:443": dashboards.port, SERVER: wire.port}
        browser = chromium.Chromium(playwright, tmp_path_factory.mktemp("profile"), hosts, loaded)
        seller = Seller(form, browser, running, wire)
        seller.pair()
        seller.turn_on()
        yield seller
        browser.close()
    running.stop()
