/** The toolbar button's window: is there a server, what was found on this page, and is this site to be checked. */
import { type FieldRole, VERDICTS } from "../api/contract";
import { ApiError } from "../api/errors";
import * as browser from "../browser";
import { openPanel } from "../browser/panel";
import type { PageState, ServerState, SiteState, TabState } from "../messages";
import { button, h } from "../overlay/dom";
import type { Translate } from "../overlay/i18n";
import { prose } from "../overlay/panel";
import { adoptStyle, popupStyle } from "../overlay/style";
import { signs, verdictSign } from "../overlay/symbols";

const t = browser.translate as Translate;
const main = document.querySelector<HTMLElement>("#popup")!;

async function show(problem = ""): Promise<void> {
  const [server, tab] = await Promise.all([browser.ask({ kind: "server-state" }), browser.activeTab()]);
  const told = tab && (await browser.tell<TabState>(tab.id, { kind: "tab-state" }));
  const origin = told?.origin ?? tab?.origin;
  const site = origin ? await browser.ask({ kind: "site-state", origin }) : null;
  main.replaceChildren(
    header(server),
    ...(server.trouble ? [trouble(server, problem)] : []),
    origin && site ? siteSection(origin, site, told) : h("section", {}, h("p", { class: "soft" }, t("popup_no_access"))),
    ...(tab ? [h("section", {}, button("", t("popup_paste"), () => void openPanel(tab.window).then(() => close())))] : []),
    footer(server),
  );
}

function header({ trouble: wrong, server, version }: ServerState): HTMLElement {
  const logo = h("img", { src: "icons/48.png", alt: "" });
  const text = wrong ? t(wrong === "not-paired" ? "not_paired" : "server_down") : t("popup_connected", new URL(server).host);
  const state = h("span", { title: version, class: `state ${wrong ? "warn" : "good"}` }, h("span", { class: "dot" }), text);
  return h("header", {}, logo, h("div", { class: "grow" }, h("h1", {}, "Caveat"), state));
}

function trouble(server: ServerState, problem: string): HTMLElement {
  if (server.trouble === "not-paired") return pairing(server, problem);
  const retry = button("main", t("try_again"), () => void show());
  return h("section", {}, h("p", {}, ...prose(t("server_down_more"))), address(server), h("div", { class: "row" }, retry));
}

function pairing(server: ServerState, problem: string): HTMLElement {
  const code = h("input", { type: "text", id: "code", autocomplete: "off", spellcheck: "false", required: true, placeholder: "ABCD-1234" });
  const where = address(server);
  const form = h(
    "form",
    { onsubmit: (event) => {
      event.preventDefault();
      void pair(code.value, where.querySelector("input")!.value);
    } },
    h("label", { class: "wide" }, h("span", {}, ...prose(t("popup_code"))), code),
    problem ? h("p", { class: "problem", role: "alert" }, ...prose(problem)) : null,
    where,
    h("div", { class: "row" }, h("button", { type: "submit", class: "main" }, t("popup_pair_button"))),
  );
  return h("section", {}, h("h2", {}, t("popup_pair")), form);
}

function address({ server }: ServerState): HTMLElement {
  const input = h("input", { type: "url", value: server, autocomplete: "off" });
  input.addEventListener("change", () => void browser.ask({ kind: "use-server", server: input.value }).then(() => show(), report));
  return h("details", {}, h("summary", {}, t("popup_server")), h("label", { class: "wide" }, t("popup_local"), input));
}

async function pair(code: string, server: string): Promise<void> {
  try {
    await browser.ask({ kind: "pair", code, server });
    await show();
  } catch (error) {
    report(error);
  }
}

function report(error: unknown): void {
  if (!(error instanceof ApiError)) throw error;
  void show(error.trouble === "refused" ? t("popup_wrong_code") : "");
}

function siteSection(origin: string, site: SiteState, told: TabState | null): HTMLElement {
  const { page, missing } = told ?? { page: null, missing: [] };
  const section = h("section", {}, h("h2", {}, t("popup_this_page")));
  if (site.on && page?.marketplace) section.append(counts(page), h("p", { class: "soft" }, t("popup_fields", String(page.fields))));
  else section.append(h("p", { class: "soft" }, t(site.on ? "popup_no_form" : "popup_other")));
  if (site.on && missing.length > 0) {
    const names = missing.map((role) => t(role === "title" ? "role_title" : "role_description"));
    section.append(h("p", { class: "soft" }, t("popup_missing", names.join(", "))), lessons(missing, names));
  }
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

function counts(page: PageState): HTMLElement {
  const rows = VERDICTS.map((verdict) => h("span", { class: `count ${verdict}` }, verdictSign(verdict), t(`level_${verdict}`), h("b", {}, String(page.counts[verdict]))));
  return h("div", { class: "counts" }, ...rows);
}

function siteButtons(origin: string, site: SiteState): HTMLElement[] {
  if (site.on) return [button("", t("popup_off"), () => void turn(origin, false))];
  const ask = (): void => void browser.requestSite(origin).then((granted) => (granted ? turn(origin, true) : undefined));
  return [h("p", { class: "soft" }, t("popup_on_more")), h("div", { class: "row" }, button("main", t("popup_on"), ask))];
}

async function turn(origin: string, on: boolean): Promise<void> {
  await browser.ask({ kind: on ? "turn-on" : "turn-off", origin });
  await show();
}

function footer({ trouble: wrong, server, queued }: ServerState): HTMLElement {
  const demo = h("a", { href: `${server}/demo`, target: "_blank", rel: "noopener" }, t("popup_demo"), " ", signs.link());
  const vendors = h("a", { href: `${server}/vendors`, target: "_blank", rel: "noopener" }, t("popup_vendors"), " ", signs.link());
  const lines = wrong === "server-down" ? [] : [demo, vendors];
  return h("footer", {}, queued ? h("b", {}, t("popup_queued", String(queued))) : null, ...lines, h("span", {}, t("popup_keys")));
}

document.documentElement.lang = browser.uiLanguage();
adoptStyle(document, popupStyle());
void show();
