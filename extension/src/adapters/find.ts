/** Find controls wherever they stand: through shadow roots, closed ones too, and same-origin frames. */
import { shadowRootOf } from "../browser";
import { frameOf } from "../fields/geometry";

export type Root = Document | ShadowRoot;

export const CONTROLS = "input, textarea, select, iframe, [contenteditable], [role='combobox']";
const EDITABLES = "textarea, input, [contenteditable]:not([contenteditable='false'])";
const TYPED = new Set(["", "text"]);

/** The document and every tree inside it, in document order. */
export function rootsOf(doc: Document): Root[] {
  const roots: Root[] = [doc];
  for (let index = 0; index < roots.length; index++) {
    for (const element of roots[index]!.querySelectorAll<HTMLElement>("*")) {
      const inner = treeIn(element);
      if (inner) roots.push(inner);
    }
  }
  return roots;
}

/** Asking for a closed root is slow, so only custom elements are asked; others hold open ones. */
function treeIn(element: HTMLElement): Root | null {
  if (element.localName === "iframe") return documentIn(element);
  return element.localName.includes("-") ? shadowRootOf(element) : element.shadowRoot;
}

/** The document of a same-origin frame. */
export function documentIn(frame: HTMLElement): Document | null {
  const { contentDocument } = frame as HTMLIFrameElement;
  return contentDocument?.body ? contentDocument : null;
}

export function queryAll(roots: readonly Root[], selectors: readonly string[]): HTMLElement[] {
  const sound = selectors.filter(isSelector).join(", ");
  return sound ? roots.flatMap((root) => [...root.querySelectorAll<HTMLElement>(sound)]) : [];
}

const tried = new Map<string, boolean>();

/** A description that came later may hold what this browser does not know; the rest of it still serves. */
export function isSelector(selector: string): boolean {
  let sound = tried.get(selector);
  if (sound === undefined) {
    try {
      document.createDocumentFragment().querySelector(selector);
      sound = true;
    } catch {
      sound = false; // a SyntaxError is the answer
    }
    tried.set(selector, sound);
  }
  return sound;
}

/** What the seller types into, given the element that a selector names: itself, or what stands in its tree. */
export function editableOf(host: HTMLElement): HTMLElement | null {
  if (host.localName === "iframe") return editorIn(documentIn(host));
  if (host.matches(EDITABLES)) return isTyped(host) ? host : null;
  const inside = [shadowRootOf(host), host].flatMap((root) =>
    root ? [...root.querySelectorAll<HTMLElement>(EDITABLES)] : [],
  );
  return inside.find(isTyped) ?? nested(host);
}

/** Components are built of components: look one tree deeper. */
function nested(host: HTMLElement): HTMLElement | null {
  for (const child of shadowRootOf(host)?.querySelectorAll<HTMLElement>("*") ?? []) {
    const found = child.localName.includes("-") ? editableOf(child) : null;
    if (found) return found;
  }
  return null;
}

function editorIn(doc: Document | null): HTMLElement | null {
  if (!doc) return null;
  if (doc.body.isContentEditable || doc.designMode === "on") return doc.body;
  return doc.querySelector<HTMLElement>(EDITABLES);
}

function isTyped(element: HTMLElement): boolean {
  if (element.localName === "input") return TYPED.has((element.getAttribute("type") ?? "").toLowerCase());
  return element.localName === "textarea" || element.isContentEditable;
}

/** Every place on the page that takes text, each once, editors as their root. */
export function editables(roots: readonly Root[]): HTMLElement[] {
  return queryAll(roots, [EDITABLES]).filter(
    (element) => isTyped(element) && !element.parentElement?.isContentEditable,
  );
}

/** On the screen, or reachable by scrolling to it. */
export function isVisible(element: HTMLElement): boolean {
  const { width, height } = element.getBoundingClientRect();
  const shown = width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true });
  const frame = frameOf(element);
  return shown && (!frame || isVisible(frame));
}

const SECRET = /\b(cc-[a-z-]+|one-time-code|current-password|new-password)\b/;
const SECRET_NAME = /(passwor?d|passcode|\bcvv|\bcvc|card.?number|one.?time)/i;

/** What must never be read: passwords, cards, codes, and search boxes, which are not part of the form. */
export function isPrivate(element: HTMLElement): boolean {
  const type = element.getAttribute("type")?.toLowerCase();
  if (type === "password" || type === "search" || type === "hidden" || type === "file") return true;
  if (SECRET.test(element.getAttribute("autocomplete") ?? "")) return true;
  if (element.getAttribute("role") === "searchbox" || element.closest("[role='search'], search")) return true;
  return SECRET_NAME.test(`${element.getAttribute("name")} ${element.id} ${element.getAttribute("aria-label")}`);
}

/** The page asked writing assistants to stay away. A marketplace's own selectors are a clearer word than that. */
export function isOptedOut(element: HTMLElement): boolean {
  const signs = ["data-gramm", "data-gramm_editor", "data-enable-grammarly", "data-lt-active"];
  // Of controls only, as editors switch it off for themselves; and as it is written, as Firefox has it off for any input.
  const says = element.matches("input, textarea") && element.closest("[spellcheck]")?.getAttribute("spellcheck") === "false";
  return says || element.closest(signs.map((sign) => `[${sign}='false']`).join(", ")) !== null;
}
