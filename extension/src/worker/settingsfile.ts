/** The seller's settings as a file, for another computer or a colleague: written, and read back with care. */
import { siteOf } from "../browser/sites";
import type { SettingsFile, SiteSettings } from "../messages";
import { isField, isRecord } from "./definitions";
import type { BySite } from "./sites";

const MARKET = /^[A-Z]{2}$/;

export function fileOf(guard: boolean, sites: BySite): SettingsFile {
  return { caveat: "settings", version: 1, guard, sites };
}

/** Null for what is not such a file to the last entry: half of somebody's settings helps nobody. */
export function settingsIn(text: string): SettingsFile | null {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return null; // a SyntaxError is the answer
  }
  if (!isRecord(file) || file["caveat"] !== "settings" || file["version"] !== 1) return null;
  const { guard, sites } = file;
  if (typeof guard !== "boolean" || !isRecord(sites)) return null;
  const sound = Object.entries(sites).every(([site, settings]) => isSite(site) && areSettings(settings));
  return sound ? fileOf(guard, sites as BySite) : null;
}

function isSite(name: string): boolean {
  return URL.canParse(name) && /^https?:/.test(name) && siteOf(name) === name;
}

function areSettings(value: unknown): value is SiteSettings {
  if (!isRecord(value)) return false;
  const { on, markets, fields } = value;
  const chosen = Array.isArray(markets) && markets.every((market) => typeof market === "string" && MARKET.test(market));
  return typeof on === "boolean" && chosen && Array.isArray(fields) && fields.every(isField);
}
