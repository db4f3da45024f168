import { Bold, ClassicEditor, Essentials, Paragraph } from "ckeditor5";
import { HTML } from "./text.js";

export async function mount(host) {
  const editor = await ClassicEditor.create({
    attachTo: host, licenseKey: "GPL", plugins: [Essentials, Paragraph, Bold], root: { initialData: HTML },
  });
  const words = (html) => [...Object.assign(document.createElement("div"), { innerHTML: html }).children].map((block) => block.textContent).join("\n");
  return { root: editor.editing.view.getDomRoot(), state: () => words(editor.getData()) };
}
