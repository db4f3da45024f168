"""The main job on every dashboard: read the form, underline the claim in place, say why, put the rewrite in, undo."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import chromium
import pytest
from axe_playwright_python.sync_playwright import Axe
from caveat import Listing
from forms import Form, plain
from PIL import Image, ImageChops
from playwright.sync_api import FloatRect, Playwright, expect
from seller import CLAIM, Seller
from servers import Dashboards, wait_for

BORDER = 6
"""Pixels at a field's edge, where borders tell about focus."""
LOTS = itertools.count(1)


@pytest.fixture
def visit(seller: Seller) -> Iterator[Seller]:
    """The form, freshly opened in a tab of its own, with the first check behind it.

    Each visit types its own words before the claim, so that no decision of another visit is about the same claim.
    """
    seller.typed = f" Lot {next(LOTS)}. {CLAIM}"
    seller.wire.exchanges.clear()
    seller.open()
    seller.checked(seller.form.text)
    yield seller
    seller.page.close()
    if not seller.server.process:
        seller.server.start()


def test_the_listing_sent_is_what_the_form_holds(visit: Seller, form: Form) -> None:
    sent = Listing.model_validate(visit.checked(form.text).body)
    wanted = Listing.model_validate(form.listing)
    assert (sent.marketplace, sent.markets, sent.key, sent.brand) == (
        wanted.marketplace, wanted.markets, wanted.key, wanted.brand,
    )  # fmt: skip
    assert [(one.id, one.role, one.text) for one in sent.fields] == [
        (one.id, one.role, one.text) for one in wanted.fields
    ]
    assert {one.name: one.value for one in sent.facts} == {one.name: one.value for one in wanted.facts}


def test_each_painted_rectangle_lies_on_its_own_characters(visit: Seller, form: Form) -> None:
    visit.type(visit.typed)
    finding = visit.finding(visit.checked(CLAIM))
    assert finding["verdict"] == "stop"
    mark = visit.underlined()
    assert "".join(mark["texts"]).split() == CLAIM.split()
    visit.page.get_by_role("button", name="Hide until this page is reloaded").click()
    visit.type("")
    with_line = visit.picture()
    dismiss(visit, "False alarm")
    wait_for(lambda: not visit.underlines(), "the underline of a dismissed finding stays")
    close_card(visit)
    visit.type("")  # a frame shows by its border that it has the focus, so give it back
    left, top, right, bottom = changed_box(with_line, visit.picture(), visit.page.locator(form.box).bounding_box())
    words = mark["boxes"]
    assert left >= min(one["x"] for one in words) - 3
    assert right <= max(one["x"] + one["width"] for one in words) + 3
    assert top >= min(one["y"] for one in words) - 3
    assert bottom <= max(one["y"] + one["height"] for one in words) + 6


def test_apply_changes_what_the_form_would_submit_and_undo_brings_it_back(visit: Seller, form: Form) -> None:
    visit.type(visit.typed)
    finding = visit.finding(visit.checked(CLAIM))
    before = visit.saved()
    assert plain(before) == plain(form.text + visit.typed)
    visit.point_at(visit.underlined())
    expect(visit.card).to_be_visible()
    expect(visit.card).to_contain_text(finding["message"])
    expect(visit.card).to_contain_text(finding["laws"][0]["section"])
    visit.card.get_by_role("button", name="Apply", exact=True).or_(
        visit.card.get_by_role("button", name="Remove", exact=True)
    ).first.click()
    expect(visit.card).to_contain_text("The field now holds the rewrite.")
    text = form.text + visit.typed
    rewritten = {plain(text_after(text, one)) for one in finding["suggestions"]}
    assert plain(visit.saved()) in rewritten
    wait_for(lambda: not visit.underlines(), "the rewritten words are still underlined")
    assert visit.decided("applied").body["fingerprint"] == finding["fingerprint"]
    visit.page.keyboard.press("Control+z")
    wait_for(lambda: plain(visit.saved()) == plain(text), f"undo left {visit.saved()!r}")
    visit.underlined()


