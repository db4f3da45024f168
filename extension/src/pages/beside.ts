/** What was found on the page beside the side panel: one line, since the page has its own list. */
import { VERDICTS } from "../api/contract";
import * as browser from "../browser";
import { onTabs } from "../browser/panel";
import type { PageState, TabState } from "../messages";
import { h } from "../overlay/dom";
import type { Translate } from "../overlay/i18n";
import { verdictSign } from "../overlay/symbols";

/** Keeps itself up to date while other tabs come to the front and forms are checked. */
export function besidePage(t: Translate, signal: AbortSignal): HTMLElement {
  const line = h("p", { class: "beside", role: "status", hidden: true });
  let asked = 0;
  const show = async (): Promise<void> => {
    const mine = ++asked;
    const tab = await browser.activeTab();
    const told = tab && (await browser.tell<TabState>(tab.id, { kind: "tab-state" }));
    if (mine !== asked) return; // a later question is under way
    const page = told?.page?.marketplace ? told.page : null;
    line.hidden = page === null;
    line.replaceChildren(...(page ? [h("b", {}, t("popup_this_page")), ...found(page, t)] : []));
  };
  onTabs(() => void show(), signal);
  void show();
  return line;
}

function found({ counts }: PageState, t: Translate): HTMLElement[] {
  const some = VERDICTS.filter((verdict) => counts[verdict] > 0);
  if (some.length === 0) return [h("span", { class: "soft" }, t("no_findings"))];
  return some.map((verdict) => h("span", { class: verdict }, verdictSign(verdict), ` ${t(`level_${verdict}`)} ${counts[verdict]}`));
}
