/** The seller's language: keys are those of `_locales/en/messages.json`, and `$1`, `$2` stand for values. */
import type english from "../../_locales/en/messages.json";

export type Key = keyof typeof english;
export type Messages = Record<Key, { message: string }>;
export type Translate = (key: Key, ...values: string[]) => string;

/** Words that say how many: of one alone they are others. */
export function counted(t: Translate, count: number, one: Key, more: Key): string {
  return count === 1 ? t(one) : t(more, String(count));
}

/** A translator over a message file, for pages where the browser's own `i18n` is not at hand. */
export function translator(messages: Messages): Translate {
  return (key, ...values) => messages[key].message.replace(/\$(\d)/g, (_, place: string) => values[Number(place) - 1] ?? "");
}
