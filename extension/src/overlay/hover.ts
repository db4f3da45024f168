/** Opening by resting the pointer on marked words, and closing when it has gone away. */
import { toTop } from "../fields/geometry";

const DWELL_MS = 350;
const LEAVE_MS = 300;

export interface HoverActions {
  /** Whether the pointer's moves matter at all now. */
  awake(): boolean;
  /** The pointer rests at a point of the top viewport. */
  rest(x: number, y: number): void;
  /** Whether that point belongs to what is open. */
  isNear(x: number, y: number): boolean;
  leave(): void;
}

export class Hover {
  #dwell = 0;
  #leaving = 0;

  constructor(private readonly actions: HoverActions) {}

  watch(doc: Document, signal: AbortSignal): void {
    const options = { capture: true, passive: true, signal };
    doc.addEventListener("pointermove", (event) => this.#move(event, doc), options);
    doc.addEventListener("click", (event) => this.#tap(event as PointerEvent, doc), options);
    signal.addEventListener("abort", () => this.cancel());
  }

  cancel(): void {
    clearTimeout(this.#dwell);
    clearTimeout(this.#leaving);
    this.#leaving = 0;
  }

  /** A finger cannot rest on words without pressing them. */
  #tap(event: PointerEvent, doc: Document): void {
    if (event.pointerType !== "touch" || !this.actions.awake()) return;
    const { x, y } = topPoint(event, doc);
    if (this.actions.isNear(x, y)) this.actions.rest(x, y);
    else this.actions.leave();
  }

  #move(event: PointerEvent, doc: Document): void {
    clearTimeout(this.#dwell);
    if (event.buttons || event.pointerType === "touch" || !this.actions.awake()) return;
    const { x, y } = topPoint(event, doc);
    if (this.actions.isNear(x, y)) {
      clearTimeout(this.#leaving);
      this.#leaving = 0;
    } else {
      this.#leaving ||= window.setTimeout(() => {
        this.#leaving = 0;
        this.actions.leave();
      }, LEAVE_MS);
    }
    this.#dwell = window.setTimeout(() => this.actions.rest(x, y), DWELL_MS);
  }
}

function topPoint({ clientX, clientY }: PointerEvent, doc: Document): DOMRect {
  return toTop([new DOMRect(clientX, clientY, 0, 0)], doc.documentElement)[0]!;
}
