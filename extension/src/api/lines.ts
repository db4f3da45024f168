/** Reads an answer line by line as it comes in, and breaks it off when nothing comes any more. */

/** Calls off `stop` after `silence` ms in which it was not fed. */
export class Watchdog {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly stop: AbortController,
    private readonly silence: number,
  ) {
    this.feed();
  }

  feed(): void {
    this.end();
    this.#timer = setTimeout(() => this.stop.abort(), this.silence);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

export async function* linesOf(body: ReadableStream<Uint8Array>, fed: () => void): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      fed();
      const lines = (rest + (value ? decoder.decode(value, { stream: true }) : "")).split("\n");
      rest = lines.pop()!;
      yield* lines.filter(Boolean);
      if (done) break;
    }
    if (rest) yield rest;
  } finally {
    await reader.cancel().catch(() => null); // broken off already: then there is nothing to cancel
  }
}
