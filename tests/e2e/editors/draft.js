import { Editor, EditorState, convertFromRaw, getDefaultKeyBinding } from "draft-js";
import { createElement, useState } from "react";
import { createRoot } from "react-dom/client";

const RAW = {
  entityMap: {},
  blocks: [
    { key: "first", type: "unstyled", text: "It cures arthritis pain, they say.", inlineStyleRanges: [{ offset: 3, length: 5, style: "BOLD" }] },
    { key: "secnd", type: "unstyled", text: "Second line stays." },
  ],
};

export async function mount(host) {
  let state;
  function Drafted() {
    const [editorState, setEditorState] = useState(() => EditorState.createWithContent(convertFromRaw(RAW)));
    state = editorState;
    const handleKeyCommand = () => "not-handled";
    return createElement(Editor, { editorState, onChange: setEditorState, handleKeyCommand, keyBindingFn: getDefaultKeyBinding });
  }
  createRoot(host).render(createElement(Drafted));
  while (!host.querySelector("[contenteditable]")) await new Promise(requestAnimationFrame);
  return { root: host.querySelector("[contenteditable]"), state: () => state.getCurrentContent().getPlainText("\n") };
}
