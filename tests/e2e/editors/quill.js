import Quill from "quill";
import { HTML } from "./text.js";

export function mount(host) {
  host.innerHTML = HTML;
  const quill = new Quill(host, { modules: { history: { delay: 200 } } });
  return { root: quill.root, state: () => quill.getText().trimEnd() };
}
