/** Talking to a server, over a real socket, and keeping decisions until it listens. */
import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { Client } from "../src/api/client";
import type { DecisionRequest } from "../src/api/contract";
import { ApiError } from "../src/api/errors";
import { Outbox } from "../src/worker/outbox";

interface Heard {
  path: string;
  token: string | undefined;
  language: string | undefined;
}

async function serving<T>(status: number, body: unknown, use: (address: string, heard: Heard[]) => Promise<T>): Promise<T> {
  const heard: Heard[] = [];
  const server: Server = createServer((request: IncomingMessage, response) => {
    heard.push({ path: request.url!, token: request.headers["x-caveat-token"] as string | undefined, language: request.headers["accept-language"] });
    request.resume().on("end", () => response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body)));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

function decision(fingerprint: string): DecisionRequest {
  return { fingerprint, rule: "green/eco", field: "title", action: "dismissed", reason: "false_alarm" };
}

function isTrouble(trouble: string, message = ""): (error: unknown) => boolean {
  return (error) => error instanceof ApiError && error.trouble === trouble && error.message.includes(message);
}

test("requests carry the token and the language", () =>
  serving(200, { findings: [] }, async (address, heard) => {
    await new Client(address, "secret", "zh").check({ fields: [] });
    assert.deepEqual(heard, [{ path: "/api/v1/check", token: "secret", language: "zh" }]);
  }));

test("an unknown token means not paired", () =>
  serving(401, { code: "not-paired", message: "pair first" }, (address) => assert.rejects(new Client(address, "old").check({ fields: [] }), isTrouble("not-paired"))));

test("a refusal says what the server said", () =>
  serving(422, { code: "bad-listing", message: "fields.0.text: Field required" }, (address) =>
    assert.rejects(new Client(address, "t").check({ fields: [] }), isTrouble("refused", "Field required"))));

test("no answer means the server is down", async () => {
  const address = await serving(200, {}, async (free) => free);
  await assert.rejects(new Client(address, "t").health(), isTrouble("server-down"));
});

test("a check that was called off is no trouble", () =>
  serving(200, {}, (address) => assert.rejects(new Client(address, "t").check({ fields: [] }, AbortSignal.abort()), { name: "AbortError" })));

test("decisions wait until the server is back and keep their order", async () => {
  let shelf: DecisionRequest[] = [];
  let away = true;
  const taken: string[] = [];
  const outbox = new Outbox({ load: async () => [...shelf], save: async (decisions) => void (shelf = decisions.slice()) }, async ({ fingerprint }) => {
    if (away) throw new ApiError("server-down", "");
    taken.push(fingerprint);
  });
  await Promise.all([outbox.add(decision("a")), outbox.add(decision("b"))]);
  assert.deepEqual([shelf.length, taken.length], [2, 0]);
  away = false;
  await outbox.add(decision("c"));
  assert.deepEqual([shelf.length, taken], [0, ["a", "b", "c"]]);
});

test("a decision that comes twice is sent once, and once more where its first answer was lost", async () => {
  let shelf: DecisionRequest[] = [];
  let away = true;
  const taken: (string | null | undefined)[] = [];
  const outbox = new Outbox({ load: async () => [...shelf], save: async (decisions) => void (shelf = decisions.slice()) }, async ({ uid }) => {
    taken.push(uid);
    if (away) throw new ApiError("server-down", "");
  });
  const one = { ...decision("a"), uid: "u" };
  await outbox.add(one);
  await outbox.add(one);
  assert.deepEqual([shelf.length, taken], [1, ["u", "u"]]);
  away = false;
  await outbox.add({ ...decision("a"), uid: "v" });
  assert.deepEqual([shelf.length, taken.slice(2)], [0, ["u", "v"]]);
});

test("a refused decision does not block the next one", async () => {
  let shelf: DecisionRequest[] = [];
  const outbox = new Outbox({ load: async () => [...shelf], save: async (decisions) => void (shelf = decisions.slice()) }, async ({ fingerprint }) => {
    if (fingerprint === "bad") throw new ApiError("refused", "no such field");
  });
  await assert.rejects(outbox.add(decision("bad")), isTrouble("refused"));
  await outbox.add(decision("good"));
  assert.equal(shelf.length, 0);
});

async function streaming<T>(lines: string[], use: (client: Client, gone: Promise<void>) => Promise<T>): Promise<T> {
  let hungUp = (): void => undefined;
  const gone = new Promise<void>((resolve) => (hungUp = resolve));
  const server = createServer((request, response) => {
    response.on("close", () => hungUp());
    request.resume().on("end", () => lines.forEach((line) => response.write(line)));
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  try {
    return await use(new Client(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, "t"), gone);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test("lines are taken as they come in, however they are cut, and aborting hangs up", async () => {
  const parts = ['{"kind":"progress","ti', 'tle":"Ä"}\n{"kind":"sugg', 'estion"}\n'];
  await streaming(parts, async (client, gone) => {
    const stop = new AbortController();
    const kinds: string[] = [];
    const read = async (): Promise<void> => {
      for await (const line of client.suggest({ fields: [] }, "f", stop.signal)) {
        kinds.push(`${line.kind} ${line.title ?? ""}`);
        if (kinds.length === 2) stop.abort();
      }
    };
    await assert.rejects(read());
    await gone;
    assert.deepEqual(kinds, ["progress Ä", "suggestion "]);
  });
});

test("a refusal of a stream is an error with the server's words", async () => {
  await serving(403, { code: "no-consent", message: "not allowed yet" }, async (address) => {
    const lines = new Client(address, "t").suggest({ fields: [] }, "f", new AbortController().signal);
    await assert.rejects(lines.next(), isTrouble("refused", "not allowed yet"));
  });
});
