/** What opens only when the seller asks for it: the card, the list, and all that writes into a field. Loaded at first need. */
import type { Report } from "../api/contract";
import type { Painter } from "../fields/paint";
import type { DeskActions } from "./acts";
import { Batch } from "./batch";
import { adoptCardStyle } from "./cardstyle";
import { decisionOf } from "./decision";
import { Desk } from "./desk";
import { ALL } from "./filter";
import type { Dismissed, Entry, Findings } from "./findings";
import type { Translate } from "./i18n";
import { focusedBox } from "./origin";
import type { Panel, PanelState } from "./panel";
import type { Pill } from "./pill";
import type { Library } from "./provider";

/** What the overlay lends. */
export interface Loan extends DeskActions {
  root: ShadowRoot;
  t: Translate;
  painter: Painter;
  findings: Findings;
  pill: Pill;
  /** Aborted when the overlay is put away. */
  signal: AbortSignal;
  state(): PanelState;
  /** Open the card; on purpose, it takes the focus and brings the words into sight. */
  show(entry: Entry, onPurpose: boolean): void;
}

export type HandsMaker = (loan: Loan) => Hands;

export class Hands {
  readonly #desk: Desk;
  readonly #batch: Batch;
  #panel: Panel | null = null;

  constructor(
    private readonly loan: Loan,
    private readonly library: Library,
  ) {
    const { root, t, painter, findings } = loan;
    adoptCardStyle(root);
    for (const type of ["focusin", "focusout"]) addEventListener(type, (event) => this.#keepFocus(event as FocusEvent), { capture: true, signal: loan.signal });
    this.#desk = new Desk(root, t, painter, findings, { ...loan, ...library });
    this.#batch = new Batch(t, findings, loan);
    const { report } = loan.state();
    if (report) this.#batch.accept(report);
  }

  /** Dialogs made by scripts fetch the focus back as soon as they hear that it has left them. */
  #keepFocus(event: FocusEvent): void {
    const goesTo = event.type === "focusin" ? event.target : event.relatedTarget;
    if (goesTo === this.loan.root.host) event.stopImmediatePropagation();
  }

  get desk(): Desk {
    return this.#desk;
  }

  /** Opened on purpose, so the pointer's moves open and close nothing. */
  get pinned(): boolean {
    return this.#desk.pinned || this.#isOpen;
  }

  accept(report: Report, renamed: readonly Dismissed[]): void {
    this.#batch.accept(report);
    const { page, decide } = this.loan;
    for (const { entry, reason } of renamed) void decide(decisionOf(page(), entry, "dismissed", reason));
  }

  /** The pointer's way to the card is part of it. */
  isNear(x: number, y: number): boolean {
    return !this.#desk.card.view || this.#desk.card.isNear(x, y);
  }

  /** To the next finding or the one before, for the keyboard. */
  step(by: 1 | -1): void {
    this.closePanel();
    this.#desk.step(by, true);
  }

  /** Put away what is open; false where nothing was. */
  escape(): boolean {
    if (this.#desk.card.view) this.#desk.escape();
    else if (this.#panel?.isOpen) this.closePanel();
    else return false;
    return true;
  }

  get #isOpen(): boolean {
    return this.#panel?.isOpen ?? false;
  }

  refreshPanel(): void {
    if (this.#isOpen) this.#panel?.update(this.loan.state());
  }

  togglePanel(byKeyboard: boolean): void {
    if (this.#isOpen) return this.closePanel();
    this.#desk.close();
    this.#list().then((panel) => {
      panel.open(this.loan.state(), byKeyboard);
      this.loan.pill.expanded = true;
    }, this.loan.fail);
  }

  async #list(): Promise<Panel> {
    if (this.#panel) return this.#panel;
    const { root, t, pill, retry } = this.loan;
    const { list, filter } = this.library;
    const [make, remembered] = await Promise.all([list(), filter(null)]);
    return (this.#panel ??= make(root, t, this.#batch, remembered ?? ALL, {
      show: (entry) => this.#showFromPanel(entry),
      reopen: (entry) => this.#desk.reopen(entry),
      retry: () => retry(),
      close: () => this.closePanel(),
      labelOf: (field) => this.#desk.labelOf(field),
      control: () => focusedBox(),
      pill: () => pill.element.getBoundingClientRect(),
      remember: (chosen) => void filter(chosen).catch(this.loan.fail),
    }));
  }

  closePanel(): void {
    if (!this.#panel?.isOpen) return;
    const { focused } = this.#panel;
    this.#panel.close();
    this.loan.pill.expanded = false;
    if (focused) this.loan.pill.focus();
  }

  close(): void {
    this.#panel?.close();
    this.#desk.close();
  }

  #showFromPanel(entry: Entry): void {
    this.#panel?.close();
    this.loan.pill.expanded = false;
    this.#desk.show(entry, { focus: true, reveal: true });
  }
}
