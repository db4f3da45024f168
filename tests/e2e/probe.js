// Runs in the page's own world before anything else: what a test may ask about the page, without touching it.
"use strict";

window.probe = (() => {
  // The page's documents: itself and its same-origin frames, each with its place in the viewport.
  function* documents(doc = document, x = 0, y = 0) {
    yield { doc, x, y };
    for (const frame of doc.querySelectorAll("iframe")) {
      const box = frame.getBoundingClientRect();
      if (frame.contentDocument) {
        yield* documents(frame.contentDocument, x + box.left + frame.clientLeft, y + box.top + frame.clientTop);
      }
    }
  }

  // The text between two points of a document, as the browser's own hit test sees it.
  function between(doc, from, to) {
    const shadowRoots = doc === document ? (window.shadowRoots?.() ?? []) : [];
    const [start, end] = [from, to].map(({ x, y }) => doc.caretPositionFromPoint(x, y, { shadowRoots }));
    if (!start || !end) return null;
    if ("value" in start.offsetNode) {
      return start.offsetNode === end.offsetNode ? start.offsetNode.value.slice(start.offset, end.offset) : null;
    }
    const range = doc.createRange();
    range.setStart(start.offsetNode, start.offset);
    range.setEnd(end.offsetNode, end.offset);
    return range.toString();
  }

  const changes = [];
  let observer = null;
  function note(records) {
    for (const { type, target, attributeName } of records) {
      if (type === "childList" && target === document.documentElement) continue; // the overlay's one host
      if (target.closest?.(".tox")) continue; // TinyMCE's own frame shows by a class whether it has the focus
      changes.push(`${type} ${attributeName ?? ""} ${target.nodeName} ${target.id ?? ""}`.trim());
    }
  }

  return {
    // Every underline of this verdict: the text under each of its painted rectangles, and the rectangles in the viewport.
    underlines(verdict) {
      const found = [];
      for (const { doc, x, y } of documents()) {
        for (const range of doc.defaultView.CSS.highlights.get(`caveat-${verdict}`) ?? []) {
          const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
          found.push({
            texts: boxes.map((box) => between(doc, { x: box.left + 1, y: (box.top + box.bottom) / 2 }, { x: box.right - 1, y: (box.top + box.bottom) / 2 })),
            boxes: boxes.map((box) => ({ x: box.left + x, y: box.top + y, width: box.width, height: box.height })),
          });
        }
      }
      return found;
    },

    // All markup of the page's documents as it stands, without the overlay's one host.
    markup() {
      return [...documents()].map(({ doc }) => {
        const copy = doc.documentElement.cloneNode(true);
        copy.querySelector("caveat-overlay")?.remove();
        return copy.outerHTML;
      });
    },

    // From now on, what changes in the page's own nodes: the page below <html>, its shadow roots and its frames.
    watch() {
      const what = { subtree: true, childList: true, attributes: true, characterData: true };
      observer = new MutationObserver(note);
      for (const { doc } of documents()) {
        observer.observe(doc.documentElement, { ...what, subtree: false });
        for (const part of [doc.head, doc.body]) observer.observe(part, what);
      }
      for (const root of window.shadowRoots?.() ?? []) observer.observe(root, what);
    },

    changes() {
      note(observer.takeRecords());
      return changes;
    },
  };
})();
