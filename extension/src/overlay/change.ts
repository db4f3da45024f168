/** How a change is shown: old words struck, new words set off. */
import { changes } from "./diff";
import { h } from "./dom";

/** Blanks at the seams stay plain. Beside a change `around` characters of what stays the same are shown. */
export function changeBox(before: string, after: string, lang: string | null, around = Infinity): HTMLElement {
  const parts = changes(before, after);
  const shown = parts.flatMap(({ kind, text }, place) => {
    if (kind === "same") return [short(text, place === 0, place === parts.length - 1, around)];
    const beside = parts[place + 1]?.kind === "ins" ? " " : "";
    return [text.slice(0, -text.trimStart().length), h(kind, {}, text.trim()), text.slice(text.trimEnd().length) || beside];
  });
  return h("div", { class: "diff", dir: "auto", lang }, ...shown);
}

/** `first` and `last`: nothing changes before it, or after. */
function short(text: string, first: boolean, last: boolean, around: number): string {
  if (text.length <= around * (first || last ? 1 : 2)) return text;
  return `${first ? "" : text.slice(0, around)}…${last ? "" : text.slice(-around)}`;
}
