"""Underlines of the four levels in each kind of field and look: told apart by shape, and the words stay readable."""

from __future__ import annotations

import io
from collections.abc import Iterator

import chromium
import pytest
from forms import LAYOUTS
from PIL import Image, ImageChops
from playwright.sync_api import Page, Playwright
from servers import Dashboards
from shots import LOOKS, SHOTS

pytestmark = pytest.mark.slow
SHAPES = {"stop": "wave", "prove": "dashes", "platform": "dots", "polish": "line"}
SHOW = """(verdicts) => {
  window.shown?.dispose();
  const words = verdicts.map((verdict) => `this is ${verdict} 这里是提示`);
  const text = `${words.join(", ")}.`;
  document.documentElement.style.colorScheme = "light dark";
  const main = document.querySelector("main");
  main.style.cssText = "display: grid; gap: 14px; width: 860px";
  const boxes = ["textarea", "input", "div"].map((tag) => document.createElement(tag));
  boxes[2].contentEditable = "true";
  main.replaceChildren(...boxes);
  for (const box of boxes) {
    box.style.cssText = "width: 840px; height: 44px; border: 1px solid; letter-spacing: 1px";
    if ("value" in box) box.value = text; else box.textContent = text;
  }
  const marks = words.map((id, index) => ({ id, start: text.indexOf(id), end: text.indexOf(id) + id.length,
    verdict: verdicts[index] }));
  window.draw = (strips) => (window.shown = paintLevels(boxes.map((box) => [box, marks]), strips));
  return boxes.map((box) => marks.map(({ start, end }) => {
    const [{ left, right, top, bottom }] = rectsOf(box, start, end);
    return [left, top, right, bottom].map(Math.round);
  }));
}"""
FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.fixture(scope="module", params=LOOKS)
def page(
    request: pytest.FixtureRequest, playwright: Playwright, dashboards: Dashboards,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Page]:  # fmt: skip
    browser = chromium.Chromium(
        playwright, tmp_path_factory.mktemp("profile"), {"layouts.test:443": dashboards.port}, **LOOKS[request.param]
    )
    opened = browser.open(LAYOUTS)
    opened.evaluate("(look) => (document.title = look)", request.param)
    yield opened
    browser.close()


@pytest.mark.parametrize("strips", [False, True], ids=["highlights", "strips"])
def test_the_levels_are_told_apart_without_colour_in_each_kind_of_field(page: Page, strips: bool) -> None:
    places = page.evaluate(SHOW, list(SHAPES))
    plain = picture(page)
    page.evaluate(f"(strips) => (draw(strips), {FRAMES})", strips)
    painted = picture(page)
    SHOTS.mkdir(exist_ok=True)
    painted.save(SHOTS / f"state-{page.title()}-levels{'-strips' if strips else ''}.png")
    lines = ImageChops.difference(plain.convert("L"), painted.convert("L")).point(lambda light: 255 * (light > 24))
    for kind, boxes in zip(("textarea", "input", "editor"), places, strict=True):
        seen = {verdict: shape(lines, box) for verdict, box in zip(SHAPES, boxes, strict=True)}
        assert seen == SHAPES, kind


def picture(page: Page) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot(caret="hide", animations="disabled"))).convert("RGB")


def shape(lines: Image.Image, box: list[int]) -> str:
    """The kind of line below some words, told from light and dark alone; nothing else of the words may have changed."""
    left, top, right, bottom = box
    around = lines.crop((left, top, right, bottom + 4))
    _, first, _, last = around.getbbox() or (0, 0, 0, 0)
    height = last - first
    assert 0 < height <= 7, f"{height} rows of {bottom - top} changed"
    row = max(
        (around.crop((0, y, around.width, y + 1)).tobytes() for y in range(first, last)), key=lambda one: sum(one)
    )
    runs = len([run for run in bytes(row).split(b"\0") if run])
    if height >= 4:
        return "wave"
    every = around.width / runs
    return "line" if every > 16 else "dashes" if every > 6 else "dots"
