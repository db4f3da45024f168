/** The settings page of AI vendors, served by the server itself: the list, what would be sent, and the log of what was. */
import { Client } from "../api/client";
import type { Payload, TestAnswer, VendorList, VendorState } from "../api/contract";
import { ApiError } from "../api/errors";
import { button, h } from "../overlay/dom";
import { SentLog } from "../pages/sentlog";
import { vendorForm } from "../pages/vendorform";
import { words } from "../pages/words";

const TEST_MS = 40_000;
const client = new Client(location.origin, document.querySelector("meta[name='caveat-token']")!.getAttribute("content"), document.documentElement.lang);
const problem = document.querySelector<HTMLElement>("#problem")!;
const list = document.querySelector<HTMLElement>("#list")!;
const form = document.querySelector<HTMLElement>("#form")!;
const examples = new Map<string, Payload>();
const tested = new Map<string, string>();

/** One request; what goes wrong is said at the top of the page. Null: it went wrong. */
async function ask<T>(path: string, body: object | null = null, method?: string): Promise<T | null> {
  try {
    const answer = await client.request<T>(`/api/v1${path}`, body, TEST_MS, undefined, method);
    problem.replaceChildren();
    return answer;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    problem.replaceChildren(error.trouble === "not-paired" ? words("gone") : error.message);
    problem.scrollIntoView({ block: "nearest" });
    return null;
  }
}

async function change(path: string, body: object | null, method?: string): Promise<boolean> {
  const answer = await ask<VendorList>(path, body, method);
  if (answer) show(answer);
  return answer !== null;
}

function show(all: VendorList): void {
  const { vendors } = all;
  const cards = vendors.map((one, place) => card(one, place, all));
  list.replaceChildren(...(cards.length ? cards : [h("p", { class: "soft" }, words("none"))]));
  if (!form.querySelector("form")) close(all); // what is being typed is not taken away
}

function close(all: VendorList): void {
  form.replaceChildren(h("div", { class: "add" }, button("main", words("add"), () => edit(all, null))));
}

function edit(all: VendorList, state: VendorState | null): void {
  const made = vendorForm(all, state, {
    save: async (request) => {
      examples.delete(request.name);
      tested.delete(request.name);
      if (!(await change("/vendors", request))) return;
      close((await ask<VendorList>("/vendors")) ?? all);
      if (!all.vendors.some(({ entry }) => entry.name === request.name)) await look(request.name);
    },
    cancel: () => close(all),
  });
  form.replaceChildren(made);
  made.querySelector<HTMLElement>("select, input")!.focus();
  made.scrollIntoView({ block: "nearest" });
}

function card(state: VendorState, place: number, all: VendorList): HTMLElement {
  const { entry, title, model, endpoint, region, spent, fault } = state;
  const path = `/vendors/${entry.name}`;
  const told = [entry.name, model, endpoint, state.local ? words("local") : region, spent ? words("spent", `${spent.toFixed(4)} ${entry.price?.currency ?? ""}`) : "", entry.on ? "" : words("off")];
  const head = h("div", { class: "line" }, h("div", { class: "grow" }, h("h3", {}, title), h("p", { class: "soft" }, told.filter(Boolean).join(" · "))), ...movers(place, all));
  const held = fault && h("div", { class: "note", role: "status" }, h("p", {}, fault.message, fault.since ? ` (${words("since", when(fault.since))})` : ""),
    fault.lasting ? h("div", { class: "line" }, button("", words("fixed"), () => void change(`${path}/retry`, {}))) : null);
  const acts = h(
    "div",
    { class: "line" },
    button("", words("test"), () => void test(entry.name)),
    button("", words("change"), () => edit(all, state)),
    button("", words("remove"), () => void (confirm(words("remove_sure", title)) && change(path, null, "DELETE"))),
    h("span", { class: "soft", role: "status" }, tested.get(entry.name) ?? ""),
  );
  return h("article", { class: "panel vendor", id: entry.name, "aria-label": title }, head, held || null, consent(state), acts);
}

function movers(place: number, { vendors }: VendorList): HTMLElement[] {
  const names = vendors.map(({ entry }) => entry.name);
  const move = (by: -1 | 1, sign: string, label: "up" | "down"): HTMLElement => {
    const made = button("icon", sign, () => {
      [names[place], names[place + by]] = [names[place + by]!, names[place]!];
      void change("/vendors/order", { names });
    }, words(label, vendors[place]!.title));
    made.disabled = names[place + by] === undefined;
    return made;
  };
  return vendors.length > 1 ? [move(-1, "↑", "up"), move(1, "↓", "down")] : [];
}

function consent({ entry, allowed, terms, title }: VendorState): HTMLElement {
  const path = `/vendors/${entry.name}`;
  const state = h("span", { class: "grow" }, allowed ? words("allowed", when(allowed)) : words("not_allowed"));
  const shown = examples.get(entry.name);
  const line = h("div", { class: "line" }, state, shown ? null : button(allowed ? "" : "main", words("look"), () => void look(entry.name)),
    allowed ? button("", words("withdraw"), () => void change(`${path}/consent`, null, "DELETE")) : null);
  if (!shown) return line;
  const allow = button("main", words("allow", title), () => void change(`${path}/consent?terms=${terms}`, {}));
  return h("div", {}, line, h("p", { class: "soft" }, words("example", title, shown.endpoint)), exact(shown.body), allowed ? null : h("div", { class: "line add" }, allow));
}

/** Scrolls by keyboard too. */
function exact(text: string): HTMLElement {
  return h("pre", { class: "exact", tabindex: "0", role: "region", "aria-label": words("look") }, text);
}

async function look(name: string): Promise<void> {
  const example = await ask<Payload>(`/vendors/${name}/example`);
  if (example) examples.set(name, example);
  await load();
  document.getElementById(name)?.scrollIntoView({ block: "nearest" });
}

async function test(name: string): Promise<void> {
  tested.set(name, words("testing"));
  await load();
  const answer = await ask<TestAnswer>(`/vendors/${name}/test`, {});
  tested.set(name, answer ? (answer.ok ? words("test_ok", String(answer.ms)) : answer.message) : "");
  await Promise.all([load(), log.load()]);
}

function when(moment: string): string {
  return new Date(moment).toLocaleString(document.documentElement.lang);
}

async function load(): Promise<void> {
  const all = await ask<VendorList>("/vendors");
  if (all) show(all);
}

const log = new SentLog(document.querySelector<HTMLElement>("#log")!, ask, when);
await load();
await log.load();
const named = decodeURIComponent(location.hash.slice(1));
if (named && document.getElementById(named)) await look(named);
