/** The side panel: text from dashboards, editors and chats that Caveat cannot read, pasted and checked in a form of its own. */
import { linesOf } from "../adapters/markup";
import type { Page } from "../adapters/page";
import { type Draft, EMPTY, factsOf, sorted } from "../adapters/paste";
import * as browser from "../browser";
import { ExtensionGone, store } from "../browser";
import { session } from "../browser/panel";
import { button, h } from "../overlay/dom";
import { Hands } from "../overlay/hands";
import type { Translate } from "../overlay/i18n";
import { Overlay } from "../overlay/overlay";
import { Panel } from "../overlay/panel";
import { proofForm } from "../overlay/proof";
import { adoptStyle, popupStyle } from "../overlay/style";
import { besidePage } from "../pages/beside";
import { Choice, FORM, type Meant, meantAt } from "../pages/choice";
import { asked, provided } from "./library";
import { PasteForm } from "../pages/pasteform";

const t = browser.translate as Translate;
/** Read while the extension is still there to be asked. */
const text = { gone: t("gone"), reload: t("reload"), close: t("close") };
const language = browser.uiLanguage();
const life = new AbortController();
const form = new PasteForm(t);
const choice = new Choice(t, () => void store.set("meant", choice.meant));
const whole = h("textarea", { id: "whole", class: "whole", rows: "2", autocomplete: "off", "aria-describedby": "whole-more" });
const said = h("div", { role: "status" });
let look = (): void => undefined;

/** What the form holds, as a page of its own. */
function read(): Page | null {
  const fields = form.fields(choice.shop);
  const { brand, key, facts } = factsOf(form.facts.value, FORM);
  const factPlaces = new Map(facts.map(({ name }) => [name, form.facts]));
  return fields.length === 0 ? null : { ...choice.meant, key, brand, language: null, fields, facts, factPlaces };
}

/** Put another draft in place of what is there, which can be had back. */
function replace(draft: Draft, words: string): void {
  const before = form.draft();
  const undo = (): void => {
    take(before);
    said.replaceChildren();
    whole.focus();
  };
  take(draft);
  said.replaceChildren(h("div", { class: "note" }, h("span", { class: "grow" }, words), button("", t("undo"), undo)));
}

function take(draft: Draft): void {
  form.fill(draft);
  keep();
}

function keep(): void {
  void session.set("draft", form.draft());
  look();
}

/** Sort what came in from the clipboard, or was dropped. */
function bring(event: Event, data: DataTransfer | null): void {
  const text = linesOf(data?.getData("text/html") ?? "") || (data?.getData("text/plain") ?? "");
  if (!text.trim()) return;
  event.preventDefault();
  whole.value = "";
  replace(sorted(text, FORM), t("paste_sorted"));
}

function listen(): void {
  whole.addEventListener("paste", (event) => bring(event, event.clipboardData));
  whole.addEventListener("drop", (event) => bring(event, event.dataTransfer));
  whole.addEventListener("change", () => {
    if (whole.value.trim()) replace(sorted(whole.value, FORM), t("paste_sorted")); // typed, or spoken
    whole.value = "";
  });
  form.element.addEventListener("input", () => {
    said.replaceChildren(); // the words before are no longer only ours to put back
    keep();
  });
}

async function clear(): Promise<void> {
  replace(EMPTY, t("paste_cleared"));
  await mean();
  whole.focus();
}

/** An empty form is for the marketplace beside it, and the markets set there; else for what was chosen last. */
async function mean(): Promise<void> {
  const { url } = (await browser.activeTab()) ?? {};
  const last = await store.get<Meant>("meant", { marketplace: FORM.name, markets: [] });
  const here = form.isEmpty && url ? meantAt(url) : null;
  const set = here && url ? (await browser.ask({ kind: "site-state", origin: url.origin })).markets : [];
  choice.show(here && set.length > 0 ? { ...here, markets: set } : (here ?? last), await knownMarkets());
}

/** Those of the server's rule book, as the worker heard of them last. */
async function knownMarkets(): Promise<string[]> {
  const heard = (): Promise<string[]> => store.get<string[]>("markets", []);
  if ((await heard()).length === 0) await browser.ask({ kind: "server-state" });
  return heard();
}

function show(): void {
  const label = h("label", { for: "whole" }, t("paste_whole"));
  const more = h("p", { class: "soft", id: "whole-more" }, t("paste_whole_more"));
  const foot = h("footer", {}, button("", t("paste_clear"), () => void clear()), h("p", {}, t("paste_kept")));
  document.querySelector("#panel")!.append(
    h("h1", {}, t("popup_paste")), besidePage(t, life.signal), h("div", { class: "field" }, label, whole, more), said, choice.element, form.element, foot,
  );
}

function check(): Overlay {
  return new Overlay({
    provider: provided,
    t,
    language,
    open: true,
    read,
    watch: (changed) => void (look = changed),
    hands: async () => (loan) => new Hands(loan, { ...asked, list: async () => (...given) => new Panel(...given), proof: async () => proofForm }),
    gone(error, host) {
      life.abort();
      host.banner(text.gone, text.reload, () => location.reload(), text.close);
      if (!(error instanceof ExtensionGone)) throw error;
    },
  });
}

async function start(): Promise<void> {
  document.documentElement.lang = language;
  adoptStyle(document, popupStyle());
  form.fill(await session.get<Draft>("draft", EMPTY));
  await mean();
  show();
  listen();
  check();
}

void start();
