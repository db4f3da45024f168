/** Where the seller was before the card took the focus, so that Escape leads back there, scrolling and all. */
import { shadowRootOf } from "../browser";
import type { Field } from "../fields/field";
import { parentOf } from "../fields/geometry";
import type { Span } from "../fields/spans";

export class Origin {
  #element: HTMLElement | null;
  #field: Field | null;
  #caret: number | null;
  readonly #scrolls: { element: Element; left: number; top: number }[] = [];

  constructor(fields: readonly Field[]) {
    this.#element = deepActive(document);
    this.#field = fields.find(({ element }) => this.#element !== null && element.contains(this.#element)) ?? null;
    this.#caret = this.#field?.caret() ?? null;
    for (const { element } of fields) this.#remember(element);
  }

  get field(): Field | null {
    return this.#field;
  }

  get caret(): number | null {
    return this.#caret;
  }

  /** A rewrite was applied: the way back leads behind it. */
  moveTo(field: Field, caret: number): void {
    this.#field = field;
    this.#element = field.element;
    this.#caret = caret;
    this.#scrolls.length = 0;
  }

  giveBack(): void {
    for (const { element, left, top } of this.#scrolls) element.scrollTo({ left, top, behavior: "instant" });
    if (this.#field) this.#field.focus(this.#caret ?? undefined);
    else this.#element?.focus({ preventScroll: true });
  }

  #remember(element: HTMLElement): void {
    for (let up: Element | null = element; up; up = parentOf(up)) {
      if (this.#scrolls.some((known) => known.element === up)) return;
      this.#scrolls.push({ element: up, left: up.scrollLeft, top: up.scrollTop });
    }
  }
}

/** Scroll a span of a field into sight, in the field itself and in all that holds it. */
export function reveal(field: Field, span: Span): void {
  const { element } = field;
  const range = field.snapshot().range(span.start, span.end);
  const node = range && "commonAncestorContainer" in range ? range.startContainer.parentElement : null;
  (node ?? element).scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  if (range && !node) scrollInside(element, range.getBoundingClientRect());
  range?.disconnect?.();
}

/** A control scrolls its own text; `words` and its box are in the same viewport. */
function scrollInside(element: HTMLElement, words: DOMRect): void {
  const box = element.getBoundingClientRect();
  if (words.top < box.top || words.bottom > box.bottom) element.scrollTop += words.top - box.top - box.height / 3;
  if (words.left < box.left || words.right > box.right) element.scrollLeft += words.left - box.left - box.width / 3;
}

/** The control with the focus, as it lies in the window; of one in a frame the frame. Null where it is in Caveat's own. */
export function focusedBox(): DOMRect | null {
  let active = document.activeElement;
  if (!active || active === document.body || active.localName === "caveat-overlay") return null;
  for (let inner = shadowRootOf(active)?.activeElement; inner; inner = shadowRootOf(active)?.activeElement) active = inner;
  return active.getBoundingClientRect();
}

function deepActive(root: Document | ShadowRoot): HTMLElement | null {
  const active = root.activeElement as HTMLElement | null;
  if (!active) return null;
  const frame = (active as HTMLIFrameElement).contentDocument;
  const inner = frame ?? shadowRootOf(active);
  return (inner && deepActive(inner)) ?? active;
}
