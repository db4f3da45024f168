/** The list of findings; the worker puts it beside `card.ts` when it is first asked for. */
import { type ListMaker, Panel } from "../overlay/panel";

export interface LoadedList {
  caveatList: ListMaker;
}

const loaded: LoadedList = { caveatList: (...given) => new Panel(...given) };
Object.assign(globalThis, loaded);
