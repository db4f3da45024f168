"""Proof in the card, other markets at a glance, and the list's filter: on the demo page, and in the extension."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import chromium
import pytest
from axe_playwright_python.sync_playwright import Axe
from forms import FORMS
from ownpages import pages, turn_to
from playwright.sync_api import Locator, Page, Playwright, expect
from seller import CLAIM, Seller
from servers import SERVER, CaveatServer, Dashboards, Wire, wait_for

ONE_LOOK = pytest.mark.parametrize("look", ["light"], indirect=True)
"""For what does not depend on colours."""
SHOTS = Path(__file__).parent / "shots"
KEY = "LUMO-NW-01"
NEXT_YEAR = datetime.date.today() + datetime.timedelta(days=365)


@pytest.fixture
def page(browser: chromium.Chromium, server: CaveatServer) -> Iterator[Page]:
    """The demo with its first findings underlined; an error in the page fails the test."""
    opened = browser.context.new_page()
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(f"{server.url}/demo?lang=en")
    wait_for(lambda: germs(opened), "the demo underlines nothing")
    yield opened
    opened.close()
    for piece in pages(server)("GET", "/evidence")["evidence"]:
        pages(server)("DELETE", f"/evidence/{piece['id']}")
    assert errors == []


def germs(page: Page) -> list[Any]:
    """The underlines of claims to kill germs."""
    return [
        one for one in page.evaluate("probe.underlines('stop')") if "bacteria" in "".join(filter(None, one["texts"]))
    ]


def faults(page: Page) -> list[str]:
    return [one["id"] for one in Axe().run(page).response["violations"]]


def shot(page: Page, name: str) -> None:
    SHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", animations="disabled")


def test_proof_lifts_the_claim_until_it_ends_and_is_taken_back(page: Page, look: str, server: CaveatServer) -> None:
    card = turn_to(page, "bacteria")
    card.get_by_role("button", name="I have proof…").click()
    number, file_it = card.get_by_label("Number"), card.get_by_role("button", name="File it")
    expect(card.get_by_label("Kind of proof")).to_have_value("epa-registration")
    assert faults(page) == []
    shot(page, f"proof-{look}")
    file_it.click()
    expect(number).to_be_focused()
    expect(number).to_have_accessible_description("It looks like 12345-67 Needed for this kind of proof")
    number.fill("twelve")
    page.keyboard.press("Enter")
    expect(card.get_by_text("this is not the form of EPA registration")).to_be_visible()
    expect(card.get_by_text("this is not the form of EPA registration")).to_have_attribute("lang", "en")
    assert faults(page) == []
    number.fill("12345-67")
    card.get_by_label("Issued on").fill("2025-02-01")
    card.get_by_label("Valid until").fill("2025-01-01")
    file_it.click()
    expect(card.get_by_label("Valid until")).to_have_accessible_description(
        "optional this day lies before the day of issue"
    )
    shot(page, f"proof-refused-{look}")
    card.get_by_label("Valid until").fill(NEXT_YEAR.isoformat())
    file_it.click()
    expect(card.locator(".note.good")).to_contain_text(f"{KEY} · US · until {NEXT_YEAR.month}/{NEXT_YEAR.day}/")
    wait_for(lambda: not germs(page), "the claim is underlined still")
    assert faults(page) == []
    shot(page, f"proof-filed-{look}")
    (piece,) = pages(server)("GET", "/evidence")["evidence"]
    assert piece["scope"] == {"keys": [KEY], "lines": [], "markets": ["US"], "rules": ["pesticide/kills-germs"]}
    with page.context.expect_page() as opened:
        card.get_by_role("link", name="All evidence held").click()
    opened.value.wait_for_load_state()
    expect(opened.value.locator("section:target")).to_contain_text("12345-67")
    assert faults(opened.value) == []
    shot(opened.value, f"evidence-{look}")
    opened.value.close()
    card.get_by_role("button", name="Undo").click()
    wait_for(lambda: germs(page), "the claim is no longer underlined")
    assert pages(server)("GET", "/evidence")["evidence"] == []


@ONE_LOOK
def test_proof_that_does_not_count_today_says_so(page: Page) -> None:
    card = turn_to(page, "bacteria")
    card.get_by_role("button", name="I have proof…").click()
    card.get_by_label("Number").fill("12345-67")
    card.get_by_label("Valid until").fill("2025-01-01")
    card.get_by_role("button", name="File it").click()
    expect(card.locator(".note.warn")).to_contain_text("does not count today")
    assert germs(page)
    expect(card.get_by_role("button", name="I have proof…")).to_be_visible()


@ONE_LOOK
def test_the_form_is_kept_while_other_things_happen_and_escape_leads_back(page: Page) -> None:
    card = turn_to(page, "bacteria")
    card.get_by_role("button", name="I have proof…").click()
    card.get_by_label("Number").fill("12345-67")
    page.mouse.move(5, 400)
    page.locator("input#title").press_sequentially(" x")
    card.get_by_label("Issued by").focus()
    expect(card.get_by_label("Number")).to_have_value("12345-67")
    page.keyboard.press("Escape")
    expect(card.get_by_role("button", name="I have proof…")).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_a_listing_without_a_key_says_what_proof_means_there(page: Page, look: str, server: CaveatServer) -> None:
    page.locator("#sku").fill("")
    with page.expect_response("**/api/v1/check"):
        page.locator("#sku").blur()
    card = turn_to(page, "bacteria")
    card.get_by_role("button", name="I have proof…").click()
    expect(card.get_by_text("This form shows no SKU")).to_be_visible()
    expect(card.get_by_label("It speaks for").locator("option")).to_have_text(["Every listing"])
    shot(page, f"proof-no-sku-{look}")
    card.get_by_label("Number").fill("12345-67")
    card.get_by_role("button", name="File it").click()
    expect(card.locator(".note.good")).to_contain_text("Every listing · US · no end given")
    (piece,) = pages(server)("GET", "/evidence")["evidence"]
    assert piece["scope"]["keys"] == [] and piece["scope"]["rules"] == ["pesticide/kills-germs"]


def test_other_markets_are_asked_about_once_and_nothing_is_promised(page: Page, look: str) -> None:
    asked: list[str] = []
    page.on("request", lambda sent: asked.append(sent.post_data or "") if sent.url.endswith("/check") else None)
    card = turn_to(page, "bacteria")
    decided = decisions(page)
    asked.clear()
    toggle = card.get_by_role("button", name="Other markets")
    toggle.click()
    rows = card.locator(".glance li")
    expect(rows.first).to_be_visible()
    expect(toggle).to_have_attribute("aria-expanded", "true")
    said = " / ".join(rows.all_inner_texts())
    assert "US" not in said and "DE" in said and "JP" in said
    assert said.split()[0] in ("Stop", "Prove")
    assert faults(page) == []
    shot(page, f"markets-{look}")
    toggle.click()
    expect(rows).to_have_count(0)
    toggle.click()
    expect(rows.first).to_be_visible()
    assert len(asked) == 1 and '"markets":[]' in asked[0]
    assert decisions(page) == decided


def decisions(page: Page) -> list[Any]:
    """What was decided about the demo's listing."""
    return page.evaluate(
        """async (key) => {
            const token = document.querySelector("meta[name='caveat-token']").content;
            const answer = await fetch(`/api/v1/decisions?key=${key}`, {headers: {"X-Caveat-Token": token}});
            return (await answer.json()).decisions;
        }""",
        KEY,
    )


