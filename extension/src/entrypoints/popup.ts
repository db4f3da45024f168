/** The toolbar button's window: is there a server, what was found on this page, and is this site to be checked. */
import { type FieldRole, VERDICTS } from "../api/contract";
import * as browser from "../browser";
import { openPanel } from "../browser/panel";
import { requestSite } from "../browser/sites";
import type { Counts, ServerState, SiteState, TabState } from "../messages";
import { button, h } from "../overlay/dom";
import type { Translate } from "../overlay/i18n";
import { adoptStyle, popupStyle } from "../overlay/style";
import { linkTo, verdictSign } from "../overlay/symbols";
import { header, serverLinks, trouble } from "../pages/connection";
import { marketsPart } from "../pages/markets";

const t = browser.translate as Translate;
const main = document.querySelector<HTMLElement>("#popup")!;
const counted = h("div", { class: "counts" });
let inFront: number | null = null;

async function show(problem = ""): Promise<void> {
  const [server, tab] = await Promise.all([browser.ask({ kind: "server-state" }), browser.activeTab()]);
  inFront = tab?.id ?? null;
  const told = tab && (await browser.tell<TabState>(tab.id, { kind: "tab-state" }));
  const origin = told?.origin ?? tab?.origin;
  const site = origin ? await browser.ask({ kind: "site-state", origin }) : null;
  main.replaceChildren(
    header("Caveat", server),
    ...(server.trouble ? [trouble(server, problem, (next) => void show(next))] : []),
    origin && site ? siteSection(origin, site, told) : h("section", {}, h("p", { class: "soft" }, t("popup_no_access"))),
    ...(tab ? [h("section", {}, button("", t("popup_paste"), () => void openPanel(tab.window).then(() => close())))] : []),
    footer(server),
  );
}

function siteSection(origin: string, site: SiteState, told: TabState | null): HTMLElement {
  const { page, missing } = told ?? { page: null, missing: [] };
  const section = h("section", {}, h("h2", {}, t("popup_this_page")));
  if (site.on && page?.marketplace) {
    draw(page.counts);
    section.append(counted, h("p", { class: "soft" }, t("popup_fields", String(page.fields))));
  } else section.append(h("p", { class: "soft" }, t(site.on ? "popup_no_form" : "popup_other")));
  if (site.on && missing.length > 0) {
    const names = missing.map((role) => t(role === "title" ? "role_title" : "role_description"));
    section.append(h("p", { class: "soft" }, t("popup_missing", names.join(", "))), lessons(missing, names));
  }
  if (site.on) section.append(marketsPart(origin, site));
  section.append(...siteButtons(origin, site));
  return section;
}

/** One button for each field that may be shown; the press that follows, on the page, closes this window. */
function lessons(missing: FieldRole[], names: string[]): HTMLElement {
  const row = h("div", { class: "row" });
  const teach = async (role: FieldRole): Promise<void> => {
    const tab = await browser.activeTab();
    if (tab) await browser.tell(tab.id, { kind: "teach", role });
    row.replaceChildren(h("p", { role: "status" }, t("popup_teach_now")));
  };
  row.append(...missing.map((role, index) => button("", t("popup_teach", names[index]!), () => void teach(role))));
  return row;
}

/** As they are now, while the window is open too: the markets may be chosen in it. */
function draw(counts: Counts): void {
  const rows = VERDICTS.map((verdict) => h("span", { class: `count ${verdict}` }, verdictSign(verdict), t(`level_${verdict}`), h("b", {}, String(counts[verdict]))));
  counted.replaceChildren(...rows);
}

function siteButtons(origin: string, site: SiteState): HTMLElement[] {
  if (site.on) return [button("", t("popup_off"), () => void turn(origin, false))];
  const ask = (): void => void requestSite(origin).then((granted) => (granted ? turn(origin, true) : undefined));
  return [h("p", { class: "soft" }, t("popup_on_more")), h("div", { class: "row" }, button("main", t("popup_on"), ask))];
}

async function turn(origin: string, on: boolean): Promise<void> {
  await browser.ask({ kind: on ? "turn-on" : "turn-off", origin });
  await show();
}

function footer(server: ServerState): HTMLElement {
  const { queued } = server;
  const links = [...serverLinks(server, "demo", "vendors", "privacy"), linkTo("options.html", t("popup_options"))];
  return h("footer", {}, queued ? h("b", {}, t("popup_queued", String(queued))) : null, ...links, h("span", {}, t("popup_keys")));
}

document.documentElement.lang = browser.uiLanguage();
adoptStyle(document, popupStyle());
browser.onCounts((tab, counts) => tab === inFront && draw(counts));
void show();
