/** What is known of the marketplaces' forms: what came with this version, or what the server has learnt since. Data only. */
import type { FieldRole, Marketplace } from "../api/contract";
import { ApiError } from "../api/errors";

/** How often the server is asked. */
const DAY_MS = 24 * 60 * 60 * 1000;
const LONGEST = 200;
const ROLES = {
  title: true, bullet: true, description: true, search_terms: true, attribute: true, image_text: true, ad_copy: true, other: true,
} satisfies Record<FieldRole, true>;

export interface Kept {
  /** When the server was last asked, in milliseconds. */
  asked: number;
  shops: readonly Marketplace[];
}

export interface Shelf {
  load(): Promise<Kept>;
  save(kept: Kept): Promise<void>;
}

export class Definitions {
  constructor(
    private readonly known: readonly Marketplace[],
    private readonly shelf: Shelf,
    private readonly ask: () => Promise<unknown>,
  ) {}

  /** Of each marketplace what was compared with its form last; what this version brought where both are of one day. */
  async all(): Promise<Marketplace[]> {
    const byName = new Map(this.known.map((shop) => [shop.name, shop]));
    for (const shop of (await this.shelf.load()).shops) {
      const own = byName.get(shop.name);
      if (!own || shop.checked > own.checked) byName.set(shop.name, shop);
    }
    return [...byName.values()];
  }

  /** Ask the server, once a day. One that is away or not paired is asked again next time. */
  async renew(now = Date.now()): Promise<void> {
    if (now - (await this.shelf.load()).asked < DAY_MS) return;
    try {
      await this.shelf.save({ asked: now, shops: soundIn(await this.ask()) });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }
}

/** Those that are whole; any other is left out, and what this version brought stays in use. */
export function soundIn(answer: unknown): Marketplace[] {
  return isRecord(answer) && Array.isArray(answer["marketplaces"]) ? answer["marketplaces"].filter(isMarketplace) : [];
}

function isMarketplace(value: unknown): value is Marketplace {
  if (!isRecord(value)) return false;
  const { name, title, checked, hosts, paths, key, brand, facts, fields, markets, save, sells_on: sellsOn } = value;
  const named = isText(name) && isText(title) && isText(checked) && /^\d{4}-\d\d-\d\d$/.test(checked);
  const placed = areTexts(hosts) && areTexts(paths) && isRecord(markets) && Object.values(markets).every(areTexts);
  const keyed = hasTexts(key, "query", "paths", "selectors") && hasTexts(brand, "selectors", "labels");
  const stated = hasTexts(facts, "selectors", "skip", "labels") && isRecord(facts) && isPairs(facts["pairs"]);
  const saved = save === undefined || hasTexts(save, "selectors", "labels"); // a server of before knows of none
  const ruled = isRecord(sellsOn) && Object.values(sellsOn).every(isText);
  return named && placed && keyed && stated && saved && ruled && Array.isArray(fields) && fields.length > 0 && fields.every(isField);
}

export function isField(value: unknown): boolean {
  if (!isRecord(value) || !hasTexts(value, "selectors", "labels") || !isText(value["id"])) return false;
  const { role, limit, many } = value;
  return typeof role === "string" && Object.hasOwn(ROLES, role) && typeof many === "boolean" && (limit === null || Number.isInteger(limit));
}

function isPairs(value: unknown): boolean {
  return Array.isArray(value) && value.every((pair) => areTexts(pair) && pair.length === 2);
}

function hasTexts(value: unknown, ...names: string[]): boolean {
  return isRecord(value) && names.every((name) => areTexts(value[name]));
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= LONGEST;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
