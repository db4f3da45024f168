/** Gives a field the focus without scrolling the page. */
import { frameOf } from "./geometry";

/** In Firefox keys reach an editor in a frame only once the frame itself has the focus. */
export function focusOn(element: HTMLElement): void {
  const frame = frameOf(element);
  if (frame && frame.ownerDocument.activeElement !== frame) focusOn(frame);
  element.focus({ preventScroll: true });
}
