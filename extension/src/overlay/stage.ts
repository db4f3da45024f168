/** Where a card of ours stands: above the page, and above the page's own modal dialog where that keeps all else from being used. */
import { holds, parentOf } from "../fields/geometry";
import { h } from "./dom";

const PRESSES = ["pointerdown", "mousedown", "pointerup", "mouseup", "click"];

/** Whether an element stands in a modal dialog of the page. One inside a frame keeps only that frame from being used. */
export function isInModal(element: Element | undefined): boolean {
  for (let up = element ?? null; up; up = parentOf(up)) {
    if (up.ownerDocument === document && up.matches("dialog:modal")) return true;
  }
  return false;
}

export class Stage {
  readonly #above = h("dialog", { class: "above", "aria-labelledby": "title" });
  #looking = new AbortController();

  /** `card` is a popover; `left` is called where the browser would close it, as for a gesture. */
  constructor(
    private readonly card: HTMLElement,
    left: () => void,
  ) {
    this.#above.addEventListener("cancel", (event) => (event.preventDefault(), left()));
  }

  get isUp(): boolean {
    return this.card.matches(":popover-open");
  }

  /** A popover leaves the focus where it is. Under a modal dialog it can only be seen, until it is pressed or `asked` for. */
  raise(underModal: boolean, asked: boolean): void {
    if (underModal && asked) return this.#raiseAbove();
    if (this.isUp) return;
    this.card.showPopover();
    if (underModal) this.#watchPresses();
  }

  lower(): void {
    this.#looking.abort();
    this.card.hidePopover();
    if (this.card.parentElement !== this.#above) return;
    this.#above.close(); // the focus goes back to where it was
    this.#above.replaceWith(this.card);
  }

  /** Give the page its dialog back, as what is under a modal one cannot be edited; returns what brings the card back. */
  stepAside(): () => void {
    if (!this.#above.open) return () => {};
    this.#above.close();
    return () => this.card.parentElement === this.#above && this.#stand();
  }

  #raiseAbove(): void {
    if (this.#above.open) return;
    this.#looking.abort();
    const body = this.card.querySelector(".body");
    const scrolled = body?.scrollTop ?? 0;
    this.card.replaceWith(this.#above);
    this.#above.append(this.card);
    this.#stand();
    if (body) body.scrollTop = scrolled;
  }

  /** First the dialog and then the card in it, as the last is on top. */
  #stand(): void {
    this.#above.showModal();
    this.card.hidePopover();
    this.card.showPopover();
  }

  /** The browser gives the press to the page; it is taken back, and put where it was meant. */
  #watchPresses(): void {
    this.#looking = new AbortController();
    const take = (event: Event): void => {
      const { clientX: x, clientY: y } = event as PointerEvent;
      if (!holds(this.card.getBoundingClientRect(), x, y)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.type !== "click") return;
      const controls = [...this.card.querySelectorAll<HTMLElement>("button, a, summary, input, select")];
      const meant = controls.findLast((one) => holds(one.getBoundingClientRect(), x, y)); // the foot lies over what is scrolled below it
      this.#raiseAbove();
      this.card.focus({ preventScroll: true });
      meant?.click();
    };
    for (const type of PRESSES) window.addEventListener(type, take, { capture: true, signal: this.#looking.signal });
  }
}
