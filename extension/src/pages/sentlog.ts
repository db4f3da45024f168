/** The log of what left this computer, newest first, with the texts themselves, and a way to forget them. */
import type { Sent, SentPage } from "../api/contract";
import { button, h } from "../overlay/dom";
import { words } from "./words";

type Ask = <T>(path: string, body?: object | null, method?: string) => Promise<T | null>;

export class SentLog {
  constructor(
    private readonly place: HTMLElement,
    private readonly ask: Ask,
    private readonly when: (moment: string) => string,
  ) {}

  async load(): Promise<void> {
    const page = await this.ask<SentPage>("/sent");
    if (!page) return;
    if (page.sent.length === 0) return this.place.replaceChildren(h("p", { class: "soft" }, words("log_none")));
    const forget = button("", words("log_forget_all"), () => void (confirm(words("log_forget_sure")) && this.#forget("/sent")));
    this.place.replaceChildren(h("div", { class: "line add" }, forget), ...this.#rows(page));
  }

  #rows({ sent, before }: SentPage): HTMLElement[] {
    const rows = sent.map((entry) => this.#row(entry));
    if (before === null) return rows;
    const more: HTMLElement = h("div", { class: "line add" }, button("", words("log_more"), () => void this.#more(more, before)));
    return [...rows, more];
  }

  async #more(last: HTMLElement, before: number): Promise<void> {
    const page = await this.ask<SentPage>(`/sent?before=${before}`);
    if (page) last.replaceWith(...this.#rows(page));
  }

  #row(entry: Sent): HTMLElement {
    const outcome = entry.outcome === "answered" || entry.outcome === "sending" ? words(entry.outcome) : `${words("failed")} (${entry.outcome})`;
    const cost = entry.cost ? `, ${entry.cost.toFixed(4)} ${entry.currency}` : "";
    const whom = [entry.vendor, entry.endpoint, entry.region, entry.model].filter(Boolean).join(" · ");
    const what = [entry.marketplace, entry.key, entry.fields.join(", ")].filter(Boolean).join(" · ");
    const head = h("summary", {}, h("b", {}, this.when(entry.at)), ` ${whom}`);
    const counted = h("p", { class: "soft" }, [what, outcome, `${entry.tokens_in} → ${entry.tokens_out} tokens${cost}`].filter(Boolean).join(" · "));
    return h("details", { class: "entry" }, head, counted, h("p", { class: "soft" }, `SHA-256 ${entry.sha256}`), ...this.#texts(entry));
  }

  #texts(entry: Sent): HTMLElement[] {
    if (entry.forgotten) return [h("p", { class: "soft" }, words("log_forgotten", this.when(entry.forgotten)))];
    const part = (title: string, text: string | null): HTMLElement[] =>
      text === null ? [] : [h("b", {}, title), h("pre", { class: "exact", tabindex: "0", role: "region", "aria-label": title }, text)];
    const forget = button("", words("log_forget"), () => void this.#forget(`/sent/${entry.id}`));
    return [...part(words("log_sent"), entry.text), ...part(words("log_answer"), entry.answer), h("div", { class: "line" }, forget)];
  }

  async #forget(path: string): Promise<void> {
    if (await this.ask(path, null, "DELETE")) await this.load();
  }
}
