/** The controller: fields of the page on one side, findings on the other, and what the seller does about them. */
import type { DecisionRequest, Report } from "../api/contract";
import type { Page } from "../adapters/page";
import { isComposing } from "../fields/compose";
import type { Field } from "../fields/field";
import { Painter } from "../fields/paint";
import type { PageState } from "../messages";
import { Checks, PAUSE_MS } from "./checks";
import { Fieldset } from "./fieldset";
import { type Entry, Findings, marksIn } from "./findings";
import type { Hands, HandsMaker, Loan } from "./hands";
import { Host } from "./host";
import { Hover } from "./hover";
import type { Translate } from "./i18n";
import type { PanelState } from "./panel";
import { Pill } from "./pill";
import type { Provider } from "./provider";

export interface OverlayOptions {
  provider: Provider;
  t: Translate;
  language: string;
  /** An open shadow root, for tests and for pages of Caveat's own. */
  open: boolean;
  /** The page as it stands now; null where there is nothing to check. */
  read(): Page | null;
  watch(changed: () => void, signal: AbortSignal): void;
  /** Brings the part that opens on demand. */
  hands(): Promise<HandsMaker>;
  /** The provider has gone for good; everything is put away before this is called. */
  gone(error: unknown, host: Host): void;
}

export class Overlay {
  readonly #stop = new AbortController();
  readonly #host: Host;
  readonly #painter: Painter;
  readonly #pill: Pill;
  readonly #hover: Hover;
  readonly #checks: Checks;
  readonly #findings = new Findings();
  readonly #fieldset = new Fieldset(
    (field, before, after) => this.#edited(field, before, after),
    (field) => this.#painter.clear(field),
  );
  readonly #documents = new WeakSet<Document>();
  #page: Page | null = null;
  #isLate = false; // a field in which an input method composes is to be painted when that ends
  #report: Report | null = null;
  #hands: Hands | null = null;
  #coming: Promise<HandsMaker> | null = null;

  constructor(private readonly options: OverlayOptions) {
    this.#host = new Host(options.open, options.language);
    const { root } = this.#host;
    this.#painter = new Painter(root);
    this.#pill = new Pill(root, options.t, (byKeyboard) => this.#with((hands) => hands.togglePanel(byKeyboard)));
    this.#hover = new Hover({
      awake: () => this.#page !== null && !this.#hands?.pinned && !this.#host.isAsking(),
      rest: (x, y) => this.#rest(x, y),
      isNear: (x, y) => this.#hands?.isNear(x, y) ?? true,
      leave: () => this.#hands?.desk.close(),
    });
    this.#checks = new Checks({
      look: () => this.#look(),
      check: options.provider.check,
      accept: (report, sent) => this.#accept(report, sent),
      changed: () => this.#showState(),
      gone: (error) => this.#gone(error),
    }, this.#stop.signal);
    this.#start();
  }

  #start(): void {
    const { signal } = this.#stop;
    this.#listen(document);
    addEventListener("resize", () => this.#pill.stepAside(), { passive: true, signal });
    this.options.watch(() => this.#checks.schedule(this.#look() ? PAUSE_MS : 0), signal);
    if (this.#look()) this.#checks.schedule(0);
  }

  state(): PageState {
    return { marketplace: this.#page?.marketplace ?? null, fields: this.#page?.fields.length ?? 0, counts: this.#findings.counts() };
  }

  /** The server or its settings may have changed. */
  retry(): void {
    this.#checks.again();
  }

  /** The page goes by another address now: it holds another listing, or soon will. */
  moved(): void {
    const key = this.#page?.key;
    this.#checks.moved();
    if (this.#look()?.key === key) return;
    this.#findings.forget();
    this.#leave();
    this.#repaint();
  }

  /** Take everything off the page. */
  stop(): void {
    this.#putAway();
    this.#host.remove();
  }

  #putAway(): void {
    this.#stop.abort();
    this.#hands?.close();
    this.#fieldset.hold([]);
    this.#painter.dispose();
  }

  #gone(error: unknown): void {
    this.#putAway();
    this.options.gone(error, this.#host);
  }

  #look(): Page | null {
    this.#page = this.options.read();
    const fields = this.#page?.fields ?? [];
    if ([this.#fieldset.hold(fields), this.#findings.keep(new Set(fields.map(({ id }) => id)))].includes(true)) this.#checks.forget();
    for (const { element } of fields) this.#listen(element.ownerDocument);
    if (!this.#page) this.#leave();
    return this.#page;
  }

  #edited(field: Field, before: string, after: string): void {
    if (this.#findings.shift(field.id, before, after)) this.#checks.forget(); // should its words come back, they are checked again
    this.#hands?.desk.edited(field, before, after);
    this.#checks.schedule();
  }

  #listen(doc: Document): void {
    if (this.#documents.has(doc)) return;
    this.#documents.add(doc);
    const { signal } = this.#stop;
    const options = { capture: true, signal };
    this.#hover.watch(doc, signal);
    for (const type of ["keydown", "keyup"] as const) doc.defaultView?.addEventListener(type, (event) => this.#key(event), options);
    for (const type of ["change", "compositionend"]) doc.addEventListener(type, () => this.#checks.schedule(), options);
    doc.addEventListener("focusout", () => this.#checks.schedule(0), options);
    doc.addEventListener("compositionend", () => requestAnimationFrame(() => this.#isLate && this.#repaint()), options);
  }

  #key(event: KeyboardEvent): void {
    if (!this.#host.pass(event)) return event.stopImmediatePropagation();
    if (event.type === "keyup" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !this.#page) return;
    if (!["F8", "Escape"].includes(event.key) || this.#host.isAsking()) return;
    if (event.key === "F8") {
      this.#with((hands) => hands.step(event.shiftKey ? -1 : 1));
    } else if (!this.#hands?.escape()) return;
    this.#host.take(event);
  }

  #accept(report: Report, sent: ReadonlyMap<string, string>): void {
    const before = JSON.stringify(this.#findings.counts());
    this.#report = report;
    const renamed = this.#findings.accept(report, sent);
    this.#hands?.accept(report, renamed);
    this.#repaint();
    const { t } = this.options;
    if (JSON.stringify(this.#findings.counts()) !== before) this.#host.announce(t("counts_said", String(this.#findings.open([]).length)));
  }

  #repaint(): void {
    const order = this.#page?.fields.map(({ id }) => id) ?? [];
    const open = this.#findings.open(order);
    this.#isLate = isComposing(); // nothing moves there, and what is half composed has no findings of its own
    for (const field of this.#page?.fields ?? []) if (!field.composing()) this.#painter.set(field, marksIn(field.id, open));
    this.#hands?.desk.refresh();
    if (this.#showState()) this.options.provider.counted?.(this.#findings.counts()).catch((error: unknown) => this.#checks.fail(error));
  }

  /** Whether anything of it was not as it was. */
  #showState(): boolean {
    if (!this.#page) return true;
    const { checking, trouble } = this.#checks;
    const state = { checking: checking || this.#checks.settling, trouble, counts: this.#findings.counts() };
    this.#hands?.refreshPanel();
    return this.#pill.show(state);
  }

  #panelState(): PanelState {
    const order = this.#page?.fields.map(({ id }) => id) ?? [];
    const { trouble, message } = this.#checks;
    return { open: this.#findings.open(order), dismissed: this.#findings.dismissed(order), report: this.#report, trouble, message };
  }

  #leave(): void {
    this.#pill.leave();
    this.#hands?.close();
    this.#report = null;
  }

  /** Do something with the part that opens on demand, once it is there. */
  #with(work: (hands: Hands) => void): void {
    if (this.#hands) return work(this.#hands);
    this.#coming ??= this.options.hands();
    this.#coming.then(
      (make) => {
        if (this.#stop.signal.aborted) return;
        this.#hands ??= make(this.lend());
        work(this.#hands);
      },
      (error: unknown) => {
        this.#coming = null;
        this.#checks.fail(error);
      },
    );
  }

  /** What the parts that come on demand work with. */
  lend(): Loan {
    const { t } = this.options;
    return {
      root: this.#host.root,
      t,
      painter: this.#painter,
      findings: this.#findings,
      pill: this.#pill,
      signal: this.#stop.signal,
      page: () => this.#page,
      state: () => this.#panelState(),
      show: (entry, onPurpose) => this.#show(entry, onPurpose),
      retry: () => this.retry(),
      repaint: () => this.#repaint(),
      check: () => this.#checks.schedule(0),
      decide: (decision) => this.#decide(decision),
      announce: (text) => this.#host.announce(text),
      fail: (error) => this.#checks.fail(error),
    };
  }

  #rest(x: number, y: number): void {
    const hit = this.#painter.at(x, y);
    const entry = hit && this.#findings.open([]).find(({ finding }) => finding.id === hit.id);
    if (entry) this.#show(entry, false);
  }

  #show(entry: Entry, onPurpose: boolean): void {
    this.#with((hands) => hands.desk.show(entry, { focus: onPurpose, reveal: onPurpose }));
  }

  #decide(decision: DecisionRequest): Promise<void> {
    return this.options.provider.decide(decision).catch((error: unknown) => this.#checks.fail(error));
  }
}
