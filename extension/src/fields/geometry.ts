/** Rectangles: from a frame's viewport to the top one, and cut to what can be seen. */

/** Rectangles of `element`'s own viewport, in the viewport of the document this code runs in. */
export function toTop(rects: readonly DOMRect[], element: Element): DOMRect[] {
  let out = [...rects];
  for (let frame = frameOf(element); frame; frame = frameOf(frame)) {
    const { left, top, scale } = frameOrigin(frame);
    out = out.map((r) => new DOMRect(left + r.x * scale, top + r.y * scale, r.width * scale, r.height * scale));
  }
  return out;
}

/** The frame that holds the element's document, or null in the document this code runs in. */
export function frameOf(element: Element): HTMLElement | null {
  const { ownerDocument } = element;
  return ownerDocument === document ? null : ((ownerDocument.defaultView?.frameElement as HTMLElement | null) ?? null);
}

function frameOrigin(frame: HTMLElement): { left: number; top: number; scale: number } {
  const box = frame.getBoundingClientRect();
  const scale = scaleOf(frame, box);
  const style = viewOf(frame).getComputedStyle(frame);
  return {
    left: box.left + (frame.clientLeft + parseFloat(style.paddingLeft)) * scale,
    top: box.top + (frame.clientTop + parseFloat(style.paddingTop)) * scale,
    scale,
  };
}

/** How much transforms and zoom of its ancestors enlarge an element. */
export function scaleOf(element: HTMLElement, box = element.getBoundingClientRect()): number {
  const scale = element.offsetWidth ? box.width / element.offsetWidth : 1;
  return Math.abs(scale - 1) < 0.01 ? 1 : scale; // offsetWidth is rounded, so nearly 1 is 1
}

export function viewOf(element: Element): Window & typeof globalThis {
  return element.ownerDocument.defaultView ?? window;
}

/** The part of an element's box that its scrolling ancestors and frames leave visible, in the top viewport. */
export function visibleBox(element: HTMLElement): DOMRect | null {
  let box: DOMRect | null = toTop([innerBox(element)], element)[0]!;
  for (let up = parentOf(element); up && box; up = parentOf(up)) {
    const { overflow, display } = viewOf(up).getComputedStyle(up);
    const clips = overflow !== "visible" && display !== "contents" && !isPageScroller(up);
    if (clips) box = intersect(box, toTop([innerBox(up)], up)[0]!);
  }
  return box;
}

/** `overflow` of the root and the body belongs to the viewport; a frame's box does the clipping there. */
function isPageScroller(element: Element): boolean {
  return element === element.ownerDocument.documentElement || element === element.ownerDocument.body;
}

/** What an element stands in: its slot, parent, shadow host or frame. */
export function parentOf(element: Element): HTMLElement | null {
  const root = element.parentElement ? null : element.getRootNode();
  return (
    element.assignedSlot ??
    element.parentElement ??
    (root && "host" in root ? (root.host as HTMLElement) : frameOf(element))
  );
}

/** The box inside the borders and beside the scrollbars; a page scroller's box is what its frame shows. */
function innerBox(element: HTMLElement): DOMRect {
  const box = element.getBoundingClientRect();
  if (element.localName === "iframe") return box;
  if (isPageScroller(element)) {
    const { clientWidth, clientHeight } = element.ownerDocument.documentElement;
    return new DOMRect(0, 0, clientWidth, clientHeight);
  }
  const scale = scaleOf(element, box);
  const { clientLeft, clientTop, clientWidth, clientHeight } = element;
  if (!clientWidth) return box;
  return new DOMRect(box.x + clientLeft * scale, box.y + clientTop * scale, clientWidth * scale, clientHeight * scale);
}

export function intersect(a: DOMRect, b: DOMRect): DOMRect | null {
  const left = Math.max(a.left, b.left);
  const top = Math.max(a.top, b.top);
  const right = Math.min(a.right, b.right);
  const bottom = Math.min(a.bottom, b.bottom);
  return right > left && bottom > top ? new DOMRect(left, top, right - left, bottom - top) : null;
}

/** The rectangles cut to what can be seen of the element; empty ones (a line break's) are left out. */
export function clipped(rects: readonly DOMRect[], element: HTMLElement): DOMRect[] {
  const box = visibleBox(element);
  if (!box) return [];
  return rects.map((rect) => intersect(rect, box)).filter((rect): rect is DOMRect => rect !== null);
}

export function holds(rect: DOMRect, x: number, y: number, slack = 0): boolean {
  return x >= rect.left - slack && x <= rect.right + slack && y >= rect.top - slack && y <= rect.bottom + slack;
}
