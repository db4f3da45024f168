/** What the seller sets for each site is kept one change at a time, laid over what is known, and read from files with care. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { KNOWN } from "../src/adapters/known";
import { marketsAt, marketsOf, marketplaceOf, shopsFor, withMarkets } from "../src/adapters/marketplaces";
import type { FieldPlace } from "../src/api/contract";
import { fileOf, settingsIn } from "../src/worker/settingsfile";
import { type BySite, Sites } from "../src/worker/sites";

const AMAZON = "https://sellercentral.amazon.de";
const FORM = new URL(`${AMAZON}/abis/listing/edit`);
const title: FieldPlace = { id: "title", role: "title", selectors: ["#a"], labels: ["Name"], limit: null, many: false };

function kept(): { sites: Sites; now: () => BySite } {
  let now: BySite = {};
  return { sites: new Sites({ load: async () => now, save: async (next) => void (now = next) }), now: () => now };
}

test("a site is its protocol and host, whatever the port", async () => {
  const { sites, now } = kept();
  await sites.change(`${AMAZON}:8443`, () => ({ on: true }));
  assert.deepEqual(Object.keys(now()), [AMAZON]);
  assert.equal((await sites.of(AMAZON)).on, true);
  assert.equal((await sites.of("http://sellercentral.amazon.de")).on, false);
});

test("changes that arrive together are all kept, and a site of which nothing is set is not", async () => {
  const { sites, now } = kept();
  const other = { ...title, selectors: ["#b"] };
  await Promise.all([sites.change(AMAZON, () => ({ markets: ["FR"] })), sites.teach(AMAZON, title), sites.teach(AMAZON, other), sites.change("https://a.example", () => ({ on: true }))]);
  assert.deepEqual(now(), { [AMAZON]: { on: false, markets: ["FR"], fields: [other] }, "https://a.example": { on: true, markets: [], fields: [] } });
  await Promise.all([sites.forgetField(AMAZON, "title"), sites.change(AMAZON, () => ({ markets: [] }))]);
  assert.deepEqual(Object.keys(now()), ["https://a.example"]);
});

test("what is taken over stands beside what other sites have", async () => {
  const { sites, now } = kept();
  await sites.change(AMAZON, () => ({ on: true }));
  await sites.take({ "https://a.example": { on: false, markets: ["US"], fields: [] } });
  assert.deepEqual(Object.keys(now()), [AMAZON, "https://a.example"]);
});

test("chosen markets come instead of the host's own, and none chosen leaves these", () => {
  const shops = shopsFor(FORM, KNOWN);
  const markets = (chosen: string[]): string[] => marketsOf(marketplaceOf(FORM, withMarkets(shops, chosen))!, FORM.hostname);
  assert.deepEqual([markets([]), markets(["FR", "US"])], [["DE"], ["FR", "US"]]);
  assert.deepEqual([marketsAt(FORM, KNOWN), marketsAt(new URL("https://office.example"), KNOWN)], [["DE"], []]);
});

test("a file of settings comes back as it was", () => {
  const file = fileOf(true, { [AMAZON]: { on: true, markets: ["DE"], fields: [title] } });
  assert.deepEqual(settingsIn(JSON.stringify(file)), file);
});

test("a file with anything else in it is refused as a whole", () => {
  const site = { on: true, markets: ["DE"], fields: [title] };
  const wrong = [
    "", "{", "null", "[]", '"settings"', { caveat: "settings" }, { ...fileOf(true, {}), version: 2 }, { ...fileOf(true, {}), guard: "yes" }, { ...fileOf(true, {}), sites: [] },
    ...["amazon", "javascript:alert(1)", `${AMAZON}/`, `${AMAZON}:99`, "ftp://a.example"].map((name) => fileOf(true, { [name]: site })),
    ...[{ on: 1 }, { markets: "DE" }, { markets: ["de"] }, { markets: ["DEU"] }, { fields: [{}] }, { fields: [{ ...title, role: "toString" }] }].map((part) => ({ ...fileOf(true, {}), sites: { [AMAZON]: { ...site, ...part } } })),
  ];
  for (const text of wrong.map((one) => (typeof one === "string" ? one : JSON.stringify(one)))) assert.equal(settingsIn(text), null, text);
});
