/** Marketplaces as data: whose form a page is, and where its fields stand. */
import type { FieldPlace, Marketplace } from "../api/contract";

export const GENERIC = "generic";

/** The marketplace of an address; the generic one elsewhere; null on other pages of a marketplace we know. */
export function marketplaceOf(url: URL, shops: readonly Marketplace[]): Marketplace | null {
  const atHost = shopsAtHost(url, shops);
  const byPath = shops.filter((shop) => shop.hosts.length === 0);
  const found = [...atHost, ...byPath].find((shop) => shop.paths.some((path) => matches(`${path}*`, url.pathname)));
  if (found) return found;
  const elsewhere = atHost.length > 0 && !isLoopback(url.hostname);
  return elsewhere ? null : generic(shops);
}

/** All that the pages of one host can need, whichever of its addresses they go to. */
export function shopsFor(url: URL, shops: readonly Marketplace[]): Marketplace[] {
  const atHost = shopsAtHost(url, shops);
  return shops.filter((shop) => atHost.includes(shop) || shop.name === GENERIC || (atHost.length === 0 && shop.hosts.length === 0));
}

function shopsAtHost({ hostname }: URL, shops: readonly Marketplace[]): Marketplace[] {
  return shops.filter((shop) => shop.hosts.some((host) => matches(host, hostname)));
}

export function generic(shops: readonly Marketplace[]): Marketplace | null {
  return shops.find((shop) => shop.name === GENERIC) ?? null;
}

export function marketsOf(shop: Marketplace, host: string): string[] {
  return [...(shop.markets[host] ?? shop.markets["default"] ?? [])];
}

/** For which markets a site's listings are, as far as its host tells; none: nobody knows. */
export function marketsAt(url: URL, shops: readonly Marketplace[]): string[] {
  return shopsAtHost(url, shops).map((shop) => marketsOf(shop, url.hostname)).find((markets) => markets.length > 0) ?? [];
}

/** What the seller chose comes instead of what is known. */
export function withMarkets(shops: readonly Marketplace[], chosen: readonly string[]): Marketplace[] {
  return shops.map((shop) => (chosen.length > 0 ? { ...shop, markets: { default: [...chosen] } } : shop));
}

/** The marketplace whose rules hold for the form at a path: this one, or the one that a tool fills there. */
export function rulesOf(shop: Marketplace, path: string): string {
  return Object.entries(shop.sells_on).find(([start]) => matches(`${start}*`, path))?.[1] ?? shop.name;
}

/** What this form calls a field, and what other forms call one like it, looked for where the first finds none. */
export function wordsFor(place: FieldPlace, shop: Marketplace, shops: readonly Marketplace[]): (readonly string[])[] {
  const others = shop.name === GENERIC ? [] : (generic(shops)?.fields ?? []);
  return [place.labels, others.filter(({ id }) => id === place.id).flatMap(({ labels }) => labels)];
}

/** What the stars of a pattern stand for, or null when the text is not of the pattern. */
export function stars(pattern: string, text: string): string[] | null {
  const source = pattern.split("*").map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${source.join("(.*?)")}$`).exec(text)?.slice(1) ?? null;
}

function matches(pattern: string, text: string): boolean {
  return stars(pattern, text) !== null;
}

/** The demo runs on the seller's own computer, where other shops may run too. */
function isLoopback(host: string): boolean {
  return ["127.0.0.1", "localhost", "[::1]"].includes(host);
}
