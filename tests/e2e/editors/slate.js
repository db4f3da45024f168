import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { createEditor, Node } from "slate";
import { withHistory } from "slate-history";
import { Editable, Slate, withReact } from "slate-react";

const VALUE = [
  { type: "paragraph", children: [{ text: "It " }, { text: "cures", bold: true }, { text: " arthritis pain, they say." }] },
  { type: "paragraph", children: [{ text: "Second line stays." }] },
];

export async function mount(host) {
  const editor = withHistory(withReact(createEditor()));
  const renderLeaf = ({ attributes, children, leaf }) => createElement(leaf.bold ? "strong" : "span", attributes, children);
  const onKeyDown = (event) => {
    if (!event.ctrlKey || !"zy".includes(event.key)) return;
    event.preventDefault();
    event.key === "z" ? editor.undo() : editor.redo();
  };
  createRoot(host).render(createElement(Slate, { editor, initialValue: VALUE }, createElement(Editable, { renderLeaf, onKeyDown })));
  while (!host.querySelector("[data-slate-editor]")) await new Promise(requestAnimationFrame);
  return { root: host.querySelector("[data-slate-editor]"), state: () => editor.children.map((one) => Node.string(one)).join("\n") };
}
