/** The question before Save: the seller's press is held, asked about once, and then sent on as it was. Nothing is blocked. */
import { holdsFields, innermost, isButton, type Kept, saverIn } from "../adapters/save";
import { marketplaceOf } from "../adapters/marketplaces";
import type { Marketplace } from "../api/contract";
import { decisionOf } from "./decision";
import type { Entry } from "./findings";
import type { Loan } from "./hands";
import { fieldOf } from "./places";
import { Question } from "./question";
import { stirs } from "./stir";

/** What comes before a click: the page must not act on it while the seller is still to be asked. */
const BEFORE_CLICK = ["pointerdown", "pointerup", "mousedown", "mouseup", "touchstart", "touchend"];
/** A server that is away keeps nobody from saving. */
const LONGEST_MS = 1_000;

export class Guard {
  readonly #question: Question;
  readonly #watched = new WeakSet<EventTarget>();
  /** The findings that the seller has answered for, while this page is open. */
  readonly #answered = new Set<string>();

  constructor(
    private readonly loan: Loan,
    private readonly shops: readonly Marketplace[],
    private readonly signal: AbortSignal,
  ) {
    this.#question = new Question(loan.root, loan.t);
    signal.addEventListener("abort", () => this.#question.close());
    this.#watch(window);
    this.#watchFields();
  }

  #watch(view: EventTarget): void {
    if (this.#watched.has(view)) return;
    this.#watched.add(view);
    const options = { capture: true, signal: this.signal };
    for (const type of BEFORE_CLICK) view.addEventListener(type, (event) => this.#saver(event) && event.stopImmediatePropagation(), { ...options, passive: true });
    view.addEventListener("click", (event) => this.#press(event), options);
    view.addEventListener("keydown", (event) => this.#key(event as KeyboardEvent), options);
    view.addEventListener("submit", (event) => this.#submit(event as SubmitEvent), options);
  }

  /** Fields in frames have a window of their own, and a form in a component's tree tells only that tree of its submitting. */
  #watchFields(): void {
    for (const field of this.#fields()) {
      const root = field.getRootNode();
      const view = field.ownerDocument.defaultView;
      if (view) this.#watch(view);
      if (root !== field.ownerDocument) this.#watch(root);
    }
  }

  #press(event: Event): void {
    const saver = this.#saver(event);
    if (!saver) return;
    const [pressed] = event.composedPath();
    const target = innermost(pressed && "click" in pressed ? (pressed as HTMLElement) : saver);
    this.#hold(event, () => target.click(), target);
  }

  /** A component may act on the key itself; of a real button, the click is what counts. */
  #key(event: KeyboardEvent): void {
    if ((event.key !== "Enter" && event.key !== " ") || event.isComposing) return;
    this.#watchFields();
    const saver = this.#saver(event);
    const [pressed] = event.composedPath();
    if (saver && pressed && isButton(pressed as HTMLElement) && !(pressed as HTMLElement).matches("button, input, a[href]")) {
      const target = innermost(pressed as HTMLElement);
      this.#hold(event, () => target.click(), target);
    }
  }

  #submit(event: SubmitEvent): void {
    const form = event.composedPath()[0] as HTMLFormElement;
    if (!this.#open().length || !holdsFields(form, this.#fields())) return;
    const { submitter } = event;
    // Not `form.requestSubmit`: a control of that name would stand in its place.
    this.#hold(event, () => HTMLFormElement.prototype.requestSubmit.call(form, submitter?.isConnected ? submitter : null), form);
  }

  /** The control that saves, where this press of the seller's is one to ask about. */
  #saver(event: Event): HTMLElement | null {
    const path = event.composedPath();
    if (!event.isTrusted || path.includes(this.loan.root.host) || !this.#open().length) return null;
    const shop = marketplaceOf(new URL(location.href), this.shops);
    const kept: Kept | null = shop && { shop, shops: this.shops, fields: this.#fields() };
    return kept && saverIn(path, kept);
  }

  #fields(): HTMLElement[] {
    return this.loan.page()?.fields.map(({ element }) => element) ?? [];
  }

  /** Stops that are to be asked about; none once the seller has answered for each. */
  #open(): Entry[] {
    const page = this.loan.page();
    if (!page || this.signal.aborted || !this.loan.t("save_ask")) return []; // without words: the extension has gone
    const stops = this.loan.findings.open(page.fields.map(({ id }) => id)).filter(({ finding }) => finding.verdict === "stop");
    return stops.every(({ finding }) => this.#answered.has(finding.fingerprint)) ? [] : stops;
  }

  #hold(event: Event, sendOn: () => void, target: Element): void {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!this.#question.isOpen) void this.#ask(this.#open(), sendOn, target);
  }

  async #ask(stops: readonly Entry[], sendOn: () => void, target: Element): Promise<void> {
    const page = this.loan.page();
    const before = stops.map(({ finding: { decision } }) => (decision?.action === "saved" ? decision.reason : null)).find((reason) => reason);
    const answer = await this.#question.ask(stops, (field) => fieldOf(page, field)?.label ?? field, before ?? "");
    if (answer.kind === "look") this.loan.show(stops[0]!, true);
    if (answer.kind !== "save") return;
    for (const { finding } of stops) this.#answered.add(finding.fingerprint);
    await Promise.race([this.#record(stops, answer.reason), new Promise((go) => setTimeout(go, LONGEST_MS))]);
    const stirred = stirs(target);
    if (target.isConnected) sendOn(); // the page may have put another control in its place meanwhile
    if (!(await stirred) && !this.signal.aborted) this.#question.sayAgain();
  }

  /** One decision for each; the first of a field brings its text as it is saved. */
  async #record(stops: readonly Entry[], reason: string | null): Promise<void> {
    const page = this.loan.page();
    const told = new Set<string>();
    const decisions = stops.map((entry) => {
      const id = entry.finding.field ?? "";
      const text = told.has(id) ? undefined : fieldOf(page, id)?.text();
      told.add(id);
      return decisionOf(page, entry, "saved", reason, text === undefined ? {} : { text_before: text, text_after: text, origin: "seller" });
    });
    await Promise.all(decisions.map((decision) => this.loan.decide(decision)));
  }
}
