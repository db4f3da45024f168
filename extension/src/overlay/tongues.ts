/** Words in other languages than the interface's are marked as such: whoever has them read out hears each in its own. */
import type { Report } from "../api/contract";
import { spokenTo } from "../api/language";
import { h } from "./dom";

/** Laws go by their English names; what was not checked, and what is wrong with a piece of evidence, is said in English. */
export const ENGLISH = "en";

export interface Tongues {
  /** The server's: of its messages there are two languages, of the interface ten. */
  readonly server: string;
  /** That of the field; null where it is not known. */
  readonly field: string | null;
}

/** `root` is the overlay's, whose host speaks the language of the interface. */
export function tonguesOf(root: ShadowRoot, report: Report | null, field: string | null): Tongues {
  return { server: spokenTo((root.host as HTMLElement).lang), field: report?.language[field ?? ""] ?? null };
}

/** A text of which a part is in another language. */
export function marked(text: string, part: string, language: string | null): (string | HTMLElement)[] {
  const at = language && part ? text.indexOf(part) : -1;
  return at < 0 ? [text] : [text.slice(0, at), h("span", { lang: language }, part), text.slice(at + part.length)];
}
