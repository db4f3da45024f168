/** Contenteditable elements and editors in same-origin frames. */
import { compositionOf } from "./compose";
import type { About, Field } from "./field";
import { focusOn } from "./focus";
import { clipped, toTop, viewOf } from "./geometry";
import { linearise, selectionOf } from "./linear";

function rects(root: HTMLElement, start: number, end: number): DOMRect[] {
  const range = linearise(root).range(start, end);
  return range ? clipped(toTop([...range.getClientRects()], root), root) : [];
}

function caret(root: HTMLElement): number | null {
  const selection = selectionOf(root);
  const node = selection?.focusNode;
  return selection && node && root.contains(node) ? linearise(root).offset(node, selection.focusOffset) : null;
}

function focus(root: HTMLElement, offset?: number): void {
  focusOn(root);
  const place = offset === undefined ? null : linearise(root).place(offset, false);
  if (place) selectionOf(root)?.collapse(place.node, place.offset);
}

/** Editors that take `beforeinput` over fire no `input`, so the text itself is watched. */
function onChange(root: HTMLElement, callback: () => void, signal: AbortSignal): void {
  const ime = compositionOf(root);
  const changed = (): void => {
    if (!ime.active) callback();
  };
  const observer = new (viewOf(root).MutationObserver)(changed);
  observer.observe(root, { subtree: true, childList: true, characterData: true });
  root.addEventListener("compositionend", callback, { signal });
  signal.addEventListener("abort", () => observer.disconnect());
}

export function richField(element: HTMLElement, about: About): Field {
  const ime = compositionOf(element);
  return {
    ...about,
    element,
    native: "highlights" in CSS,
    text: () => linearise(element).text,
    composing: () => ime.active,
    rects: (start, end) => rects(element, start, end),
    snapshot: () => linearise(element),
    caret: () => caret(element),
    focus: (offset) => focus(element, offset),
    onChange: (callback, signal) => onChange(element, callback, signal),
  };
}
