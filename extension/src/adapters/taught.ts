/** A field that the seller pointed at once: how it is found again, and where it stands among what is known of a form. */
import type { FieldPlace, FieldRole, Marketplace } from "../api/contract";
import { frameOf } from "../fields/geometry";
import { editableOf, isPrivate, rootsOf } from "./find";
import { labelsOf } from "./labels";

const BOXES = "input, textarea, [contenteditable]:not([contenteditable='false'])";

/** Resolves with the next box that is pressed, in a frame or a component too; never, once `signal` has been given up. */
export function pointedAt(doc: Document, role: FieldRole, signal: AbortSignal): Promise<FieldPlace> {
  return new Promise((resolve) => {
    const take = (event: Event): void => {
      const pressed = event.composedPath()[0] as HTMLElement;
      const box = editableOf(pressed.closest<HTMLElement>(BOXES) ?? pressed);
      if (box && !isPrivate(box)) resolve(placeOf(frameOf(box) ?? box, role));
    };
    for (const root of rootsOf(doc)) {
      if ("defaultView" in root) root.addEventListener("pointerdown", take, { capture: true, passive: true, signal });
    }
  });
}

/** Its name, its id unless that was counted, and what the form calls it. */
function placeOf(box: HTMLElement, role: FieldRole): FieldPlace {
  const name = box.getAttribute("name");
  const byName = name ? [`${box.localName}[name="${CSS.escape(name)}"]`] : [];
  const byId = /^\D+$/.test(box.id) ? [`#${CSS.escape(box.id)}`] : [];
  return { id: role, role, selectors: [...byName, ...byId], labels: labelsOf(box).slice(0, 1), limit: null, many: false };
}

/** What was known comes first: a field is taught where that finds nothing. */
export function withTaught(shops: readonly Marketplace[], taught: readonly FieldPlace[]): Marketplace[] {
  return shops.map((shop) => ({ ...shop, fields: taught.reduce(withPlace, [...shop.fields]) }));
}

function withPlace(fields: FieldPlace[], taught: FieldPlace): FieldPlace[] {
  const known = fields.find(({ id }) => id === taught.id);
  if (!known) return [...fields, taught];
  const both = { ...known, selectors: [...known.selectors, ...taught.selectors], labels: [...known.labels, ...taught.labels] };
  return fields.map((field) => (field === known ? both : field));
}
