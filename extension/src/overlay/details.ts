/** The inside of the card: what was found, why, under which law, and what it could say instead. */
import titles from "../adapters/titles.json";
import type { Finding, LawRef, Related } from "../api/contract";
import { type Advice, type AdviceActions, adviceSection, authorOf } from "./advice";
import { changeBox } from "./change";
import { button, h } from "./dom";
import { type Entry, isVendors, type Rewrite } from "./findings";
import type { Key, Translate } from "./i18n";
import { type Elsewhere, marketList } from "./markets";
import { further, linkTo, verdictSign } from "./symbols";
import { ENGLISH, marked, type Tongues } from "./tongues";
import { type VersionActions, type Versions, versionList } from "./versions";

export interface Note {
  tone: "good" | "warn";
  title: Key;
  more?: Key;
  /** More, with values in it. */
  told?: string;
}

/** Everything the card shows. `note` is what came of the seller's last action. */
export interface View {
  entry: Entry;
  /** Name of the field, as the form calls it; null for a finding about the whole listing. */
  label: string | null;
  /** Its name as the marketplace files have it. */
  marketplace: string;
  /** The words stand in a modal dialog of the page. */
  underModal: boolean;
  place: number;
  total: number;
  dismissed: boolean;
  note: Note | null;
  /** The rewrite that stands in the form now and can be taken back. */
  applied: { before: string; after: string } | null;
  /** Proof was filed: the page that shows it, and whether the finding is settled by it. */
  filed: { page: string; settled: boolean } | null;
  versions: Versions;
  advice: Advice;
  elsewhere: Elsewhere;
  /** For which the page is checked; none means all. */
  markets: readonly string[];
  tongues: Tongues;
  /** What kinds of evidence are called. */
  kinds: Readonly<Record<string, string>>;
}

export interface DetailActions extends VersionActions, AdviceActions {
  apply(entry: Entry, rewrite: Rewrite): void;
  showMarkets(entry: Entry): void;
  copy(text: string): void;
  goTo(place: Related): void;
  /** Whether a place can be gone to: a fact may stand on a page that is not open. */
  isHere(place: Related): boolean;
  labelOf(field: string): string;
}

export function details(view: View, t: Translate, actions: DetailActions): HTMLElement {
  const { entry, note, tongues } = view;
  const { finding } = entry;
  const past = finding.field === null ? null : versionList(view.versions, tongues.field, t, actions);
  const noted = note && noteBox(note, view.filed?.page ?? null, t);
  if (view.filed?.settled) return h("div", { class: "body", id: "body" }, noted);
  if (view.applied) return h("div", { class: "body", id: "body" }, noted, changeBox(view.applied.before, view.applied.after, tongues.field), past);
  return h(
    "div",
    { class: "body", id: "body" },
    noted,
    quote(finding, tongues),
    h("p", { class: "message", lang: tongues.server }, ...marked(finding.message, finding.text, tongues.field)),
    finding.why ? h("p", { class: "soft", lang: tongues.server }, finding.why) : null,
    view.dismissed ? null : rewrites(view, t, actions),
    view.dismissed ? null : advised(view, t, actions),
    section(t("related"), ...finding.related.map((place) => relatedRow(place, tongues, t, actions))),
    section(t("laws"), ...finding.laws.map((law) => lawRow(law, t))),
    proofs(view, t),
    finding.rule.startsWith("vendor/") ? null : marketList(view.elsewhere, view.markets.length > 0, t, () => actions.showMarkets(entry)),
    past,
  );
}

function noteBox({ tone, title, more, told }: Note, page: string | null, t: Translate): HTMLElement {
  const link = page ? h("p", {}, linkTo(page, t("proof_page"))) : null;
  const said = told ?? (more ? t(more) : "");
  return h("div", { class: `note ${tone}` }, h("b", {}, tone === "good" && further.done(), ` ${t(title)}`), said ? h("p", {}, said) : null, link);
}

/** The seller's own words; left out where the message quotes them anyway, which it should. */
function quote({ text, message, verdict }: Finding, { field }: Tongues): HTMLElement | null {
  if (!text || message.includes(text)) return null;
  return h("blockquote", { class: verdict, dir: "auto" }, h("q", { lang: field }, text));
}

function section(title: string, ...rows: (HTMLElement | null)[]): HTMLElement | null {
  return rows.some(Boolean) ? h("section", {}, h("h3", {}, title), ...rows) : null;
}

