/** Where findings come from and decisions go to: the background worker, or on the demo page the server itself. */
import type { DecisionRequest, HistoryPage, Listing, Report, SuggestLine } from "../api/contract";
import type { Advisers, Counts, ListFilter } from "../messages";
import type { ListMaker } from "./panel";
import type { Place } from "./past";
import type { ProofMaker } from "./proof";
import type { Notary } from "./prover";

export interface Provider {
  check(listing: Listing, signal: AbortSignal): Promise<Report>;
  decide(decision: DecisionRequest): Promise<void>;
  counted?(counts: Counts): Promise<void>;
}

/** What only the card and the list ask for. */
export interface Library {
  /** A check that is not about the form as it stands: of other markets, say. */
  glance(listing: Listing): Promise<Report>;
  notary: Notary;
  history(place: Place): Promise<HistoryPage>;
  /** The seller's AI vendors. */
  advisers(): Promise<Advisers>;
  /** What they say about a finding, as it comes in; aborting calls them off. */
  advise(listing: Listing, fingerprint: string, signal: AbortSignal): AsyncIterable<SuggestLine>;
  /** What the list was set to show in this tab; with a filter, that it is to be remembered. */
  filter(remember: ListFilter | null): Promise<ListFilter | null>;
  /** Bring the parts that open on demand. */
  list(): Promise<ListMaker>;
  proof(): Promise<ProofMaker>;
}
