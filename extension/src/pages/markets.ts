/** For which markets a site is checked: one line, and behind it every market that the rule book knows. */
import * as browser from "../browser";
import type { SiteState } from "../messages";
import { button, h } from "../overlay/dom";
import type { Translate } from "../overlay/i18n";

const t = browser.translate as Translate;
const language = browser.uiLanguage();

/** One line that names markets, and a box for each market that can be. */
export class MarketTicks {
  readonly line = h("summary");
  readonly boxes: HTMLElement;
  readonly #boxes: ReadonlyMap<string, HTMLInputElement>;
  readonly #names = new Intl.DisplayNames(language, { type: "region" });
  readonly #list = new Intl.ListFormat(language);

  constructor(markets: readonly string[], ticked: (markets: string[]) => void) {
    const all = [...new Set(markets)].sort((one, other) => this.#name(one).localeCompare(this.#name(other), language));
    const tell = (): void => ticked(all.filter((market) => this.#boxes.get(market)!.checked));
    this.#boxes = new Map(all.map((market) => [market, h("input", { type: "checkbox", onchange: tell })]));
    const rows = [...this.#boxes].map(([market, box]) => h("label", { class: "tick" }, box, this.#name(market)));
    this.boxes = h("fieldset", { "aria-label": t("markets") }, ...rows);
  }

  show(markets: readonly string[]): void {
    this.line.textContent = t("markets_for", this.spoken(markets));
    for (const [market, box] of this.#boxes) box.checked = markets.includes(market);
  }

  spoken(markets: readonly string[]): string {
    return markets.length > 0 ? this.#list.format(markets.map((market) => this.#name(market))) : t("markets_all");
  }

  #name(market: string): string {
    return this.#names.of(market) ?? market;
  }
}

/** Shows the choice as it stands and keeps what is ticked, at once and in place. */
export function marketsPart(origin: string, state: SiteState): HTMLElement {
  const choose = async (markets: string[]): Promise<void> => draw(await browser.ask({ kind: "choose-markets", origin, markets }));
  const ticks = new MarketTicks([...state.known, ...state.usual, ...state.markets], (markets) => void choose(markets));
  const usual = button("", t("markets_usual"), () => void choose([]));
  const draw = ({ markets, usual: known }: SiteState): void => {
    ticks.show(markets.length > 0 ? markets : known);
    usual.disabled = markets.length === 0;
  };
  draw(state);
  const hint = h("p", { class: "soft" }, t("markets_more", ticks.spoken(state.usual)));
  return h("details", { class: "markets", id: `markets-${origin}` }, ticks.line, ticks.boxes, hint, h("div", { class: "row" }, usual));
}
