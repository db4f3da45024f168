/** Every difference between browsers and every use of the extension API; no file outside `browser` may name it. */
import { ApiError } from "./api/errors";
import type { SuggestLine } from "./api/contract";
import type { Answer, AnswerTo, Counts, Notice, Question, Reply, Request } from "./messages";

const STREAM = "advise";
const TRIES = 3;

/** The extension was updated or removed under a page that still runs its old content script. */
export class ExtensionGone extends Error {
  override readonly name = "ExtensionGone";

  /** As of `ApiError`. */
  static override [Symbol.hasInstance](error: unknown): boolean {
    return error instanceof Error && error.name === "ExtensionGone";
  }
}

/** False on pages without the extension, and once it has gone: then every other use of its API throws. */
function isAlive(): boolean {
  return typeof chrome !== "undefined" && chrome.runtime?.id !== undefined;
}

/** Ask the background worker. Throws ApiError as the client would, or ExtensionGone. */
export async function ask<R extends Request>(request: R): Promise<AnswerTo<R>> {
  const answer = await put<R>(request, request.kind === "pair" ? 1 : TRIES); // a code lets in only once
  if (!answer.ok) throw new ApiError(answer.trouble, answer.message);
  return answer.value;
}

/** A worker that is stopped while it works leaves the request unanswered; asking again starts it. */
async function put<R extends Request>(request: R, tries: number): Promise<Answer<AnswerTo<R>>> {
  if (!isAlive()) throw new ExtensionGone();
  let trouble = "the background worker gave no answer";
  try {
    const answer = await chrome.runtime.sendMessage<Request, Answer<AnswerTo<R>> | undefined>(request);
    if (answer) return answer;
  } catch (error) {
    if (!isAlive() || /context invalidated/i.test(String(error))) throw new ExtensionGone();
    trouble = String(error);
  }
  if (tries > 1) return put(request, tries - 1);
  throw new ApiError("server-down", trouble);
}

/** Ask the worker over a port of its own, answer by answer; aborting ends the port, and so the worker's part. */
export async function* stream(question: Question, signal: AbortSignal): AsyncGenerator<SuggestLine> {
  if (!isAlive()) throw new ExtensionGone();
  const port = chrome.runtime.connect({ name: STREAM });
  const waiting: (Reply | null)[] = [];
  let wake = (): void => undefined;
  const take = (reply: Reply | null): void => {
    waiting.push(reply);
    wake();
  };
  port.onMessage.addListener((reply: Reply) => take(reply));
  port.onDisconnect.addListener(() => take(null));
  const end = (): void => (port.disconnect(), take(null));
  signal.addEventListener("abort", end);
  try {
    port.postMessage(question);
    for (;;) {
      if (waiting.length === 0) await new Promise<void>((come) => (wake = come));
      const reply = waiting.shift();
      if (!reply || signal.aborted) return;
      if (!reply.ok) throw new ApiError(reply.trouble, reply.message);
      yield reply.value;
    }
  } finally {
    signal.removeEventListener("abort", end);
    port.disconnect();
  }
}

/** Answer such questions; the signal is aborted when the page has gone or no longer waits. */
export function onStream(handle: (question: Question, signal: AbortSignal) => AsyncIterable<Reply>): void {
  chrome.runtime.onConnect.addListener((port) => {
    if (port.name !== STREAM || port.sender?.id !== chrome.runtime.id) return;
    const gone = new AbortController();
    port.onDisconnect.addListener(() => gone.abort());
    port.onMessage.addListener(async (question: Question) => {
      for await (const reply of handle(question, gone.signal)) if (!gone.signal.aborted) port.postMessage(reply);
      port.disconnect();
    });
  });
}

export interface Sender {
  tab: number | null;
}

