/** The list behind the pill: the findings by field, what was dismissed and why, what was checked and what was not. */
import type { Report } from "../api/contract";
import type { Trouble } from "../api/errors";
import type { ListFilter } from "../messages";
import type { Batch } from "./batch";
import { dock, MARGIN } from "./dock";
import { button, h } from "./dom";
import { ALL, shown } from "./filter";
import { filterBar } from "./filterbar";
import type { Dismissed, Entry } from "./findings";
import { counted, type Key, type Translate } from "./i18n";
import { adoptListStyle } from "./liststyle";
import type { Box } from "./place";
import { REASONS, type Reason } from "./reasons";
import { signs, verdictSign } from "./symbols";
import { ENGLISH, marked, tonguesOf } from "./tongues";
import { hasFocus, redraw, trapTab } from "./trap";

export interface PanelState {
  open: Entry[];
  dismissed: Dismissed[];
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
  /** The control of the page that has the focus, as it lies in the window. */
  control(): Box | null;
  /** The pill, which stays in sight. */
  pill(): Box;
  remember(filter: ListFilter): void;
}

export type ListMaker = (...given: ConstructorParameters<typeof Panel>) => Panel;

const ADVICE: Partial<Record<Trouble, Key>> = { "not-paired": "not_paired_more", "server-down": "server_down_more" };
const HEADLINE: Record<Trouble, Key> = { "not-paired": "not_paired", "server-down": "server_down", refused: "refused" };

export class Panel {
  readonly element = h("div", { class: "surface panel", popover: "manual", role: "dialog", tabindex: "-1" });
  #state: PanelState | null = null;
  #following = new AbortController();

  constructor(
    private readonly root: ShadowRoot,
    private readonly t: Translate,
    private readonly batch: Pick<Batch, "ready" | "made" | "make" | "undo">,
    private filter: ListFilter,
    private readonly actions: PanelActions,
  ) {
    adoptListStyle(root);
    this.element.setAttribute("aria-label", t("panel"));
    this.element.addEventListener("keydown", (event) => trapTab(event, this.element));
    root.append(this.element);
  }

  get isOpen(): boolean {
    return this.element.matches(":popover-open");
  }

  get focused(): boolean {
    return hasFocus(this.element);
  }

  open(state: PanelState, takeFocus: boolean): void {
    this.update(state);
    this.element.showPopover();
    if (takeFocus) this.element.focus({ preventScroll: true });
    this.#place();
    this.#follow();
  }

  /** Show something else; the focus stays on the same control, or at least on the list. */
  update(state: PanelState): void {
    this.#state = state;
    const close = button("plain", signs.close(), () => this.actions.close(), this.t("close"));
    const head = h("div", { class: "head row" }, h("h2", { class: "grow" }, this.t("panel")), close);
    const parts = state.trouble ? [this.#trouble(state)] : [this.#filter(state), this.#together(), this.#rows(state)];
    redraw(this.element, ".list", () => this.element.replaceChildren(head, ...parts.filter((part) => part !== null)));
  }

  close(): void {
    this.#following.abort();
    if (this.isOpen) this.element.hidePopover();
  }

  /** It moves away where the seller goes on in a control that it would cover. */
  #follow(): void {
    this.#following = new AbortController();
    const options = { capture: true, passive: true, signal: this.#following.signal };
    const place = (): void => this.#place();
    document.addEventListener("focusin", place, options);
    addEventListener("blur", place, options); // the focus went into a frame
    addEventListener("resize", place, options);
  }

  #place(): void {
    const view = { width: document.documentElement.clientWidth, height: innerHeight };
    const pill = this.actions.pill();
    const foot = Math.max(0, view.height - pill.top);
    const { style, dataset, offsetWidth } = this.element;
    const { side, maxHeight } = dock(this.actions.control(), offsetWidth, foot, view);
    dataset["side"] = side;
    style.left = side === "left" ? `${MARGIN}px` : "auto";
    style.right = side === "left" ? "auto" : side === "right" ? `${MARGIN}px` : `${Math.max(MARGIN, view.width - pill.right)}px`;
    style.top = side === "bottom" ? "auto" : `${MARGIN}px`;
    style.bottom = side === "top" ? "auto" : side === "left" ? `${MARGIN}px` : `${foot + MARGIN}px`;
    style.maxHeight = `${maxHeight}px`;
  }

  #choose(filter: ListFilter): void {
    this.filter = filter;
    this.actions.remember(filter);
    if (this.#state) this.update(this.#state);
  }

  #filter({ open }: PanelState): HTMLElement | null {
    return filterBar(this.filter, open, this.t, (filter) => this.#choose(filter));
  }

