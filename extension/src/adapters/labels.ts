/** How a form calls its controls. */
import { frameOf } from "../fields/geometry";
import { CONTROLS, type Root } from "./find";

const LONGEST = 80;
const STEPS_UP = 6;
/** What an editor writes on its own buttons names nothing. */
const TOOLBARS = "[role='toolbar'], [role='menubar'], [class*='toolbar' i], [class*='menubar' i], trix-toolbar";
const NAMELESS = `${CONTROLS}, ${TOOLBARS}`;

/** All names a control goes by, the one it says itself first. */
export function labelsOf(control: HTMLElement): string[] {
  const own = [byAria(control), byFor(control), byWrapper(control), control.getAttribute("label")].flatMap(nonEmpty);
  const frame = frameOf(control);
  if (frame) return [...labelsOf(frame), ...own]; // an editor calls itself "Rich text area"; the form knows better
  if (own.length > 0) return own;
  const host = hostOf(control);
  if (host) return labelsOf(host);
  return [byRow(control)].flatMap(nonEmpty);
}

/** The question above a group of choices. */
export function questionOf(choice: HTMLElement): string | null {
  const legend = choice.closest("fieldset, [role='radiogroup']")?.querySelector("legend");
  return nonEmpty(legend ? textOf(legend) : byRow(choice.closest("label") ?? choice))[0] ?? null;
}

export function choiceOf(choice: HTMLElement): string | null {
  return [byAria(choice), byFor(choice), byWrapper(choice)].flatMap(nonEmpty)[0] ?? choice.getAttribute("value");
}

function nonEmpty(text: string | null): string[] {
  const clean = text?.replace(/\s+/g, " ").trim();
  return clean ? [clean.slice(0, LONGEST)] : [];
}

/** The component that a control is the inside of. */
function hostOf(control: HTMLElement): HTMLElement | null {
  const root = control.getRootNode();
  return "host" in root ? (root.host as HTMLElement) : null;
}

function byAria(control: HTMLElement): string | null {
  const root = control.getRootNode() as Root;
  const ids = control.getAttribute("aria-labelledby")?.split(/\s+/).filter(Boolean) ?? [];
  const texts = ids.map((id) => root.getElementById(id)).filter((named) => named !== null);
  return texts.map(textOf).join(" ") || control.getAttribute("aria-label");
}

/** TinyMCE's frame is called after the textarea that it hides: `x_ifr` for `x`. */
function byFor(control: HTMLElement): string | null {
  const root = control.getRootNode() as Root;
  const id = control.localName === "iframe" ? control.id.replace(/_ifr$/, "") : control.id;
  const targets = [id, control.localName.includes("-") ? control.getAttribute("name") : null].filter((one) => one);
  for (const target of targets) {
    const label = root.querySelector(`[for="${CSS.escape(target!)}"]`);
    if (label) return textOf(label) || label.getAttribute("text");
  }
  return null;
}

function byWrapper(control: HTMLElement): string | null {
  const label = control.closest("label");
  return label ? textOf(label) : null;
}

/** The text that stands before a control: its own row's, or the cell's or column's before it. */
function byRow(control: Element): string | null {
  for (
    let at: Element | null = control, step = 0;
    at && step < STEPS_UP && !at.matches("form, main, body, dialog");
    step++
  ) {
    for (let before = at.previousSibling; before; before = before.previousSibling) {
      if (before.nodeType === Node.ELEMENT_NODE && (before as Element).matches(NAMELESS)) continue;
      if (holdsControl(before)) return null; // another control's row
      const text = textOf(before).replace(/\s+/g, " ").trim();
      if (text) return text.length <= LONGEST ? text : null;
    }
    at = at.parentElement;
  }
  return null;
}

function holdsControl(node: Node): boolean {
  const found = (node as Element).querySelectorAll?.(CONTROLS) ?? [];
  return [...found].some((control) => !control.closest(TOOLBARS));
}

/** The text of a label without that of the controls in it. */
function textOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? "";
  if (node.nodeType !== Node.ELEMENT_NODE || (node as Element).matches(`${NAMELESS}, script, style, button, svg`))
    return "";
  return [...node.childNodes].map(textOf).join("");
}

/** A label for comparing: no case, no width, no "*", no note in brackets, no number at its end. */
export function plain(label: string): string {
  const folded = label
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u2018\u2019]/g, "'");
  return folded
    .replace(/\([^)]*\)|[*:?]/g, " ")
    .replace(/[\s#]*\d+\s*$/, "")
    .replace(/\s+/g, " ")
    .trim();
}
