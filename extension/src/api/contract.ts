/** The nouns of the server's contract under their own names; `types.ts` is generated, this file names what is used. */
import type { components } from "./types";

type Schemas = components["schemas"];

export type Listing = Schemas["Listing"];
export type TextField = Schemas["TextField"];
export type Fact = Schemas["Fact"];
export type EvidenceKind = Schemas["EvidenceKind"];
export type EvidenceKinds = Schemas["EvidenceKinds"];
export type EvidenceRequest = Schemas["EvidenceRequest"];
export type StoredEvidence = Schemas["StoredEvidence"];
export type Report = Schemas["Report"];
export type Finding = Schemas["Finding"];
export type Suggestion = Schemas["Suggestion"];
export type LawRef = Schemas["LawRef"];
export type Related = Schemas["Related"];
export type Revision = Schemas["Revision"];
export type HistoryPage = Schemas["HistoryPage"];
export type SuggestRequest = Schemas["SuggestRequest"];
export type SuggestLine = Schemas["SuggestLine"];
export type VendorList = Schemas["VendorList"];
export type VendorState = Schemas["VendorState"];
export type VendorRequest = Schemas["VendorRequest"];
export type Payload = Schemas["Payload"];
export type TestAnswer = Schemas["TestAnswer"];
export type Sent = Schemas["Sent"];
export type SentPage = Schemas["SentPage"];
export type DecisionRequest = Schemas["DecisionRequest"];
export type Health = Schemas["Health"];
export type PairRequest = Schemas["PairRequest"];
export type PairAnswer = Schemas["PairAnswer"];
export type Marketplace = Schemas["Marketplace"];
export type FieldPlace = Schemas["FieldPlace"];
export type FieldRole = TextField["role"];
export type Verdict = Finding["verdict"];
export type Category = Finding["category"];

/** Worst first, the order in which findings are counted and painted. */
export const VERDICTS: readonly Verdict[] = ["stop", "prove", "platform", "polish"];
