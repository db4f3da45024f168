/** Where the list goes: along the right side, else where it does not cover the control that has the focus. Pure. */
import type { Box, Size } from "./place";

export interface Dock {
  side: "right" | "left" | "bottom" | "top";
  /** What the window leaves for the list there; it scrolls inside. */
  maxHeight: number;
}

export const MARGIN = 8;
const TALLEST = 600;
/** A control that leaves less room than this is covered in part: the list could not be read otherwise. */
const SHORTEST = 200;

/** `control` has the focus, if one of the page has it; `foot` is what the pill needs below. */
export function dock(control: Box | null, width: number, foot: number, view: Size): Dock {
  const wide = view.width >= 2 * width + 4 * MARGIN;
  const full = view.height - 2 * MARGIN;
  if (wide && (!control || control.right <= view.width - width - 2 * MARGIN)) return { side: "right", maxHeight: full - foot };
  if (wide && control && control.left >= width + 2 * MARGIN) return { side: "left", maxHeight: full };
  if (!control) return { side: "bottom", maxHeight: Math.min(full - foot, TALLEST) };
  const below = view.height - control.bottom - 2 * MARGIN - foot;
  const above = control.top - 2 * MARGIN;
  const side = below >= above ? "bottom" : "top";
  const room = side === "bottom" ? full - foot : full;
  return { side, maxHeight: Math.min(Math.max(below, above, SHORTEST), room, TALLEST) };
}
