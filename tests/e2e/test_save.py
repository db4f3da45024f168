"""The question before Save: the press is held, asked about once, and then does what it would have done."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import chromium
import pytest
from axe_playwright_python.sync_playwright import Axe
from forms import FORMS, Form
from ownpages import pages
from playwright.sync_api import Locator, Playwright, expect
from seller import CLAIM, Seller
from servers import SERVER, CaveatServer, Dashboards, Wire, wait_for

SAVE = {
    "amazon": "kat-button",
    "amazon, closed roots": "kat-button",
    "etsy": "#listing > button",
    "generic": "#listing > button",
}
"""What the seller presses on each of these dashboards."""
ASKED = [form for form in FORMS if form.name in SAVE]
GENERIC = next(form for form in FORMS if form.name == "generic")
LOTS = itertools.count(1)
QUESTION = re.compile("Stops still open")


@pytest.fixture(scope="module")
def browser(
    playwright: Playwright, granted: Callable[..., Path], dashboards: Dashboards, server: CaveatServer, wire: Wire,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[chromium.Chromium]:  # fmt: skip
    """Paired, turned on for these dashboards, and told to ask before Save."""
    hosts = {f"{form.host}:443": dashboards.port for form in ASKED} | {SERVER: wire.port}
    running = chromium.Chromium(playwright, tmp_path_factory.mktemp("profile"), hosts, granted("https://*"))
    Seller(GENERIC, running, server, wire).pair()
    for form in {form.host: form for form in ASKED}.values():
        Seller(form, running, server, wire).turn_on()
    yield running
    running.close()


@pytest.fixture(params=ASKED, ids=lambda form: form.name)
def form(request: pytest.FixtureRequest) -> Form:
    return request.param


@pytest.fixture
def visit(browser: chromium.Chromium, form: Form, server: CaveatServer, wire: Wire) -> Iterator[Seller]:
    """The form with one Stop in it."""
    yield from opened(browser, form, server, wire, guard=True)


@pytest.fixture
def shop(browser: chromium.Chromium, server: CaveatServer, wire: Wire) -> Iterator[Seller]:
    """The home-made shop with one Stop in it."""
    yield from opened(browser, GENERIC, server, wire, guard=True)


def opened(browser: chromium.Chromium, form: Form, server: CaveatServer, wire: Wire, guard: bool) -> Iterator[Seller]:
    browser.worker.evaluate(f"chrome.storage.local.set({{guard: {str(guard).lower()}}})")
    wire.exchanges.clear()
    visit = Seller(form, browser, server, wire)
    visit.open()
    visit.checked(form.text)
    visit.typed = f" Lot {next(LOTS)}. {CLAIM}"
    visit.type(visit.typed)
    visit.checked(CLAIM)
    visit.underlined()
    yield visit
    visit.page.close()


def saves(visit: Seller) -> list[str]:
    """What the page saved of the form's field so far."""
    return [one[visit.form.saved] for one in visit.page.evaluate("saves")]


def press(visit: Seller) -> None:
    visit.page.locator(SAVE[visit.form.name]).click()


def question(visit: Seller) -> Locator:
    asked = visit.page.get_by_role("dialog", name=QUESTION)
    expect(asked).to_be_visible()
    return asked


def tag(visit: Seller) -> str:
    return visit.page.evaluate("document.activeElement.localName")


