/** Runs in the marketplace's page: the overlay, with the background worker behind it. */
import { readPage, watchPage } from "../adapters/page";
import * as browser from "../browser";
import { ExtensionGone } from "../browser";
import type { Host } from "../overlay/host";
import type { Translate } from "../overlay/i18n";
import { Overlay } from "../overlay/overlay";

const t = browser.translate as Translate;
const life = new AbortController();
let overlay: Overlay | null = null;

/** On or off, as the seller has it set for this site. */
async function settle(): Promise<void> {
  const { enabled, testing } = await browser.ask({ kind: "hello", origin: location.origin });
  if (enabled && !overlay) overlay = start(testing);
  else if (enabled) overlay?.retry();
  else {
    overlay?.stop();
    overlay = null;
  }
}

function start(open: boolean): Overlay {
  return new Overlay({
    provider: {
      check: (listing) => browser.ask({ kind: "check", listing }),
      decide: async (decision) => void (await browser.ask({ kind: "decide", decision })),
      counted: async (counts) => void (await browser.ask({ kind: "counts", counts })),
    },
    t,
    language: browser.uiLanguage(),
    open,
    read: () => readPage(document, new URL(location.href)),
    watch: (changed, signal) => watchPage(document, changed, signal),
    gone,
  });
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

/** Read while the extension is still there to be asked. */
const text = { gone: t("gone"), close: t("close") };

/** Caveat's own demo page brings its own overlay; and a site just turned on may already have this script. */
function isTaken(): boolean {
  const page = globalThis as { caveat?: boolean };
  const taken = page.caveat === true || document.querySelector("meta[name='caveat-token']") !== null;
  page.caveat = true;
  return taken;
}

if (!isTaken()) {
  browser.onNotice((notice) => (notice.kind === "page-state" ? (overlay?.state() ?? null) : void settle()), life.signal);
  void settle();
}
