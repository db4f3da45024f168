/** When to check: after a pause, one check at a time, and only what has changed since. */
import type { Listing, Report } from "../api/contract";
import { ApiError, type Trouble } from "../api/errors";
import type { Page } from "../adapters/page";

export const PAUSE_MS = 250;
const RETRY_MS = [3_000, 6_000, 12_000, 30_000];

export interface CheckActions {
  /** The page as it stands now; null where there is nothing to check. */
  look(): Page | null;
  check(listing: Listing, signal: AbortSignal): Promise<Report>;
  /** `sent` holds only the fields whose text is still the one that was checked. */
  accept(report: Report, sent: ReadonlyMap<string, string>): void;
  changed(): void;
  /** Not a trouble that passes: nothing will ever answer again. */
  gone(error: unknown): void;
}

export class Checks {
  checking = false;
  trouble: Trouble | null = null;
  message = "";
  #timer = 0;
  #tries = 0;
  #checked = "";
  #asleep = false;

  constructor(
    private readonly actions: CheckActions,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener("abort", () => clearTimeout(this.#timer));
    document.addEventListener("visibilitychange", () => this.#turned(), { signal });
  }

  schedule(delay = PAUSE_MS): void {
    if (this.signal.aborted) return;
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#run(), delay);
  }

  /** Check even what was checked already: the server or its settings may be others now. */
  again(): void {
    this.#checked = "";
    this.#tries = 0;
    this.schedule(0);
  }

  /** A hidden tab sleeps; once it is shown, what was put off is done, and what went wrong is tried again. */
  #turned(): void {
    if (document.hidden) return;
    if (this.trouble) this.again();
    else if (this.#asleep) this.schedule(0);
  }

  async #run(): Promise<void> {
    this.#asleep = document.hidden;
    if (this.#asleep) return;
    const page = this.actions.look();
    if (!page) return;
    if (this.checking || page.fields.some((field) => field.composing())) return this.schedule();
    const listing = listingOf(page);
    const asked = JSON.stringify(listing);
    if (asked === this.#checked) return;
    this.#state(true, this.trouble);
    try {
      const report = await this.actions.check(listing, this.signal);
      const fresh = await unchanged(report, listing, page);
      if (this.signal.aborted) return;
      this.#checked = asked;
      this.#tries = 0;
      this.#state(false, null);
      this.actions.accept(report, fresh());
    } catch (error) {
      this.fail(error);
    }
  }

  /** Show what went wrong, here or with a decision, and try again where that may help. */
  fail(error: unknown): void {
    if (this.signal.aborted) return;
    if (!(error instanceof ApiError)) {
      this.checking = false;
      this.actions.gone(error);
      return;
    }
    this.#state(false, error.trouble, error.message);
    if (error.trouble === "server-down") this.schedule(RETRY_MS[Math.min(this.#tries++, RETRY_MS.length - 1)]);
  }

  #state(checking: boolean, trouble: Trouble | null, message = ""): void {
    Object.assign(this, { checking, trouble, message });
    this.actions.changed();
  }
}

export function listingOf(page: Page): Listing {
  return {
    key: page.key,
    marketplace: page.marketplace,
    markets: page.markets,
    language: page.language,
    brand: page.brand,
    fields: page.fields.map((field) => ({ id: field.id, role: field.role, text: field.text(), label: field.label, limit: field.limit })),
    facts: page.facts,
  };
}

/** Which fields still hold the text the report speaks of. Asked again at the last moment, as hashing takes a while. */
async function unchanged(report: Report, listing: Listing, page: Page): Promise<() => Map<string, string>> {
  const hashes = await Promise.all(listing.fields.map((field) => sha256(field.text)));
  const texts = new Map(listing.fields.map(({ id, text }) => [id, text]));
  const agreed = listing.fields.filter(({ id }, index) => hashes[index] === null || report.text_sha256[id] === hashes[index]).map(({ id }) => id);
  return () =>
    new Map(page.fields.filter((field) => agreed.includes(field.id) && field.text() === texts.get(field.id)).map(({ id }) => [id, texts.get(id)!]));
}

/** Of the UTF-8 form, in hexadecimal, as the server does it. Null on a plain http page, where browsers offer no hash. */
export async function sha256(text: string): Promise<string | null> {
  if (!crypto.subtle) return null;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
