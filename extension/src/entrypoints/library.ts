/** What the card and the list ask the worker for, on whatever page of the browser they are. */
import * as browser from "../browser";
import type { Library } from "../overlay/provider";

export const asked: Omit<Library, "list" | "proof"> = {
  history: (place) => browser.ask({ kind: "history", ...place }),
  advisers: () => browser.ask({ kind: "advisers" }),
  advise: (listing, finding, signal) => browser.stream({ listing, finding }, signal),
  glance: (listing) => browser.ask({ kind: "check", listing }),
  notary: {
    kinds: async (rule, markets) => (await browser.ask({ kind: "evidence-kinds", rule, markets })).kinds,
    file: (evidence) => browser.ask({ kind: "file-evidence", evidence }),
    withdraw: (piece) => browser.ask({ kind: "withdraw-evidence", piece }),
  },
  filter: (remember) => browser.ask({ kind: "filter", remember }),
};
