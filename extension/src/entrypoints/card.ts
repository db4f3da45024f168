/** The card, the list and what writes into fields; the worker puts it beside `form.ts` when they are first asked for. */
import { Hands, type HandsMaker } from "../overlay/hands";

export interface LoadedCard {
  caveatCard: HandsMaker;
}

const loaded: LoadedCard = { caveatCard: (loan) => new Hands(loan) };
Object.assign(globalThis, loaded);
