/** A pasted listing is sorted as its own marks say, what could be anything is left to the description, and nothing is lost. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { KNOWN } from "../src/adapters/known";
import { generic } from "../src/adapters/marketplaces";
import { type Draft, EMPTY, factsOf, HEADING, sorted } from "../src/adapters/paste";

const form = generic(KNOWN)!;

function sort(...lines: string[]): Draft {
  return sorted(lines.join("\n"), form);
}

test("text without headings: the first line is the title, marked lines are bullets, known specs are facts", () => {
  const draft = sort("Lumo Neck Wrap, Cordless", "", "• Warms in 3 minutes", "• Kills 99.9% of bacteria", "", "Made for long evenings.", "Material: 100% cotton", "Brand：Lumo", "Ours: the best");
  assert.deepEqual(draft, {
    title: "Lumo Neck Wrap, Cordless",
    bullets: ["Warms in 3 minutes", "Kills 99.9% of bacteria"],
    description: "Made for long evenings.\nOurs: the best",
    facts: "Material: 100% cotton\nBrand: Lumo",
  });
});

test("a chatbot's draft is sorted by its headings, and its small talk stays in sight", () => {
  const draft = sort(
    "Sure! Here is a listing for your product:", "", "**Title:** Lumo Neck Wrap", "", "**Bullet Points:**", "", "- **Warm:** 3 minutes", "- Soft", "  and light", "",
    "## Description", "Long evenings.", "- with a list", "Material: in this line it is copy", "", "### Specifications", "- Blade length: 20 cm", "Color: red", "no pair here", "",
    "Keywords: wrap, heat",
  );
  assert.equal(draft.title, "Lumo Neck Wrap");
  assert.deepEqual(draft.bullets, ["**Warm:** 3 minutes", "Soft and light"]);
  assert.equal(draft.facts, "Blade length: 20 cm\nColor: red");
  const copy = ["Sure! Here is a listing for your product:", "Long evenings.", "- with a list", "Material: in this line it is copy", "no pair here", "Keywords: wrap, heat"];
  assert.deepEqual(draft.description.split("\n").filter(Boolean), copy);
});

test("headings of other languages, in brackets too, and bullets that are counted", () => {
  assert.deepEqual(sort("【标题】保温杯 500毫升", "五点描述：", "1、保温12小时", "2、不锈钢", "商品描述：适合户外。", "规格参数", "材质：不锈钢"), {
    title: "保温杯 500毫升", bullets: ["保温12小时", "不锈钢"], description: "适合户外。", facts: "材质: 不锈钢",
  });
  assert.deepEqual(sort("Titel: Trinkflasche", "Aufzählungspunkt 1: dicht", "Aufzählungspunkt 2: leicht", "Für unterwegs.").bullets, ["dicht", "leicht"]);
  assert.deepEqual(sort("Trinkflasche", "【Dicht】hält dicht", "✅ leicht").bullets, ["【Dicht】hält dicht", "✅ leicht"]);
});

test("the rows of a table are facts where their names are known, whatever stands above them", () => {
  const draft = sort("Title\tWrap", "Bullet 1\tWarm", "Description\tFor winter.", "Material\tCotton", "Benefit\tcures arthritis", "Colour:\tred");
  assert.deepEqual(draft, { title: "Wrap", bullets: ["Warm"], description: "For winter.\nBenefit: cures arthritis", facts: "Material: Cotton\nColour: red" });
});

test("a list under a heading ends where its marks do; without marks it goes on to the next heading", () => {
  const marked = sort("Bullet points", "- one", "- two", "That was all.", "- three");
  assert.deepEqual([marked.bullets, marked.description], [["one", "two", "three"], "That was all."]);
  const plain = sort("About this item", "one", "", "two", "Product description", "all");
  assert.deepEqual([plain.bullets, plain.description], [["one", "two"], "all"]);
});

test("what could be anything is no title, no fact and no bullet", () => {
  for (const line of ["A sentence. And another.", "Here it is:", "Hi, please check. We sell in Texas", "x".repeat(251), "Benefit: cures arthritis", "Use: kills germs"])
    assert.equal(sort(line, "more").description.split("\n")[0], line.startsWith("Benefit") || line.startsWith("Use") ? "more" : line);
  assert.deepEqual(sort("Flask", "-20 °C to 60 °C", "3.5 mm plug", `Material: ${"long ".repeat(120)}end`).bullets, []);
  assert.equal(sort("Flask", "Benefit: cures arthritis").facts, "");
  assert.equal(sort("Title: one", "Title: two").description, "two");
  assert.equal(sort("An intro.", `${HEADING}Flask`, "# Two").title, "Flask");
  assert.deepEqual(sort("", " \t"), EMPTY);
});

test("no word of any line is lost or doubled, whatever the order of lines", () => {
  const lines = ["Title: alpha", "beta gamma", "• delta", "- epsilon: zeta", "Material: eta", "Description", "theta.", "  iota", "", "Bullet points:", "kappa", "Specs", "Size: lambda", "mu", "【nu】xi", "12. omicron", "Brand\tpi"];
  const headings = new Set(["Title", "Description", "Bullet", "points", "Specs", "12"]);
  const words = (text: string): string[] => (text.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !headings.has(word)).sort();
  for (let turn = 0; turn < lines.length; turn++) {
    for (const step of [1, 2, 3, 5, 7]) {
      const order = lines.map((_, index) => lines[(turn + index * step) % lines.length]!);
      const { title, bullets, description, facts } = sort(...order);
      assert.deepEqual(words([title, ...bullets, description, facts].join("\n")), words(order.join("\n")), order.join(" | "));
    }
  }
});

test("facts are what the lines say; brand and SKU are told apart from the rest", () => {
  const told = factsOf("Material: cotton\nBrand: Lumo\nno pair\nSKU: L-1\n: empty\nRatio: 3:1", form);
  assert.deepEqual([told.brand, told.key], ["Lumo", "L-1"]);
  assert.deepEqual(told.facts.map(({ name, value }) => `${name}=${value}`), ["Material=cotton", "SKU=L-1", "Ratio=3:1"]);
});
