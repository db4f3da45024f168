/** What AI vendors say, in the card: below the offline rewrites, with who said it, and how far it has come. */
import { button, h } from "./dom";
import type { Rewrite } from "./findings";
import type { Translate } from "./i18n";
import { linkTo } from "./symbols";

/** `title` is the vendor that would be asked, is being asked, or answered. `said` is what it says of itself or of a fault. */
export interface Advice {
  readonly state: "off" | "ready" | "not-allowed" | "asking" | "done";
  readonly title: string;
  readonly settings: string;
  readonly said: readonly string[];
  /** Claims that no rule found, now underlined. */
  readonly pointed: number;
  /** The seller called it off. */
  readonly stopped?: boolean;
}

export const NO_ADVICE: Advice = { state: "off", title: "", settings: "", said: [], pointed: 0 };

export interface AdviceActions {
  askVendors(): void;
  stopVendors(): void;
}

/** What has come, in the body of the card; `boxes` are the vendors' rewrites, ready made. */
export function adviceSection({ state, title, said, pointed, stopped }: Advice, boxes: readonly HTMLElement[], lang: string, t: Translate): HTMLElement | null {
  const told = [pointed ? h("p", { class: "soft" }, t("ai_pointed", String(pointed))) : null, ...said.map((text) => h("p", { class: "said", lang }, text))];
  if (stopped) told.push(h("p", { class: "said" }, t("ai_stopped")));
  const nothing = boxes.length + told.filter(Boolean).length === 0;
  if (nothing && state !== "done") return null;
  return h("section", { class: "advice" }, h("h3", {}, t("ai_title")), ...boxes, ...told, nothing ? h("p", { class: "soft" }, t("ai_none", title)) : null);
}

/** What can be done about it, in the foot of the card, where it is always in sight. */
export function adviceControl({ state, title, settings }: Advice, t: Translate, actions: AdviceActions): (HTMLElement | null)[] {
  if (state === "asking") {
    const bar = h("div", { class: "bar", role: "progressbar", "aria-label": t("ai_asking", title) });
    return [bar, h("span", { class: "soft" }, t("ai_asking", title)), button("", t("ai_stop"), () => actions.stopVendors())];
  }
  if (state === "not-allowed") return [linkTo(settings, t("ai_allow", title))];
  return state === "ready" ? [linkTo(settings, t("ai_settings")), button("", t("ai_ask", title), () => actions.askVendors())] : [];
}

export function authorOf({ suggestion }: Rewrite): string {
  return [suggestion.origin, suggestion.model].filter(Boolean).join(" · ");
}
