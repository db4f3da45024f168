/** Keeps the marks of all fields painted and on their words; idle when nothing happens. */
import { type Brush, HighlightBrush, type Mark, StripBrush } from "./brush";
import { shadowRootOf } from "../browser";
import { isControl } from "./control";
import type { Field, LiveRange, Snapshot } from "./field";
import { holds, toTop, visibleBox } from "./geometry";
import { PRIORITY } from "./look";
import { keepMirrorsIn } from "./mirror";
import { shift, within } from "./spans";
import { onceAFrame, onceIdle, watchPlace, watchScroll, watchSight, watchValue } from "./watch";

export type { Mark } from "./brush";

/** With more marks than this in a field, they are not looked at one by one. */
const MANY = 60;

interface Painted {
  readonly field: Field;
  readonly brush: Brush;
  readonly stop: AbortController;
  /** Whether any of the field is in sight; the browser says so a frame later. */
  seen: boolean;
  text: string;
  marks: Mark[];
}

export interface PainterOptions {
  /** Draw over inputs and textareas even where the browser could highlight them, to test that path. */
  readonly strips?: boolean;
}

export class Painter {
  private readonly painted = new Map<HTMLElement, Painted>();
  private readonly highlights = new HighlightBrush();
  private readonly strips: StripBrush;
  /** Where colours are forced, Chromium shows every highlight as if it were selected: one block, whatever its level. */
  private readonly forced = matchMedia("(forced-colors: active)");

  constructor(
    layer: ShadowRoot,
    private readonly options: PainterOptions = {},
  ) {
    this.strips = new StripBrush(layer);
    keepMirrorsIn(layer);
    this.forced.addEventListener("change", this.anew);
  }

  /** Show these marks, and no others, in a field; offsets are those of its text now. */
  set(field: Field, marks: readonly Mark[]): void {
    if (marks.length === 0) return this.clear(field);
    const sorted = [...marks].sort((a, b) => a.start - b.start || a.end - b.end);
    const known = this.painted.get(field.element);
    if (known?.field === field) return this.draw(Object.assign(known, { text: field.text(), marks: sorted }));
    if (known) this.clear(known.field);
    const painted = { field, brush: this.brushFor(field), stop: new AbortController(), seen: true, text: field.text(), marks: sorted };
    this.painted.set(field.element, painted);
    this.draw(painted);
    this.follow(painted);
  }

  clear(field: Field): void {
    const painted = this.painted.get(field.element);
    if (!painted) return;
    painted.stop.abort();
    painted.brush.erase(field);
    this.painted.delete(field.element);
  }

  /** The worst mark under a point of the top viewport, if nothing else covers the field there. */
  at(x: number, y: number): { field: Field; id: string } | null {
    const element = topmost(document, x, y);
    if (!element) return null;
    for (const painted of this.painted.values()) {
      const { field, brush } = painted;
      if (!field.element.contains(element)) continue;
      const hits = this.inSight(painted, field.snapshot()).filter((mark) =>
        brush.rects(field, mark).some((rect) => holds(rect, x, y, 1)),
      );
      const [worst] = hits.sort(
        (a, b) => PRIORITY[b.verdict] - PRIORITY[a.verdict] || a.end - a.start - (b.end - b.start),
      );
      if (worst) return { field, id: worst.id };
    }
    return null;
  }

  /** Where a mark is visible now, in the top viewport. */
  rects(id: string): DOMRect[] {
    for (const { field, brush, marks } of this.painted.values()) {
      const mark = marks.find((candidate) => candidate.id === id);
      if (mark) return brush.rects(field, mark);
    }
    return [];
  }

  private readonly anew = (): void => {
    for (const { field, marks } of [...this.painted.values()]) {
      this.clear(field);
      this.set(field, marks);
    }
  };

  dispose(): void {
    this.forced.removeEventListener("change", this.anew);
    for (const { field } of [...this.painted.values()]) this.clear(field);
    this.highlights.dispose();
    this.strips.dispose();
    keepMirrorsIn(null);
  }

  private brushFor(field: Field): Brush {
    const strips = this.forced.matches || (this.options.strips && isControl(field.element));
    return field.native && !strips ? this.highlights : this.strips;
  }

  private follow(painted: Painted): void {
    const { field, stop, brush } = painted;
    const { element } = field;
    const draw = onceAFrame(() => this.draw(painted), stop.signal);
    // In a control, highlights follow what is typed by themselves, so the key's frame need not wait for a look at them.
    const follows = brush === this.highlights && isControl(element);
    field.onChange(follows ? onceIdle(() => this.draw(painted), stop.signal) : draw, stop.signal);
    if (isControl(element)) watchValue(element, draw, stop.signal);
    if (brush === this.strips) return watchPlace(element, draw, stop.signal);
    watchScroll(element, ({ target }) => (target === element || painted.marks.length > MANY) && draw(), stop.signal);
    watchSight(element, (seen) => {
      if (seen !== painted.seen) draw();
      painted.seen = seen;
    }, stop.signal);
  }

  private catchUp(painted: Painted, now: string): void {
    painted.marks = shift(painted.marks, painted.text, now);
    painted.text = now;
  }

  private draw(painted: Painted): void {
    const { field, brush } = painted;
    if (field.composing()) return;
    const snapshot = field.snapshot();
    this.catchUp(painted, snapshot.text);
    brush.draw(field, this.inSight(painted, snapshot), snapshot);
  }

  /** Chromium paints all highlights of a page anew at each key, wherever it falls: those out of sight are left out. */
  private inSight({ field, brush, marks, seen }: Painted, snapshot: Snapshot): readonly Mark[] {
    const { element } = field;
    if (brush === this.strips) return marks;
    if (!seen) return [];
    const many = marks.length > MANY;
    if (!many && element.scrollHeight <= element.clientHeight) return marks;
    const boxOf = (what: Element | LiveRange): DOMRect => toTop([what.getBoundingClientRect()], element)[0]!;
    const box = many ? visibleBox(element) : boxOf(element);
    if (!box) return [];
    const side = (mark: Mark): number => {
      const range = snapshot.range(mark.start, mark.end);
      const rect = range && boxOf(range);
      range?.disconnect?.();
      return !rect || rect.bottom < box.top ? -1 : rect.top > box.bottom ? 1 : 0;
    };
    return many ? within(marks, side) : marks.filter((mark) => side(mark) === 0);
  }
}

/** The innermost element at a point, through shadow roots and frames; null where a foreign frame stands. */
function topmost(root: Document | ShadowRoot, x: number, y: number): Element | null {
  const element = root.elementFromPoint(x, y);
  if (!element) return null;
  const shadow = shadowRootOf(element);
  if (shadow && shadow !== root) {
    const inner = topmost(shadow, x, y);
    return inner && inner !== element ? inner : element;
  }
  const inner = (element as HTMLIFrameElement).contentDocument;
  if (element.localName !== "iframe" || !inner) return element;
  const probe = toTop([new DOMRect(0, 0, 1, 1)], inner.documentElement)[0]!;
  return topmost(inner, (x - probe.x) / probe.width, (y - probe.y) / probe.width);
}