def test_the_press_is_asked_about_and_goes_through_once(visit: Seller, form: Form, server: CaveatServer) -> None:
    press(visit)
    asked = question(visit)
    expect(asked).to_contain_text(CLAIM)
    expect(asked.get_by_role("textbox", name="Reason")).to_be_focused()
    visit.page.keyboard.press("Escape")
    expect(asked).to_be_hidden()
    assert (saves(visit), tag(visit)) == ([], SAVE[form.name].split()[-1]), "back to the form, and nothing sent"
    assert not [one for one in visit.wire.seen("/api/v1/decisions") if one.body["action"] == "saved"]

    press(visit)
    question(visit).get_by_role("textbox", name="Reason").fill("a registration is on file")
    question(visit).get_by_role("button", name="Save anyway").click()
    saved = form.text + visit.typed
    wait_for(lambda: saves(visit) == [saved], f"the page saved {saves(visit)!r}")
    told = visit.decided("saved").body
    assert (told["reason"], told["field"], told["text_after"]) == ("a registration is on file", form.field, saved)
    listing = f"key={told['key'] or ''}&marketplace={told['marketplace']}".replace("key=&", "")
    ask = pages(server)
    version = next(one for one in ask("GET", f"/history?{listing}")["revisions"] if one["text_after"] == saved)
    assert (version["action"], version["reason"], version["text_before"]) == ("saved", told["reason"], saved)
    assert ("saved", told["reason"]) in {
        (one["action"], one["reason"]) for one in ask("GET", f"/decisions?{listing}")["decisions"]
    }

    press(visit)
    wait_for(lambda: saves(visit) == [saved, saved], "the same is asked about twice, or the press is lost")
    visit.type(" Cures cancer")
    visit.checked("cancer")
    press(visit)
    expect(question(visit)).to_contain_text("Cures cancer")
    assert len(saves(visit)) == 2


def test_look_at_them_leads_to_the_first(visit: Seller, form: Form) -> None:
    press(visit)
    question(visit).get_by_role("button", name="Look at them").click()
    expect(visit.card).to_contain_text(visit.finding(visit.checked(CLAIM))["message"])
    expect(visit.card).to_be_focused()
    assert saves(visit) == []
    visit.page.keyboard.press("Escape")
    expect(visit.card).to_be_hidden()


def test_by_keyboard_alone_and_with_no_accessibility_fault(shop: Seller) -> None:
    shop.page.locator("#f1").focus()
    shop.page.keyboard.press("Enter")
    asked = question(shop)
    assert Axe().run(shop.page, context={"include": [["caveat-overlay"]]}).response["violations"] == []
    stops = ["Save anyway", "Look at them", None, "Save anyway"]
    for name in stops:
        shop.page.keyboard.press("Tab")
        if name is None:  # some browsers visit their own controls once around
            shop.page.keyboard.press("Tab")
            expect(asked.get_by_role("textbox")).to_be_focused()
        else:
            expect(asked.get_by_role("button", name=name)).to_be_focused()
    shop.page.keyboard.press("F8")
    expect(asked).to_be_visible()
    shop.page.keyboard.press("Shift+Tab")
    shop.page.keyboard.press("Enter")
    expect(asked.get_by_role("button", name="Save anyway")).to_be_focused()
    assert saves(shop) == [], "leaning on Enter saves nothing"
    shop.page.keyboard.press("Shift+Tab")
    shop.page.keyboard.type("seen by counsel")
    shop.page.keyboard.press("Enter")
    wait_for(lambda: len(saves(shop)) == 1, "Enter in the form was not sent on")
    assert shop.decided("saved").body["reason"] == "seen by counsel"
    assert shop.focused() == "Lumo Bamboo Cutting Board 🎍", "the focus is not back"


def test_a_form_without_a_button_and_one_with_a_name_of_its_own(shop: Seller) -> None:
    shop.page.locator(SAVE["generic"]).evaluate("(save) => (save.textContent = 'Go on', save.name = 'requestSubmit')")
    press(shop)
    expect(question(shop)).to_be_visible()
    shop.page.keyboard.press("Escape")
    # An input alone submits its form on Enter, button or not.
    shop.page.evaluate(
        "document.querySelectorAll('#listing button, #listing input:not(#f1)').forEach((one) => one.remove())"
    )
    shop.page.locator("#f1").focus()
    shop.page.keyboard.press("Enter")
    question(shop).get_by_role("button", name="Save anyway").click()
    wait_for(lambda: len(saves(shop)) == 1, "the form was not submitted")


