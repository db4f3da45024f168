/** The fields that are on the page now: each is listened to once, and let go when it leaves. */
import type { Field } from "../fields/field";

interface Held {
  readonly stop: AbortController;
  text: string;
}

export class Fieldset {
  readonly #held = new Map<Field, Held>();

  constructor(
    private readonly edited: (field: Field, before: string, after: string) => void,
    private readonly left: (field: Field) => void,
  ) {}

  hold(fields: readonly Field[]): void {
    for (const [field, { stop }] of this.#held) {
      if (fields.includes(field)) continue;
      stop.abort();
      this.#held.delete(field);
      this.left(field);
    }
    for (const field of fields) if (!this.#held.has(field)) this.#add(field);
  }

  #add(field: Field): void {
    const held: Held = { stop: new AbortController(), text: field.text() };
    this.#held.set(field, held);
    const changed = (): void => {
      const before = held.text;
      held.text = field.text();
      this.edited(field, before, held.text);
    };
    field.onChange(changed, held.stop.signal);
  }
}
