/** The little that runs on every page of a marketplace: it asks whether this is a listing form, and starts the overlay. */
import * as browser from "../browser";
import { ExtensionGone } from "../browser";
import type { TabState } from "../messages";
import type { Host } from "../overlay/host";
import type { Translate } from "../overlay/i18n";
import type { Overlay } from "../overlay/overlay";
import type { Loaded } from "./form";

const t = browser.translate as Translate;
/** Read while the extension is still there to be asked. */
const text = { gone: t("gone"), close: t("close") };
const life = new AbortController();
let overlay: Overlay | null = null;

/** On or off, as the seller has it set for this site. Where it is on, and the page a form, the worker has loaded it. */
async function settle(): Promise<void> {
  const { loaded, testing } = await browser.ask({ kind: "hello", url: location.href });
  if (loaded && overlay) overlay.retry();
  else if (loaded) overlay = start(testing);
  else {
    overlay?.stop();
    overlay = null;
  }
}

function start(open: boolean): Overlay {
  return (globalThis as unknown as Loaded).caveatForm({
    provider: {
      check: (listing) => browser.ask({ kind: "check", listing }),
      decide: async (decision) => void (await browser.ask({ kind: "decide", decision })),
      counted: async (counts) => void (await browser.ask({ kind: "counts", counts })),
    },
    t,
    language: browser.uiLanguage(),
    open,
    gone,
  });
}

function tabState(): TabState {
  return { origin: location.origin, page: overlay?.state() ?? null };
}

/** An update leaves this script behind without its worker: say so once, and never speak again. */
function gone(error: unknown, host: Host): void {
  life.abort();
  if (!(error instanceof ExtensionGone)) {
    host.remove();
    throw error;
  }
  host.banner(text.gone, text.close);
}

/** Many dashboards change their address without loading a page. Where the browser does not tell, the first focus does. */
function watchAddress(): void {
  let asked = location.href;
  const look = (): void => {
    if (overlay || location.href === asked) return;
    asked = location.href;
    settle().catch((error: unknown) => ignoreGone(error));
  };
  const { navigation } = window as unknown as { navigation?: EventTarget };
  if (navigation) navigation.addEventListener("currententrychange", look, { signal: life.signal });
  else document.addEventListener("focusin", look, { capture: true, passive: true, signal: life.signal });
}

/** Without an overlay there is nobody to tell that the extension has gone, and nothing that stopped working. */
function ignoreGone(error: unknown): void {
  life.abort();
  if (!(error instanceof ExtensionGone)) throw error;
}

/** Caveat's own demo page brings its own overlay; and a site just turned on may already have this script. */
function isTaken(): boolean {
  const page = globalThis as { caveat?: boolean };
  const taken = page.caveat === true || document.querySelector("meta[name='caveat-token']") !== null;
  page.caveat = true;
  return taken;
}

if (!isTaken()) {
  browser.onNotice((notice) => (notice.kind === "tab-state" ? tabState() : void settle().catch(ignoreGone)), life.signal);
  watchAddress();
  settle().catch(ignoreGone);
}
