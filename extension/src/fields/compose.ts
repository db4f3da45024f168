/** Which elements an input method is composing in. */
const states = new WeakMap<Element, { active: boolean }>();
const active = new Set<Element>();

/** Whether one composes anywhere on the page; an element that left it amid a composition is forgotten. */
export function isComposing(): boolean {
  for (const element of active) if (!element.isConnected) active.delete(element);
  return active.size > 0;
}

/** The state of an element, kept up to date from the first call on; one pair of listeners for each element, ever. */
export function compositionOf(element: Element): { readonly active: boolean } {
  const known = states.get(element);
  if (known) return known;
  const state = { active: false };
  states.set(element, state);
  const turn = (on: boolean): void => {
    state.active = on;
    if (on) active.add(element);
    else active.delete(element);
  };
  element.addEventListener("compositionstart", () => turn(true), { capture: true });
  element.addEventListener("compositionend", () => turn(false), { capture: true });
  return state;
}
