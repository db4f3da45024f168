/** The chips above the list: one for each level and each market, with how many findings it has. */
import type { ListFilter } from "../messages";
import { button, h } from "./dom";
import { type Choice, choices, toggled } from "./filter";
import type { Entry } from "./findings";
import type { Translate } from "./i18n";
import { verdictSign } from "./symbols";

export function filterBar(filter: ListFilter, open: readonly Entry[], t: Translate, choose: (filter: ListFilter) => void): HTMLElement | null {
  const { levels, markets } = choices(filter, open);
  const byLevel = levels.map((one) => chip(one, [verdictSign(one.value), t(`level_${one.value}`)], () => choose({ ...filter, levels: toggled(filter.levels, one.value) })));
  const byMarket = markets.map((one) => chip(one, [one.value], () => choose({ ...filter, markets: toggled(filter.markets, one.value) })));
  const groups = [group(t("filter_levels"), byLevel), group(t("filter_markets"), byMarket)].filter((one) => one !== null);
  return groups.length ? h("div", { class: "filter" }, ...groups) : null;
}

function group(name: string, chips: readonly HTMLElement[]): HTMLElement | null {
  return chips.length ? h("div", { class: "row wrap", role: "group", "aria-label": name }, ...chips) : null;
}

function chip<T>({ count, chosen }: Choice<T>, label: (Node | string)[], press: () => void): HTMLElement {
  const made = button("toggle", label[0]!, press);
  made.append(...label.slice(1), h("span", { class: "soft" }, String(count)));
  made.setAttribute("aria-pressed", String(chosen));
  return made;
}
