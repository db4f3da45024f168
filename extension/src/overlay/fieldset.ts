/** The fields that are on the page now: each is listened to once, and let go when it leaves. */
import { isControl } from "../fields/control";
import type { Field } from "../fields/field";

interface Held {
  readonly stop: AbortController;
  readonly changed: () => void;
  text: string;
}

export class Fieldset {
  readonly #held = new Map<Field, Held>();

  constructor(
    private readonly edited: (field: Field, before: string, after: string) => void,
    private readonly left: (field: Field) => void,
  ) {}

  /** True if these are not the fields that were held before. */
  hold(fields: readonly Field[]): boolean {
    const same = fields.length === this.#held.size && fields.every((field) => this.#held.has(field));
    for (const [field, { stop }] of this.#held) {
      if (fields.includes(field)) continue;
      stop.abort();
      this.#held.delete(field);
      this.left(field);
    }
    for (const field of fields) {
      const held = this.#held.get(field);
      if (!held) this.#add(field);
      else if (isSetByScript(field, held)) held.changed();
    }
    return !same;
  }

  #add(field: Field): void {
    const changed = (): void => {
      const before = held.text;
      held.text = field.text();
      this.edited(field, before, held.text);
    };
    const held: Held = { stop: new AbortController(), changed, text: field.text() };
    this.#held.set(field, held);
    field.onChange(changed, held.stop.signal);
  }
}

/** What a script writes into a control fires nothing; editors are watched themselves. */
function isSetByScript(field: Field, { text }: Held): boolean {
  return isControl(field.element) && !field.composing() && field.text() !== text;
}
