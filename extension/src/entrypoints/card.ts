/** The card, and what writes into fields; the worker puts it beside `form.ts` when it is first asked for. */
import * as browser from "../browser";
import type { Part } from "../messages";
import { Hands, type HandsMaker } from "../overlay/hands";
import type { Library } from "../overlay/provider";
import { asked } from "./library";
import type { LoadedList } from "./list";
import type { LoadedProof } from "./proof";

export interface LoadedCard {
  caveatCard: HandsMaker;
}

/** The worker puts it beside this script. */
async function part<T>(name: Part): Promise<T> {
  await browser.ask({ kind: "part", name });
  return globalThis as unknown as T;
}

const library: Library = {
  ...asked,
  list: async () => (await part<LoadedList>("list")).caveatList,
  proof: async () => (await part<LoadedProof>("proof")).caveatProof,
};

const loaded: LoadedCard = { caveatCard: (loan) => new Hands(loan, library) };
Object.assign(globalThis, loaded);
