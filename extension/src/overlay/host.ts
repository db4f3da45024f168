/** The one element that Caveat adds to a page: a sibling of `<body>`, so that nothing of the page's own moves. */
import { button, h } from "./dom";
import { adoptStyle } from "./style";
import { signs } from "./symbols";

/** Events that must not reach the page's own shortcuts and click handlers. */
const PRIVATE = ["keydown", "keyup", "keypress", "input", "change", "click", "dblclick", "mousedown", "mouseup", "pointerdown", "pointerup", "copy"];

const RETURNS = 5;

export class Host {
  readonly element = document.createElement("caveat-overlay");
  readonly root: ShadowRoot;
  readonly #watch = new MutationObserver(() => this.#comeBack());
  #returns = 0;
  readonly #heard = h("div", { class: "heard", role: "status" });
  /** Keys that went down for Caveat: the page does not hear them come up either, wherever the focus is by then. */
  readonly #down = new Set<string>();

  /** Closed, so that scripts of the page can neither read findings nor press Apply; open in tests. */
  constructor(open: boolean, language: string) {
    this.element.lang = language;
    this.root = this.element.attachShadow({ mode: open ? "open" : "closed" });
    adoptStyle(this.root);
    for (const type of PRIVATE) this.root.addEventListener(type, (event) => event.stopPropagation());
    this.root.addEventListener("keydown", (event) => this.#down.add((event as KeyboardEvent).code));
    this.root.append(this.#heard);
    document.documentElement.append(this.element);
    this.#watch.observe(document, { childList: true });
    this.#watch.observe(document.documentElement, { childList: true });
  }

  /** A page that renders its whole document anew takes the element away with it; it comes back, and does not fight. */
  #comeBack(): void {
    if (this.element.isConnected || this.#returns++ >= RETURNS) return;
    document.documentElement.append(this.element);
    this.#watch.observe(document.documentElement, { childList: true });
  }

  /** Let a screen reader say it, without moving the focus. */
  announce(text: string): void {
    this.#heard.textContent = text;
  }

  /** Keep a key from the page. */
  take(event: KeyboardEvent): void {
    event.preventDefault();
    event.stopImmediatePropagation();
    this.#down.add(event.code);
  }

  /** A key goes down or comes up anywhere, and nobody has heard of it yet. */
  pass({ type, code, target }: KeyboardEvent): boolean {
    return !this.#down.delete(code) || type === "keydown" || target === this.element;
  }

  /** The question before Save is open; it has the keyboard and the pointer. */
  isAsking(): boolean {
    return this.root.querySelector(".question") !== null;
  }

  /** Replace everything by one quiet line, and one thing that may be done about it. */
  banner(text: string, act: string, does: () => void, closeLabel: string): void {
    const close = button("plain", signs.close(), () => this.remove(), closeLabel);
    const line = h("div", { class: "surface banner", role: "status" }, h("p", { class: "grow" }, text), button("", act, does), close);
    this.root.replaceChildren(line);
  }

  remove(): void {
    this.#watch.disconnect();
    this.element.remove();
  }
}
