// Katal-like components: the real control sits in a shadow root, its value is mirrored to the host's `value`.
"use strict";

const mode = location.hash === "#closed" ? "closed" : "open";
const roots = [];

const LOOK = `
  :host { display: block; margin-bottom: 6px; }
  input, textarea, select { box-sizing: border-box; width: 100%; padding: 6px 10px; font: 15px/1.5 system-ui, sans-serif; }
  textarea { height: 64px; }
`;

function control(host) {
  if (host.localName === "kat-textarea") return document.createElement("textarea");
  if (host.localName !== "kat-dropdown") return document.createElement("input");
  const select = document.createElement("select");
  for (const name of host.getAttribute("options").split(",")) select.append(new Option(name));
  return select;
}

class KatControl extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode });
    roots.push(root);
    const style = document.createElement("style");
    style.textContent = LOOK;
    const inner = control(this);
    inner.value = this.value = this.getAttribute("value");
    const limit = this.getAttribute("maxlength");
    if (limit !== null && "maxLength" in inner) inner.maxLength = Number(limit);
    inner.addEventListener("input", () => { this.value = inner.value; });
    inner.addEventListener("change", () => this.dispatchEvent(new CustomEvent("change", { bubbles: true })));
    root.append(style, inner);
  }
}
for (const name of ["kat-input", "kat-textarea", "kat-predictive-input", "kat-dropdown"]) {
  customElements.define(name, class extends KatControl {});
}

// The inside is a real button, and the page listens on the host.
customElements.define("kat-button", class extends HTMLElement {
  connectedCallback() {
    const root = this.attachShadow({ mode });
    const inner = root.appendChild(document.createElement("button"));
    inner.type = "button";
    inner.textContent = this.getAttribute("label");
  }
});
window.saves = [];
document.querySelector("kat-button").addEventListener("click", () => saves.push(submitted()));

// What Save would send: the hosts' values, never the inner controls'.
window.submitted = () =>
  Object.fromEntries([...document.querySelectorAll("#listing [name]")].map((host) => [host.getAttribute("name"), host.value]));
window.shadowRoots = () => roots;
window.ready = () => true;
