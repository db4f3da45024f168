import assert from "node:assert/strict";
import { test } from "node:test";
import { highlightCss, highlightName, LOOKS, stripCss, verdicts } from "../src/fields/look";
import { editBetween, shift, within } from "../src/fields/spans";

const TEXT = "It cures arthritis and kills germs.";
const CURES = { id: "cures", start: 3, end: 8 };
const KILLS = { id: "kills", start: 23, end: 28 };

/** What is left of both spans after an edit: the words they now stand on. */
function after(text: string): string[] {
  return shift([CURES, KILLS], TEXT, text).map((span) => `${span.id}=${text.slice(span.start, span.end)}`);
}

test("an edit elsewhere moves spans along with their words", () => {
  assert.deepEqual(after(`Yes. ${TEXT}`), ["cures=cures", "kills=kills"]);
  assert.deepEqual(after(TEXT.replace("arthritis", "pain")), ["cures=cures", "kills=kills"]);
  assert.deepEqual(after(`${TEXT} Really.`), ["cures=cures", "kills=kills"]);
  assert.deepEqual(after(TEXT), ["cures=cures", "kills=kills"]);
});

test("an edit inside a span, over its edge or over all of it drops the span", () => {
  assert.deepEqual(after(TEXT.replace("cures", "cuxres")), ["kills=kills"]);
  assert.deepEqual(after(TEXT.replace("cures arth", "soothes arth")), ["kills=kills"]);
  assert.deepEqual(after(TEXT.replace("t cures", "")), ["kills=kills"]);
  assert.deepEqual(after(""), []);
});

test("a letter at the side of a span makes another word, a space or a comma does not", () => {
  assert.deepEqual(after(TEXT.replace("cures", "curesx")), ["kills=kills"]);
  assert.deepEqual(after(TEXT.replace("cures", "xcures")), ["kills=kills"]);
  assert.deepEqual(after(TEXT.replace("cures arthritis", "curesarthritis")), ["kills=kills"]);
  assert.deepEqual(after(TEXT.replace("cures", "cures,")), ["cures=cures", "kills=kills"]);
  assert.deepEqual(after(TEXT.replace("cures", " cures")), ["cures=cures", "kills=kills"]);
});

test("spans count in UTF-16 units, so an emoji before them is two", () => {
  assert.deepEqual(shift([CURES], TEXT, `🎍${TEXT}`), [{ id: "cures", start: 5, end: 10 }]);
});

test("the edit between two texts rebuilds the second from the first", () => {
  for (const [before, later] of [
    ["", "a"],
    ["aaa", "aa"],
    ["abc", "abc"],
    ["abcabc", "abc"],
    ["x🎍y", "x🔪y"],
    ["abc", ""],
  ] as const) {
    const edit = editBetween(before, later);
    const rebuilt = edit
      ? before.slice(0, edit.start) + edit.inserted + before.slice(edit.start + edit.removed)
      : before;
    assert.equal(rebuilt, later);
  }
});

test("only what lies within is taken from a sorted list, with few questions", () => {
  const numbers = Array.from({ length: 1000 }, (_, index) => index);
  let asked = 0;
  const found = within(numbers, (number) => (asked++, number < 400 ? -1 : number > 420 ? 1 : 0));
  assert.deepEqual(found, numbers.slice(400, 421));
  assert.ok(asked < 30, `${asked} questions`);
});

function luminance(color: string): number {
  const parts = [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16) / 255);
  const [red, green, blue] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  ) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

test("every verdict has a shape of its own and is seen on light and on dark fields", () => {
  assert.equal(new Set(verdicts.map((verdict) => LOOKS[verdict].line)).size, verdicts.length);
  for (const verdict of verdicts) {
    for (const field of ["#ffffff", "#1e1e1e"])
      assert.ok(contrast(LOOKS[verdict].color, field) >= 3, `${verdict} on ${field}`);
    assert.ok(highlightCss().includes(`::highlight(${highlightName(verdict)})`));
    assert.ok(stripCss().includes(`.${highlightName(verdict)} `));
  }
  assert.equal(highlightName("stop"), "caveat-stop");
});
