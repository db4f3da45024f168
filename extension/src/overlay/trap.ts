/** The focus in a dialog of ours: Tab stays inside, as the page's own fields are what the seller came from. */

export function stopsIn(dialog: HTMLElement): HTMLElement[] {
  return [...dialog.querySelectorAll<HTMLElement>("button:not(:disabled), a[href], input, select")];
}

export function hasFocus(dialog: HTMLElement): boolean {
  return dialog.contains((dialog.getRootNode() as ShadowRoot).activeElement);
}

/** Draw it anew: the focus stays on the same control, or at least on the dialog, and what `scrolls` stays where it was. */
export function redraw(dialog: HTMLElement, scrolls: string | null, draw: () => void): void {
  const focused = hasFocus(dialog);
  const at = stopsIn(dialog).findIndex((stop) => stop.matches(":focus"));
  const scrolled = scrolls && dialog.querySelector(scrolls)?.scrollTop;
  draw();
  if (scrolled) dialog.querySelector(scrolls)?.scrollTo({ top: scrolled, behavior: "instant" });
  if (focused) (stopsIn(dialog)[at] ?? dialog).focus({ preventScroll: true });
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
