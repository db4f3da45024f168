/** Two ways to show marks: the browser's own highlights, or strips drawn over the field. */
import type { Verdict } from "../api/contract";
import { isControl } from "./control";
import type { Field, LiveRange, Snapshot } from "./field";
import { clipped, toTop, viewOf } from "./geometry";
import { highlightCss, highlightName, PRIORITY, stripCss, verdicts } from "./look";
import { mirrorRects } from "./mirror";
import type { Span } from "./spans";

export interface Mark extends Span {
  readonly id: string;
  readonly verdict: Verdict;
}

export interface Brush {
  draw(field: Field, marks: readonly Mark[], snapshot: Snapshot): void;
  erase(field: Field): void;
  rects(field: Field, mark: Mark): DOMRect[];
  dispose(): void;
}

type Root = Document | ShadowRoot;
type Highlights = Record<Verdict, Highlight>;

interface Drawn {
  readonly id: string;
  readonly range: LiveRange;
  readonly highlight: Highlight;
}

/** CSS highlights: live, drawn by the browser, and no node of the page is touched. */
export class HighlightBrush implements Brush {
  private readonly highlights = new Map<Window, Highlights>();
  private readonly sheets = new Map<Document, CSSStyleSheet>();
  private readonly roots = new Set<Root>();
  private readonly drawn = new Map<HTMLElement, Drawn[]>();

  draw(field: Field, marks: readonly Mark[], snapshot: Snapshot): void {
    const { element } = field;
    if (!element.isConnected) return this.erase(field);
    this.adopt(element);
    const highlights = this.highlightsOf(viewOf(element));
    const before = new Map((this.drawn.get(element) ?? []).map((drawn) => [drawn.id, drawn]));
    const now = marks.flatMap((mark): Drawn[] => {
      const range = snapshot.range(mark.start, mark.end);
      if (!range) return [];
      const known = before.get(mark.id);
      const highlight = highlights[mark.verdict];
      if (known?.highlight !== highlight || !isSame(known.range, range)) return [{ id: mark.id, range, highlight }];
      range.disconnect?.(); // the live range followed the edit, and leaving it spares a repaint of all highlights
      before.delete(mark.id);
      return [known];
    });
    before.forEach(remove);
    for (const { range, highlight } of now) highlight.add(range);
    this.drawn.set(element, now);
  }

  erase(field: Field): void {
    this.drawn.get(field.element)?.forEach(remove);
    this.drawn.delete(field.element);
  }

  rects(field: Field, mark: Mark): DOMRect[] {
    const drawn = this.drawn.get(field.element)?.find(({ id }) => id === mark.id);
    if (!drawn) return field.rects(mark.start, mark.end);
    return clipped(toTop([...drawn.range.getClientRects()], field.element), field.element);
  }

  dispose(): void {
    for (const [view, own] of this.highlights) {
      const { highlights } = (view as Window & typeof globalThis).CSS;
      for (const verdict of verdicts)
        if (highlights.get(highlightName(verdict)) === own[verdict]) highlights.delete(highlightName(verdict));
    }
    const sheets = new Set(this.sheets.values());
    for (const root of this.roots)
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => !sheets.has(sheet));
  }

  private highlightsOf(view: Window & typeof globalThis): Highlights {
    const known = this.highlights.get(view);
    if (known) return known;
    const own = {} as Highlights;
    for (const verdict of verdicts) {
      own[verdict] = new view.Highlight();
      own[verdict].priority = PRIORITY[verdict];
      view.CSS.highlights.set(highlightName(verdict), own[verdict]);
    }
    this.highlights.set(view, own);
    return own;
  }

  /** Firefox does not pass `::highlight` rules on into shadow roots, so each tree adopts the sheet. */
  private adopt(element: HTMLElement): void {
    const doc = element.ownerDocument;
    let sheet = this.sheets.get(doc);
    if (!sheet) {
      sheet = new (viewOf(element).CSSStyleSheet)();
      sheet.replaceSync(highlightCss());
      this.sheets.set(doc, sheet);
    }
    const root = element.getRootNode() as Root;
    this.roots.add(root);
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  }
}

function isSame(a: LiveRange, b: LiveRange): boolean {
  return (
    a.startContainer === b.startContainer &&
    a.startOffset === b.startOffset &&
    a.endContainer === b.endContainer &&
    a.endOffset === b.endOffset
  );
}

function remove({ range, highlight }: Drawn): void {
  highlight.delete(range);
  range.disconnect?.();
}

/** Strips in our own layer, placed by a copy of the text. */
export class StripBrush implements Brush {
  private readonly drawn = new Map<HTMLElement, { rects: Map<string, DOMRect[]>; strips: HTMLElement[] }>();
  private readonly sheet = new CSSStyleSheet();

  constructor(private readonly layer: ShadowRoot) {
    this.sheet.replaceSync(stripCss());
    layer.adoptedStyleSheets.push(this.sheet);
  }

  draw(field: Field, marks: readonly Mark[]): void {
    this.erase(field);
    const { element } = field;
    if (!element.isConnected) return;
    const all = isControl(element)
      ? mirrorRects(element, marks)
      : marks.map((mark) => field.rects(mark.start, mark.end));
    const rects = new Map(marks.map((mark, index) => [mark.id, clipped(all[index]!, element)]));
    const worstLast = [...marks].sort((a, b) => PRIORITY[a.verdict] - PRIORITY[b.verdict]);
    const strips = worstLast.flatMap((mark) => rects.get(mark.id)!.map((rect) => strip(rect, mark.verdict)));
    this.layer.append(...strips);
    this.drawn.set(element, { rects, strips });
  }

  erase(field: Field): void {
    for (const node of this.drawn.get(field.element)?.strips ?? []) node.remove();
    this.drawn.delete(field.element);
  }

  rects(field: Field, mark: Mark): DOMRect[] {
    return this.drawn.get(field.element)?.rects.get(mark.id) ?? [];
  }

  dispose(): void {
    for (const { strips } of this.drawn.values()) for (const node of strips) node.remove();
    this.layer.adoptedStyleSheets = this.layer.adoptedStyleSheets.filter((sheet) => sheet !== this.sheet);
  }
}

function strip(rect: DOMRect, verdict: Verdict): HTMLElement {
  const node = document.createElement("div");
  node.className = `caveat-strip caveat-${verdict}`;
  node.style.left = `${rect.left}px`;
  node.style.top = `${rect.bottom - 3}px`;
  node.style.width = `${rect.width}px`;
  return node;
}
