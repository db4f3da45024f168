/** The spec fields of the form as facts: what the copy is compared with. */
import type { Fact, Marketplace } from "../api/contract";
import { linearise } from "../fields/linear";
import { CONTROLS, editableOf, isPrivate, isVisible, queryAll, type Root } from "./find";
import { choiceOf, labelsOf, plain, questionOf } from "./labels";
import { shadowRootOf } from "../browser";

const LONGEST_NAME = 80;
const LONGEST_VALUE = 500;
/** What forms put around the name of a field. */
const MARKS = /^[\s*:：]+|[\s*:：]+$/g;
export const SPECS = "input, select, [role='combobox']";

/** A fact, and where in the page it stands. */
export interface Spec {
  fact: Fact;
  element: HTMLElement;
}

/** Facts of the form's own spec fields, of name and value pairs, and of two-column tables. */
export function readFacts(
  roots: readonly Root[],
  shop: Marketplace,
  labels: readonly string[],
  taken: ReadonlySet<HTMLElement>,
): Spec[] {
  const skipped = new Set(queryAll(roots, shop.facts.skip));
  const isFree = (host: HTMLElement): boolean =>
    !skipped.has(host) && !taken.has(host) && !taken.has(editableOf(host) ?? host);
  const selected = queryAll(roots, shop.facts.selectors).filter(isFree).flatMap(specOf);
  const known = new Set(selected.map(({ fact }) => plain(fact.name)));
  // A unit beside its value goes by the same label, and is part of that fact already.
  const others = labelled(roots, labels).filter(isFree).flatMap(specOf).filter(({ fact }) => !known.has(plain(fact.name)));
  const specs = [...selected, ...others, ...pairs(roots, shop), ...rows(roots)];
  return [...new Map(specs.map((spec) => [`${spec.fact.name}\n${spec.fact.value}`, spec])).values()];
}

function labelled(roots: readonly Root[], labels: readonly string[]): HTMLElement[] {
  const wanted = new Set(labels.map(plain));
  return queryAll(roots, [SPECS]).filter((control) => labelsOf(control).some((label) => wanted.has(plain(label))));
}

function specOf(host: HTMLElement): Spec[] {
  const value = valueOf(host)?.trim();
  const called = (isChoice(host) ? questionOf(host) : labelsOf(host)[0]) ?? nameIn(host);
  const name = called?.replace(MARKS, "");
  return name && value ? [spec(inner(host) ?? host, name, withUnit(host, value), "attribute")] : [];
}

function spec(element: HTMLElement, name: string, value: string, source: string): Spec {
  return { element, fact: { name: name.slice(0, LONGEST_NAME), value: value.slice(0, LONGEST_VALUE), source } };
}

/** What a control holds now; null for what is hidden, private, or a choice that is not made. */
export function valueOf(host: HTMLElement): string | null {
  const control = inner(host);
  if (!control) return host.getAttribute("value");
  if (isPrivate(control) || !isOffered(isChoice(control) ? (control.closest("label") ?? control) : control))
    return null;
  if (control.localName === "select") return chosen(control as HTMLSelectElement);
  if (isChoice(control)) return (control as HTMLInputElement).checked ? choiceOf(control) : null;
  if (control.localName === "input" || control.localName === "textarea") return (control as HTMLInputElement).value;
  return linearise(control).text;
}

/** The control in a custom element. */
function inner(host: HTMLElement): HTMLElement | null {
  return isLeaf(host) ? host : (editableOf(host) ?? leafIn(host));
}

/** On the screen, or on another tab of the form, which is saved as well; not what a script hides behind its own. */
function isOffered(control: HTMLElement): boolean {
  if (isVisible(control)) return true;
  const onTab = !control.checkVisibility() && getComputedStyle(control).display !== "none";
  return onTab && control.closest("form") !== null;
}

function chosen(select: HTMLSelectElement): string | null {
  const texts = [...select.selectedOptions].filter((option) => option.value !== "").map((option) => option.text.trim());
  return texts.join(", ") || null;
}

function isChoice(element: HTMLElement): boolean {
  return element.localName === "input" && ["radio", "checkbox"].includes((element as HTMLInputElement).type);
}

function isLeaf(element: HTMLElement): boolean {
  return element.matches("input, select, textarea, button, li, [role='combobox']");
}

function leafIn(host: HTMLElement): HTMLElement | null {
  return shadowRootOf(host)?.querySelector<HTMLElement>(SPECS) ?? host.querySelector<HTMLElement>(SPECS);
}

/** "500" with "grams" chosen beside it is "500 grams". */
function withUnit(host: HTMLElement, value: string): string {
  const name = host.getAttribute("name");
  if (!name?.endsWith("-value")) return value;
  const unit = (host.getRootNode() as Root).querySelector<HTMLElement>(
    `[name="${CSS.escape(name.replace(/-value$/, "-unit"))}"]`,
  );
  return [value, unit && valueOf(unit)].filter(Boolean).join(" ");
}

/** What the `name` attribute says, in words: `item_weight-0-value` is "item weight". */
export function nameIn(host: HTMLElement): string | null {
  const name = (host.getAttribute("name") || host.id).replace(/^attributes\./, "");
  const words = name.split(/[-_.[\]\s]+/).filter((word) => word && word !== "value" && !/^\d+$/.test(word));
  return words.join(" ") || null;
}

function pairs(roots: readonly Root[], shop: Marketplace): Spec[] {
  return shop.facts.pairs.flatMap(([names, values]) => {
    const held = queryAll(roots, [values!]);
    return queryAll(roots, [names!]).flatMap((host, index) => {
      const name = valueOf(host)?.trim();
      const value = held[index] && valueOf(held[index])?.trim();
      return name && value ? [spec(held[index]!, name, value, "attribute")] : [];
    });
  });
}

function rows(roots: readonly Root[]): Spec[] {
  return queryAll(roots, ["tr > th:first-child + td:last-child", "dl dt + dd"]).flatMap((cell) => {
    if (cell.querySelector(CONTROLS) || cell.isContentEditable || !isVisible(cell)) return [];
    const name = cell.previousElementSibling?.textContent?.replace(/\s+/g, " ").trim() ?? "";
    const value = linearise(cell).text.trim();
    const fits = name && value && name.length <= LONGEST_NAME && value.length <= LONGEST_VALUE;
    return fits ? [spec(cell, name, value, "table")] : [];
  });
}
