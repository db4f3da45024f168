/** What the desk needs of the overlay around it, and what it remembers of the seller's last act. */
import type { Page } from "../adapters/page";
import type { DecisionRequest, Report } from "../api/contract";
import type { Field } from "../fields/field";
import type { Entry } from "./findings";

export interface DeskActions {
  page(): Page | null;
  state(): { readonly report: Report | null };
  /** Marks and counts are to be shown anew. */
  repaint(): void;
  check(): void;
  /** Check again, though no text has changed. */
  retry(): void;
  /** Resolves once it is kept, or could not be, which is shown where troubles are. */
  decide(decision: DecisionRequest): Promise<void>;
  announce(text: string): void;
  fail(error: unknown): void;
}

/** A rewrite that stands in the form and can be taken back; its span follows further edits. */
export interface Applied {
  entry: Entry;
  field: Field;
  start: number;
  end: number;
  before: string;
  after: string;
}
