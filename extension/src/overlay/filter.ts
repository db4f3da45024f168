/** Which of the open findings the list shows. It is of the list only: F8, underlines and counts go on with all. Pure. */
import { VERDICTS } from "../api/contract";
import type { ListFilter } from "../messages";
import type { Entry } from "./findings";

export const ALL: ListFilter = { levels: [], markets: [] };

/** A choice of the filter, how many findings it has, and whether the seller chose it. */
export interface Choice<T> {
  readonly value: T;
  readonly count: number;
  readonly chosen: boolean;
}

/** The levels and markets there are. One alone is no choice, unless it was chosen before. */
export function choices(filter: ListFilter, open: readonly Entry[]): { levels: Choice<ListFilter["levels"][number]>[]; markets: Choice<string>[] } {
  const markets = [...new Set(open.flatMap(({ finding }) => finding.markets))].sort();
  const count = (is: (entry: Entry) => boolean): number => open.filter(is).length;
  const levels = VERDICTS.map((value) => ({ value, count: count(({ finding }) => finding.verdict === value), chosen: filter.levels.includes(value) }));
  return {
    levels: some(levels.filter((one) => one.count > 0)),
    markets: some(markets.map((value) => ({ value, count: count(({ finding }) => speaksIn(finding.markets, value)), chosen: filter.markets.includes(value) }))),
  };
}

function some<T>(all: Choice<T>[]): Choice<T>[] {
  return all.length > 1 ? all : [];
}

/** Nothing chosen is everything; what was chosen and is not there now hides nothing. */
export function shown(filter: ListFilter, open: readonly Entry[]): Entry[] {
  const { levels, markets } = choices(filter, open);
  const level = levels.filter(({ chosen }) => chosen).map(({ value }) => value);
  const market = markets.filter(({ chosen }) => chosen).map(({ value }) => value);
  return open.filter(
    ({ finding }) => (level.length === 0 || level.includes(finding.verdict)) && (market.length === 0 || market.some((one) => speaksIn(finding.markets, one))),
  );
}

/** What the marketplace's own pages forbid is forbidden in each market. */
function speaksIn(markets: readonly string[], market: string): boolean {
  return markets.length === 0 || markets.includes(market);
}

export function toggled<T>(chosen: readonly T[], value: T): T[] {
  return chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value];
}
