/** Where findings come from and decisions go to: the background worker, or on the demo page the server itself. */
import type { DecisionRequest, HistoryPage, Listing, Report, SuggestLine } from "../api/contract";
import type { Advisers, Counts } from "../messages";
import type { Place } from "./past";

export interface Provider {
  check(listing: Listing, signal: AbortSignal): Promise<Report>;
  decide(decision: DecisionRequest): Promise<void>;
  history(place: Place): Promise<HistoryPage>;
  /** The seller's AI vendors. */
  advisers(): Promise<Advisers>;
  /** What they say about a finding, as it comes in; aborting calls them off. */
  advise(listing: Listing, fingerprint: string, signal: AbortSignal): AsyncIterable<SuggestLine>;
  counted?(counts: Counts): Promise<void>;
}
