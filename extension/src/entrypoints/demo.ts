/** The same overlay on the server's own demo page: nothing to install, and the server is asked directly. */
import { KNOWN } from "../adapters/known";
import { readPage, watchPage } from "../adapters/page";
import type { Page } from "../adapters/page";
import { Client } from "../api/client";
import { ApiError } from "../api/errors";
import type { ListFilter } from "../messages";
import { Hands } from "../overlay/hands";
import { type Messages, translator } from "../overlay/i18n";
import { Overlay } from "../overlay/overlay";
import { Panel } from "../overlay/panel";
import { proofForm } from "../overlay/proof";
import type { Library } from "../overlay/provider";
import { Outbox } from "../worker/outbox";

const { lang } = document.documentElement;
/** The words of the overlay come with the page, in its language. */
const words = JSON.parse(document.querySelector("#messages")!.textContent!) as Messages;
const token = document.querySelector("meta[name='caveat-token']")?.getAttribute("content") ?? null;
const client = new Client(location.origin, token, lang);
const waiting: Parameters<typeof client.decide>[0][] = [];
const outbox = new Outbox(
  { load: async () => [...waiting], save: async (decisions) => void waiting.splice(0, waiting.length, ...decisions) },
  (decision) => admitted(() => client.decide(decision)),
);

/** A server that was started anew has forgotten this page's token, but hands out another with the page. */
async function admitted<T>(request: () => Promise<T>): Promise<T> {
  try {
    return await request();
  } catch (error) {
    if (!(error instanceof ApiError) || error.trouble !== "not-paired") throw error;
    await client.readPageToken(location.pathname);
    return request();
  }
}

/** The page's own control decides for which market is checked. */
function read(): Page | null {
  const page = readPage(document, new URL(location.href), KNOWN);
  const market = document.querySelector<HTMLSelectElement>("#market")?.value;
  return page && market ? { ...page, markets: [market] } : page;
}

const library: Library = {
  history: ({ key, marketplace, field }) =>
    admitted(async () => {
      await outbox.flush();
      return client.history(key, marketplace, field);
    }),
  glance: (listing) => admitted(() => client.check(listing)),
  notary: {
    kinds: (rule, markets) => admitted(async () => (await client.kinds(rule, markets)).kinds),
    file: (evidence) => admitted(async () => client.fileEvidence(evidence).then((piece) => ({ piece, page: `/evidence#${piece.id}` }))),
    withdraw: (piece) => admitted(() => client.withdrawEvidence(piece)),
  },
  async filter(remember) {
    if (remember) sessionStorage.setItem("filter", JSON.stringify(remember));
    return JSON.parse(sessionStorage.getItem("filter") ?? "null") as ListFilter | null;
  },
  advisers: () => admitted(async () => ({ vendors: (await client.vendors()).vendors, settings: "/vendors" })),
  advise: (listing, finding, signal) => client.suggest(listing, finding, signal),
  list: async () => (...given) => new Panel(...given),
  proof: async () => proofForm,
};

new Overlay({
  provider: {
    check: (listing, signal) =>
      admitted(async () => {
        await outbox.flush();
        return client.check(listing, signal);
      }),
    decide: (decision) => outbox.add(decision),
  },
  t: translator(words),
  language: lang,
  open: true,
  read,
  watch: (changed, signal) => watchPage(document, changed, signal),
  hands: async () => (loan) => new Hands(loan, library),
  gone(error, host) {
    host.remove();
    throw error;
  },
});
