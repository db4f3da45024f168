/** Which controls of a page save or publish the listing: by its marketplace's description, and by what sellers' forms call them. */
import type { Marketplace } from "../api/contract";
import { shadowRootOf } from "../browser";
import { frameOf } from "../fields/geometry";
import { isSelector } from "./find";
import { plain } from "./labels";
import { generic } from "./marketplaces";

const BUTTONS = "button, a[href], input[type='submit'], input[type='button'], input[type='image'], [role='button'], [role='menuitem']";
const LONGEST = 60;

/** A form and its fields, as far as they matter here. */
export interface Kept {
  readonly shop: Marketplace;
  readonly shops: readonly Marketplace[];
  readonly fields: readonly HTMLElement[];
}

/** The control of a press that saves; null where the press does something else. `path` is the event's own. */
export function saverIn(path: readonly EventTarget[], { shop, shops, fields }: Kept): HTMLElement | null {
  const words = new Set([shop, generic(shops)].flatMap((one) => one?.save?.labels ?? []).map(named));
  const selectors = (shop.save?.selectors ?? []).filter(isSelector);
  const controls = path.filter(isElement);
  const known = controls.find((control) => selectors.some((selector) => control.matches(selector)));
  if (known) return known;
  for (const control of controls.filter(isButton)) {
    const names = namesOf(control);
    if (names.some((name) => words.has(name))) return isAmong(control, fields) ? control : null;
    if (names.length > 0 && control.matches(BUTTONS)) return null; // what it stands in may be called "Save" and be a dialog
  }
  return null;
}

/** The form that would submit these fields, whatever trees stand between. */
export function holdsFields(form: HTMLFormElement, fields: readonly HTMLElement[]): boolean {
  return fields.some((field) => formOf(field) === form);
}

/** What a press of a component reaches: the button in its tree. */
export function innermost(control: HTMLElement): HTMLElement {
  const inside = shadowRootOf(control)?.querySelector<HTMLElement>(BUTTONS);
  return inside ? innermost(inside) : control;
}

function isElement(target: EventTarget): target is HTMLElement {
  return "innerText" in target; // also where it is of another window
}

/** A component may be a button though nothing but its name says so. */
export function isButton(element: HTMLElement): boolean {
  return element.matches(BUTTONS) || element.localName.includes("-");
}

function namesOf(control: HTMLElement): string[] {
  const said = ["aria-label", "label", "value", "title"].map((name) => control.getAttribute(name));
  const shown = control.innerText || (control.localName.includes("-") ? shadowRootOf(control)?.textContent : "");
  return [...said, shown ?? ""].filter((name): name is string => !!name && name.length <= LONGEST).map(named);
}

/** A name for comparing, without signs such as an arrow. */
function named(name: string): string {
  return plain(name).replace(/[^\p{L}\p{M}\p{N}& ]/gu, "").trim();
}

/** A button of another form, such as one for settings, saves something else. */
function isAmong(control: HTMLElement, fields: readonly HTMLElement[]): boolean {
  const form = formOf(control);
  return !form || holdsFields(form, fields) || fields.every((field) => formOf(field) === null);
}

function formOf(element: Element): HTMLFormElement | null {
  const own = (element as Partial<HTMLInputElement>).form ?? element.closest("form");
  if (own) return own;
  const root = element.getRootNode();
  const around = "host" in root ? (root as ShadowRoot).host : frameOf(element);
  return around && formOf(around);
}
