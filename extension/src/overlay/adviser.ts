/** Asks AI vendors about the finding that the card shows, and calls them off as soon as the seller moves on. */
import type { Page } from "../adapters/page";
import type { Finding, Listing, SuggestLine, VendorState } from "../api/contract";
import { ApiError } from "../api/errors";
import type { Advisers } from "../messages";
import { type Advice, NO_ADVICE } from "./advice";
import { listingOf } from "./checks";
import type { Entry, Findings } from "./findings";
import type { Translate } from "./i18n";

/** For so long the list of vendors is not asked for again. */
const FRESH_MS = 10_000;

export interface AdviserActions {
  page(): Page | null;
  advisers(): Promise<Advisers>;
  advise(listing: Listing, fingerprint: string, signal: AbortSignal): AsyncIterable<SuggestLine>;
  /** Something is to be shown anew in the card. */
  changed(): void;
  /** Claims that no rule found have come: they are to be underlined. */
  found(): void;
  announce(text: string): void;
  fail(error: unknown): void;
}

export class Adviser {
  #about = "";
  #advice: Advice = NO_ADVICE;
  #asking: AbortController | null = null;
  #known: { list: Advisers; at: number } | null = null;

  constructor(
    private readonly t: Translate,
    private readonly findings: Findings,
    private readonly actions: AdviserActions,
  ) {}

  of(entry: Entry): Advice {
    return entry.finding.fingerprint === this.#about ? this.#advice : NO_ADVICE;
  }

  /** The card turns to a finding; about one without words in a field nobody is asked. */
  async turnTo({ finding }: Entry): Promise<void> {
    if (finding.fingerprint === this.#about) return;
    this.leave();
    if (finding.field === null || finding.rule.startsWith("vendor/")) return;
    this.#about = finding.fingerprint;
    const list = await this.#vendors();
    if (list && this.#about === finding.fingerprint && this.#advice === NO_ADVICE) this.#tell(offered(list));
  }

  /** The same finding under another fingerprint: words close by have changed. */
  follow(from: Entry, to: Entry): void {
    if (this.#about === from.finding.fingerprint) this.#about = to.finding.fingerprint;
  }

  leave(): void {
    this.#asking?.abort();
    this.#asking = null;
    this.#about = "";
    this.#advice = NO_ADVICE;
  }

  /** Call the vendors off; true if any were being asked. */
  stop(): boolean {
    if (!this.#asking) return false;
    this.#asking.abort();
    this.#asking = null;
    this.#tell({ ...this.#advice, state: "ready", said: [], stopped: true });
    this.actions.announce(this.t("ai_stopped"));
    return true;
  }

  async ask(entry: Entry): Promise<void> {
    const page = this.actions.page();
    if (!page || this.#asking || this.#about !== entry.finding.fingerprint) return;
    const asking = (this.#asking = new AbortController());
    this.#tell({ ...this.#advice, state: "asking", said: [], pointed: 0, stopped: false });
    try {
      const listing = listingOf(page);
      for await (const line of this.actions.advise(listing, this.#about, asking.signal)) {
        if (asking.signal.aborted) return;
        this.#take(line, entry, textIn(listing, entry.finding));
      }
    } catch (error) {
      if (asking.signal.aborted) return;
      if (!(error instanceof ApiError) || error.trouble !== "refused") this.actions.fail(error);
      this.#tell({ ...this.#advice, said: [...this.#advice.said, error instanceof Error ? error.message : ""] });
    } finally {
      if (this.#asking === asking) this.#done();
    }
  }

  #take(line: SuggestLine, { finding }: Entry, text: string): void {
    const { suggestion, message, title, pointed } = { ...line, pointed: this.#advice.pointed };
    if (line.kind === "progress" && title) this.#tell({ ...this.#advice, title });
    if (line.kind === "suggestion" && suggestion) {
      this.findings.advise({ ...finding, fingerprint: this.#about || finding.fingerprint }, suggestion, text);
      this.actions.changed();
    }
    if (line.kind === "finding" && line.finding && this.findings.point(line.finding)) {
      this.#tell({ ...this.#advice, pointed: pointed + 1 });
      this.actions.found();
    }
    if ((line.kind === "failed" || line.kind === "done") && message) this.#tell({ ...this.#advice, said: [...this.#advice.said, message] });
  }

  #done(): void {
    this.#asking = null;
    this.#known = null; // a vendor may have failed for good
    this.#tell({ ...this.#advice, state: "done" });
    this.actions.announce(this.t("ai_done"));
  }

  #tell(advice: Advice): void {
    this.#advice = advice;
    this.actions.changed();
  }

  async #vendors(): Promise<Advisers | null> {
    if (this.#known && Date.now() - this.#known.at < FRESH_MS) return this.#known.list;
    try {
      this.#known = { list: await this.actions.advisers(), at: Date.now() };
      return this.#known.list;
    } catch (error) {
      this.actions.fail(error);
      return null;
    }
  }
}

/** Nothing where no vendor is set up: then the card is as if there were none. A lasting fault is said in a line. */
function offered({ vendors, settings }: Advisers): Advice {
  const on = vendors.filter(({ entry }) => entry.on);
  const [first] = on;
  if (!first) return NO_ADVICE;
  const works = (one: VendorState): boolean => !one.fault?.lasting;
  const next = on.find((one) => one.allowed && works(one));
  const said = on.flatMap(({ fault }) => (fault?.lasting ? [fault.message] : []));
  if (next) return { state: "ready", title: next.title, settings, said, pointed: 0 };
  const asks = on.find((one) => !one.allowed && works(one));
  if (asks) return { state: "not-allowed", title: asks.title, settings: `${settings}#${asks.entry.name}`, said, pointed: 0 };
  return { state: "done", title: first.title, settings, said, pointed: 0 };
}

function textIn(listing: Listing, { field }: Finding): string {
  return listing.fields.find(({ id }) => id === field)?.text ?? "";
}
