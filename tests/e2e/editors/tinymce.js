import tinymce from "tinymce/tinymce";
import "tinymce/models/dom";
import "tinymce/themes/silver";
import "tinymce/icons/default";
import "tinymce/skins/ui/oxide/skin.js";
import "tinymce/skins/ui/oxide/content.js";
import "tinymce/skins/content/default/content.js";
import { HTML } from "./text.js";

export async function mount(host, inline = false) {
  const target = host.appendChild(document.createElement(inline ? "div" : "textarea"));
  target[inline ? "innerHTML" : "value"] = HTML;
  const [editor] = await tinymce.init({ target, inline, license_key: "gpl", promotion: false });
  const words = () => [...Object.assign(document.createElement("div"), { innerHTML: editor.getContent() }).children].map((block) => block.textContent).join("\n");
  return { root: editor.getBody(), state: words };
}
