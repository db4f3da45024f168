/** Which elements an input method is composing in. */
const states = new WeakMap<Element, { active: boolean }>();

/** The state of an element, kept up to date from the first call on; one pair of listeners for each element, ever. */
export function compositionOf(element: Element): { readonly active: boolean } {
  const known = states.get(element);
  if (known) return known;
  const state = { active: false };
  states.set(element, state);
  element.addEventListener("compositionstart", () => (state.active = true), { capture: true });
  element.addEventListener("compositionend", () => (state.active = false), { capture: true });
  return state;
}
