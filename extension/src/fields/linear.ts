/** The text of a rich editor as one string, with a map between its offsets and places in the document. */

/** `node.data` from `from` on is the text from `start` on, for `length` units. */
interface Piece {
  readonly node: Text;
  readonly from: number;
  readonly start: number;
  length: number;
}

export interface Place {
  readonly node: Text;
  readonly offset: number;
}

const BLOCKS = new Set(
  (
    "address article aside blockquote center dd details dialog div dl dt fieldset figcaption figure footer form " +
    "h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
  ).split(" "),
);
/** What holds no text of the seller, or text of its own that is not this editor's. */
const SKIPPED = new Set(
  "script style template textarea input select button iframe object svg math noscript audio video canvas".split(" "),
);

/** Only text with such white space looks different when it collapses; asking for every node's style is slow. */
const COLLAPSIBLE = /[\t\n\r\f]| {2}|^ | $/;

export class Linear {
  constructor(
    readonly text: string,
    private readonly pieces: readonly Piece[],
  ) {}

  /** The place of an offset; at a seam `after` chooses the piece that follows. */
  place(offset: number, after: boolean): Place | null {
    const { pieces } = this;
    const fits = (piece: Piece): boolean =>
      after ? piece.start + piece.length > offset : piece.start + piece.length >= offset;
    const piece = pieces.find(fits) ?? pieces.at(-1);
    if (!piece) return null;
    return { node: piece.node, offset: piece.from + Math.min(Math.max(offset - piece.start, 0), piece.length) };
  }

  /** `outside`: end at the beginning of the piece that follows, if one does in the same line. */
  range(start: number, end: number, outside = false): Range | null {
    const from = this.place(start, start < end);
    const to = this.place(end, outside && this.text[end] !== "\n");
    if (!from || !to) return null;
    const range = from.node.ownerDocument.createRange();
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset);
    return range;
  }

  /** The offset of a place, which may lie between nodes. */
  offset(node: Node, offset: number): number {
    const point = node.ownerDocument!.createRange();
    point.setStart(node, offset);
    let last = 0;
    for (const piece of this.pieces) {
      if (piece.node === node && offset <= piece.from + piece.length)
        return piece.start + Math.max(0, offset - piece.from);
      if (point.comparePoint(piece.node, piece.from) > 0) break;
      last = piece.start + piece.length;
    }
    return last;
  }
}

export function linearise(root: HTMLElement): Linear {
  const reader = new Reader();
  reader.visit(root, true);
  return new Linear(reader.text, reader.pieces);
}

/** The selection of the tree an editor stands in: shadow roots have their own in Chromium. */
export function selectionOf(root: HTMLElement): Selection | null {
  const scope = root.getRootNode() as Document & { getSelection?(): Selection | null };
  return scope.getSelection?.() ?? root.ownerDocument.getSelection();
}

/** Walks an editor once. Line breaks wait until text follows, so that none stands at either end. */
class Reader {
  text = "";
  readonly pieces: Piece[] = [];
  private breaks = 0;
  private readonly collapsing = new Map<Node, boolean>();

  visit(element: HTMLElement, editable: boolean): void {
    for (let node = element.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === Node.TEXT_NODE) {
        if (editable) this.read(node as Text);
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        this.enter(node as HTMLElement, editable);
      }
    }
  }

  private enter(element: HTMLElement, editable: boolean): void {
    const name = element.localName;
    if (SKIPPED.has(name) || element.getAttribute("data-mce-bogus") === "all") return;
    if (name === "br") {
      if (element.getAttribute("data-mce-bogus") === null) this.breaks++;
      return;
    }
    const flag = element.getAttribute("contenteditable");
    const block = BLOCKS.has(name);
    if (block) this.breaks ||= 1;
    // Placeholders, toolbars and widgets stand in islands that the seller cannot edit.
    this.visit(element, flag === null ? editable : flag !== "false");
    if (block) this.breaks ||= 1;
  }

  private read(node: Text): void {
    if (!COLLAPSIBLE.test(node.data) || !this.collapses(node)) return this.add(node, 0, node.data);
    for (const match of node.data.matchAll(/[ \t\n\r\f]+|[^ \t\n\r\f]+/g)) {
      const space = /^[ \t\n\r\f]/.test(match[0]);
      if (!space) this.add(node, match.index, match[0]);
      else if (this.text && !this.breaks && !this.text.endsWith(" ")) this.add(node, match.index, " ");
    }
  }

  private add(node: Text, from: number, text: string): void {
    if (!text) return;
    if (this.text) this.text += "\n".repeat(this.breaks);
    this.breaks = 0;
    const last = this.pieces.at(-1);
    const start = this.text.length;
    if (last?.node === node && last.from + last.length === from && last.start + last.length === start)
      last.length += text.length;
    else this.pieces.push({ node, from, start, length: text.length });
    this.text += text;
  }

  private collapses(node: Text): boolean {
    const parent = node.parentElement!;
    const known = this.collapsing.get(parent);
    if (known !== undefined) return known;
    const { whiteSpace } = parent.ownerDocument.defaultView!.getComputedStyle(parent);
    const answer = whiteSpace === "normal" || whiteSpace === "nowrap";
    this.collapsing.set(parent, answer);
    return answer;
  }
}
