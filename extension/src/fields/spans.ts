/** Keep spans on their words while the text around them is edited. Pure. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Edit {
  readonly start: number;
  readonly removed: number;
  readonly inserted: string;
}

/** Whether two have a character in common. */
export function meets(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}

/** The one edit that leads from `before` to `after`, by common prefix and suffix. */
export function editBetween(before: string, after: string): Edit | null {
  if (before === after) return null;
  const shortest = Math.min(before.length, after.length);
  let start = 0;
  while (start < shortest && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let [end, last] = [before.length, after.length];
  while (Math.min(end, last) > start && before.charCodeAt(end - 1) === after.charCodeAt(last - 1)) end--, last--;
  return { start, removed: end - start, inserted: after.slice(start, last) };
}

/** Spans moved along with the edit; a span that the edit touches is dropped, because its words are no longer known. */
export function shift<T extends Span>(spans: readonly T[], before: string, after: string): T[] {
  const edit = editBetween(before, after);
  return edit ? shiftBy(edit, spans, after) : [...spans];
}

/** The same for an edit that is known: long texts are compared once, however many lists of spans there are. */
export function shiftBy<T extends Span>(edit: Edit, spans: readonly T[], after: string): T[] {
  const by = edit.inserted.length - edit.removed;
  const moved = (span: T): T => ({ ...span, start: span.start + by, end: span.end + by });
  const kept = spans.filter((span) => !touches(span, edit, after));
  return by ? kept.map((span) => (span.start >= edit.start + edit.removed ? moved(span) : span)) : kept;
}

/** An edit touches what it overlaps, and a word that it leaves with a letter at its side: that is another word. */
function touches(span: Span, edit: Edit, after: string): boolean {
  const end = edit.start + edit.removed;
  if (span.start < end && edit.start < span.end) return true;
  if (span.end === edit.start) return isLetter(after[edit.start]);
  return span.start === end && isLetter(after[edit.start + edit.inserted.length - 1]);
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{M}\p{N}]/u.test(character);
}

/** The part of sorted, non-nested spans for which `position` says 0: not before (-1) and not after (1) the viewport. */
export function within<T>(sorted: readonly T[], position: (item: T) => number): T[] {
  return sorted.slice(
    firstWhere(sorted, (item) => position(item) >= 0),
    firstWhere(sorted, (item) => position(item) > 0),
  );
}

function firstWhere<T>(sorted: readonly T[], holds: (item: T) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
