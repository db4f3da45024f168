/** The previous versions of the field that the card speaks of: opened, asked for, and put back. */
import type { Page } from "../adapters/page";
import type { HistoryPage } from "../api/contract";
import type { Field } from "../fields/field";
import { diffWords } from "./diff";
import type { Entry } from "./findings";
import { fieldOf } from "./places";
import { type Version, type Versions, versionsOf } from "./versions";

/** A field of a listing, as the server keeps its history. */
export interface Place {
  readonly key: string | null;
  readonly marketplace: string;
  readonly field: string;
}

export interface PastActions {
  page(): Page | null;
  /** The finding that the card shows. */
  entry(): Entry | null;
  history(place: Place): Promise<HistoryPage>;
  /** The list was opened or closed, has come, or could not be had. */
  changed(): void;
  fail(error: unknown): void;
  write(field: Field, start: number, end: number, text: string): Promise<boolean>;
  refused(entry: Entry, text: string): Promise<void>;
  /** A version stands in the field again; `before` is what it took the place of, `caret` where its new words end. */
  done(entry: Entry, field: Field, before: string, caret: number): void;
}

export class Past {
  #field: string | null = null;
  #versions: Versions = "closed";

  constructor(private readonly actions: PastActions) {}

  of(field: string | null): Versions {
    return field === this.#field ? this.#versions : "closed";
  }

  close(): void {
    this.#field = null;
    this.#versions = "closed";
  }

  async toggle(): Promise<void> {
    const page = this.actions.page();
    const field = this.#shown();
    if (!page || !field) return;
    const open = this.of(field.id) !== "closed";
    this.#field = open ? null : field.id;
    this.#versions = open ? "closed" : "loading";
    this.actions.changed();
    if (open) return;
    const answer = await this.#ask({ key: page.key, marketplace: page.marketplace, field: field.id });
    if (this.of(field.id) !== "loading") return;
    const now = field.text();
    this.#versions = answer ? { now, list: versionsOf(answer.revisions, now) } : "failed";
    this.actions.changed();
  }

  /** Only the words that differ are put in, so that a rich editor keeps the look of the others. */
  async putBack({ text }: Version): Promise<void> {
    const entry = this.actions.entry();
    const field = this.#shown();
    if (!entry || !field) return;
    const before = field.text();
    const { prefix, added, suffix } = diffWords(before, text);
    const applied = await this.actions.write(field, prefix.length, before.length - suffix.length, added);
    if (applied) this.actions.done(entry, field, before, prefix.length + added.length);
    else await this.actions.refused(entry, text);
  }

  #shown(): Field | null {
    return fieldOf(this.actions.page(), this.actions.entry()?.finding.field ?? null);
  }

  async #ask(place: Place): Promise<HistoryPage | null> {
    try {
      return await this.actions.history(place);
    } catch (error) {
      this.actions.fail(error);
      return null;
    }
  }
}
