/** One question before the form is saved, in a dialog of its own: the page waits, and nothing is saved without an answer. */
import { button, h } from "./dom";
import type { Entry } from "./findings";
import type { Translate } from "./i18n";
import { signs, verdictSign } from "./symbols";
import { adoptStyle, further } from "./style";

export type Answer = { kind: "save"; reason: string | null } | { kind: "look" } | { kind: "back" };

const MOST = 4;
const LONGEST_REASON = 500;
const style = `
.question { width: min(420px, calc(100vw - 24px)); max-height: calc(100vh - 24px); margin: auto; padding: 16px; overflow: auto; }
.question[open] { display: grid; gap: 12px; }
.question::backdrop { background: rgb(16 24 40 / 35%); }
.question h2 { font-size: 15px; font-weight: 650; margin: 0; }
.question ul { list-style: none; margin: 0; padding: 0; display: grid; gap: 4px; }
.question li { display: flex; gap: 8px; align-items: baseline; overflow-wrap: anywhere; min-width: 0; }
.question label { display: grid; gap: 4px; }
.question input { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: 7px; padding: 6px 8px; min-width: 0; }
.question .row { justify-content: flex-end; flex-wrap: wrap; }
.again { left: 16px; right: auto; max-width: min(340px, calc(100vw - 32px)); }
`;

export class Question {
  #dialog: HTMLDialogElement | null = null;
  #again: HTMLElement | null = null;

  constructor(
    private readonly root: ShadowRoot,
    private readonly t: Translate,
  ) {
    adoptStyle(root, further + style);
  }

  get isOpen(): boolean {
    return this.#dialog !== null;
  }

  /** Show what is open, and wait. `reason` is what was said before about the same. */
  ask(stops: readonly Entry[], labelOf: (field: string) => string, reason: string): Promise<Answer> {
    this.close();
    return new Promise((answer) => {
      const input = h("input", { type: "text", maxlength: String(LONGEST_REASON), autocomplete: "off", dir: "auto", value: reason });
      const done = (kind: Answer["kind"]): void => {
        this.close();
        answer(kind === "save" ? { kind, reason: input.value.trim() || null } : { kind });
      };
      const save = button("", this.t("save_anyway"), () => done("save"));
      const dialog = h(
        "dialog",
        { class: "surface question", "aria-labelledby": "ask", "aria-describedby": "asked" },
        h("h2", { id: "ask" }, this.t("save_ask", String(stops.length))),
        this.#list(stops, labelOf),
        h("label", {}, this.t("save_reason"), input),
        h("div", { class: "row" }, save, button("main", this.t("save_look"), () => done("look"))),
      );
      dialog.addEventListener("keydown", (event) => onEnter(event, input, save, () => done("save")));
      dialog.addEventListener("cancel", (event) => (event.preventDefault(), done("back")));
      this.#dialog = dialog;
      this.root.append(dialog);
      dialog.showModal();
      input.focus();
    });
  }

  /** The page has not stirred; the seller's own press always goes through now. */
  sayAgain(): void {
    const close = button("plain", signs.close(), () => this.close(), this.t("close"));
    this.#again = h("div", { class: "surface banner again", role: "status" }, h("p", { class: "grow" }, this.t("save_again")), close);
    this.root.append(this.#again);
  }

  /** Closing a modal dialog gives the focus back to where it was. */
  close(): void {
    this.#dialog?.close();
    this.#dialog?.remove();
    this.#again?.remove();
    this.#dialog = this.#again = null;
  }

  #list(stops: readonly Entry[], labelOf: (field: string) => string): HTMLElement {
    const shown = stops.slice(0, MOST).map(({ finding }) => {
      const where = finding.field === null ? this.t("whole_listing") : labelOf(finding.field);
      const words = h("span", {}, h("b", { dir: "auto" }, finding.text || finding.message), h("span", { class: "soft" }, ` · ${where}`));
      return h("li", {}, h("span", { class: "stop" }, verdictSign("stop")), words);
    });
    return h("ul", { id: "asked" }, ...shown, stops.length > MOST && h("li", { class: "soft" }, "…"));
  }
}

/** Enter saves with a reason given; a key that is held down, or pressed twice in haste, does not. */
function onEnter(event: KeyboardEvent, input: HTMLInputElement, save: HTMLElement, answer: () => void): void {
  if (event.key !== "Enter" || event.isComposing) return;
  const inInput = event.composedPath()[0] === input;
  if (inInput || event.repeat) event.preventDefault();
  if (!inInput || event.repeat) return;
  if (input.value.trim()) answer();
  else save.focus();
}