def test_the_list_is_filtered_by_level_and_remembers_it(page: Page, look: str) -> None:
    page.locator(".pill .open").click()
    panel = page.get_by_role("dialog", name="Findings")
    every = panel.locator("button.item").count()
    stops = panel.get_by_role("button", name="Stop", exact=False).filter(has=page.locator(".sign")).first
    stops.focus()
    page.keyboard.press("Enter")
    expect(stops).to_have_attribute("aria-pressed", "true")
    expect(stops).to_be_focused()
    seen = panel.locator("button.item").count()
    assert 0 < seen < every
    assert stops.inner_text().split() == ["Stop", str(seen)]
    expect(panel.get_by_text(f"{seen} of {every} shown")).to_be_visible()
    assert faults(page) == []
    shot(page, f"list-filtered-{look}")
    page.reload()
    wait_for(lambda: germs(page), "the demo underlines nothing")
    page.locator(".pill .open").click()
    expect(panel.locator("button.item")).to_have_count(seen)
    panel.get_by_role("button", name="Show all").click()
    expect(panel.locator("button.item")).to_have_count(every)
    page.keyboard.press("F8")  # goes through all that is open, whatever the list shows
    expect(page.get_by_role("dialog").locator(".steps")).to_contain_text(f"/ {every}")


@ONE_LOOK
def test_what_was_dismissed_is_listed_with_reason_and_day_on_the_next_visit_too(page: Page) -> None:
    card = turn_to(page, "bacteria")
    card.get_by_role("button", name="Dismiss", exact=True).click()
    card.get_by_role("button", name="In a stock phrase").click()
    wait_for(lambda: not germs(page), "the claim is underlined still")
    page.reload()
    page.locator(".pill .open .count").first.wait_for()
    page.locator(".pill .open").click()
    gone = page.get_by_role("dialog", name="Findings").locator("div.item")
    today = page.evaluate("new Date().toLocaleDateString()")
    expect(gone).to_contain_text(f"In a stock phrase · {today}")
    gone.get_by_role("button", name="Reopen").click()
    wait_for(lambda: germs(page), "the claim is not underlined again")
    expect(gone).to_have_count(0)


