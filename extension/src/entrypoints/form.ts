/** The overlay itself, loaded by the worker only into pages that are listing forms; `content.ts` starts it. */
import { readPage, watchPage } from "../adapters/page";
import { Overlay, type OverlayOptions } from "../overlay/overlay";

export interface Loaded {
  caveatForm(options: Omit<OverlayOptions, "read" | "watch">): Overlay;
}

Object.assign(globalThis, {
  caveatForm: (options) =>
    new Overlay({
      ...options,
      read: () => readPage(document, new URL(location.href)),
      watch: (changed, signal) => watchPage(document, changed, signal),
    }),
} satisfies Loaded);
