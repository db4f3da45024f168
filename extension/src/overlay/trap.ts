/** Keeps Tab inside a dialog of ours, as the page's own fields are what the seller came from. */

export function stopsIn(dialog: HTMLElement): HTMLElement[] {
  return [...dialog.querySelectorAll<HTMLElement>("button:not(:disabled), a[href], input, select")];
}

export function trapTab(event: KeyboardEvent, dialog: HTMLElement): void {
  if (event.key !== "Tab") return;
  const stops = stopsIn(dialog);
  const active = (dialog.getRootNode() as ShadowRoot).activeElement;
  const at = stops.indexOf(active as HTMLElement);
  const next = stops.at(event.shiftKey ? (at <= 0 ? -1 : at - 1) : at + 1) ?? stops[0];
  event.preventDefault();
  next?.focus();
}
