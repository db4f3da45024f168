/** The worker: the only part of the extension that talks to the server. All state is in storage, as it may stop at any time. */
import { KNOWN } from "../adapters/known";
import { marketplaceOf, shopsFor, withMarkets } from "../adapters/marketplaces";
import { withTaught } from "../adapters/taught";
import { Client, DEFAULT_SERVER } from "../api/client";
import { VERDICTS } from "../api/contract";
import type { DecisionRequest, Verdict } from "../api/contract";
import { ApiError } from "../api/errors";
import * as browser from "../browser";
import { store } from "../browser";
import { session } from "../browser/panel";
import { hasSite, onSites, run } from "../browser/sites";
import type { Answer, Counts, ListFilter, Question, Reply, Request, ServerState } from "../messages";
import { Definitions, type Kept } from "../worker/definitions";
import { Outbox } from "../worker/outbox";
import { type Handlers, Switches } from "../worker/switches";

const BADGE: Record<Verdict, string> = { stop: "#b3261e", prove: "#8a5000", platform: "#6b46b8", polish: "#1f5f9e" };
const FORM = "form.js";
const GUARD = "guard.js";
const LOOPBACK = ["127.0.0.1", "localhost"];

const outbox = new Outbox(
  { load: () => store.get<DecisionRequest[]>("outbox", []), save: (decisions) => store.set("outbox", decisions) },
  async (decision) => (await paired()).decide(decision),
);

const definitions = new Definitions(
  KNOWN,
  { load: () => store.get<Kept>("marketplaces", { asked: 0, shops: [] }), save: (kept) => store.set("marketplaces", kept) },
  async () => (await paired()).marketplaces(),
);

const switches = new Switches(definitions);

const handlers: Handlers = {
  ...switches.handlers,
  async hello({ url }, { tab }) {
    const page = new URL(url);
    const { markets, fields } = await switches.sites.of(page.origin);
    const shops = withMarkets(withTaught(shopsFor(page, await definitions.all()), fields), markets);
    const wanted = tab !== null && marketplaceOf(page, shops) !== null && (await hasSite(page.origin));
    if (wanted) void definitions.renew(); // for the next page: this one does not wait for it
    const loaded = wanted && (await run(tab, FORM));
    const guard = loaded && (await switches.guard()) && (await run(tab, GUARD));
    return { loaded, testing: await store.get("testing", false), guard, shops };
  },
  async check({ listing }) {
    const client = await paired();
    await outbox.flush(); // first, so that the report already knows these decisions
    return client.check(listing);
  },
  async part({ name }, { tab }) {
    if (tab !== null) await run(tab, `${name}.js`);
    return null;
  },
  async decide({ decision }) {
    await outbox.add(decision);
    return null;
  },
  async history({ key, marketplace, field }) {
    const client = await paired();
    await outbox.flush(); // first, so that the newest versions are among them
    return client.history(key, marketplace, field);
  },
  async advisers() {
    const client = await paired();
    return { vendors: (await client.vendors()).vendors, settings: `${client.server}/vendors` };
  },
  "evidence-kinds": async ({ rule, markets }) => (await paired()).kinds(rule, markets),
  async "file-evidence"({ evidence }) {
    const client = await paired();
    const piece = await client.fileEvidence(evidence);
    return { piece, page: `${client.server}/evidence#${piece.id}` };
  },
  "withdraw-evidence": async ({ piece }) => (await paired()).withdrawEvidence(piece),
  async filter({ remember }, { tab }) {
    const name = `filter ${tab}`;
    if (remember) await session.set(name, remember);
    return remember ?? (await session.get<ListFilter | null>(name, null));
  },
  async counts({ counts }, { tab }) {
    if (tab !== null) await showCounts(tab, counts);
    return null;
  },
  "server-state": serverState,
  "use-server": ({ server }) => useServer(server),
  async pair({ code, server }) {
    await useServer(server);
    await store.set("token", await (await client()).pair(code.trim().toUpperCase()));
    await browser.tellAll({ kind: "settings-changed" });
    return null;
  },
};

async function handle(request: Request, sender: browser.Sender): Promise<Answer<unknown>> {
  try {
    const handler = handlers[request.kind] as (request: Request, sender: browser.Sender) => Promise<unknown>;
    return { ok: true, value: await handler(request, sender) };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.trouble === "not-paired") await store.remove("token");
    return { ok: false, trouble: error.trouble, message: error.message };
  }
}

/** What AI vendors say about a finding; each line keeps the worker awake until the last. */
async function* advise({ listing, finding }: Question, signal: AbortSignal): AsyncGenerator<Reply> {
  try {
    for await (const value of (await paired()).suggest(listing, finding, signal)) yield { ok: true, value };
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof ApiError)) throw error;
    yield { ok: false, trouble: error.trouble, message: error.message };
  }
}

async function client(): Promise<Client> {
  return new Client(await store.get("server", DEFAULT_SERVER), await store.get<string | null>("token", null), browser.uiLanguage());
}

/** A client with a token. Without one nothing of the seller's is sent, only the question whether a server is there. */
async function paired(): Promise<Client> {
  const it = await client();
  if (it.token) return it;
  await it.health();
  throw new ApiError("not-paired", "no token yet");
}

async function serverState(): Promise<ServerState> {
  const it = await client();
  const state = { server: it.server, queued: (await outbox.waiting()).length };
  try {
    const { version, markets = [] } = await it.health(); // an older server names none
    await store.set("markets", markets);
    return { ...state, version, trouble: it.token ? null : "not-paired" };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { ...state, version: null, trouble: error.trouble };
  }
}

/** Another server has its own tokens. Anything but this computer is refused: the manifest could not reach it anyway. */
async function useServer(address: string): Promise<null> {
  const { origin, hostname } = URL.canParse(address) ? new URL(address) : { origin: "", hostname: "" };
  if (!LOOPBACK.includes(hostname)) throw new ApiError("refused", `${address} is not an address of this computer`);
  if (origin !== (await client()).server) await store.remove("token");
  await store.set("server", origin);
  return null;
}

async function showCounts(tab: number, counts: Counts): Promise<void> {
  const worst = VERDICTS.find((verdict) => counts[verdict] > 0);
  const total = VERDICTS.reduce((sum, verdict) => sum + counts[verdict], 0);
  await browser.setBadge(tab, worst ? String(total) : "", BADGE[worst ?? "polish"]);
}

void store.closeToPages();
browser.onRequest(handle);
browser.onStream(advise);
onSites(
  (origin) => void switches.turn(origin, true),
  (origin) => void switches.turn(origin, false),
);
browser.onRenewed(() => void switches.restore());
