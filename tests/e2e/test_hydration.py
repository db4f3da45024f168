"""A page that a server rendered comes to life late, after its fields were underlined, and finds nothing amiss.

React and Vue are the real ones in their development builds, which say what does not fit. React hydrates the whole
document, `<html>` included, which is where the overlay's one element stands.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from forms import SOURCES
from servers import Dashboards, wait_for
from tabs import NAMES, Opens, Tab

pytestmark = pytest.mark.slow
HOST = "listings.test"
FRAMEWORKS = ("react", "vue")
TEXT = "It cures arthritis pain, they say."
FIELD = "document.querySelector('textarea')"


@pytest.fixture(scope="module")
def rendered(editors: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The pages as their server sends them; `editors` has installed what they are made of."""
    folder = tmp_path_factory.mktemp("hydrated")
    subprocess.run(["node", "build.mjs", str(folder)], cwd=SOURCES / "hydrated", check=True)
    return folder


@pytest.fixture(scope="module", params=NAMES)
def tab(request: pytest.FixtureRequest, pem: Path, rendered: Path, opens: Opens) -> Iterator[Tab]:
    pages = {f"{HOST}/{name}": str(rendered / f"{name}.html") for name in FRAMEWORKS}
    with Dashboards(pages, pem, {"/hydrated/": rendered}) as shops, opens(request.param, shops, HOST) as tab:
        yield tab


def faults(tab: Tab) -> list[str]:
    """What the page's console complained of."""
    return [line for line in tab.said if line.startswith(("error", "warn"))]


def opened(tab: Tab, framework: str) -> None:
    """The page as the server sent it, underlined."""
    tab.open(f"https://{HOST}/{framework}")
    for field in (FIELD, "document.querySelector('input')"):
        wait_for(lambda field=field: tab.marks(field), f"nothing is underlined in {field}")


def apply(tab: Tab) -> None:
    """Rest on the claim of the description and take the first rewrite."""
    mark = wait_for(lambda: tab.marks(FIELD), "nothing is underlined")[0]
    tab.click(mark["x"], mark["y"] - 3, press=False)
    tab.shows("cures arthritis")
    tab.push("Apply", "Remove")
    tab.shows("The field now holds the rewrite.")


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_page_comes_to_life_under_the_overlay(tab: Tab, framework: str) -> None:
    opened(tab, framework)
    tab.run("hydrate()")
    wait_for(lambda: tab.run("window.state?.text") == TEXT, "it never came to life")
    assert faults(tab) == []
    assert tab.marks(FIELD)
    apply(tab)
    wait_for(lambda: "cures" not in tab.run("state.text"), "the page never heard of the rewrite")
    assert tab.run(f"state.text === {FIELD}.value")
    tab.push("Undo")
    wait_for(lambda: tab.run("state.text") == TEXT, "the page never heard of the undo")
    tab.shows("Undone")
    tab.run(f"{FIELD}.setSelectionRange(2, 2)")
    tab.type(" so")
    wait_for(lambda: tab.run("state.text") == f"It so{TEXT[2:]}", "typing is lost")
    assert faults(tab) == []
    assert tab.run("document.querySelectorAll('caveat-overlay').length") == 1


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_page_that_does_not_fit_itself_is_rendered_anew_and_keeps_the_overlay(tab: Tab, framework: str) -> None:
    opened(tab, framework)
    tab.run("hydrate({ title: 'Kills 99% of germs' })")
    wait_for(lambda: tab.run("document.querySelector('h1').textContent") == "Kills 99% of germs", "not rendered anew")
    assert faults(tab), "the page does not fit itself, and nobody says so"
    wait_for(lambda: tab.run("document.querySelectorAll('caveat-overlay').length") == 1, "the overlay is gone")
    apply(tab)
    wait_for(lambda: "cures" not in tab.run("state.text"), "the page never heard of the rewrite")
