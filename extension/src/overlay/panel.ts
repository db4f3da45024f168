/** The list behind the pill: all findings by field, what was dismissed, what was checked and what was not. */
import type { Report } from "../api/contract";
import type { Trouble } from "../api/errors";
import type { Batch } from "./batch";
import { button, h } from "./dom";
import type { Entry } from "./findings";
import type { Key, Translate } from "./i18n";
import { signs, verdictSign } from "./symbols";
import { trapTab } from "./trap";

export interface PanelState {
  open: Entry[];
  dismissed: Entry[];
  report: Report | null;
  trouble: Trouble | null;
  /** The server's own words, where it refused. */
  message: string;
}

export interface PanelActions {
  show(entry: Entry): void;
  reopen(entry: Entry): void;
  retry(): void;
  close(): void;
  labelOf(field: string): string;
}

const ADVICE: Partial<Record<Trouble, Key>> = { "not-paired": "not_paired_more", "server-down": "server_down_more" };
const HEADLINE: Record<Trouble, Key> = { "not-paired": "not_paired", "server-down": "server_down", refused: "refused" };

export class Panel {
  readonly element = h("div", { class: "surface panel", popover: "manual", role: "dialog", tabindex: "-1" });

  constructor(
    root: ShadowRoot,
    private readonly t: Translate,
    private readonly batch: Pick<Batch, "ready" | "made" | "make" | "undo">,
    private readonly actions: PanelActions,
  ) {
    this.element.setAttribute("aria-label", t("panel"));
    this.element.addEventListener("keydown", (event) => trapTab(event, this.element));
    root.append(this.element);
  }

  get isOpen(): boolean {
    return this.element.matches(":popover-open");
  }

  get focused(): boolean {
    return this.element.contains((this.element.getRootNode() as ShadowRoot).activeElement);
  }

  /** `above` is the pill. */
  open(state: PanelState, above: DOMRect, takeFocus: boolean): void {
    this.update(state);
    this.element.showPopover();
    this.element.style.right = `${document.documentElement.clientWidth - above.right}px`;
    this.element.style.bottom = `${innerHeight - above.top + 8}px`;
    if (takeFocus) this.element.focus({ preventScroll: true });
  }

  update(state: PanelState): void {
    const focused = this.focused;
    const close = button("plain", signs.close(), () => this.actions.close(), this.t("close"));
    const head = h("div", { class: "head row" }, h("h2", { class: "grow" }, this.t("panel")), close);
    const parts = state.trouble ? [this.#trouble(state)] : [this.#together(), this.#list(state), this.#ends(state.report)];
    this.element.replaceChildren(head, ...parts.filter((part) => part !== null));
    if (focused) this.element.focus({ preventScroll: true });
  }

  close(): void {
    if (this.isOpen) this.element.hidePopover();
  }

  #trouble({ trouble, message }: PanelState): HTMLElement {
    const advice = ADVICE[trouble!];
    const retry = button("main", this.t("try_again"), () => this.actions.retry());
    return h("div", { class: "say" }, h("b", {}, this.t(HEADLINE[trouble!])), h("p", {}, ...prose(advice ? this.t(advice) : message)), retry);
  }

  /** One button for all the fixes that need no choice, and one to take them back. */
  #together(): HTMLElement | null {
    const { ready, made } = this.batch;
    if (ready + made === 0) return null;
    const row = h("div", { class: "row wrap together" });
    if (ready > 0) row.append(button("main", this.t("fix_together", String(ready)), () => void this.batch.make()));
    if (made > 0) row.append(h("span", { class: "grow", role: "status" }, this.t("fixed_together", String(made))), button("", this.t("undo_together"), () => void this.batch.undo()));
    return row;
  }

  #list({ open, dismissed, report }: PanelState): HTMLElement {
    const list = h("div", { class: "list" });
    if (open.length === 0 && report) list.append(h("div", { class: "say" }, h("b", {}, this.t("no_findings")), h("p", { class: "soft" }, this.t("no_findings_more"))));
    let title = "";
    for (const entry of open) {
      const next = this.#title(entry);
      if (next !== title) list.append(h("h3", {}, (title = next)));
      list.append(this.#item(entry));
    }
    if (dismissed.length > 0) list.append(h("h3", {}, this.t("dismissed")), ...dismissed.map((entry) => this.#dismissed(entry)));
    return list;
  }

  #title({ finding }: Entry): string {
    return finding.field === null ? this.t("whole_listing") : this.actions.labelOf(finding.field);
  }

  #item(entry: Entry): HTMLElement {
    const { finding } = entry;
    const kind = h("span", { class: "soft" }, `${this.t(`level_${finding.verdict}`)} · ${this.t(`category_${finding.category}`)}`);
    const sign = h("span", { class: finding.verdict }, verdictSign(finding.verdict));
    const item = button("item", sign, () => this.actions.show(entry));
    item.append(h("span", { class: "grow" }, h("span", { class: "words", dir: "auto" }, finding.text || finding.message), kind));
    return item;
  }

  #dismissed(entry: Entry): HTMLElement {
    const { finding } = entry;
    const words = h("span", { class: "grow soft" }, `${this.#title(entry)}: ${finding.text || finding.message}`);
    return h("div", { class: "row item" }, words, button("", this.t("reopen"), () => this.actions.reopen(entry)));
  }

  #ends(report: Report | null): HTMLElement {
    const ends = h("div", { class: "ends" });
    if (!report) return ends;
    const { rulebook, checked, not_checked, partial, partial_reason } = report;
    const fields = checked.fields.map((field) => this.actions.labelOf(field)).join(", ");
    ends.append(h("span", {}, this.t("rulebook", rulebook.version, String(rulebook.rules))));
    ends.append(h("span", {}, this.t("for_markets", checked.markets.join(", "))), h("span", {}, this.t("fields_checked", fields)));
    for (const { what, why } of not_checked) ends.append(h("span", {}, `${this.t("not_checked")}: ${what} (${why})`));
    if (partial) ends.append(h("b", {}, this.t("partial", partial_reason ?? "")));
    return ends;
  }
}

/** Text in which `backticks` set a command. */
export function prose(text: string): (string | HTMLElement)[] {
  return text.split("`").map((part, index) => (index % 2 ? h("code", {}, part) : part));
}