@ONE_LOOK
@pytest.mark.parametrize(
    ("width", "control"), [(1180, "input#title"), (1180, "#sku"), (760, "input#title"), (420, "#sku")]
)
def test_the_list_never_covers_the_control_with_the_focus(page: Page, width: int, control: str) -> None:
    page.set_viewport_size({"width": width, "height": 820})
    page.locator(control).click()
    page.locator(".pill .open").click()
    panel = page.get_by_role("dialog", name="Findings")
    expect(panel).to_be_visible()
    expect(page.locator(control)).to_be_focused()
    assert not meet(panel, page.locator(control))
    for other in ("input#title", "#search-terms", "#sku"):
        page.locator(other).evaluate("(one) => one.focus()")
        assert not meet(panel, page.locator(other)), other


def meet(one: Locator, other: Locator) -> bool:
    a, b = one.bounding_box(), other.bounding_box()
    assert a and b
    across = a["x"] < b["x"] + b["width"] and b["x"] < a["x"] + a["width"]
    return across and a["y"] < b["y"] + b["height"] and b["y"] < a["y"] + a["height"]


def test_the_extension_files_through_its_worker(
    playwright: Playwright, granted: Callable[..., Path], dashboards: Dashboards,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:  # fmt: skip
    form = FORMS[0]
    running = CaveatServer(tmp_path_factory.mktemp("data"))
    running.start()
    with Wire(running.port) as wire:
        hosts = {f"{form.host}:443": dashboards.port, SERVER: wire.port}
        browser = chromium.Chromium(
            playwright, tmp_path_factory.mktemp("profile"), hosts, granted(f"https://{form.host}")
        )
        seller = Seller(form, browser, running, wire)
        seller.pair()
        seller.turn_on()
        seller.open()
        seller.type(f" {CLAIM}")
        seller.underlined()
        seller.step_to(seller.finding(seller.checked(CLAIM)))
        file_with_the_keyboard(seller)
        wait_for(lambda: not seller.underlines(), "the claim is underlined still")
        (filed,) = [one for one in wire.seen("/api/v1/evidence") if one.status == 201]
        assert filed.answer["file"]["name"] == "report.pdf" and filed.answer["scope"]["keys"] == ["LUMO-01"]
        link = seller.card.get_by_role("link", name="All evidence held")
        expect(link).to_have_attribute("href", f"http://{SERVER}/evidence#{filed.answer['id']}")
        filter_and_reload(seller)
        browser.close()
    running.stop()


def file_with_the_keyboard(seller: Seller) -> None:
    """Fill in the form for proof without the mouse, but for the system's own dialog that chooses a file."""
    card, keys = seller.card, seller.page.keyboard
    for _ in range(20):
        keys.press("Tab")
        if card.locator(":focus").inner_text() == "I have proof…":
            break
    keys.press("Enter")
    expect(card.get_by_label("Kind of proof")).to_be_focused()
    keys.press("Tab")
    keys.type("12 345")
    keys.press("Enter")
    expect(card.get_by_text("this is not the form of EPA registration")).to_be_visible()
    expect(card.get_by_label("Number")).to_be_focused()
    keys.press("Control+a")
    keys.type("12345-67")
    card.get_by_label("File", exact=True).set_input_files(
        {"name": "report.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n" + bytes(11 * 2**20)}
    )
    keys.press("Enter")
    expect(card.get_by_text("Larger than 10 MB")).to_be_visible()
    card.get_by_label("File", exact=True).set_input_files(
        {"name": "report.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n" + bytes(9 * 2**20)}
    )
    card.get_by_label("Number").focus()
    keys.press("Enter")
    expect(card.get_by_text("Proof filed")).to_be_visible(timeout=20_000)
    expect(card.locator(".note.warn")).to_contain_text("the marketplace’s own rule")  # which no proof lifts
    expect(card.locator(".chip")).to_have_text("Platform word")


def filter_and_reload(seller: Seller) -> None:
    """What the list shows is remembered for the tab."""
    seller.page.keyboard.press("Escape")
    seller.type(f" {CLAIM}. Clinically proven. It cures eczema")
    for visit in range(2):
        seller.page.get_by_role("button", name="Caveat: ").click()
        stop = seller.card.locator("button.toggle").first
        if visit == 0:
            stop.click()
        expect(stop).to_have_attribute("aria-pressed", "true")
        if visit == 0:
            seller.reload()
            seller.type(f" {CLAIM}. Clinically proven. It cures eczema")
            wait_for(seller.underlines, "nothing is underlined")
