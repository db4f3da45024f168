/** Where the text of an input or textarea stands, for browsers that cannot say: the same text laid out in a copy. */
import { scaleOf, toTop, viewOf } from "./geometry";
import type { Span } from "./spans";

export type Control = HTMLInputElement | HTMLTextAreaElement;

const COPIED = (
  "direction font-family font-size font-style font-weight font-stretch font-variant font-kerning " +
  "font-feature-settings font-variation-settings font-optical-sizing font-size-adjust hyphens letter-spacing " +
  "line-break line-height overflow-wrap padding-bottom padding-left padding-right padding-top tab-size " +
  "text-align text-align-last text-indent text-rendering text-transform unicode-bidi word-break word-spacing " +
  "writing-mode"
).split(" ");

let home: ShadowRoot | null = null;

/** Lay copies out in this root of ours from now on; without one, `mirrorRects` finds nothing. */
export function keepMirrorsIn(root: ShadowRoot | null): void {
  home = root;
}

/** The rectangles of each span, in the top viewport, not yet cut to what is visible. */
export function mirrorRects(control: Control, spans: readonly Span[]): DOMRect[][] {
  if (!home) return spans.map(() => []);
  const copy = document.createElement("div");
  const text = document.createTextNode(`${control.value}\u200b`); // a last empty line still counts as a line
  dress(copy, control);
  copy.append(text);
  home.append(copy);
  const place = placement(control, copy);
  const rects = spans.map((span) => toTop(rangeRects(text, span).map(place), control));
  copy.remove();
  return rects;
}

function rangeRects(text: Text, { start, end }: Span): DOMRect[] {
  const range = document.createRange();
  const last = text.data.length - 1;
  range.setStart(text, Math.min(start, last));
  range.setEnd(text, Math.min(end, last));
  return [...range.getClientRects()].filter((rect) => rect.width > 0);
}

function dress(copy: HTMLElement, control: Control): void {
  const style = viewOf(control).getComputedStyle(control);
  copy.style.setProperty("all", "initial");
  for (const name of COPIED) copy.style.setProperty(name, style.getPropertyValue(name));
  const wraps = control.localName === "textarea" && style.whiteSpace !== "pre" && style.whiteSpace !== "nowrap";
  const fixed = {
    display: "block",
    position: "fixed",
    left: "0",
    top: "0",
    margin: "0",
    border: "0",
    "box-sizing": "border-box",
    visibility: "hidden",
    "pointer-events": "none",
    width: `${innerWidth(control, style)}px`,
    "white-space": wraps ? "pre-wrap" : "pre",
  };
  for (const [name, value] of Object.entries(fixed)) copy.style.setProperty(name, value);
  copy.lang = control.closest<HTMLElement>("[lang]")?.lang ?? control.ownerDocument.documentElement.lang;
}

/** The width text and padding have. `clientWidth` is rounded, and half a pixel can move a word to the next line. */
function innerWidth(control: Control, style: CSSStyleDeclaration): number {
  const border = parseFloat(style.borderLeftWidth) + parseFloat(style.borderRightWidth);
  return control.getBoundingClientRect().width / scaleOf(control) - border - scrollbar(control, border);
}

/** Only a textarea has one; of an input, Firefox counts the padding as outside its client box. */
function scrollbar(control: Control, border: number): number {
  return control.localName === "input"
    ? 0
    : Math.max(0, control.offsetWidth - control.clientWidth - Math.round(border));
}

/** Moves a rectangle of the copy to where the control shows it; `clientLeft` is beside a scrollbar on the left. */
function placement(control: Control, copy: HTMLElement): (rect: DOMRect) => DOMRect {
  const from = copy.getBoundingClientRect();
  const box = control.getBoundingClientRect();
  const scale = scaleOf(control, box);
  const style = viewOf(control).getComputedStyle(control);
  const edge = control.localName === "input" ? parseFloat(style.borderLeftWidth) : control.clientLeft;
  const left = box.left + (edge - control.scrollLeft) * scale;
  const drop = control.localName === "input" ? centring(control, copy, style) : 0;
  const top = box.top + (parseFloat(style.borderTopWidth) + drop - control.scrollTop) * scale;
  return (rect) =>
    new DOMRect(
      left + (rect.x - from.x) * scale,
      top + (rect.y - from.y) * scale,
      rect.width * scale,
      rect.height * scale,
    );
}

/** An input centres its one line in the height that padding leaves. */
function centring(control: Control, copy: HTMLElement, style: CSSStyleDeclaration): number {
  const border = parseFloat(style.borderTopWidth) + parseFloat(style.borderBottomWidth);
  const height = control.getBoundingClientRect().height / scaleOf(control) - border;
  return (height - copy.getBoundingClientRect().height) / 2;
}
