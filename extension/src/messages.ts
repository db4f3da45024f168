/** Every message that crosses between pages and the background worker, and the one shape of the answers. */
import type { Trouble } from "./api/errors";
import type { DecisionRequest, EvidenceKinds, EvidenceRequest, FieldPlace, FieldRole, HistoryPage, Listing, Marketplace, Report, StoredEvidence, SuggestLine, Verdict, VendorState } from "./api/contract";

export type Counts = Record<Verdict, number>;

/** What the seller has set for a site. None is on before the seller turns it on, and the browser has asked. */
export interface SiteSettings {
  on: boolean;
  /** For which markets its listings are checked; none: for those that it is usually for. */
  markets: string[];
  /** The fields that the seller pointed at. */
  fields: FieldPlace[];
}

export interface SiteState extends SiteSettings {
  /** What is known of the site says so; none: all that the rule book knows. */
  usual: string[];
  /** The markets that the rule book knows. */
  known: string[];
}

/** All that the seller can set, by the site and for all of them. */
export interface Settings {
  sites: Record<string, SiteState>;
  guard: boolean;
}

/** What a file of settings holds. No token is among it, and no address of a server. */
export interface SettingsFile {
  caveat: "settings";
  version: 1;
  guard: boolean;
  sites: Record<string, SiteSettings>;
}

/** What a content script needs to know before it starts. */
export interface Session {
  /** The page is a listing form, the site is on, and the overlay is in place. */
  loaded: boolean;
  /** The overlay's shadow root is open only for tests, which set this flag in the extension's storage. */
  testing: boolean;
  /** The seller wants to be asked before saving with a Stop open, and what asks is in place. */
  guard: boolean;
  /** What is known of the forms of this host, with what the seller taught and chose laid over it. */
  shops: readonly Marketplace[];
}

export interface ServerState {
  trouble: Trouble | null;
  server: string;
  version: string | null;
  /** Decisions that wait for the server to come back. */
  queued: number;
}

export interface PageState {
  marketplace: string | null;
  fields: number;
  counts: Counts;
}

/** What the list of findings shows; nothing chosen is everything. */
export interface ListFilter {
  levels: Verdict[];
  markets: string[];
}

/** The parts of the overlay that come when they are first asked for, each a script of its own. */
export type Part = "card" | "list" | "proof" | "teach";

/** The seller's AI vendors in their order, and the page on which they are set up. */
export interface Advisers {
  vendors: VendorState[];
  settings: string;
}

/** What a page says over a port of its own, and what comes back over it. The port's end calls the vendors off. */
export interface Question {
  listing: Listing;
  finding: string;
}
export type Reply = Answer<SuggestLine>;

/** From pages (content script, popup) to the background worker. */
export type Request =
  | { kind: "hello"; url: string }
  | { kind: "check"; listing: Listing }
  | { kind: "part"; name: Part }
  | { kind: "decide"; decision: DecisionRequest }
  | { kind: "history"; key: string | null; marketplace: string; field: string }
  | { kind: "advisers" }
  | { kind: "evidence-kinds"; rule: string; markets: readonly string[] }
  | { kind: "file-evidence"; evidence: EvidenceRequest }
  | { kind: "withdraw-evidence"; piece: number }
  | { kind: "filter"; remember: ListFilter | null }
  | { kind: "counts"; counts: Counts }
  | { kind: "server-state" }
  | { kind: "use-server"; server: string }
  | { kind: "pair"; code: string; server: string }
  | { kind: "site-state"; origin: string }
  | { kind: "choose-markets"; origin: string; markets: string[] }
  | { kind: "teach"; origin: string; place: FieldPlace }
  | { kind: "forget-field"; origin: string; field: string }
  | { kind: "forget-site"; origin: string }
  | { kind: "turn-on"; origin: string }
  | { kind: "turn-off"; origin: string }
  | { kind: "settings" }
  | { kind: "set-guard"; guard: boolean }
  | { kind: "export" }
  | { kind: "import"; text: string };

export interface Answers {
  hello: Session;
  check: Report;
  part: null;
  decide: null;
  history: HistoryPage;
  advisers: Advisers;
  "evidence-kinds": EvidenceKinds;
  "file-evidence": { piece: StoredEvidence; page: string };
  "withdraw-evidence": StoredEvidence;
  filter: ListFilter | null;
  counts: null;
  "server-state": ServerState;
  "use-server": null;
  pair: null;
  "site-state": SiteState;
  "choose-markets": SiteState;
  teach: null;
  "forget-field": null;
  "forget-site": null;
  "turn-on": null;
  "turn-off": null;
  settings: Settings;
  "set-guard": null;
  export: SettingsFile;
  import: null;
}

/** What the content script says of itself; `page` is null where it is turned off. */
export interface TabState {
  origin: string;
  page: PageState | null;
  /** What every listing has and this page is not seen to hold. */
  missing: FieldRole[];
}

/** From the background worker or the popup to the content script of a tab. */
export type Notice = { kind: "settings-changed" } | { kind: "tab-state" } | { kind: "teach"; role: FieldRole };

export type Answer<T> = { ok: true; value: T } | { ok: false; trouble: Trouble; message: string };
export type AnswerTo<R extends Request> = Answers[R["kind"]];
