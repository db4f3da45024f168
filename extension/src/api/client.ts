/** The HTTP door to Caveat's server, and the only file that calls `fetch`. */
import type { DecisionRequest, EvidenceKinds, EvidenceRequest, Health, HistoryPage, Listing, PairAnswer, PairRequest, Report, StoredEvidence, SuggestLine, VendorList } from "./contract";
import { ApiError } from "./errors";
import { linesOf, Watchdog } from "./lines";

export const DEFAULT_SERVER = "http://127.0.0.1:8765";

const CHECK_MS = 10_000;
const QUICK_MS = 4_000;
/** For a file of some megabytes. */
const UPLOAD_MS = 30_000;
/** The server writes a line a second, whatever the vendors do. */
const SILENT_MS = 10_000;

/** One server and one token; the token may be replaced when the server hands out a new one. */
export class Client {
  constructor(
    readonly server: string,
    public token: string | null,
    readonly language = "en",
  ) {}

  check(listing: Listing, signal?: AbortSignal): Promise<Report> {
    return this.request<Report>("/api/v1/check", listing, CHECK_MS, signal);
  }

  async decide(decision: DecisionRequest): Promise<void> {
    await this.request("/api/v1/decisions", decision, QUICK_MS);
  }

  /** The newest versions of a field; without a key, of listings that have none yet. */
  history(key: string | null, marketplace: string, field: string): Promise<HistoryPage> {
    const query = new URLSearchParams({ ...(key === null ? {} : { key }), marketplace, field });
    return this.request<HistoryPage>(`/api/v1/history?${query}`, null, QUICK_MS);
  }

  /** What AI vendors say about a finding, as it comes in. */
  async *suggest(listing: Listing, finding: string, signal: AbortSignal): AsyncGenerator<SuggestLine> {
    const stop = new AbortController();
    const watchdog = new Watchdog(stop, SILENT_MS);
    try {
      const answer = await this.#ask("/api/v1/suggest", { listing, finding }, AbortSignal.any([signal, stop.signal]), signal);
      for await (const line of linesOf(answer.body!, () => watchdog.feed())) yield JSON.parse(line) as SuggestLine;
    } catch (error) {
      if (signal.aborted || error instanceof ApiError) throw error;
      throw new ApiError("server-down", String(error));
    } finally {
      watchdog.end();
    }
  }

  /** The kinds of evidence that lift what a rule finds in some of these markets. */
  kinds(rule: string, markets: readonly string[]): Promise<EvidenceKinds> {
    const query = new URLSearchParams([["rule", rule], ...markets.map((market) => ["market", market])]);
    return this.request<EvidenceKinds>(`/api/v1/evidence/kinds?${query}`, null, QUICK_MS);
  }

  fileEvidence(evidence: EvidenceRequest): Promise<StoredEvidence> {
    return this.request<StoredEvidence>("/api/v1/evidence", evidence, UPLOAD_MS);
  }

  withdrawEvidence(piece: number): Promise<StoredEvidence> {
    return this.request<StoredEvidence>(`/api/v1/evidence/${piece}`, null, QUICK_MS, undefined, "DELETE");
  }

  vendors(): Promise<VendorList> {
    return this.request<VendorList>("/api/v1/vendors", null, QUICK_MS);
  }

  /** Exchange the code that `caveat serve` printed for a token, and keep it. */
  async pair(code: string): Promise<string> {
    const { token } = await this.request<PairAnswer>("/api/v1/pair", { code } satisfies PairRequest, QUICK_MS);
    this.token = token;
    return token;
  }

  /** What the server knows of marketplaces' forms; whoever uses it looks at it first. */
  marketplaces(): Promise<unknown> {
    return this.request<unknown>("/api/v1/marketplaces", null, QUICK_MS);
  }

  health(): Promise<Health> {
    return this.request<Health>("/healthz", null, QUICK_MS);
  }

  /** The token that a page of the server's own carries in `<meta name="caveat-token">`. */
  async readPageToken(path: string): Promise<string | null> {
    const page = await (await this.#send(path, { cache: "no-store", signal: AbortSignal.timeout(QUICK_MS) })).text();
    const meta = new DOMParser().parseFromString(page, "text/html").querySelector("meta[name='caveat-token']");
    this.token = meta?.getAttribute("content") || null;
    return this.token;
  }

  /** One question and its JSON answer; a body makes it a POST. */
  async request<T>(path: string, body: object | null, timeout = CHECK_MS, signal?: AbortSignal, method?: string): Promise<T> {
    const deadline = AbortSignal.timeout(timeout);
    const either = signal ? AbortSignal.any([signal, deadline]) : deadline;
    const answer = await this.#ask(path, body, either, signal, method);
    return (await answer.json()) as T;
  }

  /** What `given` aborts is thrown as it is; whatever else keeps the server from answering is its being down. */
  async #ask(path: string, body: object | null, signal: AbortSignal, given?: AbortSignal, method = body ? "POST" : "GET"): Promise<Response> {
    const headers: Record<string, string> = { "Accept-Language": this.language };
    if (this.token) headers["X-Caveat-Token"] = this.token;
    if (body) headers["Content-Type"] = "application/json";
    const answer = await this.#send(path, { method, headers, body: body && JSON.stringify(body), credentials: "omit", signal }, given);
    if (!answer.ok) throw await refusal(answer);
    return answer;
  }

  async #send(path: string, init: RequestInit, given?: AbortSignal): Promise<Response> {
    try {
      return await fetch(this.server + path, init);
    } catch (error) {
      if (given?.aborted) throw error;
      throw new ApiError("server-down", String(error));
    }
  }
}

async function refusal(answer: Response): Promise<ApiError> {
  const said = await answer.text();
  if (answer.status === 401) return new ApiError("not-paired", said);
  if (answer.status >= 502 && answer.status <= 504) return new ApiError("server-down", said);
  return new ApiError("refused", messageOf(said) ?? `${answer.status} ${answer.statusText}`);
}

/** The `message` of the server's `{"code", "message"}`; null where something else answered. */
function messageOf(body: string): string | null {
  try {
    const { message } = JSON.parse(body) as { message?: unknown };
    return typeof message === "string" ? message : null;
  } catch {
    return null; // not JSON: the status line says more than an HTML page would
  }
}
