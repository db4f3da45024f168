/** The form of one AI vendor: what its preset knows is left empty, and a key goes in without ever coming back. */
import type { VendorList, VendorRequest, VendorState } from "../api/contract";
import { button, h } from "../overlay/dom";
import { words } from "./words";

export interface FormActions {
  save(request: VendorRequest): Promise<void>;
  cancel(): void;
}

/** What a new vendor may get: the fields with claims in them, and the specs that rewrites are made of. */
const USUAL = ["title", "bullet", "description", "facts", "brand"];
const STRUCTURED = ["json_schema", "json_object", "prompt"];

export function vendorForm(all: VendorList, state: VendorState | null, actions: FormActions): HTMLFormElement {
  const made = controls(all, state);
  const hints = { base: h("p", { class: "hint" }), model: h("p", { class: "hint" }), key: h("p", { class: "hint" }) };
  const known = (): void => {
    const chosen = all.presets[made.preset.value]!;
    hints.base.textContent = words("base_url_hint", chosen.base_url);
    hints.model.textContent = chosen.model ? words("model_hint", chosen.model) : "";
    hints.key.textContent = words(state?.has_key ? "key_kept" : chosen.local ? "key_local" : "key_hint");
    made.model.required = !chosen.model;
    made.key.required = !chosen.local && !state?.has_key;
    if (!state) made.name.value = freeName(made.preset.value, all);
  };
  made.preset.addEventListener("change", known);
  known();
  const submit = (event: Event): void => {
    event.preventDefault();
    const request = requestOf(made, state);
    made.key.value = "";
    void actions.save(request);
  };
  const checks = made.sends.map((box) => h("label", {}, box, words(`send_${box.value}`)));
  return h(
    "form",
    { class: "panel vendor vendor-form", onsubmit: submit, autocomplete: "off" },
    labelled("preset", made.preset), labelled("name", made.name), labelled("base_url", made.base, hints.base), labelled("model", made.model, hints.model),
    labelled("key", made.key, hints.key), labelled("region", made.region, h("p", { class: "hint" }, words("region_hint"))),
    labelled("price_in", made.priceIn), labelled("price_out", made.priceOut), labelled("currency", made.currency),
    labelled("budget", made.budget, h("p", { class: "hint" }, words("budget_hint"))), labelled("timeout", made.timeout), labelled("structured", made.structured),
    h("fieldset", { class: "wide" }, h("legend", {}, words("sends")), h("div", { class: "checks" }, ...checks)),
    h("div", { class: "wide checks" }, h("label", {}, made.on, words("on"))),
    h("div", { class: "wide line add" }, h("button", { type: "submit", class: "main" }, words("save")), button("", words("cancel"), () => actions.cancel())),
  );
}

type Controls = ReturnType<typeof controls>;

function controls({ presets, data }: VendorList, state: VendorState | null) {
  const entry = state?.entry;
  const { price } = entry ?? {};
  const number = (id: string, value: number | null | undefined): HTMLInputElement => input(id, value == null ? "" : String(value), { type: "number", min: "0", step: "any" });
  const ticked = entry ? (entry.sends ?? data) : USUAL;
  return {
    preset: choice("preset", Object.entries(presets).map(([name, { title }]) => [name, title]), entry?.preset, state !== null),
    name: input("name", entry?.name ?? "", { required: true, pattern: "[a-z0-9][a-z0-9._\\-]{0,63}" }),
    base: input("base_url", entry?.base_url ?? "", { type: "url" }),
    model: input("model", entry?.model ?? ""),
    key: input("key", "", { type: "password", autocomplete: "new-password" }),
    region: input("region", entry?.region ?? "", { maxlength: "20" }),
    timeout: input("timeout", String(entry?.timeout_s ?? 20), { type: "number", min: "1", max: "600" }),
    priceIn: number("price_in", price?.input),
    priceOut: number("price_out", price?.output),
    currency: input("currency", price?.currency ?? "USD", { pattern: "[A-Z]{3}" }),
    budget: number("budget", entry?.budget),
    structured: choice("structured", [["", words("structured_own")], ...STRUCTURED.map((one): [string, string] => [one, one])], entry?.structured ?? ""),
    sends: data.map((one) => h("input", { type: "checkbox", value: one, checked: ticked.includes(one) })),
    on: h("input", { type: "checkbox", checked: entry?.on ?? true }),
  };
}

function requestOf(made: Controls, state: VendorState | null): VendorRequest {
  return {
    ...(state?.entry ?? {}),
    name: made.name.value.trim(), preset: made.preset.value, base_url: made.base.value.trim(), model: made.model.value.trim(),
    structured: made.structured.value || null, timeout_s: Number(made.timeout.value), region: made.region.value.trim(),
    budget: made.budget.value === "" ? null : Number(made.budget.value),
    price: { input: Number(made.priceIn.value), output: Number(made.priceOut.value), currency: made.currency.value.trim() || "USD" },
    sends: made.sends.filter(({ checked }) => checked).map(({ value }) => value),
    on: made.on.checked, key: made.key.value || null, replaces: state?.entry.name ?? null,
  } as VendorRequest;
}

function choice(id: string, options: [string, string][], chosen: string | undefined, fixed = false): HTMLSelectElement {
  return h("select", { id, disabled: fixed }, ...options.map(([value, title]) => h("option", { value, selected: value === chosen }, title)));
}

function input(id: string, value: string, more: Record<string, string | boolean> = {}): HTMLInputElement {
  return h("input", { id, value, type: "text", autocomplete: "off", spellcheck: "false", ...more });
}

function labelled(key: string, control: HTMLElement, hint?: HTMLElement): HTMLElement {
  return h("div", {}, h("label", { for: control.id }, words(key)), control, hint ?? null);
}

/** A name not in the list yet: the preset's own, or with a number behind it. */
function freeName(preset: string, { vendors }: VendorList): string {
  const taken = new Set(vendors.map(({ entry }) => entry.name));
  let name = preset;
  for (let number = 2; taken.has(name); number++) name = `${preset}-${number}`;
  return name;
}
