// A plain control, as the browser makes it.
import { START } from "./text.js";

export function mount(host) {
  const control = host.appendChild(document.createElement("textarea"));
  control.value = START;
  return { root: control, state: () => control.value };
}
