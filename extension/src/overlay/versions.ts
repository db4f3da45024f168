/** Previous versions of a field: asked for when the seller opens the list, newest first, to copy or to put back. */
import type { Revision } from "../api/contract";
import { changeBox } from "./change";
import { button, h } from "./dom";
import type { Translate } from "./i18n";

const AROUND = 40;

export interface Version {
  readonly text: string;
  readonly at: string;
  readonly origin: string;
}

/** What the card shows of them. `now` is what the field holds. */
export type Versions = "closed" | "loading" | "failed" | { readonly now: string; readonly list: readonly Version[] };

export interface VersionActions {
  showVersions(): void;
  putBack(version: Version): void;
  copy(text: string): void;
}

/** Each text once, with who wrote it: a text of which no change is known was the seller's own. */
export function versionsOf(revisions: readonly Revision[], now: string): Version[] {
  const found = new Map<string, Version>();
  const note = (text: string | null, at: string, origin: string, sure: boolean): void => {
    const known = text === null || text === now ? null : found.get(text);
    if (text === null || text === now || (known && !sure)) return;
    found.set(text, { text, at: known?.at ?? at, origin });
  };
  for (const { at, origin, model, text_before, text_after } of revisions) {
    note(text_after, at, model ? `${origin} ${model}` : origin, true);
    note(text_before, at, "seller", false);
  }
  return [...found.values()];
}

export function versionList(versions: Versions, language: string | null, t: Translate, actions: VersionActions): HTMLElement {
  const open = versions !== "closed";
  const toggle = button("plain", t("versions"), () => actions.showVersions());
  toggle.setAttribute("aria-expanded", String(open));
  return h("section", {}, toggle, ...(open ? rows(versions, language, t, actions) : []));
}

function rows(versions: Exclude<Versions, "closed">, language: string | null, t: Translate, actions: VersionActions): HTMLElement[] {
  if (versions === "loading" || versions === "failed") return [h("p", { class: "soft" }, t(`versions_${versions}`))];
  if (versions.list.length === 0) return [h("p", { class: "soft" }, t("versions_none"))];
  return versions.list.map((version) => row(version, versions.now, language, t, actions));
}

function row(version: Version, now: string, language: string | null, t: Translate, actions: VersionActions): HTMLElement {
  const { origin } = version;
  const who = origin === "seller" || origin === "rule" || origin === "facts" ? t(`origin_${origin}`) : origin;
  const told = h("span", { class: "soft grow" }, `${new Date(version.at).toLocaleString()} · ${who}`);
  return h(
    "div",
    { class: "rewrite" },
    told,
    changeBox(now, version.text, language, AROUND),
    h("div", { class: "row" }, button("", t("put_back"), () => actions.putBack(version)), version.text ? button("plain", t("copy"), () => actions.copy(version.text)) : null),
  );
}
