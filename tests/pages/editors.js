// Loads one real editor and says what it holds: in its own state, and on the page.
"use strict";

const script = document.createElement("script");
script.src = `/editors/${location.hash.slice(1)}.js`;
let mounted = null;
script.addEventListener("load", async () => (mounted = await window.editor.mount(document.querySelector("#editor"))));
document.head.append(script);
addEventListener("hashchange", () => location.reload());

const plain = (text) => text.replace(/\u00a0/g, " ").replace(/[\u200b\ufeff]/g, "");

window.ready = () => mounted !== null;
window.held = () => ({ state: plain(mounted.state()), shown: plain(window.textOf(mounted.root)) });
/** Put `text` in place of `old`, as the card's button does. */
window.rewrite = (old, text) => {
  const start = window.textOf(mounted.root).replace(/\u00a0/g, " ").indexOf(old);
  return window.replaceIn(mounted.root, start, start + old.length, text);
};
/** Where a click puts the caret behind the last letter. */
window.lastPlace = () => {
  (mounted.root.ownerDocument.defaultView.frameElement ?? mounted.root).scrollIntoView({ block: "center" });
  const end = window.textOf(mounted.root).trimEnd().length;
  const { right, top, bottom } = window.rectsOf(mounted.root, end - 1, end).at(-1);
  return { x: right - 1, y: (top + bottom) / 2 };
};
