/** The fields and the painter for pages that have no extension: a test asks where an underline is. */
import { controlField, isControl } from "../../src/fields/control";
import { Painter } from "../../src/fields/paint";
import { richField } from "../../src/fields/rich";

interface Shown {
  painter: Painter;
  rects(): DOMRect[];
}

/** Underline [start, end) of a field, in a layer of its own. */
function paint(element: HTMLElement, start: number, end: number, strips: boolean): Shown {
  const layer = document.documentElement.appendChild(document.createElement("caveat-overlay"));
  const painter = new Painter(layer.attachShadow({ mode: "closed" }), { strips });
  const about = { id: "field", role: "description", label: null, limit: null } as const;
  painter.set((isControl(element) ? controlField : richField)(element as never, about), [
    { id: "claim", start, end, verdict: "stop" },
  ]);
  return { painter, rects: () => painter.rects("claim") };
}

Object.assign(window, { paint });