def test_the_keyboard_alone_does_it_too(visit: Seller, form: Form) -> None:
    visit.type(visit.typed)
    finding = visit.finding(visit.checked(CLAIM))
    visit.underlined()
    visit.step_to(finding)
    visit.page.keyboard.press("Escape")
    expect(visit.card).to_be_hidden()
    visit.page.keyboard.type(" now")
    wait_for(
        lambda: plain(visit.saved()) == plain(f"{form.text}{visit.typed} now"), f"the caret was lost: {visit.saved()!r}"
    )
    visit.checked("now")
    visit.underlined()
    visit.step_to(finding)
    for _ in range(12):
        visit.page.keyboard.press("Tab")
        if visit.card.locator(":focus").inner_text() in ("Apply", "Remove"):
            break
    visit.page.keyboard.press("Enter")
    expect(visit.card).to_contain_text("The field now holds the rewrite.")
    wait_for(lambda: CLAIM not in plain(visit.saved()), "the claim is still what the form would submit")
    visit.decided("applied")


def test_a_previous_version_is_put_back(visit: Seller, form: Form) -> None:
    visit.type(visit.typed)
    visit.step_to(visit.finding(visit.checked(CLAIM)))
    visit.card.get_by_role("button", name=re.compile("^(Apply|Remove)$")).first.click()
    expect(visit.card).to_contain_text("The field now holds the rewrite.")
    applied = visit.decided("applied").body
    assert CLAIM in applied["text_before"] and applied["origin"] and applied["suggestion"]
    versions = visit.card.get_by_role("button", name="Previous versions")
    versions.click()
    expect(versions).to_have_attribute("aria-expanded", "true")
    back = visit.card.get_by_role("button", name="Put back", exact=True).first
    expect(back).to_be_visible()
    expect(visit.card.locator(".rewrite").first).to_contain_text(" · you")
    assert faults(visit) == []
    back.click()
    wait_for(lambda: plain(visit.saved()) == plain(form.text + visit.typed), f"put back was {visit.saved()!r}")
    body = visit.decided("reopened").body
    assert (body["reason"], body["origin"], body["text_after"]) == (
        "previous-version",
        "seller",
        applied["text_before"],
    )
    visit.underlined()


def test_what_disagrees_with_a_spec_field_leads_there(visit: Seller, form: Form) -> None:
    weight = next((fact["value"] for fact in form.listing["facts"] if "weight" in fact["name"].casefold()), None)
    if weight is None:
        pytest.skip("this form states no weight")
    visit.type(f" Lot {next(LOTS)}. It weighs 5 kg")
    finding = visit.finding(visit.checked("5 kg"), "5 kg")
    assert finding["category"] == "CONTRADICT"
    visit.step_to(finding)
    expect(visit.card).to_contain_text(weight)
    visit.card.get_by_role("button", name="Go to this place").click()
    wait_for(
        lambda: "weight" in visit.focused() or visit.focused() in (weight, weight.split()[0]), f"on {visit.focused()!r}"
    )


def test_a_dismissal_is_kept_over_reloads(visit: Seller, form: Form) -> None:
    visit.type(visit.typed)
    dismiss(visit, "Not a claim about the product")
    decision = visit.decided("dismissed")
    assert (decision.status, decision.body["field"]) == (201, form.field)
    assert decision.body["reason"]
    visit.wire.exchanges.clear()
    visit.reload()
    visit.checked(form.text)
    visit.type(visit.typed)
    assert visit.finding(visit.checked(CLAIM))["decision"]["action"] == "dismissed"
    expect(visit.page.get_by_role("button", name=re.compile("^Caveat: (No findings|Platform|Polish)"))).to_be_visible()
    assert not visit.underlines()
    reopen(visit)
    visit.underlined()


def test_a_dismissal_outruns_the_check_of_the_words_around_it(visit: Seller, form: Form) -> None:
    if form.name != "generic":
        pytest.skip("once is enough")
    visit.type(visit.typed)
    before = visit.finding(visit.checked(CLAIM))
    visit.underlined()
    with visit.wire.holding():
        visit.type(" every day")
        wait_for(lambda: "/api/v1/check" in visit.wire.kept, "the words around it are not checked")
        dismiss(visit, "False alarm")
    after = visit.finding(visit.checked(" every day"))
    assert after["fingerprint"] != before["fingerprint"] and after["decision"] is None

    def told() -> bool:
        decisions = visit.wire.seen("/api/v1/decisions")
        return [one.body["fingerprint"] for one in decisions] == [before["fingerprint"], after["fingerprint"]]

    wait_for(told, "the dismissal is lost")
    assert {one.body["action"] for one in visit.wire.seen("/api/v1/decisions")} == {"dismissed"}
    assert not visit.underlines()
    visit.wire.exchanges.clear()
    visit.reload()
    visit.type(f"{visit.typed} every day")
    assert visit.finding(visit.checked(" every day"))["decision"]["action"] == "dismissed"


