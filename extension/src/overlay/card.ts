/** The card of one finding: opens beside its words, in the top layer, and takes the focus only when asked to. */
import type { Field } from "../fields/field";
import { onceAFrame, watchScroll } from "../fields/watch";
import { adviceControl } from "./advice";
import { chip, type DetailActions, details, titleOf, type View } from "./details";
import { button, h } from "./dom";
import { type Entry, isVendors } from "./findings";
import type { Translate } from "./i18n";
import { placeCard } from "./place";
import { canBeProved } from "./prover";
import { REASONS, type Reason } from "./reasons";
import { Stage } from "./stage";
import { further, signs } from "./symbols";
import { hasFocus, redraw, stopsIn, trapTab } from "./trap";

export interface CardActions extends DetailActions {
  dismiss(entry: Entry, reason: Reason): void;
  reopen(entry: Entry): void;
  prove(entry: Entry): void;
  undo(entry: Entry): void;
  step(by: 1 | -1): void;
  close(): void;
}

export class Card {
  readonly element = h("div", { class: "surface card", popover: "manual", role: "dialog", tabindex: "-1", "aria-labelledby": "title", "aria-describedby": "body" });
  readonly #stage: Stage;
  #view: View | null = null;
  #anchor: () => readonly DOMRect[] = () => [];
  #last: readonly DOMRect[] = [];
  #following = new AbortController();
  #form: HTMLElement | null = null;

  constructor(
    root: ShadowRoot,
    private readonly t: Translate,
    private readonly actions: CardActions,
  ) {
    root.append(this.element);
    this.element.addEventListener("keydown", (event) => trapTab(event, this.element));
    this.#stage = new Stage(this.element, () => actions.close());
  }

  get entry(): Entry | null {
    return this.#view?.entry ?? null;
  }

  get view(): View | null {
    return this.#view;
  }

  get focused(): boolean {
    return hasFocus(this.element);
  }

  /** `anchor` gives the boxes of the marked words; none puts the card in the corner. */
  open(view: View, anchor: () => readonly DOMRect[], takeFocus: boolean): void {
    if (view.entry.finding.id !== this.entry?.finding.id) this.#last = [];
    this.#anchor = anchor;
    this.update(view);
    this.#stage.raise(view.underModal, takeFocus);
    this.place();
    if (takeFocus) this.element.focus({ preventScroll: true });
  }

