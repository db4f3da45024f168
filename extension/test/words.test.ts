/** Every word the seller sees exists in all ten languages, takes the same values, and is used somewhere. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { counted, type Messages, translator } from "../src/overlay/i18n";
import { REASONS } from "../src/overlay/reasons";
import { VERDICTS } from "../src/api/contract";
import { inLanguage } from "../src/api/language";

/** This runs from a bundle, two folders down. */
const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const LANGUAGES = ["de", "en", "es", "fr", "it", "ja", "ko", "pt_BR", "zh_CN", "zh_TW"];
const all = Object.fromEntries(LANGUAGES.map((name) => [name, JSON.parse(read(`_locales/${name}/messages.json`)) as Messages]));
const english = all["en"]!;
const others = Object.entries(all).filter(([name]) => name !== "en");

function read(path: string): string {
  return readFileSync(ROOT + path, "utf8");
}

function values(message: string): string[] {
  return [...message.matchAll(/\$\d|`[^`]+`/g)].map(([value]) => value).sort();
}

/** What the seller reads of a language, without the names of what sellers claim, such as "Safety claim". */
function said(messages: Messages): [string, string][] {
  return Object.entries(messages).filter(([key]) => !key.startsWith("category_")).map(([key, { message }]) => [key, message]);
}

test("there are ten languages, and each has the words of English in its order", () => {
  assert.deepEqual(readdirSync(`${ROOT}_locales`).sort(), LANGUAGES);
  for (const [name, messages] of others) assert.deepEqual(Object.keys(messages), Object.keys(english), name);
});

test("no word is empty, doubled or left in English", () => {
  for (const [name, messages] of Object.entries(all)) {
    const keys = [...read(`_locales/${name}/messages.json`).matchAll(/^ {2}"(\w+)":/gm)].map(([, key]) => key);
    assert.deepEqual(keys, Object.keys(messages), name);
    for (const { message } of Object.values(messages)) assert.equal(message, message.trim());
    assert.ok(Object.values(messages).every(({ message }) => message), name);
  }
  for (const [name, messages] of others) {
    const left = said(messages).filter(([key, message]) => message === english[key as keyof Messages].message && / \w+ /.test(message));
    assert.deepEqual(left, [], name);
  }
});

test("all languages take the same values and name the same commands", () => {
  for (const [name, messages] of others) {
    for (const [key, { message }] of Object.entries(english)) {
      assert.deepEqual(values(messages[key as keyof Messages].message), values(message), `${name} ${key}`);
    }
  }
});

test("nothing promises more than a check", () => {
  const promises: Record<string, RegExp> = {
    en: /\bcompliant\b|\bsafe(ly|ty)?\b|guarantee|\billegal/i,
    de: /konform|sicher|garantier|unbedenklich|illegal/i,
    es: /conforme|segur[oa]|garanti|ilegal|cumple/i,
    fr: /conforme|\bsûre?s?\b|sécuri|garanti|illégal/i,
    it: /conform|sicur[oaie]|garanti|illegal/i,
    ja: /適法|準拠|安全|安心|保証|違法/,
    ko: /적법|준수|안전|안심|보증|보장|불법|위법/,
    pt_BR: /conforme|segur[oa]\b|garanti|ilegal/i,
    zh_CN: /合规|安全|保证|违法/,
    zh_TW: /合規|安全|保證|違法/,
  };
  assert.deepEqual(Object.keys(promises).sort(), LANGUAGES);
  for (const [name, messages] of Object.entries(all)) for (const [key, message] of said(messages)) assert.doesNotMatch(message, promises[name]!, `${name} ${key}`);
});

test("names fit where stores and buttons show them", () => {
  for (const [name, { ext_name, ext_description, ...messages }] of Object.entries(all)) {
    assert.ok(ext_name.message.length <= 45 && ext_description.message.length <= 132, name);
    for (const key of ["apply", "copy", "undo", "dismiss", "reopen", "back", "close", "remove"] as const) assert.ok(messages[key].message.length <= 14, `${name} ${key}`);
  }
});

test("each word is used, and none is asked for that is not there", () => {
  const folders = ["api", "overlay", "pages", "entrypoints"].flatMap((folder) => readdirSync(`${ROOT}src/${folder}`).map((file) => `src/${folder}/${file}`));
  const sources = ["manifest.mjs", ...folders].filter((file) => /\.m?[jt]s$/.test(file) && !file.endsWith("/types.ts")).map(read).join("\n");
  const literal = new Set([...sources.matchAll(/"(?:__MSG_)?(\w+?)(?:__)?"/g)].map(([, word]) => word));
  const stems = new Set([...sources.matchAll(/`(\w+_)\$\{/g)].map(([, stem]) => stem!));
  const unused = Object.keys(english).filter((key) => !literal.has(key) && ![...stems].some((stem) => key.startsWith(stem)));
  assert.deepEqual(unused, []);
  const asked = [...sources.matchAll(/\bt\("(\w+)"/g)].map(([, key]) => key!);
  assert.deepEqual(asked.filter((key) => !(key in english)), []);
  assert.ok(asked.length > 50);
});

test("each category, level and reason has its words, and there are no others", () => {
  const named = (stem: string): string[] => Object.keys(english).filter((key) => key.startsWith(stem)).map((key) => key.slice(stem.length)).sort();
  const { components } = JSON.parse(read("openapi.json")) as { components: { schemas: { Finding: { properties: { category: { enum: string[] } } } } } };
  assert.deepEqual(named("category_"), [...components.schemas.Finding.properties.category.enum].sort());
  assert.deepEqual(named("level_hint_"), [...VERDICTS].sort());
  assert.deepEqual(named("level_").filter((name) => !name.startsWith("hint_")), [...VERDICTS].sort());
  assert.deepEqual(named("reason_"), [...REASONS].sort());
});

test("values are put in their places", () => {
  const t = translator(english);
  assert.equal(t("n_of_m", "2", "7"), "2 of 7");
  assert.equal(translator(all["ja"]!)("n_of_m", "2", "7"), "7件中2件目");
  assert.equal(t("rulebook", "2026.11", "$1"), "Rule book 2026.11 · $1 rules");
});

test("one fix is not called fixes", () => {
  const said = (name: string, count: number): string => counted(translator(all[name]!), count, "fix_one", "fix_together");
  assert.deepEqual([said("en", 1), said("en", 2)], ["Make 1 fix", "Make 2 fixes in one step"]);
  assert.deepEqual([said("fr", 1), said("fr", 3)], ["Faire 1 correction", "Faire 3 corrections d’un coup"]);
  for (const name of LANGUAGES) assert.match(said(name, 1), /\b1/, name);
});

test("what the server has in several languages is taken in that of the interface", () => {
  const names = { en: "Survey", de: "Umfrage", "pt-BR": "Pesquisa", zh: "调查", "zh-TW": "問卷調查" };
  const asked = ["de", "de-AT", "pt-BR", "zh-CN", "zh-TW", "pl"].map((language) => inLanguage(names, language));
  assert.deepEqual(asked, ["Umfrage", "Umfrage", "Pesquisa", "调查", "問卷調查", "Survey"]);
});
