/** The server as the extension's own pages show it: whether it is there, pairing with it, and where it is. */
import { ApiError } from "../api/errors";
import * as browser from "../browser";
import type { ServerState } from "../messages";
import { button, h } from "../overlay/dom";
import type { Key, Translate } from "../overlay/i18n";
import { prose } from "../overlay/panel";
import { linkTo } from "../overlay/symbols";

/** Shows the page anew, with what went wrong. */
type Again = (problem?: string) => void;

const t = browser.translate as Translate;

export function header(title: string, { trouble: wrong, server, version }: ServerState): HTMLElement {
  const logo = h("img", { src: "icons/48.png", alt: "" });
  const text = wrong ? t(wrong === "not-paired" ? "not_paired" : "server_down") : t("popup_connected", new URL(server).host);
  const state = h("span", { title: version, class: `state ${wrong ? "warn" : "good"}` }, h("span", { class: "dot" }), text);
  return h("header", {}, logo, h("div", { class: "grow" }, h("h1", {}, title), state));
}

/** What helps: the code where the server does not know us, its address where it is not found. */
export function trouble(server: ServerState, problem: string, again: Again): HTMLElement {
  const wrong = problem ? h("p", { class: "problem", role: "alert" }, ...prose(problem)) : null;
  if (server.trouble === "not-paired") return pairing(server, wrong, again);
  const retry = button("main", t("try_again"), () => again());
  return h("section", {}, h("p", {}, ...prose(t("server_down_more"))), wrong, address(server, again), h("div", { class: "row" }, retry));
}

function pairing(server: ServerState, wrong: HTMLElement | null, again: Again): HTMLElement {
  const code = h("input", { type: "text", id: "code", autocomplete: "off", spellcheck: "false", required: true, placeholder: "ABCD-1234" });
  const where = address(server, again);
  const form = h(
    "form",
    { onsubmit: (event) => {
      event.preventDefault();
      const request = { kind: "pair", code: code.value, server: where.querySelector("input")!.value } as const;
      void browser.ask(request).then(() => again(), refused("popup_wrong_code", again));
    } },
    h("label", { class: "wide" }, h("span", {}, ...prose(t("popup_code"))), code),
    wrong,
    where,
    h("div", { class: "row" }, h("button", { type: "submit", class: "main" }, t("popup_pair_button"))),
  );
  return h("section", {}, h("h2", {}, t("popup_pair")), form);
}

/** Shut until it is asked for: hardly anybody moves the server. */
export function address({ server }: ServerState, again: Again): HTMLElement {
  const input = h("input", { type: "url", value: server, autocomplete: "off" });
  const use = (): Promise<void> => browser.ask({ kind: "use-server", server: input.value }).then(() => again(), refused("bad_address", again));
  input.addEventListener("change", () => void use());
  return h("details", { id: "address" }, h("summary", {}, t("popup_server")), h("label", { class: "wide" }, t("popup_local"), input));
}

/** To pages of the server's own, while it is there. */
export function serverLinks({ server, trouble: wrong }: ServerState, ...pages: ("demo" | "vendors" | "privacy")[]): HTMLElement[] {
  return wrong === "server-down" ? [] : pages.map((page) => linkTo(`${server}/${page}`, t(`popup_${page}`)));
}

function refused(said: Key, again: Again): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof ApiError)) throw error;
    again(error.trouble === "refused" ? t(said) : "");
  };
}