  /** Show something else at the same place; the focus stays on the same control, or at least on the card. */
  update(view: View): void {
    const before = this.#view;
    this.#view = view;
    if (this.#form) return this.place();
    if (JSON.stringify(view) === JSON.stringify(before)) return this.place(); // a choice just being made in the card is not taken away
    const same = before?.entry.finding.id === view.entry.finding.id;
    redraw(this.element, same ? ".body" : null, () => this.#draw(view));
    if (before && saidBy(view) > saidBy(before)) this.element.querySelector(".advice")?.scrollIntoView({ block: "nearest", behavior: "instant" });
  }

  #draw(view: View): void {
    this.element.replaceChildren(this.#head(view), ...(this.#form ? [this.#form] : [details(view, this.t, this.actions), this.#foot(view)]));
    this.place();
  }

  /** A form is being filled in. */
  get asks(): boolean {
    return this.#form !== null;
  }

  /** A form takes the place of what the card says, and stays as it is whatever comes, until it is put away. False: nothing to do. */
  lay(form: HTMLElement | null): boolean {
    if (!this.#view || form === this.#form) return false;
    const { focused } = this;
    this.#form = form;
    this.#draw(this.#view);
    const next = form ? stopsIn(form)[0] : this.element.querySelector<HTMLElement>(".ask");
    if (focused) (next ?? this.element).focus({ preventScroll: true });
    return true;
  }

  get #body(): HTMLElement | null {
    return this.element.querySelector<HTMLElement>(".body");
  }

  /** Stay beside the words of this field while anything scrolls. */
  follow(field: Field | null): void {
    this.#following.abort();
    this.#following = new AbortController();
    const { signal } = this.#following;
    if (field) watchScroll(field.element, onceAFrame(() => this.place(), signal), signal);
  }

  close(): void {
    this.#following.abort();
    if (!this.#view) return;
    this.#view = null;
    this.#form = null;
    this.#stage.lower();
    this.element.replaceChildren();
  }

  /** A field is about to be edited; returns what brings the card back. */
  stepAside(): () => void {
    return this.#stage.stepAside();
  }

  place(): void {
    if (!this.#view || !this.#stage.isUp) return;
    const { style } = this.element;
    const scrolled = this.#body?.scrollTop ?? 0;
    style.maxHeight = ""; // to measure how tall it would like to be, which takes its scrolling back
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const view = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const { left, top, maxHeight } = placeCard(this.#words(), { width, height }, view);
    style.left = `${left}px`;
    style.top = `${top}px`;
    style.maxHeight = `${maxHeight}px`;
    if (this.#body) this.#body.scrollTop = scrolled;
  }

  /** Where the words are; once they have been rewritten, where they were. */
  #words(): readonly DOMRect[] {
    const now = this.#anchor();
    if (now.length > 0) this.#last = now;
    return this.#last;
  }

  /** Whether a point of the viewport is on the card, its words, or close by. */
  isNear(x: number, y: number, slack = 14): boolean {
    const boxes = [this.element.getBoundingClientRect(), ...this.#words()];
    return boxes.some((box) => x > box.left - slack && x < box.right + slack && y > box.top - slack && y < box.bottom + slack);
  }

  #head(view: View): HTMLElement {
    const { finding } = view.entry;
    const where = [view.label ?? this.t("whole_listing"), finding.markets.join(", "), titleOf(view.marketplace)].filter(Boolean).join(" · ");
    const steps = h(
      "div",
      { class: "row steps" },
      button("plain", further.previous(), () => this.actions.step(-1), this.t("previous")),
      view.place ? h("span", { class: "soft", title: this.t("n_of_m", String(view.place), String(view.total)) }, `${view.place} / ${view.total}`) : null,
      button("plain", further.next(), () => this.actions.step(1), this.t("next")),
      button("plain", signs.close(), () => this.actions.close(), this.t("close")),
    );
    const title = h("h2", { id: "title" }, this.t(`category_${finding.category}`));
    const named = h("div", { class: "row wrap grow" }, chip(finding, this.t), title); // a long name goes below its level
    return h("div", { class: "head" }, h("div", { class: "row first" }, named, steps), h("p", { class: "soft where" }, where));
  }

  #foot(view: View): HTMLElement {
    const foot = h("div", { class: "foot row" });
    const { entry } = view;
    if (view.applied || view.filed?.settled) foot.append(button("", this.t("undo"), () => this.actions.undo(entry)), button("main", this.t("next"), () => this.actions.step(1)));
    else if (view.dismissed) foot.append(button("", this.t("reopen"), () => this.actions.reopen(entry)));
    else {
      const control = adviceControl(view.advice, this.t, this.actions).filter((part) => part !== null);
      const prove = canBeProved(entry.finding) && view.advice.state !== "asking" ? [button("plain ask", this.t("prove"), () => this.actions.prove(entry))] : [];
      if (view.filed) foot.append(button("", this.t("undo"), () => this.actions.undo(entry)));
      foot.append(button("plain", this.t("dismiss"), () => this.#askReason(foot, view)), ...prove, h("span", { class: "grow" }), ...control);
    }
    return foot;
  }

  #askAgain(foot: HTMLElement, view: View): void {
    const { focused } = this;
    foot.replaceWith(this.#foot(view));
    this.place();
    if (focused) this.element.focus({ preventScroll: true });
  }

  #askReason(foot: HTMLElement, view: View): void {
    const focused = this.focused;
    const reasons = REASONS.map((reason) => button("", this.t(`reason_${reason}`), () => this.actions.dismiss(view.entry, reason)));
    foot.className = "foot reasons";
    foot.replaceChildren(h("h3", {}, this.t("dismiss_why")), ...reasons, button("plain", this.t("back"), () => this.#askAgain(foot, view)));
    this.place();
    if (focused) reasons[0]!.focus({ preventScroll: true });
  }
}

/** How much vendors have said: once they were asked, what comes is brought into sight. */
function saidBy({ entry, advice }: View): number {
  return advice.state === "ready" ? 0 : advice.said.length + advice.pointed + entry.rewrites.filter(isVendors).length;
}
