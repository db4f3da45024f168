/** How a change is shown: old words struck, new words set off. */
import { diffWords } from "./diff";
import { h } from "./dom";

/** Blanks at the seams stay plain. Of what stays the same at either end `around` characters are shown. */
export function changeBox(before: string, after: string, lang: string | null, around = Infinity): HTMLElement {
  const { prefix, removed, added, suffix } = diffWords(before, after);
  const seam = /\s$/.test(added || removed) ? " " : "";
  const between = removed && added ? " " : null;
  const head = prefix.length > around ? `…${prefix.slice(-around)}` : prefix;
  const tail = suffix.length > around ? `${suffix.slice(0, around)}…` : suffix;
  return h("div", { class: "diff", dir: "auto", lang }, head, removed ? h("del", {}, removed.trimEnd()) : null, between, added ? h("ins", {}, added.trimEnd()) : null, seam + tail);
}
