/** The pill in the corner: counts for each verdict, or what keeps Caveat from checking. */
import type { Trouble } from "../api/errors";
import { VERDICTS } from "../api/contract";
import type { Counts } from "../messages";
import { button, h } from "./dom";
import type { Key, Translate } from "./i18n";
import { signs, verdictSign } from "./symbols";

export interface PillState {
  checking: boolean;
  trouble: Trouble | null;
  counts: Counts;
}

const TROUBLES: Record<Trouble, Key> = { "not-paired": "not_paired", "server-down": "server_down", refused: "refused" };
const STEP = 56;

export class Pill {
  readonly element = h("div", { class: "surface pill", hidden: true });
  readonly #open: HTMLButtonElement;
  #hidden = false;
  #shown = "";

  constructor(
    root: ShadowRoot,
    private readonly t: Translate,
    onOpen: (byKeyboard: boolean) => void,
  ) {
    this.#open = button("open", "", () => {});
    this.#open.addEventListener("click", (event) => onOpen(event.detail === 0));
    this.#open.setAttribute("aria-haspopup", "dialog");
    const hide = button("hide", signs.close(), () => this.#hide(), t("hide"));
    this.element.append(this.#open, hide);
    root.append(this.element);
  }

  /** False where it is what is shown already: any change here has the browser paint the page's highlights anew. */
  show(state: PillState): boolean {
    const { trouble, counts, checking } = state;
    const shown = JSON.stringify(state);
    if (shown === this.#shown) return false;
    this.#shown = shown;
    this.element.classList.toggle("checking", checking);
    const found = VERDICTS.filter((verdict) => counts[verdict] > 0);
    const words = trouble ? this.t(TROUBLES[trouble]) : checking && !found.length ? this.t("checking") : this.t("no_findings");
    const inside = found.map((verdict) => h("span", { class: `count ${verdict}` }, verdictSign(verdict), String(counts[verdict])));
    const nothing = h("span", { class: "soft" }, checking ? "…" : "0"); // small, as it lies over the page
    this.#open.replaceChildren(signs.logo(), ...(trouble ? [words] : found.length ? inside : [nothing]));
    const said = found.map((verdict) => `${this.t(`level_${verdict}`)} ${counts[verdict]}`).join(", ");
    this.#open.setAttribute("aria-label", this.t("pill_label", trouble || !said ? words : said));
    this.#open.title = this.t("show_list");
    if (this.element.hidden && !this.#hidden) {
      this.element.hidden = false;
      this.stepAside();
    }
    return true;
  }

  /** No listing form here. */
  leave(): void {
    this.#shown = "";
    this.element.hidden = true;
  }

  focus(): void {
    this.#open.focus({ preventScroll: true });
  }

  get expanded(): boolean {
    return this.#open.getAttribute("aria-expanded") === "true";
  }

  set expanded(expanded: boolean) {
    this.#open.setAttribute("aria-expanded", String(expanded));
  }

  /** Move up until no control that stays in place, such as Save in a bar at the bottom, lies under the pill. */
  stepAside(): void {
    for (let bottom = 16; bottom < innerHeight / 2; bottom += STEP) {
      this.element.style.bottom = `${bottom}px`;
      if (!this.#coversControl()) return;
    }
    this.element.style.bottom = "";
  }

  #coversControl(): boolean {
    const { left, right, top, bottom } = this.element.getBoundingClientRect();
    const points = [left, (left + right) / 2, right].flatMap((x) => [top, bottom].map((y) => [x, y] as const));
    const below = points.flatMap(([x, y]) => document.elementsFromPoint(x, y));
    return below.some((element) => element.matches("button, a[href], input, select, textarea, [role='button']") && isPinned(element));
  }

  #hide(): void {
    this.#hidden = true;
    this.element.hidden = true;
  }
}

/** Does it stay where it is while the page scrolls? What scrolls can be scrolled out from under the pill. */
function isPinned(element: Element): boolean {
  for (let up: Element | null = element; up; up = up.parentElement) {
    if (["fixed", "sticky"].includes(getComputedStyle(up).position)) return true;
  }
  return false;
}
