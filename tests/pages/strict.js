// Writes down everything that a page can learn of what is done to it, from its first moment on.
"use strict";

const NAMES = new Set(Object.getOwnPropertyNames(window));
const TREES = { open: null, closed: null };
const told = { changes: [], events: [], violations: [] };
const WATCHED = { subtree: true, childList: true, attributes: true, characterData: true };

class BulletBox extends HTMLElement {
  constructor() {
    super();
    const mode = this.getAttribute("name");
    const control = Object.assign(document.createElement("input"), { value: "Relieves back pain in minutes" });
    control.ariaLabel = `Bullet point ${mode === "open" ? 1 : 2}`;
    TREES[mode] = this.attachShadow({ mode });
    TREES[mode].append(control);
  }
}

const frame = () => document.querySelector("iframe");

function note(records) {
  for (const { type, target, attributeName, addedNodes, removedNodes } of records) {
    const nodes = [...addedNodes, ...removedNodes].map(({ nodeName }) => nodeName.toLowerCase());
    told.changes.push([type, target.nodeName.toLowerCase(), attributeName, ...nodes].filter(Boolean).join(" "));
  }
}
const observer = new MutationObserver(note);

addEventListener("securitypolicyviolation", ({ violatedDirective, sourceFile }) => told.violations.push(`${violatedDirective} ${sourceFile}`));
addEventListener("DOMContentLoaded", () => {
  observer.observe(document, WATCHED);
  customElements.define("bullet-box", BulletBox);
  for (const tree of Object.values(TREES)) observer.observe(tree, WATCHED);
  observer.takeRecords();
  frame().addEventListener("load", () => {
    const inner = frame().contentDocument;
    inner.body.setAttribute("aria-label", "Full description");
    observer.observe(inner, WATCHED);
    observer.takeRecords();
    told.framed = true;
  });
  for (const type of ["beforeinput", "input", "change", "submit", "reset"])
    addEventListener(type, ({ target }) => told.events.push(`${type} ${target.localName}`), true);
});

/** All that the page holds, as markup and as what would be submitted. */
function held() {
  const whole = document.documentElement.outerHTML.replace(/<caveat-overlay[^>]*><\/caveat-overlay>/, "");
  const trees = Object.values(TREES);
  return {
    form: [...new FormData(document.querySelector("#listing"))],
    typed: trees.map((tree) => tree.firstChild.value),
    markup: [whole, ...trees.map((tree) => tree.innerHTML), frame().contentDocument.documentElement.outerHTML],
  };
}

window.ready = () => told.framed === true;
window.trees = TREES;
window.page = {
  held,
  /** What was changed and fired, apart from the one element of the overlay, which is counted. */
  told() {
    note(observer.takeRecords());
    const names = Object.getOwnPropertyNames(window).filter((name) => !NAMES.has(name));
    return { ...told, names, hosts: document.documentElement.querySelectorAll(":scope > caveat-overlay").length };
  },
  /** What a page may read of its own styles. */
  styles() {
    const trees = [document, ...Object.values(TREES), frame().contentDocument];
    return { highlights: [window, frame().contentWindow].map((view) => view.CSS.highlights.size), sheets: trees.map((tree) => tree.adoptedStyleSheets.length) };
  },
};
