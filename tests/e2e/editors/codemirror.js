import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { EditorView, keymap } from "@codemirror/view";
import { START } from "./text.js";

export function mount(host) {
  const view = new EditorView({ parent: host, doc: START, extensions: [history(), keymap.of([...defaultKeymap, ...historyKeymap])] });
  return { root: view.contentDOM, state: () => view.state.doc.toString() };
}
