/** Puts a rewrite, or a previous version, into the form, and takes it back; each is told to the server. */
import type { DecisionRequest } from "../api/contract";
import type { Field } from "../fields/field";
import { replaceIn } from "../fields/replace";
import { shift } from "../fields/spans";
import type { Applied, DeskActions } from "./acts";
import { copyText } from "./clipboard";
import type { Texts } from "./decision";
import type { Note } from "./details";
import type { Entry, Findings, Rewrite } from "./findings";
import type { Translate } from "./i18n";
import { fieldOf } from "./places";

export interface ChangerActions extends Pick<DeskActions, "page" | "announce" | "check"> {
  /** A change begins: what else is going on in the card ends. Returns what gives the card its focus back. */
  begin(): () => void;
  /** The finding is about to be settled. */
  leave(entry: Entry): void;
  show(entry: Entry, note: Note): void;
  /** The way back from the card leads here now. */
  moveTo(field: Field, caret: number): void;
  decide(entry: Entry, action: DecisionRequest["action"], reason: string | null, texts: Texts): void;
}

export class Changer {
  #applied: Applied | null = null;
  #busy = false;

  constructor(
    private readonly t: Translate,
    private readonly findings: Findings,
    private readonly actions: ChangerActions,
  ) {}

  /** The rewrite that stands in the form and can be taken back. */
  get applied(): Applied | null {
    return this.#applied;
  }

  /** The form is being edited right now. */
  get busy(): boolean {
    return this.#busy;
  }

  forget(): void {
    this.#applied = null;
  }

  edited(field: Field, before: string, after: string): void {
    if (this.#applied?.field === field) this.#applied = shift([this.#applied], before, after)[0] ?? null;
  }

  async apply(entry: Entry, rewrite: Rewrite): Promise<void> {
    const now = this.findings.now(entry)?.rewrites.find(({ suggestion }) => suggestion.id === rewrite.suggestion.id);
    const field = fieldOf(this.actions.page(), entry.finding.field);
    const text = field?.text();
    if (!now || !field || text?.slice(now.start, now.end) !== now.before) return this.#stale(entry, "text_changed");
    const put = now.suggestion.text;
    this.actions.leave(entry);
    if (!(await this.write(field, now.start, now.end, put))) return this.copyInstead(entry, put);
    this.#applied = { entry, field, start: now.start, end: now.start + put.length, before: now.before, after: put };
    this.actions.moveTo(field, now.start + put.length);
    const { origin, model, id: suggestion } = now.suggestion;
    this.#done(entry, { tone: "good", title: "applied", more: "applied_more" }, "applied", null, { text_before: text, text_after: field.text(), origin, model, suggestion });
  }

  /** `shown` is the finding that the card is on. */
  async undo(shown: Entry | null): Promise<void> {
    const applied = this.#applied; // taking it back is an edit too, and drops it
    if (!applied) return shown ? this.#stale(shown, "undo_failed") : undefined;
    const { field, start, end, before } = applied;
    const text = field.text();
    if (!(await this.write(field, start, end, before))) return this.#stale(applied.entry, "undo_failed");
    this.#applied = null;
    this.actions.moveTo(field, start + before.length);
    this.#done(applied.entry, { tone: "good", title: "undone" }, "reopened", "undo", { text_before: text, text_after: field.text(), origin: "seller" });
  }

  putBack(entry: Entry, field: Field, before: string, caret: number): void {
    this.#applied = null;
    this.actions.moveTo(field, caret);
    this.#done(entry, { tone: "good", title: "put_back_done" }, "reopened", "previous-version", { text_before: before, text_after: field.text(), origin: "seller" });
  }

  /** Edit the form; a card with the focus keeps it, though the edit itself needs it for a moment. */
  async write(field: Field, start: number, end: number, text: string): Promise<boolean> {
    const giveBack = this.actions.begin();
    this.#busy = true;
    try {
      return (await replaceIn(field, start, end, text)) === "applied";
    } finally {
      this.#busy = false;
      giveBack();
      this.actions.check();
    }
  }

  async copyInstead(entry: Entry, text: string): Promise<void> {
    const copied = await copyText(text);
    this.#stale(entry, "copied_instead", copied ? "copied_instead_more" : "refused_more");
  }

  #done(entry: Entry, note: Note, action: DecisionRequest["action"], reason: string | null, texts: Texts): void {
    this.actions.decide(entry, action, reason, texts);
    this.actions.show(entry, note);
    this.actions.announce(this.t(note.title));
  }

  #stale(entry: Entry, title: Note["title"], more?: Note["title"]): void {
    this.actions.show(entry, more ? { tone: "warn", title, more } : { tone: "warn", title });
    this.actions.announce(this.t(title));
    this.actions.check();
  }
}
