/** For which markets a site is checked: one line, and behind it every market that the rule book knows. */
import * as browser from "../browser";
import type { SiteState } from "../messages";
import { button, h } from "../overlay/dom";
import type { Translate } from "../overlay/i18n";

const t = browser.translate as Translate;

/** Shows the choice as it stands and keeps what is ticked, at once and in place. */
export function marketsPart(origin: string, state: SiteState): HTMLElement {
  const language = browser.uiLanguage();
  const names = new Intl.DisplayNames(language, { type: "region" });
  const nameOf = (market: string): string => names.of(market) ?? market;
  const list = new Intl.ListFormat(language);
  const all = [...new Set([...state.known, ...state.usual, ...state.markets])];
  const boxes = new Map(all.map((market) => [market, h("input", { type: "checkbox", onchange: () => void choose(ticked()) })]));
  const said = h("summary");
  const usual = button("", t("markets_usual"), () => void choose([]));

  const spoken = (markets: string[]): string => (markets.length > 0 ? list.format(markets.map(nameOf)) : t("markets_all"));
  const ticked = (): string[] => all.filter((market) => boxes.get(market)!.checked);
  const draw = ({ markets, usual: known }: SiteState): void => {
    const used = markets.length > 0 ? markets : known;
    said.textContent = t("markets_for", spoken(used));
    for (const [market, box] of boxes) box.checked = used.includes(market);
    usual.disabled = markets.length === 0;
  };
  const choose = async (markets: string[]): Promise<void> => draw(await browser.ask({ kind: "choose-markets", origin, markets }));

  draw(state);
  const rows = [...boxes].sort(([one], [other]) => nameOf(one).localeCompare(nameOf(other), language));
  const set = h("fieldset", { "aria-label": t("markets") }, ...rows.map(([market, box]) => h("label", { class: "tick" }, box, nameOf(market))));
  const hint = h("p", { class: "soft" }, t("markets_more", spoken(state.usual)));
  return h("details", { class: "markets", id: `markets-${origin}` }, said, set, hint, h("div", { class: "row" }, usual));
}
