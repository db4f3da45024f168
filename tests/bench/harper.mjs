// Lints in the same Node process, batch after batch: each line on stdin is a JSON array of texts, each line of the answer
// says how many microseconds of processor time that took, all threads together, and how many lints there were.
import { createInterface } from "node:readline";
import { Dialect, LocalLinter } from "harper.js";
import { binary } from "harper.js/binary";

const linter = new LocalLinter({ binary, dialect: Dialect.American });
await linter.setup();
for await (const line of createInterface({ input: process.stdin })) {
  const texts = JSON.parse(line);
  const before = process.cpuUsage();
  let lints = 0;
  for (const text of texts) lints += (await linter.lint(text, { language: "plaintext" })).length;
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ microseconds: user + system, lints }));
}
