/** Every word the seller sees exists in both languages, and takes the same values. */
import assert from "node:assert/strict";
import { test } from "node:test";
import english from "../_locales/en/messages.json";
import chinese from "../_locales/zh_CN/messages.json";
import { type Messages, translator } from "../src/overlay/i18n";

const both: [Messages, Messages] = [english, chinese];

function values(message: string): string[] {
  return [...message.matchAll(/\$\d/g)].map(([value]) => value).sort();
}

test("both languages have the same words", () => {
  const [first, second] = both.map((messages) => Object.keys(messages).sort());
  assert.deepEqual(first, second);
});

test("both languages take the same values", () => {
  for (const [key, { message }] of Object.entries(english)) {
    assert.deepEqual(values(message), values(chinese[key as keyof typeof chinese].message), key);
  }
});

test("nothing promises more than a check", () => {
  const promise = /\bcompliant\b|\bsafe\b|guaranteed|合规|绝对安全/i;
  for (const messages of both) for (const { message } of Object.values(messages)) assert.doesNotMatch(message, promise);
});

test("values are put in their places", () => {
  const t = translator(english);
  assert.equal(t("n_of_m", "2", "7"), "2 of 7");
  assert.equal(t("rulebook", "2026.11", "$1"), "Rule book 2026.11 · $1 rules");
});
