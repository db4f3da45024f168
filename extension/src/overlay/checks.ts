/** When to check: after a pause, one check at a time, and only what has changed since. */
import type { Listing, Report } from "../api/contract";
import { ApiError, type Trouble } from "../api/errors";
import type { Page } from "../adapters/page";
import { isComposing } from "../fields/compose";

export const PAUSE_MS = 250;
/** A check is shown to be under way when it takes this long: most do not, and showing it has the page painted anew. */
const SLOW_MS = 800;
const RETRY_MS = [3_000, 6_000, 12_000, 30_000];
/** How long a dashboard may take to put another listing in place of the last one. */
const SETTLE_MS = 4_000;
/** What went for a moment may be back before the page's watch has seen that it went. */
const LOOK_AGAIN_MS = 1_000;

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
  /** When the timer rings, and when it should. */
  #rings = 0;
  #due = 0;
  #tries = 0;
  #checked = "";
  /** Something may have changed that could not be looked at: a hidden tab, a composing input method, a check under way. */
  #owed = false;
  #sent: Listing | null = null;
  /** When the page went to another address; 0 once its listing is there. */
  #moved = 0;

  constructor(
    private readonly actions: CheckActions,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener("abort", () => clearTimeout(this.#timer));
    document.addEventListener("visibilitychange", () => this.#turned(), { signal });
  }

  schedule(delay = PAUSE_MS): void {
    if (this.signal.aborted) return;
    this.#due = performance.now() + delay;
    if (!this.#timer || this.#due < this.#rings) this.#wind(delay);
  }

  /** A timer that rings too early is wound again: at each key a new one would cost 0.1 ms. */
  #wind(delay: number): void {
    clearTimeout(this.#timer);
    this.#rings = performance.now() + delay;
    this.#timer = window.setTimeout(() => {
      const left = this.#due - performance.now();
      if (left > 0) this.#wind(left);
      else void this.#run();
    }, delay);
  }

  /** Check even what was checked already: the server or its settings may be others now. */
  again(): void {
    this.forget();
    this.#tries = 0;
    this.schedule(0);
  }

  /** A hidden tab sleeps; once it is shown, what was put off is done, and what went wrong is tried again. */
  #turned(): void {
    if (document.hidden) return;
    if (this.trouble) this.again();
    else if (this.#owed) this.schedule(0);
  }

  /** What was found is no longer known, so the same words are checked again. */
  forget(): void {
    this.#checked = "";
  }

  get settling(): boolean {
    return this.#moved > 0;
  }

  /** The page has another address: nothing of the last listing may go out as part of the next one. */
  moved(): void {
    this.#moved = performance.now();
    this.schedule();
  }

  async #run(): Promise<void> {
    this.#timer = 0;
    this.#owed = document.hidden || this.checking || isComposing();
    if (this.#owed) return;
    const page = this.actions.look();
    if (this.#sent && (page?.fields.length ?? 0) < this.#sent.fields.length) this.schedule(LOOK_AGAIN_MS);
    if (!page) {
      this.#checked = "";
      this.#sent = null;
      return;
    }
    const listing = listingOf(page);
    const asked = JSON.stringify(listing);
    if (this.#settles(listing) || asked === this.#checked) return;
    const moved = this.#moved;
    this.#sent = listing;
    this.checking = true;
    const slow = setTimeout(() => this.actions.changed(), this.#checked ? SLOW_MS : 0);
    try {
      const report = await this.actions.check(listing, this.signal);
      if (this.signal.aborted) return;
      this.#settled();
      if (moved !== this.#moved) return this.actions.changed();
      // What was said of a text that is no longer there is dropped: should that text come back, it is checked again.
      const edited = JSON.stringify(listingOf(page)) !== asked;
      this.#checked = edited ? "" : asked;
      if (edited && !this.#timer) this.schedule();
      this.#tries = 0;
      this.actions.accept(report, unchanged(listing, page));
    } catch (error) {
      this.fail(error);
    } finally {
      clearTimeout(slow);
      if (this.#owed) this.schedule();
    }
  }

  /** After a move: whether words of the last listing still stand; then it is looked at again, ever less often. */
  #settles(listing: Listing): boolean {
    const waited = performance.now() - this.#moved;
    if (!this.settling) return false;
    const stands = waited < SETTLE_MS && isMixed(listing, this.#sent);
    if (stands) this.schedule(Math.max(PAUSE_MS, waited));
    else this.#moved = 0;
    this.actions.changed();
    return stands;
  }

  /** Show what went wrong, here or with a decision, and try again where that may help. */
  fail(error: unknown): void {
    if (this.signal.aborted) return;
    if (!(error instanceof ApiError)) {
      this.checking = false;
      this.actions.gone(error);
      return;
    }
    this.#settled(error.trouble, error.message);
    this.actions.changed();
    if (error.trouble === "server-down") this.schedule(RETRY_MS[Math.min(this.#tries++, RETRY_MS.length - 1)]);
  }

  #settled(trouble: Trouble | null = null, message = ""): void {
    Object.assign(this, { checking: false, trouble, message });
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

/** Whether a listing has words of another one, which has another key or none. */
function isMixed({ key, fields }: Listing, other: Listing | null): boolean {
  if (!other || (key && key === other.key)) return false;
  return fields.some(({ id, text }) => text && other.fields.some((one) => one.id === id && one.text === text));
}

/** The fields that still hold the text which the report speaks of. */
function unchanged({ fields }: Listing, page: Page): Map<string, string> {
  const texts = new Map(fields.map(({ id, text }) => [id, text]));
  return new Map([...texts].filter(([id, text]) => page.fields.find((field) => field.id === id)?.text() === text));
}
