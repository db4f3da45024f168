/** The little that runs on every page of a site that is on: it asks whether this is a listing form, and starts the overlay. */
import type { FieldRole, Marketplace } from "../api/contract";
import * as browser from "../browser";
import { ExtensionGone } from "../browser";
import type { Session, TabState } from "../messages";
import type { Overlay } from "../overlay/overlay";
import type { Loaded } from "./form";
import type { LoadedGuard } from "./guard";
import type { LoadedLesson } from "./teach";

/** Asked of a page: is there a script of ours that has an overlay? */
const ANYBODY = "caveat-anybody";
const life = new AbortController();
/** The worker puts them beside this script, where the page is a form. */
const form = globalThis as unknown as Loaded & LoadedGuard & LoadedLesson;
let lesson = new AbortController();
let overlay: Overlay | null = null;
/** Ends the question before Save. */
let asking: AbortController | null = null;
let session: Session | null = null;
let asked = 0;

/** On or off, as the seller has it set for this site. Where it is on, and the page a form, the worker has loaded it. */
async function settle(): Promise<void> {
  const mine = ++asked;
  const now = await browser.ask({ kind: "hello", url: location.href });
  if (mine !== asked) return; // a later answer knows better
  const same = JSON.stringify(now) === JSON.stringify(session);
  session = now;
  if (overlay && same) return overlay.retry();
  overlay?.stop(); // what it was started with holds no longer
  overlay = now.loaded ? form.caveatForm(now.testing, now.shops, () => life.abort()) : null;
  askBeforeSave(now.guard ? overlay : null, now.shops);
}

function askBeforeSave(wanted: Overlay | null, shops: readonly Marketplace[]): void {
  asking?.abort();
  asking = wanted && new AbortController();
  if (wanted && asking) form.caveatGuard(wanted.lend(), shops, asking.signal);
}

function trySettle(): void {
  settle().catch((error: unknown) => {
    if (!(error instanceof ExtensionGone)) throw error;
    life.abort(); // no overlay is shown, so there is nothing to say
  });
}

function tabState(): TabState {
  return { origin: location.origin, page: overlay?.state() ?? null, missing: overlay && session ? form.caveatMissing(session.shops) : [] };
}

/** The seller shows a field; the worker tells all pages of what it learnt. */
async function learn(role: FieldRole): Promise<void> {
  lesson.abort();
  lesson = new AbortController();
  await browser.ask({ kind: "part", name: "teach" });
  const place = await form.caveatPointed(role, AbortSignal.any([lesson.signal, life.signal]));
  lesson.abort();
  await browser.ask({ kind: "teach", origin: location.origin, place });
}

/** Many dashboards change their address without loading a page. Where the browser does not tell, the first focus does. */
function watchAddress(): void {
  let seen = location.href;
  const look = (): void => {
    if (location.href === seen) return;
    seen = location.href;
    if (overlay) overlay.moved();
    else trySettle();
  };
  const { navigation } = window as unknown as { navigation?: EventTarget };
  if (navigation) navigation.addEventListener("currententrychange", look, { signal: life.signal });
  else document.addEventListener("focusin", look, { capture: true, passive: true, signal: life.signal });
}

/**
 * Caveat's own demo page brings its own overlay; and a site just turned on may already have this script. One from before an
 * update lives on in Chromium, where it will ask to reload; in Firefox only its overlay is left, and nobody behind it.
 */
function isTaken(): boolean {
  const page = globalThis as { caveat?: boolean };
  const answered = !dispatchEvent(new Event(ANYBODY, { cancelable: true }));
  const taken = page.caveat === true || answered || document.querySelector("meta[name='caveat-token']") !== null;
  page.caveat = true;
  if (!taken) document.querySelector("caveat-overlay")?.remove();
  return taken;
}

if (!isTaken()) {
  addEventListener(ANYBODY, (event) => overlay && event.preventDefault());
  browser.onNotice((notice) => {
    if (notice.kind === "tab-state") return tabState();
    if (notice.kind === "teach") return overlay && void learn(notice.role);
    return trySettle();
  }, life.signal);
  watchAddress();
  trySettle();
}
