/** Newer descriptions of forms come from the server; broken ones never replace what this version brought. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { KNOWN } from "../src/adapters/known";
import type { Marketplace } from "../src/api/contract";
import { ApiError } from "../src/api/errors";
import { Definitions, type Kept, soundIn } from "../src/worker/definitions";

const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 10, 22);
const etsy = KNOWN.find(({ name }) => name === "etsy")!;

/** Definitions whose server answers these one after the other, and how often it was asked. */
function asking(...answers: unknown[]): { definitions: Definitions; asked: () => number } {
  let kept: Kept = { asked: 0, shops: [] };
  let count = 0;
  const shelf = { load: async () => kept, save: async (next: Kept) => void (kept = next) };
  const ask = async (): Promise<unknown> => {
    const answer = answers[count++];
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { definitions: new Definitions(KNOWN, shelf, ask), asked: () => count };
}

async function etsyOf(definitions: Definitions): Promise<Marketplace> {
  return (await definitions.all()).find(({ name }) => name === "etsy")!;
}

test("a description that was compared later is taken, an older one is not", async () => {
  const newer = { ...etsy, checked: "2027-01-01", title: "Etsy, seen in 2027" };
  for (const [shop, title] of [[newer, newer.title], [{ ...newer, checked: "2020-01-01" }, etsy.title]] as const) {
    const { definitions } = asking({ marketplaces: [shop] });
    await definitions.renew(NOW);
    assert.equal((await etsyOf(definitions)).title, title);
    assert.equal((await definitions.all()).length, KNOWN.length);
  }
});

test("a marketplace that this version does not know is added", async () => {
  const { definitions } = asking({ marketplaces: [{ ...etsy, name: "fair", hosts: ["fair.example"] }] });
  await definitions.renew(NOW);
  assert.deepEqual((await definitions.all()).map(({ name }) => name), [...KNOWN.map(({ name }) => name), "fair"]);
});

test("the server is asked once a day, and again when it was away", async () => {
  const { definitions, asked } = asking({ marketplaces: [] }, new ApiError("server-down", "away"), { marketplaces: [] });
  for (const [now, times] of [[NOW, 1], [NOW + DAY - 1, 1], [NOW + DAY, 2], [NOW + DAY + 1, 3], [NOW + DAY + 2, 3]] as const) {
    await definitions.renew(now);
    assert.equal(asked(), times);
  }
});

test("what this version brought is whole, and whatever is not is left out", () => {
  assert.deepEqual(soundIn({ marketplaces: KNOWN }), KNOWN);
  const [field] = etsy.fields;
  const broken: unknown[] = [
    null, "etsy", [], { ...etsy, name: 7 }, { ...etsy, checked: "soon" }, { ...etsy, hosts: "www.etsy.com" },
    { ...etsy, paths: [null] }, { ...etsy, markets: { default: "US" } }, { ...etsy, key: {} }, { ...etsy, facts: { ...etsy.facts, pairs: [["a"]] } },
    { ...etsy, fields: [] }, { ...etsy, fields: [{ ...field, role: "toString" }] }, { ...etsy, fields: [{ ...field, many: "no" }] },
    { ...etsy, fields: [{ ...field, limit: "140" }] }, { ...etsy, fields: [{ ...field, selectors: ["x".repeat(201)] }] }, { ...etsy, sells_on: { "/a": 1 } },
  ];
  assert.deepEqual(soundIn({ marketplaces: broken }), []);
  assert.deepEqual([soundIn(null), soundIn([etsy]), soundIn({ marketplaces: {} })], [[], [], []]);
});
