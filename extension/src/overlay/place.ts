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

export interface Place {
  left: number;
  top: number;
  /** What the window leaves for the card on that side; it scrolls inside. */
  maxHeight: number;
}

const GAP = 8;
const MARGIN = 8;
const TALLEST = 560;
/** With less room than this on either side the card may lie on the words: it could not be read otherwise. */
const SHORTEST = 220;

/** `words` are the boxes of the marked text, one a line; without any the card goes to the lower right corner. */
export function placeCard(words: readonly Box[], card: Size, view: Size): Place {
  const first = words[0];
  if (!first) return corner(card, view);
  const bottom = Math.max(...words.map((box) => box.bottom));
  const below = view.height - MARGIN - (bottom + GAP);
  const above = first.top - GAP - MARGIN;
  const under = card.height <= below || below >= above;
  const maxHeight = Math.min(TALLEST, view.height - 2 * MARGIN, Math.max(under ? below : above, SHORTEST));
  const height = Math.min(card.height, maxHeight);
  const top = under ? bottom + GAP : first.top - GAP - height;
  return { left: clamp(first.left, view.width - card.width), top: clamp(top, view.height - height), maxHeight };
}

function corner(card: Size, view: Size): Place {
  const maxHeight = Math.min(TALLEST, view.height - 2 * MARGIN - 56);
  const height = Math.min(card.height, maxHeight);
  return { left: clamp(view.width, view.width - card.width), top: clamp(view.height - height - 64, view.height - height), maxHeight };
}

function clamp(wanted: number, room: number): number {
  return Math.max(MARGIN, Math.min(wanted, room - MARGIN));
}
