import { Editor } from "@tiptap/core";
import StarterKit from "@tiptap/starter-kit";
import { HTML } from "./text.js";

export function mount(host) {
  const editor = new Editor({ element: host, extensions: [StarterKit], content: HTML });
  return { root: editor.view.dom, state: () => editor.getText({ blockSeparator: "\n" }) };
}
