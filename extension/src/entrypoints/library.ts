/** What the overlay asks the worker for, on whatever page of the browser it is. */
import * as browser from "../browser";
import type { Library, Provider } from "../overlay/provider";

export const provided: Provider = {
  check: (listing) => browser.ask({ kind: "check", listing }),
  decide: async (decision) => void (await browser.ask({ kind: "decide", decision })),
};

/** What only the card and the list need. */
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