def test_nothing_is_lost_while_the_server_is_away(visit: Seller, form: Form) -> None:
    visit.type(visit.typed)
    visit.underlined()
    visit.server.stop()
    dismiss(visit, "False alarm")
    wait_for(lambda: not visit.underlines(), "a dismissal waits for the server to be seen")
    visit.page.keyboard.type(" and mould")
    expect(visit.page.get_by_role("button", name="Caveat: Server not running")).to_be_visible()
    with visit.browser.popup() as popup:
        expect(popup.get_by_text("Decisions waiting for the server: 1")).to_be_visible()
    visit.server.start()
    visit.page.bring_to_front()
    visit.type(".")
    visit.checked("mould.")
    assert visit.decided("dismissed").status == 201
    assert plain(visit.saved()) == plain(f"{form.text}{visit.typed} and mould.")


def test_the_popup_says_what_it_does_not_find(visit: Seller, form: Form) -> None:
    if form.name != "etsy":
        pytest.skip("once is enough")
    visit.page.locator("#listing-title-input").evaluate("(title) => title.remove()")
    with visit.browser.popup() as popup:
        expect(popup.get_by_text("Not found on this page: title.")).to_be_visible()


def test_a_field_that_the_seller_points_at_is_read_and_remembered(visit: Seller, form: Form) -> None:
    if form.name != "etsy":
        pytest.skip("once is enough")
    rename = """() => {
        const title = document.querySelector("#listing-title-input");
        for (const label of title.labels) label.remove();
        title.name = "heading"; title.id = "heading"; title.value = "Kills germs";
    }"""
    for taught in (False, True):
        visit.page.evaluate(rename)
        if not taught:
            with visit.browser.popup() as popup:
                popup.get_by_role("button", name="Show me the title").click()
                expect(popup.get_by_text("Now click that field")).to_be_visible()
        visit.wire.exchanges.clear()
        visit.page.locator("#heading").click()
        visit.page.keyboard.press("End")
        visit.page.keyboard.type(f" {taught}")
        wait_for(
            lambda said=taught: [
                one for check in visit.wire.seen("/api/v1/check") for one in check.body["fields"]
                if (one["id"], one["text"]) == ("title", f"Kills germs {said}")
            ],
            "the title is not checked",
        )  # fmt: skip
        visit.reload()
    visit.browser.worker.evaluate("chrome.storage.local.remove('sites')")


def test_no_word_of_a_listing_is_checked_under_the_address_of_the_next(visit: Seller, form: Form) -> None:
    if form.name != "generic":
        pytest.skip("once is enough")
    visit.type(visit.typed)
    visit.underlined()
    visit.wire.exchanges.clear()
    # As dashboards of one page do it: the address first, then what the server answers, set by script in its own time.
    visit.page.evaluate(
        """() => {
            history.pushState(null, "", "/products/18");
            const boxes = ["#f1", "#f2", "[name=a3]", "[name=a4]"].map((one) => document.querySelector(one));
            boxes.forEach((box, number) => setTimeout(() => (box.value = `Oak ${number}`), 500 + 100 * number));
        }"""
    )
    first = wait_for(lambda: visit.wire.seen("/api/v1/check"), "the next listing is not checked")[0]
    assert first.body["key"] == "18"
    assert [one["text"] for one in first.body["fields"]] == ["Oak 0", "Oak 2", "Oak 1", "Oak 3"]
    wait_for(lambda: not visit.underlines(), "what the last listing said is still underlined")
    visit.page.evaluate("history.pushState(null, '', '/products/19')")
    wait_for(lambda: visit.wire.seen("/api/v1/check")[-1].body["key"] == "19", "its copy is not checked")


def test_a_form_that_goes_and_comes_back_is_underlined_again(visit: Seller, form: Form) -> None:
    if form.name != "generic":
        pytest.skip("once is enough")
    visit.type(visit.typed)
    visit.underlined()
    pill = visit.page.get_by_role("button", name="Caveat:")
    for hidden in (True, False):
        visit.page.evaluate(f"document.querySelector('main').hidden = {str(hidden).lower()}")
        expect(pill).to_be_visible(visible=not hidden)
    visit.underlined()


