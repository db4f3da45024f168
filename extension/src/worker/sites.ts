/** What the seller has set for each site: whether it is on, its markets, and the fields pointed at there. */
import type { FieldPlace } from "../api/contract";
import { siteOf } from "../browser/sites";
import type { SiteSettings } from "../messages";
import { Turns } from "./turns";

export type BySite = Record<string, SiteSettings>;

export interface Shelf {
  load(): Promise<BySite>;
  save(sites: BySite): Promise<void>;
}

export const NOTHING: SiteSettings = { on: false, markets: [], fields: [] };

export class Sites {
  readonly #turns = new Turns();

  constructor(private readonly shelf: Shelf) {}

  all(): Promise<BySite> {
    return this.shelf.load();
  }

  async of(origin: string): Promise<SiteSettings> {
    return (await this.shelf.load())[siteOf(origin)] ?? NOTHING;
  }

  /** A site of which nothing is set is not kept. */
  change(origin: string, edit: (now: SiteSettings) => Partial<SiteSettings>): Promise<void> {
    return this.#turns.take(async () => {
      const { [siteOf(origin)]: now = NOTHING, ...others } = await this.shelf.load();
      const next = { ...now, ...edit(now) };
      const isSet = next.on || next.markets.length > 0 || next.fields.length > 0;
      await this.shelf.save(isSet ? { ...others, [siteOf(origin)]: next } : others);
    });
  }

  /** One field of a kind, the one pointed at last. */
  teach(origin: string, place: FieldPlace): Promise<void> {
    return this.change(origin, ({ fields }) => ({ fields: [...fields.filter(({ id }) => id !== place.id), place] }));
  }

  forgetField(origin: string, field: string): Promise<void> {
    return this.change(origin, ({ fields }) => ({ fields: fields.filter(({ id }) => id !== field) }));
  }

  /** Each of these as it is given; what is set for other sites stays. */
  take(given: BySite): Promise<void> {
    return this.#turns.take(async () => this.shelf.save({ ...(await this.shelf.load()), ...given }));
  }
}
