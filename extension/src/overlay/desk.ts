/** What the seller does with one finding: look at it, apply, undo, prove, dismiss, reopen, and step to the next. */
import type { DecisionRequest } from "../api/contract";
import type { Field } from "../fields/field";
import type { Painter } from "../fields/paint";
import type { DeskActions } from "./acts";
import { Adviser } from "./adviser";
import { Card } from "./card";
import { Changer } from "./changer";
import { copyText } from "./clipboard";
import { decisionOf, type Texts } from "./decision";
import type { Note } from "./details";
import type { Entry, Findings } from "./findings";
import type { Translate } from "./i18n";
import { Markets } from "./markets";
import { Origin, reveal } from "./origin";
import { Past } from "./past";
import { elementOf, fieldOf, goTo } from "./places";
import type { Library } from "./provider";
import { Prover } from "./prover";
import type { Reason } from "./reasons";
import { Round } from "./round";
import { isInModal } from "./stage";
import { tonguesOf } from "./tongues";

export class Desk {
  readonly card: Card;
  readonly #past: Past;
  readonly #adviser: Adviser;
  readonly #round: Round;
  readonly #changer: Changer;
  readonly #prover: Prover;
  readonly #markets: Markets;
  #origin: Origin | null = null;
  #pinned = false;

  constructor(
    private readonly root: ShadowRoot,
    private readonly t: Translate,
    private readonly painter: Painter,
    private readonly findings: Findings,
    private readonly actions: DeskActions & Library,
  ) {
    this.#round = new Round(findings, () => actions.page());
    this.#changer = new Changer(t, findings, {
      ...actions,
      begin: () => this.#begin(),
      leave: (entry) => (this.#adviser.stop(), this.#round.leave(entry)),
      show: (entry, note) => this.#show(entry, note, false),
      moveTo: (field, caret) => this.#origin?.moveTo(field, caret),
      decide: (...decision) => this.#decide(...decision),
    });
    this.#past = new Past({
      ...actions,
      entry: () => this.card.entry,
      changed: () => this.#again(),
      write: (...change) => this.#changer.write(...change),
      refused: (entry, text) => this.#changer.copyInstead(entry, text),
      done: (...done) => this.#changer.putBack(...done),
    });
    this.#adviser = new Adviser(t, findings, { ...actions, changed: () => this.#again(), found: () => actions.repaint() });
    this.#markets = new Markets({ ...actions, check: (listing) => actions.glance(listing), changed: () => this.#again() });
    this.#prover = new Prover(root, t, findings, {
      ...actions,
      lay: (form) => this.card.lay(form),
      isShown: (entry) => this.card.entry?.finding.id === entry.finding.id,
      leave: (entry) => this.#round.leave(entry),
      show: (entry, note) => (this.#show(entry, note, false), actions.repaint()),
    });
    this.card = this.#makeCard(root);
  }

  #makeCard(root: ShadowRoot): Card {
    return new Card(root, this.t, {
      apply: (entry, rewrite) => void this.#changer.apply(entry, rewrite),
      copy: (text) => void this.#copy(text),
      askVendors: () => this.#askVendors(),
      stopVendors: () => void this.#adviser.stop(),
      showVersions: () => void this.#past.toggle(),
      putBack: (version) => void this.#past.putBack(version),
      showMarkets: (entry) => this.#markets.toggle(entry),
      prove: (entry) => this.#prove(entry),
      dismiss: (entry, reason) => this.#dismiss(entry, reason),
      reopen: (entry) => this.reopen(entry),
      undo: (entry) => void (this.#prover.filed ? this.#prover.withdraw(entry) : this.#changer.undo(entry)),
      step: (by) => this.step(by, this.card.focused),
      close: () => this.close(),
      goTo: (place) => goTo(this.actions.page(), place),
      isHere: (place) => elementOf(this.actions.page(), place) !== null,
      labelOf: (field) => this.labelOf(field),
    });
  }

  /** The form is about to be edited; a card with the focus gets it back. */
  #begin(): () => void {
    const { focused } = this.card;
    this.#past.close();
    const back = this.card.stepAside();
    return () => {
      back();
      if (focused) this.card.element.focus({ preventScroll: true });
    };
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
    if (this.#changer.applied?.entry.finding.id !== entry.finding.id) this.#changer.forget();
    this.#prover.leave();
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

  #prove(entry: Entry): void {
    this.#pinned = true; // the pointer may leave while it is filled in
    void this.#prover.ask(entry);
  }

  /** First AI vendors are called off, or the form for proof is put away; then the card. */
  escape(): void {
    if (!this.#adviser.stop() && !this.card.lay(null)) this.close();
  }

  step(by: 1 | -1, focus: boolean): void {
    const next = this.#round.next(this.card.entry, by);
    if (!next) return this.actions.announce(this.t("no_findings"));
    this.#changer.forget();
    this.show(next, { focus, reveal: true });
  }

  /** Put the card away; if it held the focus, the seller is led back to where they were. */
  close(): void {
    const focused = this.card.focused;
    this.#past.close();
    this.#markets.close();
    this.#adviser.leave();
    this.#prover.leave();
    this.card.close();
    this.#changer.forget();
    this.#pinned = false;
    if (focused) this.#origin?.giveBack();
    this.#origin = null;
  }

  /** The seller typed: a card that was only hovered open gives way. */
  edited(field: Field, before: string, after: string): void {
    this.#changer.edited(field, before, after);
    const typed = field.id === this.card.entry?.finding.field || field.caret() !== null; // else a script wrote elsewhere
    if (typed && !this.#changer.busy && this.card.view && !this.card.focused && !this.card.asks) this.close();
  }

  /** New findings: keep the card on its finding, or close it where that is gone and nothing was just done about it. */
  refresh(): void {
    const { view } = this.card;
    if (!view || this.#changer.busy) return;
    const { entry: shown, applied } = view;
    if (this.#prover.filed) return this.#showFiled(shown);
    const entry = applied ? this.findings.find(shown.finding.id) : this.findings.now(shown);
    if (entry) {
      const settled = this.findings.isDismissed(entry);
      this.#adviser.follow(shown, entry);
      if (applied) this.#changer.forget(); // it was undone in the field itself
      this.#show(entry, settled || !applied ? view.note : null, false);
    } else if (!applied && !view.note) this.close();
  }

  #showFiled(shown: Entry): void {
    const left = this.findings.find(shown.finding.id);
    this.#show(left ?? shown, this.#prover.note(left !== null), false);
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
    this.findings.dismiss(entry, reason);
    this.#decide(entry, "dismissed", reason);
    this.#show(entry, { tone: "good", title: "dismissed" }, false);
    this.actions.repaint();
    this.actions.announce(this.t("dismissed"));
  }

  /** Show the same again: its previous versions were opened, closed, or have come. */
  #again(): void {
    const { view } = this.card;
    if (view) this.#show(this.findings.find(view.entry.finding.id) ?? view.entry, view.note, false);
  }

  async #copy(text: string): Promise<void> {
    const { entry } = this.card;
    const copied = await copyText(text);
    if (entry) this.#show(entry, copied ? { tone: "good", title: "copied" } : { tone: "warn", title: "refused_more" }, false);
  }

  #show(entry: Entry, note: Note | null, focus: boolean): void {
    const { field } = entry.finding;
    const { applied } = this.#changer;
    const { filed } = this.#prover;
    const { report } = this.actions.state();
    const view = {
      entry,
      label: field === null ? null : this.labelOf(field),
      marketplace: this.actions.page()?.marketplace ?? "",
      underModal: isInModal(fieldOf(this.actions.page(), field)?.element),
      place: this.#round.placeOf(entry),
      total: this.#round.open().length,
      dismissed: this.findings.isDismissed(entry),
      note,
      applied: applied && { before: applied.before, after: applied.after },
      filed: filed && { page: filed.page, settled: this.findings.find(entry.finding.id) === null },
      versions: this.#past.of(field),
      elsewhere: this.#markets.of(entry),
      markets: this.actions.page()?.markets ?? [],
      tongues: tonguesOf(this.root, report, field),
      kinds: report?.kinds ?? {},
      advice: this.#adviser.of(entry),
    };
    this.card.open(view, () => this.painter.rects(entry.finding.id), focus);
  }

  #decide(entry: Entry, action: DecisionRequest["action"], reason: string | null, texts: Texts = {}): void {
    void this.actions.decide(decisionOf(this.actions.page(), entry, action, reason, texts));
  }
}
