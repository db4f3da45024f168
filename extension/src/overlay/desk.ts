/** What the seller does with one finding: look at it, apply, undo, dismiss, reopen, and step to the next. */
import type { DecisionRequest } from "../api/contract";
import type { Field } from "../fields/field";
import type { Painter } from "../fields/paint";
import { replaceIn } from "../fields/replace";
import { shift } from "../fields/spans";
import type { Applied, DeskActions } from "./acts";
import { Adviser } from "./adviser";
import { Card, type Reason } from "./card";
import { copyText } from "./clipboard";
import { decisionOf, type Texts } from "./decision";
import type { Note } from "./details";
import type { Entry, Findings, Rewrite } from "./findings";
import type { Translate } from "./i18n";
import { Origin, reveal } from "./origin";
import { Past } from "./past";
import { elementOf, fieldOf, goTo } from "./places";
import { Round } from "./round";

export class Desk {
  readonly card: Card;
  readonly #past: Past;
  readonly #adviser: Adviser;
  readonly #round: Round;
  #origin: Origin | null = null;
  #applied: Applied | null = null;
  #busy = false;
  #pinned = false;

  constructor(
    root: ShadowRoot,
    private readonly t: Translate,
    private readonly painter: Painter,
    private readonly findings: Findings,
    private readonly actions: DeskActions,
  ) {
    this.#round = new Round(findings, () => actions.page());
    this.#past = new Past({
      ...actions,
      entry: () => this.card.entry,
      changed: () => this.#again(),
      write: (field, start, end, text) => this.#write(field, start, end, text),
      refused: (entry, text) => this.#copyInstead(entry, text),
      done: (entry, field, before, caret) => this.#putBack(entry, field, before, caret),
    });
    this.#adviser = new Adviser(t, findings, { ...actions, changed: () => this.#again(), found: () => actions.repaint() });
    this.card = new Card(root, t, {
      apply: (entry, rewrite) => void this.#apply(entry, rewrite),
      copy: (text) => void this.#copy(text),
      askVendors: () => this.#askVendors(),
      stopVendors: () => void this.#adviser.stop(),
      showVersions: () => void this.#past.toggle(),
      putBack: (version) => void this.#past.putBack(version),
      dismiss: (entry, reason) => this.#dismiss(entry, reason),
      reopen: (entry) => this.reopen(entry),
      undo: () => void this.#undo(),
      step: (by) => this.step(by, this.card.focused),
      close: () => this.close(),
      goTo: (place) => goTo(this.actions.page(), place),
      isHere: (place) => elementOf(this.actions.page(), place) !== null,
      labelOf: (field) => this.labelOf(field),
    });
  }

  /** Opened on purpose, so the pointer's moves do not close it. */
  get pinned(): boolean {
    return this.#pinned || this.card.focused;
  }

  labelOf(field: string): string {
    return fieldOf(this.actions.page(), field)?.label ?? field;
  }

  show(entry: Entry, { focus, reveal: bring }: { focus: boolean; reveal: boolean }): void {
    const field = fieldOf(this.actions.page(), entry.finding.field);
    if (this.#applied?.entry.finding.id !== entry.finding.id) this.#applied = null;
    if (focus && !this.#origin) this.#origin = new Origin(this.actions.page()?.fields ?? []);
    this.#pinned = focus || bring;
    if (bring && field && entry.span) reveal(field, entry.span);
    this.#show(entry, null, focus);
    this.card.follow(field);
    void this.#adviser.turnTo(entry);
  }

  #askVendors(): void {
    const { entry } = this.card;
    this.#pinned = true; // the pointer may leave while they think
    if (entry) void this.#adviser.ask(entry);
  }

  /** First AI vendors are called off, then the card is put away. */
  escape(): void {
    if (!this.#adviser.stop()) this.close();
  }

  step(by: 1 | -1, focus: boolean): void {
    const next = this.#round.next(this.card.entry, by);
    if (!next) return this.actions.announce(this.t("no_findings"));
    this.#applied = null;
    this.show(next, { focus, reveal: true });
  }

  /** Put the card away; if it held the focus, the seller is led back to where they were. */
  close(): void {
    const focused = this.card.focused;
    this.#past.close();
    this.#adviser.leave();
    this.card.close();
    this.#applied = null;
    this.#pinned = false;
    if (focused) this.#origin?.giveBack();
    this.#origin = null;
  }

  /** The seller typed: a card that was only hovered open gives way. */
  edited(field: Field, before: string, after: string): void {
    if (this.#applied?.field === field) this.#applied = shift([this.#applied], before, after)[0] ?? null;
    if (!this.#busy && this.card.view && !this.card.focused) this.close();
  }

  /** New findings: keep the card on its finding, or close it where that is gone and nothing was just done about it. */
  refresh(): void {
    const { view } = this.card;
    if (!view || this.#busy) return;
    const { entry: shown, applied } = view;
    const entry = applied ? this.findings.find(shown.finding.id) : this.findings.now(shown);
    if (entry) {
      const settled = this.findings.isDismissed(entry);
      this.#adviser.follow(shown, entry);
      if (applied) this.#applied = null; // it was undone in the field itself
      this.#show(entry, settled || !applied ? view.note : null, false);
    } else if (!applied && !view.note) this.close();
  }

  reopen(entry: Entry): void {
    this.findings.reopen(entry.finding.fingerprint);
    this.#decide(entry, "reopened", null);
    this.#pinned = true;
    this.actions.repaint();
    if (this.card.view) this.#show(entry, null, false);
  }

  #dismiss(entry: Entry, reason: Reason): void {
    this.#round.leave(entry);
    this.findings.dismiss(entry.finding.fingerprint);
    this.#decide(entry, "dismissed", reason);
    this.#show(entry, { tone: "good", title: "dismissed" }, false);
    this.actions.repaint();
    this.actions.announce(this.t("dismissed"));
  }

  async #apply(entry: Entry, rewrite: Rewrite): Promise<void> {
    const now = this.findings.now(entry)?.rewrites.find(({ suggestion }) => suggestion.id === rewrite.suggestion.id);
    const field = fieldOf(this.actions.page(), entry.finding.field);
    const text = field?.text();
    if (!now || !field || text?.slice(now.start, now.end) !== now.before) return this.#stale(entry, "text_changed");
    const put = now.suggestion.text;
    this.#round.leave(entry);
    const applied = await this.#write(field, now.start, now.end, put);
    if (!applied) return this.#copyInstead(entry, put);
    this.#applied = { entry, field, start: now.start, end: now.start + put.length, before: now.before, after: put };
    this.#origin?.moveTo(field, now.start + put.length);
    const { origin, model, id: suggestion } = now.suggestion;
    this.#adviser.stop();
    this.#decide(entry, "applied", null, { text_before: text, text_after: field.text(), origin, model, suggestion });
    this.#show(entry, { tone: "good", title: "applied", more: "applied_more" }, false);
    this.actions.announce(this.t("applied"));
  }

  async #undo(): Promise<void> {
    const { card } = this;
    const entry = card.entry;
    const applied = this.#applied; // taking it back is an edit too, and drops it
    if (!applied) return entry ? this.#stale(entry, "undo_failed") : undefined;
    const { field, start, end, before } = applied;
    const text = field.text();
    if (!(await this.#write(field, start, end, before))) return this.#stale(applied.entry, "undo_failed");
    this.#decide(applied.entry, "reopened", "undo", { text_before: text, text_after: field.text(), origin: "seller" });
    this.#origin?.moveTo(field, start + before.length);
    this.#applied = null;
    if (entry) this.#show(entry, { tone: "good", title: "undone" }, false);
    this.actions.announce(this.t("undone"));
  }

  /** Show the same again: its previous versions were opened, closed, or have come. */
  #again(): void {
    const { view } = this.card;
    if (view) this.#show(this.findings.find(view.entry.finding.id) ?? view.entry, view.note, false);
  }

  #putBack(entry: Entry, field: Field, before: string, caret: number): void {
    this.#applied = null;
    this.#origin?.moveTo(field, caret);
    this.#decide(entry, "reopened", "previous-version", { text_before: before, text_after: field.text(), origin: "seller" });
    this.#show(entry, { tone: "good", title: "put_back_done" }, false);
    this.actions.announce(this.t("put_back_done"));
  }

  /** Edit the form; a card with the focus keeps it, though the edit itself needs it for a moment. */
  async #write(field: Field, start: number, end: number, text: string): Promise<boolean> {
    const focused = this.card.focused;
    this.#busy = true;
    this.#past.close();
    try {
      return (await replaceIn(field, start, end, text)) === "applied";
    } finally {
      this.#busy = false;
      if (focused) this.card.element.focus({ preventScroll: true });
      this.actions.check();
    }
  }

  async #copyInstead(entry: Entry, text: string): Promise<void> {
    const copied = await copyText(text);
    this.#stale(entry, "copied_instead", copied ? "copied_instead_more" : "refused_more");
  }

  async #copy(text: string): Promise<void> {
    const { entry } = this.card;
    const copied = await copyText(text);
    if (entry) this.#show(entry, copied ? { tone: "good", title: "copied" } : { tone: "warn", title: "refused_more" }, false);
  }

  #stale(entry: Entry, title: Note["title"], more?: Note["title"]): void {
    this.#show(entry, more ? { tone: "warn", title, more } : { tone: "warn", title }, false);
    this.actions.announce(this.t(title));
    this.actions.check();
  }

  #show(entry: Entry, note: Note | null, focus: boolean): void {
    const { field } = entry.finding;
    const view = {
      entry,
      label: field === null ? null : this.labelOf(field),
      marketplace: this.actions.page()?.marketplace ?? "",
      place: this.#round.placeOf(entry),
      total: this.#round.open().length,
      dismissed: this.findings.isDismissed(entry),
      note,
      applied: this.#applied && { before: this.#applied.before, after: this.#applied.after },
      versions: this.#past.of(field),
      advice: this.#adviser.of(entry),
    };
    this.card.open(view, () => this.painter.rects(entry.finding.id), focus);
  }

  #decide(entry: Entry, action: DecisionRequest["action"], reason: string | null, texts: Texts = {}): void {
    void this.actions.decide(decisionOf(this.actions.page(), entry, action, reason, texts));
  }
}
