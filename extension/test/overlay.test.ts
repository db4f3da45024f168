/** The pure parts of the overlay: what a rewrite changes, where the card goes, and which finding comes next. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "../src/adapters/page";
import type { Finding, Report, Revision, Suggestion } from "../src/api/contract";
import { back, merged } from "../src/overlay/batch";
import { changes, diffWords } from "../src/overlay/diff";
import { dock } from "../src/overlay/dock";
import { ALL, choices, shown } from "../src/overlay/filter";
import { Findings } from "../src/overlay/findings";
import { glance } from "../src/overlay/markets";
import { fromCaret } from "../src/overlay/order";
import { placeCard } from "../src/overlay/place";
import { Round } from "../src/overlay/round";
import { versionsOf } from "../src/overlay/versions";

const VIEW = { width: 1000, height: 800 };

function finding(words: Partial<Finding>): Finding {
  const empty = { markets: [], levels: {}, laws: [], platforms: [], related: [], suggestions: [], evidence: { accepts: [], have: [] }, media: null, decision: null };
  const text = words.text ?? "best";
  return {
    id: words.fingerprint ?? text, rule: "superlative/best", category: "SUPERLATIVE", verdict: "prove", confidence: 1, field: "title",
    start: 0, end: text.length, text, message: "", why: "", fingerprint: text, ...empty, ...words,
  };
}

function report(...findings: Finding[]): Report {
  return {
    findings, rulebook: { version: "1", rules: 1, sha256: "" }, checked: { markets: [], fields: [] }, not_checked: [],
    language: {}, text_sha256: {}, fixes: [], kinds: {}, partial: false, partial_reason: null,
  };
}

test("a diff keeps whole words", () => {
  assert.deepEqual(diffWords("kills 99% of germs fast", "wipes off germs fast"), { prefix: "", removed: "kills 99% of", added: "wipes off", suffix: " germs fast" });
  assert.deepEqual(diffWords("全球最好的锅", "好用的锅"), { prefix: "", removed: "全球最好", added: "好用", suffix: "的锅" });
});

test("a diff of equal texts is empty", () => {
  const same = diffWords("as it was", "as it was");
  assert.deepEqual([same.removed, same.added], ["", ""]);
  assert.equal(same.prefix + same.suffix, "as it was");
});

test("what stays amid a change stays plain, but for crumbs", () => {
  const told = (before: string, after: string): string => changes(before, after).map(({ kind, text }) => ({ same: text, del: `-[${text}]`, ins: `+[${text}]` })[kind]).join("");
  assert.equal(
    told("FDA approved, and the lining kills all germs.", "The lining kills all germs. Ask for papers."),
    "-[FDA approved, and the]+[The] lining kills all germs.+[ Ask for papers.]",
  );
  assert.equal(told("It cures pain and it is ours", "It warms you and it soothes"), "It -[cures pain and it is ours]+[warms you and it soothes]");
  assert.equal(told("全球最好的不粘锅,煮得最快", "好用的不粘锅,煮饭"), "-[全球最好]+[好用]的不粘锅,煮-[得最快]+[饭]");
});

test("texts too long to look for it are one change", () => {
  const [before, after] = ["old", "new"].map((word) => `${word} ${"a b c d ".repeat(130)}${word}`) as [string, string];
  assert.deepEqual(changes(before, after).map(({ kind }) => kind), ["del", "ins"]);
});

test("the card goes under its words", () => {
  const place = placeCard([{ left: 100, top: 200, right: 180, bottom: 220 }], { width: 392, height: 300 }, VIEW);
  assert.deepEqual([place.left, place.top], [100, 228]);
});

test("the card goes above words at the bottom", () => {
  const place = placeCard([{ left: 100, top: 700, right: 180, bottom: 720 }], { width: 392, height: 300 }, VIEW);
  assert.equal(place.top, 700 - 8 - 300);
});

test("the card never leaves the window", () => {
  for (const left of [-50, 0, 500, 990]) {
    for (const top of [-30, 10, 400, 790]) {
      const place = placeCard([{ left, top, right: left + 60, bottom: top + 20 }], { width: 392, height: 900 }, VIEW);
      assert.ok(place.left >= 8 && place.left + 392 <= 992, JSON.stringify(place));
      assert.ok(place.top >= 8 && place.top + Math.min(900, place.maxHeight) <= 792, JSON.stringify(place));
    }
  }
});

test("an edit moves a finding and drops the one it touches", () => {
  const findings = new Findings();
  findings.accept(report(finding({ text: "best", start: 0, end: 4 }), finding({ text: "cures", start: 9, end: 14 })), new Map([["title", "best cup cures"]]));
  findings.shift("title", "best cup cures", "best blue cup cures");
  assert.deepEqual(findings.find("cures")?.span, { start: 14, end: 19 });
  findings.shift("title", "best blue cup cures", "bestial blue cup cures");
  assert.equal(findings.find("best"), null);
});

test("fields that changed keep what they had", () => {
  const findings = new Findings();
  findings.accept(report(finding({ fingerprint: "old" })), new Map([["title", "best"]]));
  findings.accept(report(finding({ fingerprint: "new" }), finding({ fingerprint: "whole", field: null, start: null, end: null })), new Map());
  assert.deepEqual(findings.open(["title"]).map((entry) => entry.finding.fingerprint), ["old", "whole"]);
});

function advised(id: string, start: number, end: number): Suggestion {
  return { id, kind: "replace", start, end, text: "good", safety: "review", origin: "here", model: "m", assumes: null, loses: [] };
}

test("a vendor's rewrite outlasts checks of the same words and moves with them", () => {
  const findings = new Findings();
  const sent = new Map([["title", "best cup"]]);
  findings.accept(report(finding({})), sent);
  findings.advise(finding({}), advised("a", 0, 4), "best cup");
  findings.advise(finding({}), advised("a", 0, 4), "best cup");
  findings.accept(report(finding({})), sent);
  assert.deepEqual(findings.find("best")?.rewrites.map(({ before }) => before), ["best"]);
  findings.shift("title", "best cup", "my best cup");
  findings.accept(report(finding({ start: 3, end: 7 })), new Map([["title", "my best cup"]]));
  assert.deepEqual(findings.find("best")?.rewrites.map(({ start, end }) => [start, end]), [[3, 7]]);
});

test("what a vendor pointed at stays until its words change or a rule speaks of them", () => {
  const findings = new Findings();
  const pointed = finding({ rule: "vendor/perf", text: "for ever", fingerprint: "p", start: 5, end: 13 });
  const open = (): string[] => findings.open(["title"]).map((entry) => entry.finding.fingerprint);
  findings.accept(report(finding({})), new Map([["title", "best for ever"]]));
  assert.equal(findings.point(pointed), true);
  assert.equal(findings.point(pointed), false);
  findings.accept(report(finding({})), new Map([["title", "best for ever"]]));
  assert.deepEqual(open(), ["best", "p"]);
  findings.accept(report(finding({}), finding({ text: "ever", fingerprint: "rule", start: 9, end: 13 })), new Map([["title", "best for ever"]]));
  assert.deepEqual(open(), ["best", "rule"]);
  findings.point(pointed);
  findings.accept(report(finding({})), new Map([["title", "best for once"]]));
  assert.deepEqual(open(), ["best"]);
});

test("a dismissal is not counted and can be taken back", () => {
  const findings = new Findings();
  findings.accept(report(finding({}), finding({ text: "sent", decision: { action: "dismissed", reason: null, at: "2026-11-22T09:00:00Z" } })), new Map([["title", "best sent"]]));
  findings.dismiss(findings.find("best")!, "false_alarm");
  assert.deepEqual(findings.counts(), { stop: 0, prove: 0, platform: 0, polish: 0 });
  assert.deepEqual(findings.dismissed(["title"]).map(({ reason }) => reason), ["false_alarm", null]);
  findings.reopen("sent");
  assert.equal(findings.counts().prove, 1);
});

test("a dismissal that outruns the check of the words around it counts for what the check then finds", () => {
  const findings = new Findings();
  const check = (text: string, fingerprint: string, start: number): string[] =>
    findings.accept(report(finding({ fingerprint, start, end: start + 4 })), new Map([["title", text]])).map(({ entry, reason }) => `${entry.finding.fingerprint} ${reason}`);
  check("best", "a", 0);
  findings.shift("title", "best", "the best");
  findings.dismiss(findings.find("a")!, "false_alarm");
  findings.shift("title", "the best", "so the best");
  assert.deepEqual(findings.accept(report(), new Map()), []);
  assert.deepEqual(check("so the best", "b", 7), ["b false_alarm"]);
  assert.equal(findings.open(["title"]).length, 0);
  assert.deepEqual(check("so the best", "b", 7), []);
  findings.shift("title", "so the best", "not the best");
  assert.deepEqual(check("not the best", "c", 8), [], "around other words it is to be decided anew");
  findings.shift("title", "not the best", "not the best.");
  findings.shift("title", "not the best.", "not the best");
  findings.dismiss(findings.find("c")!, "false_alarm");
  assert.deepEqual(check("never the best", "d", 10), [], "what was dismissed had been checked");
});

test("a finding is followed when its surroundings change its fingerprint", () => {
  const findings = new Findings();
  findings.accept(report(finding({ fingerprint: "a" })), new Map([["title", "best"]]));
  const shown = findings.find("a")!;
  findings.accept(report(finding({ fingerprint: "b" })), new Map([["title", "best now"]]));
  assert.equal(findings.now(shown)?.finding.fingerprint, "b");
});

test("two fields may claim the same and are told apart", () => {
  const findings = new Findings();
  const [title, bullet] = [finding({ id: "title-1" }), finding({ id: "bullet-1", field: "bullet" })];
  findings.accept(report(title, bullet), new Map([["title", "best"], ["bullet", "best"]]));
  const round = new Round(findings, () => ({ fields: [{ id: "title" }, { id: "bullet" }] }) as unknown as Page);
  const shown = findings.find("bullet-1")!;
  assert.equal(findings.now(shown)?.finding.field, "bullet");
  assert.equal(round.placeOf(shown), 2);
  assert.equal(round.next(shown, 1)?.finding.id, "title-1");
  findings.advise(bullet, advised("a", 0, 4), "best");
  findings.accept(report(title, bullet), new Map([["title", "best"], ["bullet", "best"]]));
  assert.deepEqual(findings.open(["title", "bullet"]).map(({ rewrites }) => rewrites.length), [0, 1]);
});

test("rewrites keep the order of the report and removal comes last", () => {
  const findings = new Findings();
  const rewrite = (id: string, text: string): Suggestion => ({ id, kind: text ? "replace" : "remove", start: 0, end: 8, text, safety: "review", origin: "rule", assumes: null, model: null, loses: [] });
  findings.accept(report(finding({ suggestions: [rewrite("none", ""), rewrite("long", "a cup that many people liked"), rewrite("short", "good cup")] })), new Map([["title", "best cup"]]));
  assert.deepEqual(findings.find("best")?.rewrites.map(({ suggestion }) => suggestion.id), ["long", "short", "none"]);
});

test("stepping starts at the caret and goes round", () => {
  const findings = new Findings();
  findings.accept(report(finding({ text: "one", start: 0, end: 3 }), finding({ text: "two", start: 10, end: 13 })), new Map([["title", "one       two"]]));
  const open = findings.open(["title"]);
  assert.equal(fromCaret(open, ["title"], "title", 5, 1), 1);
  assert.equal(fromCaret(open, ["title"], "title", 5, -1), 0);
  assert.equal(fromCaret(open, ["title"], "title", 13, 1), 0);
  assert.equal(fromCaret(open, ["title"], "title", 0, -1), 1);
});

test("each previous version is listed once, with who wrote it", () => {
  const revision = (id: number, text_before: string | null, text_after: string | null, origin: string): Revision => ({
    id, decision: id, action: "applied", reason: null, marketplace: "etsy", key: null, field: "title", text_before, text_after, origin, model: null, suggestion: null,
    rule: "r", fingerprint: "f", at: `2026-11-2${id}T00:00:00Z`,
  });
  const kept = [revision(3, "B", "C", "facts"), revision(2, "B", "A", "seller"), revision(1, "A", "B", "rule")];
  assert.deepEqual(
    versionsOf(kept, "C").map(({ text, origin, at }) => [text, origin, at.slice(0, 10)]),
    [["B", "rule", "2026-11-23"], ["A", "seller", "2026-11-22"]],
  );
  assert.deepEqual(versionsOf([revision(1, null, null, "rule")], ""), []);
});

test("changes made together are one change, and lead back one by one", () => {
  const text = "An eco-friendly, safe bottle that is green.";
  const changes = [{ start: 33, end: 42, text: "blue" }, { start: 0, end: 16, text: "A" }, { start: 17, end: 22, text: "" }];
  const made = ({ start, end, text: put }: { start: number; end: number; text: string }, of: string): string => of.slice(0, start) + put + of.slice(end);
  const one = merged(text, changes);
  const after = made(one, text);
  assert.equal(after, "A bottle thatblue.");
  assert.deepEqual([one.start, one.end], [0, 42]);
  assert.equal(back(changes, text).sort((a, b) => b.start - a.start).reduce((now, change) => made(change, now), after), text);
});

test("the list goes where the control with the focus is not", () => {
  const at = (left: number, top: number, width: number, height: number, view = VIEW): string => {
    const { side, maxHeight } = dock({ left, top, right: left + width, bottom: top + height }, 360, 50, view);
    assert.ok(maxHeight >= 200, JSON.stringify([left, top, maxHeight]));
    return side;
  };
  assert.deepEqual(dock(null, 360, 50, VIEW), { side: "right", maxHeight: 734 });
  assert.equal(at(20, 300, 500, 40), "right");
  assert.equal(at(700, 300, 280, 40), "left");
  assert.equal(at(20, 100, 960, 40), "bottom");
  assert.equal(at(20, 600, 960, 100), "top");
  assert.equal(at(20, 100, 280, 40, { width: 320, height: 640 }), "bottom");
  const below = dock({ left: 20, top: 100, right: 980, bottom: 400 }, 360, 50, VIEW);
  assert.ok(below.maxHeight <= 800 - 400 - 50);
});

test("the filter shows what is chosen, and nothing chosen or nothing there hides nothing", () => {
  const findings = new Findings();
  const two = [finding({ text: "one", verdict: "stop", markets: ["US"] }), finding({ text: "two", markets: ["DE"] }), finding({ text: "three", markets: [] })];
  findings.accept(report(...two), new Map([["title", "one two three"]]));
  const open = findings.open(["title"]);
  const seen = (filter: Parameters<typeof shown>[0]): string[] => shown(filter, open).map((entry) => entry.finding.text).sort();
  assert.deepEqual(seen(ALL), ["one", "three", "two"]);
  assert.deepEqual(seen({ levels: ["stop"], markets: [] }), ["one"]);
  assert.deepEqual(seen({ levels: [], markets: ["DE"] }), ["three", "two"]);
  assert.deepEqual(seen({ levels: ["stop"], markets: ["DE"] }), []);
  assert.deepEqual(seen({ levels: ["platform"], markets: ["JP"] }), ["one", "three", "two"]);
  assert.deepEqual(choices(ALL, open).markets.map(({ value, count }) => [value, count]), [["DE", 2], ["US", 2]]);
  assert.deepEqual(choices(ALL, open.slice(0, 1)), { levels: [], markets: [] });
});

test("other markets tell the worst that any rule says there of the same words", () => {
  const findings = new Findings();
  const here = finding({ text: "best", levels: { US: "prove" }, markets: ["US"] });
  findings.accept(report(here), new Map([["title", "best lamp"]]));
  const all = report(
    finding({ text: "best", levels: { US: "prove", DE: "prove", GB: "prove" } }),
    finding({ text: "est", rule: "compare/x", start: 1, end: 4, levels: { DE: "stop" } }),
    finding({ text: "lamp", rule: "other/x", start: 5, end: 9, levels: { JP: "stop" } }),
    finding({ text: "best", field: "bullet", rule: "other/x", levels: { JP: "stop" } }),
  );
  all.checked.markets = ["DE", "GB", "JP", "US"];
  assert.deepEqual(glance(all, findings.open(["title"])[0]!, ["US"]), [
    { level: "stop", markets: ["DE"] }, { level: "prove", markets: ["GB"] }, { level: null, markets: ["JP"] },
  ]);
});

test("proof takes away what it reaches, and no more", () => {
  const findings = new Findings();
  findings.accept(report(finding({ text: "a", markets: ["US"] }), finding({ text: "b", markets: ["US", "DE"] }), finding({ text: "c", rule: "x/y", markets: ["US"] })), new Map([["title", "a b c"]]));
  findings.lift("superlative/best", ["US"]);
  assert.deepEqual(findings.open(["title"]).map((entry) => entry.finding.text), ["b", "c"]);
});
