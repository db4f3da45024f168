/** The worker's answers about sites and settings: what is on, for which markets, and what was pointed at there. */
import { marketsAt } from "../adapters/marketplaces";
import { ApiError } from "../api/errors";
import * as browser from "../browser";
import { store } from "../browser";
import { addSite, hasSite, mayRead, removeSite, siteOf, sitesOn } from "../browser/sites";
import type { Answers, Request, Settings, SiteState } from "../messages";
import type { Definitions } from "./definitions";
import { fileOf, settingsIn } from "./settingsfile";
import { type BySite, NOTHING, Sites } from "./sites";
import { Turns } from "./turns";

export type Handlers = { [K in Request["kind"]]: (request: Extract<Request, { kind: K }>, sender: browser.Sender) => Promise<Answers[K]> };
type Kinds = "site-state" | "choose-markets" | "teach" | "forget-field" | "forget-site" | "turn-on" | "turn-off" | "settings" | "set-guard" | "export" | "import";

const CONTENT = "content.js";

export class Switches {
  readonly sites = new Sites({ load: () => store.get<BySite>("sites", {}), save: (sites) => store.set("sites", sites) });
  /** The browser takes a site once only, and both the popup and the browser itself tell of one that was added. */
  readonly #turns = new Turns();

  constructor(private readonly definitions: Definitions) {}

  readonly handlers: Pick<Handlers, Kinds> = {
    "site-state": ({ origin }) => this.#state(origin),
    "choose-markets": ({ origin, markets }) => this.#choose(origin, markets),
    teach: ({ origin, place }) => this.#told(this.sites.teach(origin, place)),
    "forget-field": ({ origin, field }) => this.#told(this.sites.forgetField(origin, field)),
    "forget-site": ({ origin }) => this.#told(this.sites.change(origin, () => ({ on: false, markets: [], fields: [] }))),
    "turn-on": ({ origin }) => this.turn(origin, true),
    "turn-off": ({ origin }) => this.turn(origin, false),
    settings: () => this.#settings(),
    "set-guard": ({ guard }) => this.#told(store.set("guard", guard)),
    export: async () => fileOf(await this.guard(), await this.sites.all()),
    import: ({ text }) => this.#take(text),
  };

  guard(): Promise<boolean> {
    return store.get("guard", false);
  }

  turn(origin: string, on: boolean): Promise<null> {
    return this.#turns.take(async () => {
      await this.sites.change(origin, () => ({ on }));
      await (on ? addSite(origin, CONTENT) : removeSite(origin));
      return this.#told();
    });
  }

  /**
   * An update of the extension makes the browser forget which sites are on. Where the script of before lives on in an open
   * page, that page asks to be loaded anew; elsewhere the new one goes on.
   */
  restore(): Promise<void> {
    return this.#turns.take(async () => {
      const all = Object.entries(await this.sites.all());
      for (const [site, { on }] of all) if (on && (await mayRead(site))) await addSite(site, CONTENT);
    });
  }

  async #state(origin: string): Promise<SiteState> {
    return (await this.#states([origin]))[origin]!;
  }

  /** Of these origins; else of every site of which anything is set. What is kept is read once, however many there are. */
  async #states(origins?: string[]): Promise<Record<string, SiteState>> {
    const [all, on, shops, known] = await Promise.all([this.sites.all(), sitesOn(), this.definitions.all(), store.get<string[]>("markets", [])]);
    const stateOf = (origin: string): SiteState => {
      const { markets, fields } = all[siteOf(origin)] ?? NOTHING;
      return { on: on.includes(siteOf(origin)), markets, fields, usual: marketsAt(new URL(origin), shops), known };
    };
    const asked = origins ?? [...new Set([...on, ...Object.keys(all)])].sort();
    return Object.fromEntries(asked.map((origin) => [origin, stateOf(origin)]));
  }

  /** Nothing is kept where the choice is what is usual: should that change, it changes here as well. */
  async #choose(origin: string, wanted: string[]): Promise<SiteState> {
    const { usual } = await this.#state(origin);
    const markets = [...wanted].sort();
    const same = String(markets) === String([...usual].sort());
    await this.#told(this.sites.change(origin, () => ({ markets: same ? [] : markets })));
    return this.#state(origin);
  }

  async #settings(): Promise<Settings> {
    return { guard: await this.guard(), sites: await this.#states() };
  }

  /** A site comes on only where the browser has said yes to it here; the others are listed, to be turned on. None goes off. */
  async #take(text: string): Promise<null> {
    const file = settingsIn(text);
    if (!file) throw new ApiError("refused", "not a file of settings");
    await this.sites.take(file.sites);
    await store.set("guard", file.guard);
    for (const [site, { on }] of Object.entries(file.sites)) {
      if (await hasSite(site)) await this.sites.change(site, () => ({ on: true }));
      else if (on && (await mayRead(site))) await this.turn(site, true);
    }
    return this.#told();
  }

  /** Open pages ask anew. */
  async #told(change?: Promise<void>): Promise<null> {
    await change;
    await browser.tellAll({ kind: "settings-changed" });
    return null;
  }
}
