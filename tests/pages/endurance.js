// Twelve fields of every kind, and what a test asks about them: their text, their caret, and what the browser fired.
"use strict";

const TEXTS = [
  "Lumo Cutting Board 40 x 30 cm", "Lumo Board for the kitchen", "Juice groove keeps the counter dry", "Two sides for meat and bread",
  "Feet that hold it in place 🎍 on the counter", "Handle on the short side", "Comes in a box with a cloth",
  "A board for everyday cooking.\nWash by hand and dry at once.", "A gift for a friend who cooks", "Made in one piece, as long as it lasts",
  "chopping board wood", "kitchen board large",
];
const inside = {};

function component(name, mode, kind) {
  customElements.define(name, class extends HTMLElement {
    connectedCallback() {
      const control = (inside[this.id] = document.createElement(kind));
      control.style.cssText = "box-sizing: border-box; width: 100%; padding: 7px 10px; font: inherit; field-sizing: " + (kind === "textarea" ? "content" : "fixed");
      this.attachShadow({ mode }).append(control);
    }
  });
}
component("open-input", "open", "input");
component("closed-text", "closed", "textarea");

let fields = [];
let edits = 0;

// The frame's own document comes after the page's.
addEventListener("load", () => {
  fields = TEXTS.map((_, index) => {
    const host = document.querySelector(`#f${index + 1}`);
    return inside[host.id] ?? (host.localName === "iframe" ? host.contentDocument.body : host);
  });
  fields.forEach((field, index) => {
    if ("value" in field) field.value = TEXTS[index];
    else field.textContent = TEXTS[index];
    field.addEventListener("input", () => edits++);
  });
});

const textNodes = (field) => {
  const walker = field.ownerDocument.createTreeWalker(field, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
};

function point(field, offset) {
  for (const node of textNodes(field)) {
    if (offset <= node.length) return [node, offset];
    offset -= node.length;
  }
  return [field, field.childNodes.length];
}

// A caret or a selection, as a seller sets it with the mouse.
function place(index, start, end) {
  const field = fields[index];
  if (index === 9) document.querySelector("#f10").focus();
  field.focus();
  if ("value" in field) return field.setSelectionRange(start, end);
  const selection = field.ownerDocument.getSelection();
  selection.setBaseAndExtent(...point(field, start), ...point(field, end));
}

window.ready = () => fields.length > 0;
window.endurance = {
  place,
  edits: () => edits,
  // An editor's blanks are partly no-break spaces, as the browser likes to set them.
  raw: () => fields.map((field, index) => ("value" in field ? field.value : field.textContent)),
  texts: () => window.endurance.raw().map((text) => text.replace(/\u00a0/g, " ")),
  boxes: () => fields.map((field) => (field.ownerDocument === document ? field : document.querySelector("#f10")).getBoundingClientRect().toJSON()),
  // Field and place of every word that is underlined, by its level.
  underlined: () => ["stop", "prove", "platform", "polish"].flatMap((verdict) =>
    [window, fields[9].ownerDocument.defaultView].flatMap((view) => [...(view.CSS.highlights.get(`caveat-${verdict}`) ?? [])].map((range) => {
      const box = range.getBoundingClientRect();
      const frame = view === window ? { x: 0, y: 0 } : document.querySelector("#f10").getBoundingClientRect();
      const [x, y] = [box.x + frame.x + 1, box.y + frame.y + 1];
      const index = window.endurance.boxes().findIndex((one) => x >= one.left && x <= one.right && y >= one.top && y <= one.bottom);
      return [verdict, index, range.startOffset, range.endOffset];
    }))).sort((a, b) => String(a).localeCompare(String(b))),
};
