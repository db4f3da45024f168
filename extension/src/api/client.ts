/** The HTTP door to Caveat's server, and the only file that calls `fetch`. */
import type { DecisionRequest, Health, HistoryPage, Listing, PairAnswer, PairRequest, Report } from "./contract";
import { ApiError } from "./errors";

export const DEFAULT_SERVER = "http://127.0.0.1:8765";

const CHECK_MS = 10_000;
const QUICK_MS = 4_000;

/** One server and one token; the token may be replaced when the server hands out a new one. */
export class Client {
  constructor(
    readonly server: string,
    public token: string | null,
    readonly language: "en" | "zh" = "en",
  ) {}

  check(listing: Listing, signal?: AbortSignal): Promise<Report> {
    return this.#request<Report>("/api/v1/check", listing, CHECK_MS, signal);
  }

  async decide(decision: DecisionRequest): Promise<void> {
    await this.#request("/api/v1/decisions", decision, QUICK_MS);
  }

  /** The newest versions of a field; without a key, of listings that have none yet. */
  history(key: string | null, marketplace: string, field: string): Promise<HistoryPage> {
    const query = new URLSearchParams({ ...(key === null ? {} : { key }), marketplace, field });
    return this.#request<HistoryPage>(`/api/v1/history?${query}`, null, QUICK_MS);
  }

  /** Exchange the code that `caveat serve` printed for a token, and keep it. */
  async pair(code: string): Promise<string> {
    const { token } = await this.#request<PairAnswer>("/api/v1/pair", { code } satisfies PairRequest, QUICK_MS);
    this.token = token;
    return token;
  }

  health(): Promise<Health> {
    return this.#request<Health>("/healthz", null, QUICK_MS);
  }

  /** The token that a page of the server's own carries in `<meta name="caveat-token">`. */
  async readPageToken(path: string): Promise<string | null> {
    const page = await (await this.#send(path, { cache: "no-store" }, QUICK_MS)).text();
    const meta = new DOMParser().parseFromString(page, "text/html").querySelector("meta[name='caveat-token']");
    this.token = meta?.getAttribute("content") || null;
    return this.token;
  }

  async #request<T>(path: string, body: object | null, timeout: number, signal?: AbortSignal): Promise<T> {
    const headers: Record<string, string> = { "Accept-Language": this.language };
    if (this.token) headers["X-Caveat-Token"] = this.token;
    if (body) headers["Content-Type"] = "application/json";
    const init = { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body), credentials: "omit" } as const;
    const answer = await this.#send(path, init, timeout, signal);
    if (!answer.ok) throw await refusal(answer);
    return (await answer.json()) as T;
  }

  async #send(path: string, init: RequestInit, timeout: number, signal?: AbortSignal): Promise<Response> {
    const deadline = AbortSignal.timeout(timeout);
    try {
      return await fetch(this.server + path, { ...init, signal: signal ? AbortSignal.any([signal, deadline]) : deadline });
    } catch (error) {
      if (signal?.aborted) throw error;
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
