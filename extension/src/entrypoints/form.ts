/** The overlay with the worker behind it, loaded only into pages that are listing forms; `content.ts` starts it. */
import { missingIn, readPage, watchPage } from "../adapters/page";
import type { FieldRole, Marketplace } from "../api/contract";
import * as browser from "../browser";
import { ExtensionGone } from "../browser";
import type { Translate } from "../overlay/i18n";
import { Overlay } from "../overlay/overlay";
import type { LoadedCard } from "./card";
import { provided } from "./library";

export interface Loaded {
  /** `gone` is called when the extension was updated under the page: this script stays behind without its worker. */
  caveatForm(testing: boolean, shops: readonly Marketplace[], gone: () => void): Overlay;
  /** What every listing has and the page is not seen to hold. */
  caveatMissing(shops: readonly Marketplace[]): FieldRole[];
}

const t = browser.translate as Translate;
/** Read while the extension is still there to be asked. */
const text = { gone: t("gone"), reload: t("reload"), close: t("close") };

const loaded: Loaded = {
  caveatMissing: (shops) => missingIn(document, new URL(location.href), shops),
  caveatForm: (testing, shops, gone) =>
    new Overlay({
      provider: { ...provided, counted: async (counts) => void (await browser.ask({ kind: "counts", counts })) },
      t,
      language: browser.uiLanguage(),
      open: testing,
      read: () => readPage(document, new URL(location.href), shops),
      watch: (changed, signal) => watchPage(document, changed, signal),
      async hands() {
        await browser.ask({ kind: "part", name: "card" });
        return (globalThis as unknown as LoadedCard).caveatCard;
      },
      gone(error, host) {
        gone();
        if (error instanceof ExtensionGone) return host.banner(text.gone, text.reload, () => location.reload(), text.close);
        host.remove();
        throw error;
      },
    }),
};
Object.assign(globalThis, loaded);