function rewrites({ entry, label, tongues }: View, t: Translate, actions: DetailActions): HTMLElement | null {
  const offline = entry.rewrites.filter((rewrite) => !isVendors(rewrite));
  if (offline.length === 0) return label === null ? null : h("p", { class: "soft" }, t("no_rewrites"));
  return section(t("rewrites"), ...offline.map((rewrite, index) => rewriteBox(entry, rewrite, index === 0, tongues, t, actions)));
}

function advised({ entry, advice, tongues }: View, t: Translate, actions: DetailActions): HTMLElement | null {
  const boxes = entry.rewrites.filter(isVendors).map((rewrite) => {
    const box = rewriteBox(entry, rewrite, false, tongues, t, actions);
    box.prepend(h("span", { class: "soft by" }, authorOf(rewrite)));
    return box;
  });
  return adviceSection(advice, boxes, tongues.server, t);
}

function rewriteBox(entry: Entry, rewrite: Rewrite, first: boolean, tongues: Tongues, t: Translate, actions: DetailActions): HTMLElement {
  const { suggestion, before } = rewrite;
  const { assumes, loses } = { ...suggestion, loses: suggestion.loses.join(", ") };
  const placed = entry.finding.field !== null; // what is missing has no place of its own: the seller chooses one
  const apply = placed ? button(first ? "main" : "", t(suggestion.text ? "apply" : "remove"), () => actions.apply(entry, rewrite)) : null;
  const copy = suggestion.text ? button("plain", t("copy"), () => actions.copy(suggestion.text)) : null;
  return h(
    "div",
    { class: "rewrite" },
    changeBox(before, suggestion.text, tongues.field),
    assumes ? h("p", { class: "assumes" }, ...marked(t("only_if", assumes), assumes, tongues.server)) : null,
    loses ? h("p", { class: "soft" }, ...marked(t("loses", loses), loses, tongues.field)) : null,
    h("div", { class: "row wrap" }, apply, copy, h("span", { class: "grow" }),
      suggestion.safety === "review" && !assumes ? h("span", { class: "soft" }, t("review")) : null),
  );
}

function lawRow(law: LawRef, t: Translate): HTMLElement {
  const later = law.effective && law.status === "planned" ? t("law_effective", law.effective) : t(`law_${law.status}`);
  const facts = [law.section, law.market, later, t("law_checked", law.checked)];
  return h("div", { class: "law" }, h("span", { lang: ENGLISH }, law.url ? linkTo(webAddress(law.url), law.title) : law.title), h("span", { class: "soft" }, facts.filter(Boolean).join(" · ")));
}

/** Only the web: an address with another scheme would run in the page's name. */
function webAddress(url: string): string | null {
  return /^https?:\/\//i.test(url) ? url : null;
}

function relatedRow(place: Related, { server }: Tongues, t: Translate, actions: DetailActions): HTMLElement {
  const { field, fact, note } = place;
  const name = fact ?? (field ? actions.labelOf(field) : "");
  const words = h("span", { class: "grow" }, h("b", {}, name), name && note ? ": " : null, note ? h("span", { lang: server }, note) : null);
  return h("div", { class: "row" }, words, actions.isHere(place) ? button("plain", t("go_to"), () => actions.goTo(place)) : null);
}

/** What would lift the finding, and what of it is held; an older server does not say how the kinds are called. */
function proofs({ entry, kinds }: View, t: Translate): HTMLElement | null {
  const { accepts, have } = entry.finding.evidence;
  const named = (all: readonly string[]): string => all.map((kind) => kinds[kind] ?? kind.replaceAll("-", " ")).join(" · ");
  return section(t("lifts"), accepts.length ? h("p", {}, named(accepts)) : null, have.length ? h("p", { class: "soft" }, `${t("lifts_have")}: ${named(have)}`) : null);
}

export function chip({ verdict }: Finding, t: Translate): HTMLElement {
  return h("span", { class: `chip ${verdict}`, title: t(`level_hint_${verdict}`) }, verdictSign(verdict), t(`level_${verdict}`));
}

/** "Etsy" for "etsy"; nothing for forms of no known marketplace. */
export function titleOf(name: string): string {
  return (name !== "generic" && (titles as Record<string, string>)[name]) || "";
}
