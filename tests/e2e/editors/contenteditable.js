// An editable part of a page, with no editor behind it.
import { HTML } from "./text.js";

export function mount(host) {
  host.contentEditable = "true";
  host.innerHTML = HTML;
  return { root: host, state: () => [...host.children].map((block) => block.textContent).join("\n") };
}
