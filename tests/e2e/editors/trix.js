import "trix";
import { HTML } from "./text.js";

export async function mount(host) {
  const element = document.createElement("trix-editor");
  const ready = new Promise((done) => element.addEventListener("trix-initialize", done, { once: true }));
  host.append(element);
  await ready;
  element.editor.loadHTML(HTML.replaceAll("p>", "div>"));
  return { root: element, state: () => element.editor.getDocument().toString().trimEnd() };
}
