/** Inputs and textareas, also inside shadow roots and frames. */
import { compositionOf } from "./compose";
import type { About, Field, LiveRange } from "./field";
import { focusOn } from "./focus";
import { clipped, toTop } from "./geometry";
import { type Control, mirrorRects } from "./mirror";

/** Live ranges inside a control: Chromium has them, Firefox not yet. */
interface WithValueRange {
  createValueRange?(start: number, end: number): LiveRange;
}

export function isControl(element: Element): element is Control {
  return element.localName === "input" || element.localName === "textarea";
}

function valueRange(control: Control, start: number, end: number): LiveRange | null {
  const { length } = control.value;
  return (control as WithValueRange).createValueRange?.(Math.min(start, length), Math.min(end, length)) ?? null;
}

function rects(control: Control, start: number, end: number): DOMRect[] {
  const range = valueRange(control, start, end);
  const raw = range ? toTop([...range.getClientRects()], control) : mirrorRects(control, [{ start, end }])[0]!;
  range?.disconnect?.();
  return clipped(raw, control);
}

function onChange(control: Control, callback: () => void, signal: AbortSignal): void {
  const ime = compositionOf(control);
  let seen = control.value;
  const look = (): void => {
    if (ime.active || control.value === seen) return;
    seen = control.value;
    callback();
  };
  // A value set by a script fires nothing: it is seen when the pointer or the focus comes or goes.
  for (const type of ["input", "change", "compositionend", "focus", "blur", "pointerenter"])
    control.addEventListener(type, look, { signal });
}

export function controlField(element: Control, about: About): Field {
  const ime = compositionOf(element);
  return {
    ...about,
    element,
    native: "createValueRange" in element && "highlights" in CSS,
    text: () => element.value,
    composing: () => ime.active,
    rects: (start, end) => rects(element, start, end),
    snapshot: () => ({ text: element.value, range: (start, end) => valueRange(element, start, end) }),
    caret: () => ((element.getRootNode() as Document).activeElement === element ? element.selectionEnd : null),
    focus: (offset) => {
      focusOn(element);
      if (offset !== undefined) element.setSelectionRange(offset, offset);
    },
    onChange: (callback, signal) => onChange(element, callback, signal),
  };
}
