/** The fields and the painter for pages that have no extension: tests ask where an underline is, and put rewrites in. */
import { controlField, isControl } from "../../src/fields/control";
import type { Field } from "../../src/fields/field";
import { keepMirrorsIn } from "../../src/fields/mirror";
import { type Mark, Painter } from "../../src/fields/paint";
import { type Outcome, replaceIn as put } from "../../src/fields/replace";
import { richField } from "../../src/fields/rich";

interface Shown {
  painter: Painter;
  rects(): DOMRect[];
}

const layer = document.documentElement.appendChild(document.createElement("caveat-overlay")).attachShadow({ mode: "closed" });
keepMirrorsIn(layer);

function fieldOf(element: HTMLElement): Field {
  const about = { id: "field", role: "description", label: null, limit: null } as const;
  return isControl(element) ? controlField(element, about) : richField(element, about);
}

/** Underline [start, end) of a field, and nothing else. */
function paint(element: HTMLElement, start: number, end: number, strips: boolean): Shown {
  const painter = new Painter(layer, { strips });
  painter.set(fieldOf(element), [{ id: "claim", start, end, verdict: "stop" }]);
  return { painter, rects: () => painter.rects("claim") };
}

/** Underline parts of several fields, each as its own level. */
function paintLevels(marked: readonly (readonly [HTMLElement, readonly Mark[]])[], strips: boolean): Painter {
  const painter = new Painter(layer, { strips });
  for (const [element, marks] of marked) painter.set(fieldOf(element), marks);
  return painter;
}

function textOf(element: HTMLElement): string {
  return fieldOf(element).text();
}

function replaceIn(element: HTMLElement, start: number, end: number, text: string): Promise<Outcome> {
  return put(fieldOf(element), start, end, text);
}

function rectsOf(element: HTMLElement, start: number, end: number): DOMRect[] {
  return fieldOf(element).rects(start, end);
}

Object.assign(window, { paint, paintLevels, textOf, rectsOf, replaceIn });