  /** What the filter leaves out is said, and shown again with one press. */
  #filtered(seen: number, all: number): HTMLElement | null {
    if (seen === all) return null;
    return h("div", { class: "row filtered", role: "status" }, h("span", { class: "soft grow" }, this.t("filtered", String(seen), String(all))),
      button("plain", this.t("show_all"), () => this.#choose(ALL)));
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
    if (ready > 0) row.append(button("main", counted(this.t, ready, "fix_one", "fix_together"), () => void this.#write(() => this.batch.make())));
    if (made > 0) row.append(h("span", { class: "grow", role: "status" }, counted(this.t, made, "fixed_one", "fixed_together")), button("", this.t("undo_together"), () => void this.#write(() => this.batch.undo())));
    return row;
  }

  /** Writing takes the focus into the fields; where it was in the list, it comes back to what can be done next. */
  async #write(work: () => Promise<void>): Promise<void> {
    const { focused } = this;
    await work();
    const next = this.element.querySelector<HTMLElement>(".together button:last-of-type") ?? this.element;
    if (focused && this.isOpen) next.focus({ preventScroll: true });
  }

  #rows({ open, dismissed, report }: PanelState): HTMLElement {
    const list = h("div", { class: "list" });
    const seen = shown(this.filter, open);
    if (open.length === 0 && report) list.append(h("div", { class: "say" }, h("b", {}, this.t("no_findings")), h("p", { class: "soft" }, this.t("no_findings_more"))));
    const left = this.#filtered(seen.length, open.length);
    if (left) list.append(left);
    let title = "";
    for (const entry of seen) {
      const next = this.#title(entry);
      if (next !== title) list.append(h("h3", {}, (title = next)));
      list.append(this.#item(entry));
    }
    if (dismissed.length > 0) list.append(h("h3", {}, this.t("dismissed")), ...dismissed.map((one) => this.#dismissed(one)));
    list.append(this.#ends(report));
    return list;
  }

  /** The words that are claimed; of what is missing, what the server says. */
  #words({ finding: { text, message, field } }: Entry): HTMLElement {
    const tongues = tonguesOf(this.root, this.#state?.report ?? null, field);
    return h("span", { dir: "auto", lang: text ? tongues.field : tongues.server }, text || message);
  }

  #title({ finding }: Entry): string {
    return finding.field === null ? this.t("whole_listing") : this.actions.labelOf(finding.field);
  }

  #item(entry: Entry): HTMLElement {
    const { finding } = entry;
    const kind = h("span", { class: "soft" }, `${this.t(`level_${finding.verdict}`)} · ${this.t(`category_${finding.category}`)}`);
    const sign = h("span", { class: finding.verdict }, verdictSign(finding.verdict));
    const item = button("item", sign, () => this.actions.show(entry));
    const words = this.#words(entry);
    words.className = "words";
    item.append(h("span", { class: "grow" }, words, kind));
    return item;
  }

  #dismissed({ entry, reason, at }: Dismissed): HTMLElement {
    const known = REASONS.includes(reason as Reason) ? this.t(`reason_${reason as Reason}`) : reason;
    const why = h("span", { class: "soft" }, [known, new Date(at).toLocaleDateString()].filter(Boolean).join(" · "));
    const words = h("span", { class: "grow" }, h("span", {}, `${this.#title(entry)}: `, this.#words(entry)), why);
    return h("div", { class: "row item" }, words, button("", this.t("reopen"), () => this.actions.reopen(entry)));
  }

  #ends(report: Report | null): HTMLElement {
    const ends = h("div", { class: "ends" });
    if (!report) return ends;
    const { rulebook, checked, not_checked, partial, partial_reason } = report;
    const fields = checked.fields.map((field) => this.actions.labelOf(field)).join(", ");
    ends.append(h("span", {}, this.t("rulebook", rulebook.version, String(rulebook.rules))));
    ends.append(h("span", {}, this.t("for_markets", checked.markets.join(", "))), h("span", {}, this.t("fields_checked", fields)));
    for (const { what, why } of not_checked) ends.append(h("span", {}, ...marked(`${this.t("not_checked")}: ${what} (${why})`, why, ENGLISH)));
    if (partial) ends.append(h("b", {}, ...marked(this.t("partial", partial_reason ?? ""), partial_reason ?? "", ENGLISH)));
    return ends;
  }
}

/** Text in which `backticks` set a command. */
export function prose(text: string): (string | HTMLElement)[] {
  return text.split("`").map((part, index) => (index % 2 ? h("code", {}, part) : part));
}
