/** Other markets at a glance: what our rules say there to the words that the finding speaks of. */
import type { Page } from "../adapters/page";
import { type Listing, type Report, type Verdict, VERDICTS } from "../api/contract";
import { meets } from "../fields/spans";
import { listingOf } from "./checks";
import { button, h } from "./dom";
import type { Entry } from "./findings";
import type { Translate } from "./i18n";
import { verdictSign } from "./symbols";

/** By level, worst first, the markets; `null`: none of our rules finds it there. */
export type Glance = readonly { readonly level: Verdict | null; readonly markets: readonly string[] }[];
export type Elsewhere = "closed" | "loading" | "failed" | Glance;

export interface ElsewhereActions {
  page(): Page | null;
  check(listing: Listing): Promise<Report>;
  /** Opened, closed, come, or could not be had. */
  changed(): void;
  fail(error: unknown): void;
}

/** The whole listing is asked about once, in all markets, and again only when it has changed: what lifts a rule may stand anywhere in it. */
export class Markets {
  #rule = "";
  #asked = "";
  #report: Report | null = null;
  #failed = false;

  constructor(private readonly actions: ElsewhereActions) {}

  of(entry: Entry): Elsewhere {
    if (this.#rule !== entry.finding.rule) return "closed";
    if (this.#report) return glance(this.#report, entry, this.actions.page()?.markets ?? []);
    return this.#failed ? "failed" : "loading";
  }

  close(): void {
    this.#rule = "";
  }

  toggle({ finding }: Entry): void {
    const page = this.actions.page();
    const open = this.#rule !== finding.rule;
    this.#rule = open ? finding.rule : "";
    const listing = page && { ...listingOf(page), markets: [] };
    const asked = JSON.stringify(listing);
    if (open && listing && asked !== this.#asked) {
      this.#asked = asked;
      this.#report = null;
      this.#failed = false;
      void this.#ask(listing, asked);
    }
    this.actions.changed();
  }

  async #ask(listing: Listing, asked: string): Promise<void> {
    const report = await this.actions.check(listing).catch((error: unknown) => (this.actions.fail(error), null));
    if (asked !== this.#asked) return;
    this.#report = report;
    this.#failed = report === null;
    if (this.#failed) this.#asked = "";
    this.actions.changed();
  }
}

/** Each market but the page's own, at the worst level that any finding about the same words has there. */
export function glance(report: Report, { finding, span }: Entry, own: readonly string[]): Glance {
  const here = report.findings.filter(({ field }) => field === finding.field);
  const about = here.filter(({ rule, start, end }) => rule === finding.rule || (span && start !== null && end !== null && meets({ start, end }, span)));
  const levelIn = (market: string): Verdict | null => VERDICTS.find((level) => about.some(({ levels }) => levels[market] === level)) ?? null;
  const others = report.checked.markets.filter((market) => !own.includes(market));
  return [...VERDICTS, null].map((level) => ({ level, markets: others.filter((market) => levelIn(market) === level) })).filter(({ markets }) => markets.length > 0);
}

export function marketList(elsewhere: Elsewhere, isOther: boolean, t: Translate, toggle: () => void): HTMLElement {
  const open = elsewhere !== "closed";
  const press = button("plain", t(isOther ? "markets_other" : "markets_each"), toggle);
  press.setAttribute("aria-expanded", String(open));
  if (!open) return h("section", {}, press);
  if (elsewhere === "loading" || elsewhere === "failed") return h("section", {}, press, h("p", { class: "soft" }, t(`versions_${elsewhere}`)));
  const rows = elsewhere.map(({ level, markets }) =>
    h("li", {}, level ? h("b", { class: level }, verdictSign(level), ` ${t(`level_${level}`)}`) : h("span", { class: "soft" }, t("markets_none")), ` · ${markets.join(", ")}`));
  return h("section", {}, press, h("ul", { class: "glance" }, ...rows));
}
