/** What a rewrite changes, in whole words: the equal ends stay plain, the middle is struck and set anew. */

export interface Diff {
  prefix: string;
  removed: string;
  added: string;
  suffix: string;
}

/** A word with the blanks after it; in scripts without blanks, one character. */
const PIECE = /[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+\s*|\s+/gu;

export function diffWords(before: string, after: string): Diff {
  const old = before.match(PIECE) ?? [];
  const now = after.match(PIECE) ?? [];
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
