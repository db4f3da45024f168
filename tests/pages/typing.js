// Puts the caret where a test wants it, and writes down what a field was told and how it changed.
"use strict";

const EVENTS = ["compositionstart", "compositionupdate", "compositionend", "beforeinput", "input", "change", "keydown"];
let mounted = { root: null };
let log = [];

function watch(element) {
  for (const type of EVENTS)
    element.addEventListener(type, (event) => log.push([type, event.data ?? event.key ?? null, event.inputType ?? null, event.isComposing ?? null, held(element)]));
  new MutationObserver((records) => log.push(...records.map(({ type, target }) => [type, target.nodeName, target.data ?? null]))).observe(element, { subtree: true, childList: true, attributes: true, characterData: true });
}

const plain = (text) => text.replace(/\u00a0/g, " ").replace(/[\u200b\ufeff]/g, "");
const held = (element) => element.value ?? plain(element.textContent);

/** How many letters stand before the caret. */
function caret(element) {
  if ("value" in element) return element.selectionEnd;
  const { focusNode, focusOffset } = getSelection();
  if (!element.contains(focusNode)) return null;
  const before = document.createRange();
  before.setStart(element, 0);
  before.setEnd(focusNode, focusOffset);
  return plain(before.toString()).length;
}

/** The node and offset of the letter at `index`. */
function letter(element, index) {
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = index;
  while (walk.nextNode()) {
    if (left <= walk.currentNode.length) return [walk.currentNode, left];
    left -= walk.currentNode.length;
  }
}

/** What lies between two points, as the browser's own hit test sees it. */
function between(from, to) {
  const [start, end] = [from, to].map(({ x, y }) => document.caretPositionFromPoint(x, y));
  if ("value" in start.offsetNode) return start.offsetNode.value.slice(start.offset, end.offset);
  const range = document.createRange();
  range.setStart(start.offsetNode, start.offset);
  range.setEnd(end.offsetNode, end.offset);
  return range.toString();
}

window.typing = {
  field: (name) => (name === "editor" ? mounted.root : document.getElementById(name)),
  /** The caret goes behind these words. */
  place(name, words) {
    const element = typing.field(name);
    const at = held(element).indexOf(words) + words.length;
    element.focus();
    if ("value" in element) element.setSelectionRange(at, at);
    else getSelection().collapse(...letter(element, at));
    log = [];
  },
  /** What the field holds, where the caret is, and all that has happened since the caret was placed. */
  state(name) {
    const element = typing.field(name);
    return { text: held(element), caret: caret(element), state: mounted.state?.() ?? null, log };
  },
  /** The words under a painted rectangle, which is given by its middle. */
  under({ x, y, width, height }) {
    const line = y - (height < 6 ? 6 : 0); // a strip lies under its words
    return between({ x: x - width / 2 + 1, y: line }, { x: x + width / 2 - 1, y: line });
  },
};

async function mount(editor) {
  const script = document.head.appendChild(Object.assign(document.createElement("script"), { src: `/editors/${editor}.js` }));
  await new Promise((done) => script.addEventListener("load", done));
  mounted = await window.editor.mount(document.querySelector("#editor"));
  watch(mounted.root);
}

for (const name of ["title", "text", "rich"]) watch(document.getElementById(name));
window.ready = () => location.hash === "" || mounted.root !== null;
if (location.hash) mount(location.hash.slice(1));
