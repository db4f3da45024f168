/** Where the card goes: under its words, else above them, and always inside the window. */

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Size {
  width: number;
  height: number;
}

const GAP = 8;
const MARGIN = 8;

/** `words` are the boxes of the marked text, one a line; the card never covers the first of them if it fits elsewhere. */
export function placeCard(words: readonly Box[], card: Size, view: Size): { left: number; top: number } {
  const first = words[0];
  if (!first) return { left: view.width - card.width - MARGIN, top: Math.max(MARGIN, view.height - card.height - 64) };
  const bottom = Math.max(...words.map((box) => box.bottom));
  const below = bottom + GAP;
  const above = first.top - GAP - card.height;
  const top = below + card.height <= view.height - MARGIN || above < MARGIN ? below : above;
  return { left: clamp(first.left, view.width - card.width), top: clamp(top, view.height - card.height) };
}

function clamp(wanted: number, room: number): number {
  return Math.max(MARGIN, Math.min(wanted, room - MARGIN));
}
