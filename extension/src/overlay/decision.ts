/** A decision about a finding, as the server takes it. */
import type { Page } from "../adapters/page";
import type { DecisionRequest } from "../api/contract";
import type { Entry } from "./findings";

/** The whole field before and after a change, and who wrote the new words. */
export type Texts = Partial<Pick<DecisionRequest, "text_before" | "text_after" | "origin" | "model" | "suggestion">>;

export function decisionOf(page: Page | null, { finding }: Entry, action: DecisionRequest["action"], reason: string | null, texts: Texts = {}): DecisionRequest {
  const { fingerprint, rule, field } = finding;
  return { fingerprint, rule, key: page?.key ?? null, marketplace: page?.marketplace ?? "generic", field, action, reason, ...texts, uid: name() };
}

/** By which it is known when it is sent again; `randomUUID` is not there on plain http pages. */
function name(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
