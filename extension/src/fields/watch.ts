/** Tell when a field may have moved on the screen: scrolling, resizing, and layout around it. No timers. */
import { frameOf, parentOf, viewOf } from "./geometry";

/** Call `moved` when the element's place in the viewport may have changed. */
export function watchPlace(element: HTMLElement, moved: () => void, signal: AbortSignal): void {
  for (let at: HTMLElement | null = element; at; at = frameOf(at)) {
    watchScroll(at, moved, signal);
    watchShift(at, moved, signal);
  }
  watchLook(element, moved, signal);
  const sizes = new ResizeObserver(moved);
  sizes.observe(element);
  signal.addEventListener("abort", () => sizes.disconnect());
}

/** Letters change their size with an attribute of the element or of what it stands in, or when their font arrives. */
function watchLook(element: HTMLElement, moved: () => void, signal: AbortSignal): void {
  const observer = new MutationObserver(moved);
  const what = { attributeFilter: ["class", "style", "dir", "lang", "wrap"] };
  for (let at: HTMLElement | null = element; at; at = parentOf(at)) observer.observe(at, what);
  signal.addEventListener("abort", () => observer.disconnect());
  element.ownerDocument.fonts.addEventListener("loadingdone", moved, { signal });
}

/** Scroll events do not leave a shadow root, so each tree on the way up is listened to. */
export function watchScroll(element: HTMLElement, moved: (event: Event) => void, signal: AbortSignal): void {
  const options = { capture: true, passive: true, signal };
  element.addEventListener("scroll", moved, options);
  for (let root = element.getRootNode(); ; root = (root as ShadowRoot).host.getRootNode()) {
    root.addEventListener("scroll", moved, options);
    if (!("host" in root)) break;
  }
  viewOf(element).addEventListener("resize", moved, options);
}

/** Tell whether any of an element is in sight, each time that this changes. */
export function watchSight(element: HTMLElement, seen: (now: boolean) => void, signal: AbortSignal): void {
  const report = (entries: IntersectionObserverEntry[]): void => seen(entries.at(-1)!.isIntersecting);
  const observer = new (viewOf(element).IntersectionObserver)(report);
  observer.observe(element);
  signal.addEventListener("abort", () => observer.disconnect());
}

/** Fine enough for an element that an ancestor already cuts off. */
const STEPS = Array.from({ length: 101 }, (_, step) => step / 100);

/** An intersection box drawn tightly around the element reports when the element slides out of it. */
function watchShift(element: HTMLElement, moved: () => void, signal: AbortSignal): void {
  let observer: IntersectionObserver | null = null;
  const arm = (): void => {
    observer?.disconnect();
    if (signal.aborted) return;
    const box = element.getBoundingClientRect();
    const { clientWidth, clientHeight } = element.ownerDocument.documentElement;
    const margin = [box.top, clientWidth - box.right, clientHeight - box.bottom, box.left].map(
      (edge) => `${-Math.floor(edge)}px`,
    );
    let armed = false;
    const options = { root: element.ownerDocument, rootMargin: margin.join(" "), threshold: STEPS };
    observer = new (viewOf(element).IntersectionObserver)(() => {
      if (armed) {
        moved();
        arm();
      }
      armed = true; // the first report only says where it is now
    }, options);
    observer.observe(element);
  };
  arm();
  signal.addEventListener("abort", () => observer?.disconnect());
}

/**
 * Live ranges in a control are lost when a script sets its value, the same one too, as hydration does. No event tells of
 * that; its markup may, and else the pointer or the focus comes by.
 */
export function watchValue(control: HTMLElement, changed: () => void, signal: AbortSignal): void {
  const observer = new MutationObserver(changed);
  observer.observe(control, { childList: true, attributeFilter: ["value"] });
  signal.addEventListener("abort", () => observer.disconnect());
  for (const type of ["pointerenter", "focus"]) control.addEventListener(type, changed, { passive: true, signal });
}

/** At most one call of `work` a frame, however often it is asked for. */
export function onceAFrame(work: () => void, signal: AbortSignal): () => void {
  return once(work, requestAnimationFrame, signal);
}

/** A browser that is never idle is not waited for any longer. */
const IDLE_MS = 100;

/** The same once the browser has nothing more urgent to do, such as showing what was typed. */
export function onceIdle(work: () => void, signal: AbortSignal): () => void {
  return once(work, (then) => requestIdleCallback(then, { timeout: IDLE_MS }), signal);
}

function once(work: () => void, when: (then: () => void) => unknown, signal: AbortSignal): () => void {
  let asked = false;
  return () => {
    if (asked || signal.aborted) return;
    asked = true;
    when(() => {
      asked = false;
      if (!signal.aborted) work();
    });
  };
}
