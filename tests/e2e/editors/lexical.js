import { registerHistory, createEmptyHistoryState } from "@lexical/history";
import { registerRichText } from "@lexical/rich-text";
import { $createParagraphNode, $createTextNode, $getRoot, createEditor } from "lexical";

export function mount(host) {
  host.contentEditable = "true";
  const editor = createEditor({ onError: (error) => { throw error; } });
  editor.setRootElement(host);
  registerRichText(editor);
  editor.update(() => {
    const words = ["It ", "cures", " arthritis pain, they say."].map((text) => $createTextNode(text));
    words[1].toggleFormat("bold");
    const second = $createTextNode("Second line stays.");
    $getRoot().clear().append($createParagraphNode().append(...words), $createParagraphNode().append(second));
  }, { discrete: true });
  registerHistory(editor, createEmptyHistoryState(), 300);
  const state = () => editor.getEditorState().read(() => $getRoot().getChildren().map((one) => one.getTextContent()).join("\n"));
  return { root: host, state };
}