/** Answer the requests of pages; the worker may be stopped and started between any two of them. */
export function onRequest(handle: (request: Request, sender: Sender) => Promise<Answer<unknown>>): void {
  chrome.runtime.onMessage.addListener((request: Request, sender, respond) => {
    if (sender.id !== chrome.runtime.id) return false;
    void handle(request, { tab: sender.tab?.id ?? null }).then(respond, (error: unknown) => {
      respond({ ok: false, trouble: "refused", message: String(error) }); // the page must not wait for ever
      throw error;
    });
    return true;
  });
}

export function onNotice(handle: (notice: Notice) => unknown, signal: AbortSignal): void {
  const listener = (notice: Notice, _sender: unknown, respond: (answer: unknown) => void): void => {
    respond(handle(notice) ?? null);
  };
  chrome.runtime.onMessage.addListener(listener);
  signal.addEventListener("abort", () => isAlive() && chrome.runtime.onMessage.removeListener(listener));
}

/** Tell a tab's content script; null where none listens. */
export async function tell<T>(tab: number, notice: Notice): Promise<T | null> {
  try {
    return (await chrome.tabs.sendMessage<Notice, T>(tab, notice, { frameId: 0 })) ?? null;
  } catch {
    return null; // no content script in that tab: the usual case, and not an error
  }
}

export async function tellAll(notice: Notice): Promise<void> {
  const tabs = await chrome.tabs.query({});
  await Promise.all(tabs.map((tab) => (tab.id === undefined ? null : tell(tab.id, notice))));
}

export const store = {
  async get<T>(name: string, otherwise: T): Promise<T> {
    return ((await chrome.storage.local.get(name))[name] as T | undefined) ?? otherwise;
  },
  set(name: string, value: unknown): Promise<void> {
    return chrome.storage.local.set({ [name]: value });
  },
  remove(name: string): Promise<void> {
    return chrome.storage.local.remove(name);
  },
  /** Keep the token out of reach of content scripts, where the browser can. */
  async closeToPages(): Promise<void> {
    await chrome.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });
  },
};

/** The popup hears what a page tells the worker; the worker alone answers. */
export function onCounts(handle: (tab: number, counts: Counts) => unknown): void {
  chrome.runtime.onMessage.addListener((request: Request, { id, tab }) => {
    if (id === chrome.runtime.id && request.kind === "counts" && tab?.id !== undefined) handle(tab.id, request.counts);
  });
}

/** Nothing once the extension has gone: what would be said then is about to be put away. */
export function translate(key: string, ...values: string[]): string {
  return isAlive() ? chrome.i18n.getMessage(key, values) : "";
}

export function uiLanguage(): string {
  return chrome.i18n.getUILanguage();
}

export async function setBadge(tab: number, text: string, color: string): Promise<void> {
  await chrome.action.setBadgeText({ tabId: tab, text });
  await chrome.action.setBadgeBackgroundColor({ tabId: tab, color });
}

export interface ActiveTab {
  id: number;
  window: number;
  /** Of pages on the web only, and only where the browser lets us know it. */
  url: URL | null;
  origin: string | null;
}

/** The tab under the popup or beside the panel. Opening the popup grants `activeTab`, so its address is readable. */
export async function activeTab(): Promise<ActiveTab | null> {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  if (tab?.id === undefined) return null;
  const url = tab.url && /^https?:/.test(tab.url) ? new URL(tab.url) : null;
  return { id: tab.id, window: tab.windowId, url, origin: url?.origin ?? null };
}

/** The extension, or the browser, is there anew. */
export function onRenewed(renewed: () => void): void {
  chrome.runtime.onInstalled.addListener(renewed);
  chrome.runtime.onStartup.addListener(renewed);
}

/** The shadow root of an element, closed ones too; on a page without the extension only open ones. */
export function shadowRootOf(element: Element): ShadowRoot | null {
  if (element.shadowRoot) return element.shadowRoot;
  if (element instanceof HTMLElement && isAlive() && chrome.dom) return chrome.dom.openOrClosedShadowRoot(element);
  return (element as { openOrClosedShadowRoot?: ShadowRoot | null }).openOrClosedShadowRoot ?? null;
}