def test_what_the_server_knows_of_forms_is_asked_for_and_kept(visit: Seller, form: Form) -> None:
    if form.name != "etsy":
        pytest.skip("once is enough")
    visit.browser.worker.evaluate("chrome.storage.local.remove('marketplaces')")
    visit.reload()
    kept = (
        "chrome.storage.local.get('marketplaces').then(({marketplaces}) => marketplaces?.shops.map(({name}) => name))"
    )
    names = wait_for(lambda: visit.browser.worker.evaluate(kept), "nothing was kept")
    (asked,) = visit.wire.seen("/api/v1/marketplaces")
    assert names == [shop["name"] for shop in asked.answer["marketplaces"]]


def test_the_page_itself_stays_untouched(
    visit: Seller, form: Form, playwright: Playwright, dashboards: Dashboards, tmp_path: Path
) -> None:
    visit.type(visit.typed)
    visit.page.evaluate("probe.watch()")
    mark = visit.underlined()
    visit.point_at(mark)
    expect(visit.card).to_be_visible()
    close_card(visit)
    visit.page.keyboard.press("F8")
    expect(visit.card).to_be_visible()
    visit.page.keyboard.press("Escape")
    expect(visit.card).to_be_hidden()
    assert visit.page.evaluate("probe.changes()") == []
    bare = chromium.Chromium(playwright, tmp_path, {f"{form.host}:443": dashboards.port})
    try:
        alone = Seller(form, bare, visit.server, visit.wire)
        alone.open()
        alone.type(visit.typed)
        assert visit.page.evaluate("submitted()") == alone.page.evaluate("submitted()")
        assert visit.page.evaluate("probe.markup()") == alone.page.evaluate("probe.markup()")
    finally:
        bare.close()


def test_card_list_pill_and_popup_have_no_accessibility_fault(visit: Seller, form: Form) -> None:
    visit.type(visit.typed)
    visit.underlined()
    assert faults(visit) == []
    visit.page.keyboard.press("F8")
    expect(visit.card).to_be_visible()
    assert faults(visit) == []
    visit.card.get_by_role("button", name="Dismiss", exact=True).click()
    assert faults(visit) == []
    close_card(visit)
    visit.page.get_by_role("button", name="Caveat: Stop").click()
    expect(visit.card).to_be_visible()
    assert faults(visit) == []
    with visit.browser.popup() as popup:
        expect(popup.get_by_text("Connected to")).to_be_visible()
        assert [one["id"] for one in Axe().run(popup).response["violations"]] == []


def changed_box(one: Image.Image, other: Image.Image, field: FloatRect | None) -> tuple[float, float, float, float]:
    """The smallest box, in the viewport, that holds all pixels in which two pictures of a field's inside differ."""
    assert field
    inside = Image.new("L", one.size)
    left, top = field["x"] + BORDER, field["y"] + BORDER
    right, bottom = field["x"] + field["width"] - BORDER, field["y"] + field["height"] - BORDER
    inside.paste(255, (round(left), round(top), round(right), round(bottom)))
    box = Image.composite(ImageChops.difference(one, other), Image.new("RGB", one.size), inside).getbbox()
    assert box, "no pixel of the field shows the underline"
    return box


def faults(seller: Seller) -> list[Any]:
    """What axe finds wrong inside Caveat's own element."""
    return Axe().run(seller.page, context={"include": [["caveat-overlay"]]}).response["violations"]


def text_after(text: str, suggestion: dict[str, Any]) -> str:
    """The text with one suggestion applied; offsets are UTF-16 code units."""
    units = text.encode("utf-16-le")
    head, tail = units[: suggestion["start"] * 2], units[suggestion["end"] * 2 :]
    return head.decode("utf-16-le") + suggestion["text"] + tail.decode("utf-16-le")


def dismiss(seller: Seller, reason: str) -> None:
    """Open the card of the claim and dismiss it for this reason."""
    seller.point_at(seller.underlined())
    seller.card.get_by_role("button", name="Dismiss", exact=True).click()
    seller.card.get_by_role("button", name=reason).click()


def reopen(seller: Seller) -> None:
    """Take the dismissal back, so that the next test finds the claim open."""
    close_card(seller)
    seller.page.get_by_role("button", name="Caveat: ").click()
    seller.card.get_by_role("button", name="Reopen").first.click()
    close_card(seller)


def close_card(seller: Seller) -> None:
    """Close the card or the list, if one is open."""
    if seller.card.is_visible():
        seller.card.get_by_role("button", name="Close", exact=True).click()
        expect(seller.card).to_be_hidden()
