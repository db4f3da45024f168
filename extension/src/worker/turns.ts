/** One task at a time: two messages that arrive together must not overwrite what the other keeps. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#last.then(task);
    this.#last = result.catch(() => null);
    return result;
  }
}
