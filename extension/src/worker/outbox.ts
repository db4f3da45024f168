/** Decisions on their way to the server: kept until it has taken them, whatever happens in between. */
import type { DecisionRequest } from "../api/contract";
import { ApiError } from "../api/errors";
import { Turns } from "./turns";

export interface Shelf {
  load(): Promise<DecisionRequest[]>;
  save(decisions: DecisionRequest[]): Promise<void>;
}

export class Outbox {
  readonly #turns = new Turns();

  constructor(
    private readonly shelf: Shelf,
    private readonly send: (decision: DecisionRequest) => Promise<void>,
  ) {}

  waiting(): Promise<DecisionRequest[]> {
    return this.shelf.load();
  }

  /** Keep a decision, then try to send it. Throws where the server refuses it for good. The same one may come again. */
  async add(decision: DecisionRequest): Promise<void> {
    await this.#turns.take(async () => {
      const waiting = await this.shelf.load();
      const known = decision.uid && waiting.some(({ uid }) => uid === decision.uid);
      if (!known) await this.shelf.save([...waiting, decision]);
    });
    const refused = await this.flush();
    if (refused) throw refused;
  }

  /** Send all that waits, oldest first, until the server is away. A refused one is dropped; the last such is returned. */
  flush(): Promise<ApiError | null> {
    return this.#turns.take(async () => {
      const waiting = await this.shelf.load();
      let refused: ApiError | null = null;
      for (const next of [...waiting]) {
        const outcome = await this.#try(next);
        if (outcome === "away") break;
        if (outcome) refused = outcome;
        waiting.shift();
        await this.shelf.save(waiting);
      }
      return refused;
    });
  }

  async #try(decision: DecisionRequest): Promise<null | "away" | ApiError> {
    try {
      await this.send(decision);
      return null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return error.trouble === "refused" ? error : "away";
    }
  }
}
