/** What a rewrite changes, in whole words: as one change between equal ends, and as all the changes in it. */

export interface Diff {
  prefix: string;
  removed: string;
  added: string;
  suffix: string;
}

/** `del` is taken away, `ins` put in. */
export interface Part {
  readonly kind: "same" | "del" | "ins";
  readonly text: string;
}

/** So many pieces in a row stay where they are, such as three words with their blanks; fewer would leave a change in crumbs. */
const RUN = 6;
/** Pieces of the old text times pieces of the new one: more are one change, as looking costs so many steps. */
const MOST = 1_000_000;

/** A word, or the blanks between two; in scripts without blanks, one character. */
const PIECE = /[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+|\s+/gu;

export function diffWords(before: string, after: string): Diff {
  const old = piecesOf(before);
  const now = piecesOf(after);
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head++;
  let tail = 0;
  const most = Math.min(old.length, now.length) - head;
  while (tail < most && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  return {
    prefix: old.slice(0, head).join(""),
    removed: old.slice(head, old.length - tail).join(""),
    added: now.slice(head, now.length - tail).join(""),
    suffix: old.slice(old.length - tail).join(""),
  };
}

/** The texts in parts, in order, for people to read. */
export function changes(before: string, after: string): Part[] {
  const { prefix, removed, added, suffix } = diffWords(before, after);
  return [part("same", prefix), ...between(piecesOf(removed), piecesOf(added)), part("same", suffix)].filter(({ text }) => text);
}

function between(old: readonly string[], now: readonly string[]): Part[] {
  const [from, to, length] = longestRun(old, now);
  if (length < RUN) return [part("del", old.join("")), part("ins", now.join(""))];
  const left = between(old.slice(0, from), now.slice(0, to));
  return [...left, part("same", now.slice(to, to + length).join("")), ...between(old.slice(from + length), now.slice(to + length))];
}

/** Where the most pieces in a row that both have begin in either, and how many they are. */
function longestRun(old: readonly string[], now: readonly string[]): [number, number, number] {
  let best: [number, number, number] = [0, 0, 0];
  if (old.length * now.length > MOST) return best;
  let above: number[] = [];
  old.forEach((piece, row) => {
    above = now.map((other, column) => {
      const length = piece === other ? (above[column - 1] ?? 0) + 1 : 0;
      if (length > best[2]) best = [row - length + 1, column - length + 1, length];
      return length;
    });
  });
  return best;
}

function part(kind: Part["kind"], text: string): Part {
  return { kind, text };
}

function piecesOf(text: string): string[] {
  return text.match(PIECE) ?? [];
}
