/** "I have proof…": the form in the card, for one piece of evidence that would lift the finding. */
import type { EvidenceKind, EvidenceRequest, Finding, StoredEvidence } from "../api/contract";
import { ApiError } from "../api/errors";
import { inLanguage } from "../api/language";
import { button, h } from "./dom";
import { fileBox, MOST_MB, sizeOf, upload } from "./file";
import type { Key, Translate } from "./i18n";
import { adoptProofStyle } from "./proofstyle";
import { ENGLISH, marked } from "./tongues";

export interface ProofQuestion {
  readonly finding: Finding;
  /** The listing's; without one it cannot be told from others. */
  readonly key: string | null;
  /** Those that lift the finding, each with the markets in which it does. */
  readonly kinds: Readonly<Record<string, EvidenceKind>>;
  /** Of the interface. */
  readonly language: string;
}

export interface ProofActions {
  file(evidence: EvidenceRequest): Promise<StoredEvidence>;
  filed(piece: StoredEvidence): void;
  /** Not a fault of what was typed. */
  fail(error: unknown): void;
  back(): void;
}

export type ProofMaker = (root: ShadowRoot, t: Translate, question: ProofQuestion, actions: ProofActions) => HTMLElement;

type Name = "kind" | "number" | "issuer" | "issued" | "expires" | "file" | "for";

/** One line of the form. `told` is read out with its control: a hint, and what is wrong. */
interface Line {
  readonly row: HTMLElement;
  readonly control: HTMLInputElement | HTMLSelectElement;
  readonly note: HTMLElement;
  readonly told: HTMLElement;
}

let styled: ShadowRoot | null = null;

export const proofForm: ProofMaker = (root, t, question, actions) => {
  if (styled !== root) adoptProofStyle((styled = root));
  return new Form(t, question, actions).element;
};

