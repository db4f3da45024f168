/** Keeps the marks of all fields painted and on their words; idle when nothing happens. */
import { type Brush, HighlightBrush, type Mark, StripBrush } from "./brush";
import { shadowRootOf } from "../browser";
import { isControl } from "./control";
import type { Field, Snapshot } from "./field";
import { holds, toTop, visibleBox } from "./geometry";
import { PRIORITY } from "./look";
import { keepMirrorsIn } from "./mirror";
import { shift, within } from "./spans";
import { onceAFrame, watchPlace, watchScroll, watchValue } from "./watch";

export type { Mark } from "./brush";

/** With more marks than this in a field, only those near the viewport are painted. */
const MANY = 60;
const NEAR = 300;

interface Painted {
  readonly field: Field;
  readonly brush: Brush;
  readonly stop: AbortController;
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

  constructor(
    layer: ShadowRoot,
    private readonly options: PainterOptions = {},
  ) {
    this.strips = new StripBrush(layer);
    keepMirrorsIn(layer);
  }

  /** Show these marks, and no others, in a field; offsets are those of its text now. */
  set(field: Field, marks: readonly Mark[]): void {
    this.clear(field);
    if (marks.length === 0) return;
    const sorted = [...marks].sort((a, b) => a.start - b.start || a.end - b.end);
    const painted = {
      field,
      brush: this.brushFor(field),
      stop: new AbortController(),
      text: field.text(),
      marks: sorted,
    };
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

  /** The marks of a field where they are now; a mark whose words were edited is gone. */
  marks(field: Field): readonly Mark[] {
    const painted = this.painted.get(field.element);
    if (!painted) return [];
    if (!field.composing()) this.catchUp(painted, field.text());
    return painted.marks;
  }

  /** The worst mark under a point of the top viewport, if nothing else covers the field there. */
  at(x: number, y: number): { field: Field; id: string } | null {
    const element = topmost(document, x, y);
    if (!element) return null;
    for (const painted of this.painted.values()) {
      const { field, brush } = painted;
      if (!field.element.contains(element)) continue;
      const hits = this.near(painted, field.snapshot()).filter((mark) =>
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

  dispose(): void {
    for (const { field } of [...this.painted.values()]) this.clear(field);
    this.highlights.dispose();
    this.strips.dispose();
    keepMirrorsIn(null);
  }

  private brushFor(field: Field): Brush {
    return field.native && !(this.options.strips && isControl(field.element)) ? this.highlights : this.strips;
  }

  private follow(painted: Painted): void {
    const { field, stop, brush } = painted;
    const draw = onceAFrame(() => this.draw(painted), stop.signal);
    field.onChange(draw, stop.signal);
    if (isControl(field.element)) watchValue(field.element, draw, stop.signal);
    if (brush === this.strips) watchPlace(field.element, draw, stop.signal);
    else if (painted.marks.length > MANY) watchScroll(field.element, draw, stop.signal);
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
    brush.draw(field, this.near(painted, snapshot), snapshot);
  }

  private near({ field, brush, marks }: Painted, snapshot: Snapshot): readonly Mark[] {
    if (marks.length <= MANY || brush === this.strips) return marks;
    const box = visibleBox(field.element);
    if (!box) return [];
    return within(marks, (mark) => {
      const range = snapshot.range(mark.start, mark.end);
      const rect = range && toTop([range.getBoundingClientRect()], field.element)[0]!;
      range?.disconnect?.();
      return !rect || rect.bottom < box.top - NEAR ? -1 : rect.top > box.bottom + NEAR ? 1 : 0;
    });
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
