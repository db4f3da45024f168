/** A field of the seller's form as the overlay sees it, whatever control or editor it is made of. */
import type { FieldRole } from "../api/contract";

/** What the adapter knows about a field before anything is read from it. */
export interface About {
  readonly id: string;
  readonly role: FieldRole;
  readonly label: string | null;
  /** Longest text the marketplace takes, in UTF-16 units. */
  readonly limit: number | null;
}

/** A range that follows edits: a `Range`, or in a control the browser's own kind, which must be let go after use. */
export interface LiveRange extends AbstractRange {
  getClientRects(): DOMRectList;
  getBoundingClientRect(): DOMRect;
  disconnect?(): void;
}

/** The text at one moment, and a maker of live ranges in it; null where `native` is false. */
export interface Snapshot {
  readonly text: string;
  range(start: number, end: number): LiveRange | null;
}

/** All offsets are UTF-16 code units of `text()`; all rectangles are in the viewport of the top document. */
export interface Field extends About {
  /** Input, textarea or the root of an editor; it may stand in a shadow root or a same-origin frame. */
  readonly element: HTMLElement;
  /** Whether the browser itself can highlight a part of this field's text. */
  readonly native: boolean;
  /** The text in one line of offsets. In rich editors the ends of blocks and `<br>` are "\n". */
  text(): string;
  /** Whether an input method is composing: then nothing may move. */
  composing(): boolean;
  /** What of [start, end) is visible now, a rectangle for each line. */
  rects(start: number, end: number): DOMRect[];
  /** For many ranges at once: a rich editor's text is walked only here. */
  snapshot(): Snapshot;
  caret(): number | null;
  /** Focus without scrolling the page. */
  focus(offset?: number): void;
  /** Called when the text has changed, after composition if there is one. */
  onChange(callback: () => void, signal: AbortSignal): void;
}