class Form {
  readonly element = h("form", { class: "proof", novalidate: true, onsubmit: (event) => this.#submit(event) });
  readonly #said = h("p", { class: "wrong", role: "alert" });
  readonly #markets = h("p", { class: "soft" });
  readonly #send: HTMLButtonElement;
  readonly #lines: Record<Name, Line>;

  constructor(
    private readonly t: Translate,
    private readonly question: ProofQuestion,
    private readonly actions: ProofActions,
  ) {
    const { finding, kinds, key } = question;
    const kindNames = Object.keys(kinds).sort((a, b) => Number(finding.evidence.accepts.includes(b)) - Number(finding.evidence.accepts.includes(a)));
    const reach = [...(key === null ? [] : [["key", t("proof_this", key)] as const]), ["all", t("proof_every")] as const];
    this.#lines = {
      kind: this.#line("kind", "proof_kind", select(kindNames.map((name) => [name, inLanguage(kinds[name]!.name, question.language) ?? name]))),
      number: this.#line("number", "proof_number", input("text")),
      issuer: this.#line("issuer", "proof_issuer", input("text")),
      issued: this.#line("issued", "proof_issued", input("date")),
      expires: this.#line("expires", "proof_expires", input("date")),
      file: this.#line("file", "proof_file", fileBox()),
      for: this.#line("for", "proof_for", select(reach)),
    };
    this.#send = button("main", t("proof_file_it"), () => undefined);
    this.#send.type = "submit";
    this.#lines.kind.control.addEventListener("change", () => this.#turn());
    const rows = Object.values(this.#lines).map(({ row }) => row);
    const noKey = key === null ? h("p", { class: "soft" }, t("proof_no_key")) : null;
    const none = kindNames.length === 0;
    const inside = none ? [h("p", {}, t("proof_none"))] : [h("h3", {}, t("proof_title")), ...rows, noKey, this.#markets, h("p", { class: "soft" }, t("proof_local"))];
    this.element.append(
      h("div", { class: "body" }, ...inside),
      h("div", { class: "foot row" }, button("plain", t("back"), () => actions.back()), h("div", { class: "grow" }, this.#said), none ? null : this.#send),
    );
    this.#turn();
  }

  get #kind(): EvidenceKind | undefined {
    return this.question.kinds[this.#lines.kind.control.value];
  }

  /** Another kind needs other things to be said. */
  #turn(): void {
    const kind = this.#kind;
    if (!kind) return;
    const needs: readonly string[] = kind.needs;
    for (const name of ["number", "issuer", "issued", "expires", "file"] as const) {
      const { control, note } = this.#lines[name];
      const like = name === "number" && kind.number ? this.t("proof_like", kind.number.example) : name === "file" ? this.t("proof_file_more", String(MOST_MB)) : "";
      note.textContent = [needs.includes(name) ? "" : this.t("proof_optional"), like].filter(Boolean).join(" · ");
      control.required = needs.includes(name);
      this.#blame(name, "");
    }
    this.#markets.textContent = this.t("proof_markets", (kind.markets ?? []).join(", "));
  }

  #line(name: Name, label: Key, control: HTMLInputElement | HTMLSelectElement): Line {
    control.id = `proof-${name}`;
    const note = h("span", { class: "soft" });
    const told = h("span", { class: "wrong" });
    const hint = h("span", { class: "hint", id: `${control.id}-hint` }, note, told);
    control.setAttribute("aria-describedby", hint.id);
    return { control, note, told, row: h("div", { class: "line" }, h("label", { for: control.id }, this.t(label)), control, hint) };
  }

  #blame(name: Name, what: string, language: string | null = null): void {
    const { control, told } = this.#lines[name];
    told.replaceChildren(...marked(what, what, language));
    if (what) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }

  /** The first line at fault gets the focus; true if there is one. */
  #isWrong(): boolean {
    let first: HTMLElement | null = null;
    this.#said.textContent = "";
    for (const name of Object.keys(this.#lines) as Name[]) {
      const { control } = this.#lines[name];
      const what = control.required && !control.value.trim() ? this.t("proof_needed") : sizeOf(control) > MOST_MB * 2 ** 20 ? this.t("proof_large", String(MOST_MB)) : "";
      this.#blame(name, what);
      if (what) first ??= control;
    }
    first?.focus();
    return first !== null;
  }

  async #submit(event: Event): Promise<void> {
    event.preventDefault();
    event.stopPropagation();
    if (this.#send.disabled || this.#isWrong()) return;
    this.#send.disabled = true;
    try {
      const piece = await this.actions.file(await this.#request());
      this.actions.filed(piece);
    } catch (error) {
      this.#refused(error);
    } finally {
      this.#send.disabled = false;
    }
  }

  async #request(): Promise<EvidenceRequest> {
    const said = (name: Name): string | null => this.#lines[name].control.value.trim() || null;
    const { key, finding } = this.question;
    const keys = said("for") === "key" && key !== null ? [key] : [];
    const scope = { keys, lines: [], markets: this.#kind?.markets ?? [], rules: [finding.rule] };
    const of = { kind: said("kind")!, number: said("number"), issuer: said("issuer"), issued: said("issued"), expires: said("expires") };
    return { ...of, scope, note: null, replaces: null, file: await upload(this.#lines.file.control) };
  }

  /** What the server says stands at the line that it names. */
  #refused(error: unknown): void {
    if (!(error instanceof ApiError)) return this.actions.fail(error);
    const [, name, what] = /^(\w+)[.\w]*: (.*)$/s.exec(error.message) ?? [];
    const line = name && name in this.#lines ? (name as Name) : null;
    if (line) {
      this.#blame(line, what!, ENGLISH);
      this.#lines[line].control.focus();
    } else this.#said.replaceChildren(...(error.trouble === "server-down" ? [this.t("server_down")] : marked(error.message, error.message, ENGLISH)));
  }
}

function input(type: string): HTMLInputElement {
  return h("input", { type, autocomplete: "off", spellcheck: "false", maxlength: type === "text" ? "200" : null });
}

function select(options: readonly (readonly [string, string])[]): HTMLSelectElement {
  return h("select", {}, ...options.map(([value, text]) => h("option", { value }, text)));
}
