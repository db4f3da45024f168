"""The ten languages of the overlay: nothing is cut off on a phone, and right-to-left text reads right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import chromium
import pytest
from ownpages import step_to, turn_to
from playwright.sync_api import Page, Playwright, expect
from servers import CaveatServer, wait_for

SHOTS = Path(__file__).parent / "shots"
LANGUAGES = ["de", "en", "es", "fr", "it", "ja", "ko", "pt-BR", "zh-CN", "zh-TW"]
PHONE, DESK = {"width": 320, "height": 640}, {"width": 1180, "height": 820}
CLAIM = "kills 99.9% of bacteria"
ARABIC = f"كريم This cream for your hands {CLAIM} ناعم"
BLANK = 4
"""Pixels by which a blank at the end of a line may hang over."""
TOO_WIDE = """(blank) => {
  const root = document.querySelector("caveat-overlay").shadowRoot;
  const all = [...root.querySelectorAll(".surface, .surface *:not(svg, svg *)")];
  const seen = all.filter((one) => one.checkVisibility());
  const cut = seen.filter((one) => one.clientWidth && one.scrollWidth > one.clientWidth + blank);
  const boxes = new Map(seen.map((one) => [one, one.getBoundingClientRect()]));
  const out = seen.filter((one) => boxes.get(one).left < 0 || boxes.get(one).right > innerWidth);
  const page = document.documentElement;
  const wide = page.scrollWidth > page.clientWidth ? [`the page is ${page.scrollWidth} wide`] : [];
  const name = (one) => `${one.localName}.${one.classList} ${one.textContent.slice(0, 40)}`;
  return [...[...cut, ...out].map(name), ...wide];
}"""


@pytest.fixture(scope="module")
def demo(
    look: str, playwright: Playwright, server: CaveatServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Page]]:
    """Opens the demo in a language, with its findings underlined."""
    running = chromium.Chromium(
        playwright, tmp_path_factory.mktemp("profile"), {f"127.0.0.1:{server.port}": server.port},
        color_scheme=look, viewport=PHONE,
    )  # fmt: skip
    opened = running.context.new_page()

    def show(language: str) -> Page:
        opened.set_viewport_size(PHONE)
        opened.goto(f"{server.url}/demo?lang={language}")
        wait_for(lambda: opened.evaluate("probe.underlines('stop')"), "the demo underlines nothing")
        return opened

    yield show
    running.close()


@pytest.mark.parametrize("languages", [["de"], pytest.param(LANGUAGES, marks=pytest.mark.slow)], ids=["german", "all"])
def test_nothing_is_cut_off_on_a_phone(demo: Callable[[str], Page], look: str, languages: list[str]) -> None:
    SHOTS.mkdir(exist_ok=True)
    wrong = {}
    for language in languages:
        page = demo(language)
        assert page.locator("html").get_attribute("lang") == language
        wrong[language] = walk(page, f"{language}-{look}")
    assert {language: said for language, said in wrong.items() if said} == {}


def walk(page: Page, name: str) -> list[str]:
    """What is too wide: on the card of each finding, with the reasons to ignore it, and in the list."""
    wrong: list[str] = []
    dialog = page.get_by_role("dialog")
    count = int(page.locator(".pill .count").evaluate_all("all => all.reduce((sum, one) => sum + +one.textContent, 0)"))
    assert count > 10
    for place in range(count):
        page.keyboard.press("F8")
        expect(dialog).to_be_focused()
        wrong += page.evaluate(TOO_WIDE, BLANK)
        if place == 1:
            page.screenshot(path=SHOTS / f"language-{name}-card.png", animations="disabled")
            wrong += asides(page, name)
    page.locator(".card .foot > button").first.click()
    expect(page.locator(".card .reasons")).to_be_visible()
    wrong += page.evaluate(TOO_WIDE, BLANK)
    page.screenshot(path=SHOTS / f"language-{name}-reasons.png", animations="disabled")
    page.keyboard.press("Escape")
    page.locator(".pill .open").click()
    expect(page.locator(".surface.panel")).to_be_visible()
    page.locator(".surface.panel .together button").click()
    expect(page.get_by_role("status").filter(has_text="1")).to_be_visible()
    wrong += page.evaluate(TOO_WIDE, BLANK)
    page.screenshot(path=SHOTS / f"language-{name}-panel.png", animations="disabled")
    return sorted(set(wrong))


def asides(page: Page, name: str) -> list[str]:
    """What is too wide in what opens inside the card: other markets, and the form for proof."""
    card = page.locator(".card")
    card.locator("section > button[aria-expanded]").first.click()
    expect(card.locator(".glance li").first).to_be_visible()
    wrong = page.evaluate(TOO_WIDE, BLANK)
    card.locator(".ask").click()
    card.get_by_role("textbox").first.wait_for()
    card.locator("button[type=submit]").click()  # without what it needs
    expect(card.locator(".wrong:not(:empty)").first).to_be_visible()
    page.screenshot(path=SHOTS / f"language-{name}-proof.png", animations="disabled")
    wrong += page.evaluate(TOO_WIDE, BLANK)
    page.keyboard.press("Escape")
    return wrong


def test_text_that_runs_from_right_to_left_reads_so_and_turns_nothing_else(
    demo: Callable[[str], Page], look: str
) -> None:
    page = demo("de")
    page.set_viewport_size(DESK)
    page.locator("#title").fill(ARABIC)
    wait_for(lambda: CLAIM in str(page.evaluate("probe.underlines('stop')")), "the Arabic title is not checked")
    rewrite = page.locator(".card:has(.where:text-matches('^Titel ·')) .rewrite").first
    step_to(page, rewrite)
    assert page.evaluate(TOO_WIDE, BLANK) == []
    assert rewrite.evaluate("(one) => getComputedStyle(one).direction") == "ltr"
    page.screenshot(path=SHOTS / f"language-rtl-{look}.png", animations="disabled")
    rewrite.get_by_role("button").first.click()
    expect(page.locator(".card .rewrite")).to_have_count(0)  # applied: the rewrites are put away
    page.locator(".card section > button").last.click()
    versions = page.locator(".card section .rewrite .diff")
    expect(versions.first).to_be_visible()
    assert "rtl" in versions.evaluate_all("all => all.map((one) => getComputedStyle(one).direction)")
    assert page.evaluate(TOO_WIDE, BLANK) == []


LANGUAGE_OF = """(one) => (one.closest("[lang]") ?? one.getRootNode().host).lang"""


@pytest.mark.parametrize(("language", "said", "kind"), [("ja", "en", "EPA登録"), ("zh-TW", "zh-Hans", "EPA 登記")])
def test_words_in_another_language_are_marked_as_such(
    demo: Callable[[str], Page], language: str, said: str, kind: str
) -> None:
    page = demo(language)
    page.set_viewport_size(DESK)
    card = turn_to(page, "bacteria")
    message = card.locator(".message")
    assert message.evaluate(LANGUAGE_OF) == said
    assert message.get_by_text("kills 99.9% of bacteria").evaluate(LANGUAGE_OF) == "en"
    assert card.locator(".diff").first.evaluate(LANGUAGE_OF) == "en"
    assert card.locator(".law a").first.evaluate(LANGUAGE_OF) == "en"
    assert card.get_by_text(kind).evaluate(LANGUAGE_OF) == language  # a name in the language of the interface
    assert card.locator("h2").evaluate(LANGUAGE_OF) == language
    page.keyboard.press("Escape")
    page.locator(".pill .open").click()
    assert page.locator(".panel .words", has_text="bacteria").first.evaluate(LANGUAGE_OF) == "en"