def test_a_form_inside_a_closed_tree_is_asked_about_too(shop: Seller) -> None:
    shop.page.evaluate("""() => {
        document.querySelector("#listing").outerHTML = "<x-editor id='own'></x-editor>";
        const tree = document.querySelector("#own").attachShadow({ mode: "closed" });
        window.shadowRoots = () => [tree];
        tree.innerHTML = "<form><label>Product title <input value='It cures arthritis'></label></form>";
        tree.querySelector("form").addEventListener("submit", (event) => {
            event.preventDefault();
            saves.push({ a2: tree.querySelector("input").value });
        });
    }""")
    shop.page.evaluate("shadowRoots()[0].querySelector('input').focus()")
    wait_for(lambda: "arthritis" in str(shop.underlines()), "nothing is underlined in the tree")
    shop.page.keyboard.press("Enter")
    question(shop).get_by_role("button", name="Save anyway").click()
    wait_for(lambda: saves(shop) == ["It cures arthritis"], "the form was not submitted, or more than once")


@pytest.mark.parametrize("only", ["(event) => event.isTrusted && saves.push(submitted())", None])
def test_a_button_that_hears_no_script_is_said_and_pressed_once_more(shop: Seller, only: str | None) -> None:
    kind = "click" if only else "pointerdown"
    shop.page.evaluate(f"""() => {{
        const made = document.querySelector("#listing").appendChild(document.createElement("div"));
        made.outerHTML = "<div id='own' role='button' tabindex='0'>Publish</div>";
        document.querySelector("#own").addEventListener("{kind}", {only or "() => saves.push(submitted())"});
    }}""")
    shop.page.locator("#own").click()
    question(shop).get_by_role("button", name="Save anyway").click()
    expect(shop.page.get_by_text("The page did not react.")).to_be_visible()
    assert saves(shop) == []
    shop.page.locator("#own").click()
    wait_for(lambda: len(saves(shop)) == 1, "the second press was swallowed")


def test_other_buttons_are_not_asked_about(shop: Seller) -> None:
    shop.page.evaluate("""() => {
        document.body.insertAdjacentHTML("beforeend", `
            <form><input aria-label="Name of the view"><button type="button" id="settings">Save</button></form>
            <button type="button" id="preview">Preview</button>`);
        window.presses = [];
        for (const button of [settings, preview]) button.addEventListener("click", () => presses.push(button.id));
    }""")
    for name in ("settings", "preview"):
        shop.page.locator(f"#{name}").click()
    assert shop.page.evaluate("presses") == ["settings", "preview"]
    expect(shop.page.get_by_role("dialog")).to_have_count(0)


def test_where_it_is_off_nothing_is_there(browser: chromium.Chromium, server: CaveatServer, wire: Wire) -> None:
    off = opened(browser, GENERIC, server, wire, guard=False)
    visit = next(off)
    press(visit)
    wait_for(lambda: len(saves(visit)) == 1, "the press did not go through at once")
    assert in_own_world(visit, "typeof caveatForm") == "function"
    assert in_own_world(visit, "typeof caveatGuard") == "undefined"
    off.close()


def test_it_is_turned_on_in_the_settings_under_an_open_form(
    browser: chromium.Chromium, server: CaveatServer, wire: Wire
) -> None:
    off = opened(browser, GENERIC, server, wire, guard=False)
    visit = next(off)
    settings = browser.open_own("options.html")
    settings.get_by_label("Ask me before Save").check()
    wait_for(lambda: in_own_world(visit, "typeof caveatGuard") == "function", "what asks does not come")
    visit.underlined()
    press(visit)
    question(visit)
    visit.page.keyboard.press("Escape")
    settings.get_by_label("Ask me before Save").uncheck()
    settings.close()

    def passes() -> list[str]:
        press(visit)
        if visit.page.get_by_role("dialog").is_visible():  # the page has not been told yet
            visit.page.keyboard.press("Escape")
        return saves(visit)

    wait_for(passes, "it is still asked")
    off.close()


def in_own_world(visit: Seller, script: str) -> str:
    """The value of an expression where the extension's scripts run in this page."""
    session = visit.page.context.new_cdp_session(visit.page)
    worlds: list[dict] = []
    session.on("Runtime.executionContextCreated", lambda event: worlds.append(event["context"]))
    session.send("Runtime.enable")
    (own,) = [one for one in worlds if one["origin"].startswith("chrome-extension://")]
    answer = session.send("Runtime.evaluate", {"expression": script, "contextId": own["id"]})
    session.detach()
    return answer["result"]["value"]
