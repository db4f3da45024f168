/** A listing form of Caveat's own, for text from places that no overlay reaches: one box for each text, bullets in rows. */
import { type Draft, EMPTY } from "../adapters/paste";
import { fieldOf } from "../adapters/page";
import type { FieldRole, Marketplace } from "../api/contract";
import type { Field } from "../fields/field";
import { copyText } from "../overlay/clipboard";
import { button, h } from "../overlay/dom";
import type { Translate } from "../overlay/i18n";

const SHOWN_MS = 2_000;

interface Box {
  element: HTMLElement;
  area: HTMLTextAreaElement;
}

export class PasteForm {
  readonly element: HTMLElement;
  /** Lines of names and values, read as facts and checked as text. */
  readonly facts: HTMLTextAreaElement;
  readonly #title: Box;
  readonly #description: Box;
  readonly #facts: Box;
  readonly #rows = h("div", { class: "rows" });
  #bullets: Box[] = [];

  constructor(private readonly t: Translate) {
    this.#title = this.#box(t("field_title"), 2);
    this.#description = this.#box(t("field_description"), 5);
    this.#facts = this.#box(t("field_facts"), 3, t("field_facts_more"));
    this.facts = this.#facts.area;
    this.#title.area.addEventListener("keydown", (event) => isEnter(event) && event.preventDefault());
    this.#grow();
    const all = this.#copy(t("field_bullets"), () => this.draft().bullets.join("\n"));
    const legend = h("div", { class: "row" }, h("h2", { class: "grow", id: "bullets" }, t("field_bullets")), all);
    const bullets = h("div", { class: "field", role: "group", "aria-labelledby": "bullets" }, legend, this.#rows);
    this.element = h("div", { class: "form" }, this.#title.element, bullets, this.#description.element, this.#facts.element);
    this.element.addEventListener("input", () => this.#grow());
  }

  draft(): Draft {
    const bullets = this.#bullets.map(({ area }) => area.value).filter((text) => text.trim());
    return { title: this.#title.area.value, bullets, description: this.#description.area.value, facts: this.facts.value };
  }

  get isEmpty(): boolean {
    return JSON.stringify(this.draft()) === JSON.stringify(EMPTY);
  }

  fill({ title, bullets, description, facts }: Draft): void {
    while (this.#bullets.length < bullets.length) this.#addRow();
    set(this.#title.area, title);
    this.#bullets.forEach(({ area }, index) => set(area, bullets[index] ?? ""));
    for (const { element } of this.#bullets.splice(bullets.length)) element.remove();
    set(this.#description.area, description);
    set(this.facts, facts);
    this.#grow();
  }

  /** Those with text in them; `shop` knows how long each may be. */
  fields(shop: Marketplace): Field[] {
    const made = (box: Box, role: FieldRole, id: string, label: string): Field[] => {
      const limit = shop.fields.find((place) => place.role === role)?.limit ?? null;
      return box.area.value.trim() ? [fieldOf(box.area, { id, role, label, limit })] : [];
    };
    return [
      ...made(this.#title, "title", "title", this.t("field_title")),
      ...this.#bullets.flatMap((box, index) => made(box, "bullet", `bullet_${index + 1}`, this.#bulletName(index))),
      ...made(this.#description, "description", "description", this.t("field_description")),
      ...made(this.#facts, "attribute", "details", this.t("field_facts")),
    ];
  }

  #bulletName(index: number): string {
    return this.t("field_bullet", String(index + 1));
  }

  /** One empty row waits below the bullets. */
  #grow(): void {
    if (this.#bullets.at(-1)?.area.value !== "") this.#addRow();
  }

  #addRow(): void {
    const row = this.#box(this.#bulletName(this.#bullets.length), 1);
    row.area.addEventListener("keydown", (event) => {
      if (!isEnter(event)) return;
      event.preventDefault();
      this.#bullets[this.#bullets.indexOf(row) + 1]?.area.focus();
    });
    this.#bullets.push(row);
    this.#rows.append(row.element);
  }

  #box(name: string, rows: number, more?: string): Box {
    const id = `box-${name}`;
    const area = h("textarea", { id, rows: String(rows), autocomplete: "off", "aria-describedby": more ? `${id}-more` : null });
    const head = h("div", { class: "row" }, h("label", { class: "grow", for: id }, name), this.#copy(name, () => area.value));
    const said = more ? h("p", { class: "soft", id: `${id}-more` }, more) : null;
    return { element: h("div", { class: "field" }, head, area, said), area };
  }

  #copy(name: string, text: () => string): HTMLButtonElement {
    const label = this.t("copy");
    const made = button("plain", label, () => void copy(), `${label}: ${name}`);
    const said = this.t("copied");
    const copy = async (): Promise<void> => {
      if (!(await copyText(text()))) return;
      made.textContent = said;
      made.setAttribute("aria-label", `${said}: ${name}`);
      setTimeout(() => {
        made.textContent = label;
        made.setAttribute("aria-label", `${label}: ${name}`);
      }, SHOWN_MS);
    };
    return made;
  }
}

/** Whoever follows the box is told, the form is not: this is no word of the seller's. */
function set(area: HTMLTextAreaElement, text: string): void {
  area.value = text;
  area.dispatchEvent(new Event("input"));
}

function isEnter(event: KeyboardEvent): boolean {
  return event.key === "Enter" && !event.shiftKey && !event.isComposing;
}
