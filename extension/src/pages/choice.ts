/** For which marketplace and markets the pasted text is meant. */
import { KNOWN } from "../adapters/known";
import { generic, GENERIC, marketplaceOf, marketsOf, rulesOf } from "../adapters/marketplaces";
import type { Marketplace } from "../api/contract";
import { h } from "../overlay/dom";
import type { Translate } from "../overlay/i18n";
import { MarketTicks } from "./markets";

export interface Meant {
  marketplace: string;
  /** None: all that the rule book knows. */
  markets: string[];
}

/** Those whose rules hold for a listing: not the tools that fill the forms of others, and not the demo. */
const SHOPS = KNOWN.filter(({ name, sells_on }) => ![GENERIC, "demo"].includes(name) && Object.keys(sells_on).length === 0);

export const FORM = generic(KNOWN)!;

/** What the address of a page tells: any page of a marketplace, listing form or not. */
export function meantAt(url: URL): Meant | null {
  const shop = marketplaceOf(url, KNOWN) ?? KNOWN.find(({ hosts }) => hosts.includes(url.hostname));
  const marketplace = shop && rulesOf(shop, url.pathname);
  const isKnown = SHOPS.some(({ name }) => name === marketplace);
  return shop && isKnown ? { marketplace: marketplace!, markets: marketsOf(shop, url.hostname) } : null;
}

export class Choice {
  readonly element: HTMLElement;
  readonly #shop: HTMLSelectElement;
  readonly #place = h("details");
  #markets: string[] = [];

  constructor(t: Translate, private readonly changed: () => void) {
    const options = SHOPS.map(({ name, title }) => h("option", { value: name }, title));
    this.#shop = h("select", { id: "marketplace", autocomplete: "off", onchange: () => this.changed() }, h("option", { value: GENERIC }, t("paste_other")), ...options);
    const shop = h("div", { class: "field" }, h("label", { for: "marketplace" }, t("paste_marketplace")), this.#shop);
    this.element = h("div", { class: "form" }, shop, this.#place);
  }

  get meant(): Meant {
    return { marketplace: this.#shop.value, markets: this.#markets };
  }

  /** What is known of the marketplace. */
  get shop(): Marketplace {
    return SHOPS.find(({ name }) => name === this.#shop.value) ?? FORM;
  }

  /** `known` are the markets of the rule book. */
  show({ marketplace, markets }: Meant, known: readonly string[]): void {
    this.#shop.value = SHOPS.some(({ name }) => name === marketplace) ? marketplace : GENERIC;
    this.#markets = [...markets];
    const ticks = new MarketTicks([...known, ...markets], (ticked) => {
      this.#markets = ticked;
      ticks.show(ticked);
      this.changed();
    });
    ticks.show(markets);
    this.#place.replaceChildren(ticks.line, ticks.boxes);
  }
}
