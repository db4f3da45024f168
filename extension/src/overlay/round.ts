/** The round through the open findings of the page, and where on it the seller is. */
import type { Page } from "../adapters/page";
import type { Entry, Findings } from "./findings";
import { fromCaret } from "./order";
import { Origin } from "./origin";

export class Round {
  #cursor = 0;

  constructor(
    private readonly findings: Findings,
    private readonly page: () => Page | null,
  ) {}

  open(): Entry[] {
    return this.findings.open(this.page()?.fields.map(({ id }) => id) ?? []);
  }

  /** Place among the open ones, counted from 1; 0 for one that is not open. The round goes on from there. */
  placeOf(entry: Entry): number {
    const at = this.#find(entry);
    if (at >= 0) this.#cursor = at;
    return at + 1;
  }

  /** It is about to be settled: the round goes on where it stood. */
  leave(entry: Entry): void {
    this.#cursor = Math.max(0, this.#find(entry));
  }

  /** The next, or going back the last before; from the one that is shown, or where no card is open from the caret. */
  next(shown: Entry | null, by: 1 | -1): Entry | null {
    const open = this.open();
    const at = shown ? this.#find(shown) : -1;
    const to = at >= 0 ? at + by : shown ? this.#cursor + (by > 0 ? 0 : -1) : this.#fromCaret(open, by);
    return open[(to + open.length) % open.length] ?? null;
  }

  #find({ finding }: Entry): number {
    return this.open().findIndex((other) => other.finding.id === finding.id);
  }

  #fromCaret(open: readonly Entry[], by: 1 | -1): number {
    const fields = this.page()?.fields ?? [];
    const { field, caret } = new Origin(fields);
    return field ? fromCaret(open, fields.map(({ id }) => id), field.id, caret ?? 0, by) : by > 0 ? 0 : -1;
  }
}
