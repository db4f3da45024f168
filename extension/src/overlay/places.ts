/** The other place that a finding speaks of, and the way there: words of a field, or a spec field of the form. */
import type { Page } from "../adapters/page";
import type { Related } from "../api/contract";
import type { Field } from "../fields/field";
import { reveal } from "./origin";

export function fieldOf(page: Page | null, id: string | null): Field | null {
  return page?.fields.find((field) => field.id === id) ?? null;
}

/** Where a place stands in the page; null where it is not on the page that is open. */
export function elementOf(page: Page | null, { field, fact }: Related): HTMLElement | null {
  return fieldOf(page, field)?.element ?? page?.factPlaces.get(fact ?? "") ?? null;
}

/** Bring a place into sight and put the caret, or the focus, there: the seller asked to be led to it. */
export function goTo(page: Page | null, place: Related): void {
  const field = fieldOf(page, place.field);
  if (field && place.start !== null && place.end !== null) {
    reveal(field, { start: place.start, end: place.end });
    field.focus(place.start);
    return;
  }
  const element = field?.element ?? elementOf(page, place);
  element?.scrollIntoView({ block: "center", behavior: "instant" });
  element?.focus({ preventScroll: true });
}
