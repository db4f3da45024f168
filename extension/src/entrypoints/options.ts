/** The settings page: the server, what is set for each site, the question before saving, and all of it as a file. */
import type { FieldPlace } from "../api/contract";
import { ApiError } from "../api/errors";
import * as browser from "../browser";
import { requestSite } from "../browser/sites";
import type { Request, ServerState, Settings, SiteState } from "../messages";
import { button, h } from "../overlay/dom";
import type { Translate } from "../overlay/i18n";
import { adoptStyle, popupStyle } from "../overlay/style";
import { address, header, serverLinks, trouble } from "../pages/connection";
import { marketsPart } from "../pages/markets";

const t = browser.translate as Translate;
const main = document.querySelector<HTMLElement>("#options")!;
const told = h("p", { role: "status" });

let shown = "";

/** What was open stays open. What had the focus has it again where it is still there, else the heading of its part. */
async function show(problem = ""): Promise<void> {
  const [server, settings] = await Promise.all([browser.ask({ kind: "server-state" }), browser.ask({ kind: "settings" })]);
  shown = JSON.stringify(settings);
  const at = document.activeElement?.id ?? "";
  const near = document.activeElement?.closest("section")?.id ?? "";
  const open = [...main.querySelectorAll("details[open]")].map(({ id }) => id);
  main.replaceChildren(header(t("options_title"), server), connection(server, problem), sites(settings), guard(settings), file(), footer(server));
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  const again = document.getElementById(at) ?? document.getElementById(near)?.querySelector<HTMLElement>("h2");
  again?.focus();
}

function part(id: string, title: string, ...children: (HTMLElement | null)[]): HTMLElement {
  return h("section", { id }, h("h2", { tabindex: "-1" }, title), ...children);
}

function connection(server: ServerState, problem: string): HTMLElement {
  const again = (next?: string): void => void show(next);
  if (server.trouble) return Object.assign(trouble(server, problem, again), { id: "server" });
  return part("server", t("options_server"), problem ? h("p", { class: "problem", role: "alert" }, problem) : null, address(server, again));
}

function sites({ sites: all }: Settings): HTMLElement {
  const cards = Object.entries(all).map(([site, state]) => card(site, state));
  return part("sites", t("options_sites"), ...(cards.length > 0 ? cards : [h("p", { class: "soft" }, t("options_none", t("popup_on")))]));
}

function card(site: string, state: SiteState): HTMLElement {
  const name = site.replace("https://", "");
  const head = h("div", { class: "line" }, h("h3", {}, name), h("span", { class: state.on ? "good" : "soft" }, t(state.on ? "site_on" : "site_off")));
  const turn = state.on
    ? act("turn", t("popup_off"), name, () => void tell({ kind: "turn-off", origin: site }))
    : act("turn", t("popup_on"), name, () => void turnOn(site));
  const forget = state.on ? null : act("forget", t("forget_site"), name, () => void tell({ kind: "forget-site", origin: site }));
  return h("article", { "aria-label": name }, head, marketsPart(site, state), taught(site, state), h("div", { class: "row wrap" }, turn, forget));
}

/** Many sites have such a button: its name says which this is for. */
function act(what: string, label: string, name: string, press: () => void): HTMLButtonElement {
  const made = button("", label, press);
  made.id = `${what}-${name}`;
  made.setAttribute("aria-label", `${label}: ${name}`);
  return made;
}

/** Must ask straight from the click. */
async function turnOn(site: string): Promise<void> {
  if (await requestSite(site)) await tell({ kind: "turn-on", origin: site });
}

function taught(site: string, { fields }: SiteState): HTMLElement | null {
  if (fields.length === 0) return null;
  const rows = fields.map((place) => {
    const name = roleOf(place);
    const where = [...place.labels, ...place.selectors].map((word) => h("code", {}, word));
    return h("li", {}, h("span", { class: "grow" }, name, " ", ...where.slice(0, 1)), act("forget", t("forget"), name, () => void tell({ kind: "forget-field", origin: site, field: place.id })));
  });
  return h("div", {}, h("p", { class: "soft" }, t("taught")), h("ul", {}, ...rows));
}

function roleOf({ role, id }: FieldPlace): string {
  return role === "title" || role === "description" ? t(`role_${role}`) : id;
}

function guard({ guard: on }: Settings): HTMLElement {
  const box = h("input", { type: "checkbox", id: "guard", checked: on });
  box.addEventListener("change", () => void browser.ask({ kind: "set-guard", guard: box.checked }));
  return part("before", t("guard_title"), h("label", { class: "tick" }, box, t("guard")));
}

function file(): HTMLElement {
  const input = h("input", { type: "file", id: "import", accept: ".json,application/json" });
  input.addEventListener("change", () => void take(input.files?.[0]));
  const keep = h("div", { class: "row" }, button("", t("export"), () => void save()));
  return part("file", t("options_file"), h("p", { class: "soft" }, t("options_file_more")), keep, h("label", { class: "wide" }, t("import"), input), told);
}

async function save(): Promise<void> {
  const text = `${JSON.stringify(await browser.ask({ kind: "export" }), null, 2)}\n`;
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  h("a", { href: url, download: "caveat-settings.json" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the browser reads it after the click
}

async function take(chosen?: File): Promise<void> {
  if (!chosen) return;
  try {
    await browser.ask({ kind: "import", text: await chosen.text() });
    await show();
    told.replaceChildren(t("imported"));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    told.replaceChildren(t("bad_file"));
  }
}

async function tell(request: Request): Promise<void> {
  await browser.ask(request);
  told.replaceChildren();
  await show();
}

function footer(server: ServerState): HTMLElement {
  return h("footer", {}, ...serverLinks(server, "vendors", "privacy"));
}

document.documentElement.lang = browser.uiLanguage();
document.title = t("options_title");
adoptStyle(document, popupStyle());
/** The popup may have changed something meanwhile. */
async function look(): Promise<void> {
  if (!document.hidden && JSON.stringify(await browser.ask({ kind: "settings" })) !== shown) await show();
}

document.addEventListener("visibilitychange", () => void look());
void show();
