/** Marketplaces as data: whose form a page is, and where its fields stand. Generated from the server's files. */
import type { FieldRole } from "../api/contract";
import generated from "./marketplaces.json";

export interface FieldPlace {
  readonly id: string;
  readonly role: FieldRole;
  readonly selectors: readonly string[];
  readonly labels: readonly string[];
  readonly limit: number | null;
  /** Every match is a field of its own: `bullet` becomes `bullet_1`, `bullet_2` and so on. */
  readonly many: boolean;
}

export interface Marketplace {
  readonly name: string;
  readonly title: string;
  /** Exact, or "*.example.com"; empty where the path decides. */
  readonly hosts: readonly string[];
  /** Prefixes, in which "*" stands for anything. */
  readonly paths: readonly string[];
  readonly markets: Readonly<Record<string, readonly string[]>>;
  readonly key: {
    readonly query: readonly string[];
    readonly paths: readonly string[];
    readonly selectors: readonly string[];
  };
  readonly brand: { readonly selectors: readonly string[]; readonly labels: readonly string[] };
  readonly fields: readonly FieldPlace[];
  readonly facts: {
    readonly selectors: readonly string[];
    readonly skip: readonly string[];
    readonly labels: readonly string[];
    readonly pairs: readonly (readonly string[])[];
  };
}

export const GENERIC = "generic";

const all = generated as readonly Marketplace[];

/** The marketplace of an address; the generic one elsewhere; null on other pages of a marketplace we know. */
export function marketplaceOf(url: URL, shops = all): Marketplace | null {
  const atHost = shops.filter((shop) => shop.hosts.some((host) => matches(host, url.hostname)));
  const byPath = shops.filter((shop) => shop.hosts.length === 0);
  const found = [...atHost, ...byPath].find((shop) => shop.paths.some((path) => matches(`${path}*`, url.pathname)));
  if (found) return found;
  const elsewhere = atHost.length > 0 && !isLoopback(url.hostname);
  return elsewhere ? null : generic(shops);
}

export function generic(shops = all): Marketplace | null {
  return shops.find((shop) => shop.name === GENERIC) ?? null;
}

export function marketsOf(shop: Marketplace, host: string): string[] {
  return [...(shop.markets[host] ?? shop.markets["default"] ?? [])];
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
