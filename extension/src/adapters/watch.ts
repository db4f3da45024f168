/** Notice fields that come and go, as pages of one address build and rebuild their forms. Idle when the page is. */
import { editables, isVisible, type Root, rootsOf } from "./find";

/** A page that never rests is looked at this often and no more. */
const PAUSE_MS = 400;
const WATCHED = {
  subtree: true,
  childList: true,
  attributes: true,
  attributeFilter: ["class", "style", "hidden", "open", "contenteditable"],
};

/** Call `onChange` when an editable element appeared, went, or was shown or hidden. */
export function watchPage(doc: Document, onChange: () => void, signal: AbortSignal): void {
  if (!signal.aborted) new Watch(doc, onChange, signal).look();
}

class Watch {
  private readonly watched = new WeakSet<Root>();
  private readonly observer = new MutationObserver((records) => {
    if (records.some(isOutsideEditors)) this.soon();
  });
  private seen: readonly HTMLElement[] | null = null;
  private waiting = false;

  constructor(
    private readonly doc: Document,
    private readonly onChange: () => void,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener("abort", () => this.observer.disconnect());
  }

  /** See what there is now, follow trees that are new, and tell if it is not what there was. */
  look(): void {
    this.waiting = false;
    if (this.signal.aborted) return;
    const roots = rootsOf(this.doc);
    for (const root of roots) this.follow(root);
    const now = editables(roots).filter(isVisible);
    const before = this.seen;
    this.seen = now;
    if (before && (before.length !== now.length || now.some((element, index) => element !== before[index])))
      this.onChange();
  }

  private follow(root: Root): void {
    if (this.watched.has(root)) return;
    this.watched.add(root);
    this.observer.observe(root, WATCHED);
    // Frames report only their own loading, and a component may attach its shadow root without any mutation.
    for (const type of ["load", "focusin"])
      root.addEventListener(type, this.soon, { capture: true, passive: true, signal: this.signal });
  }

  private readonly soon = (): void => {
    if (this.waiting || this.signal.aborted) return;
    this.waiting = true;
    if (this.doc.hidden) this.doc.addEventListener("visibilitychange", this.wait, { once: true, signal: this.signal });
    else this.wait();
  };

  private readonly wait = (): void => {
    setTimeout(() => requestIdleCallback(() => this.look(), { timeout: PAUSE_MS }), this.seen ? PAUSE_MS : 0);
  };
}

/** Typing into an editor changes its nodes, not the form. */
function isOutsideEditors({ target }: MutationRecord): boolean {
  return !((target as HTMLElement).isContentEditable ?? target.parentElement?.isContentEditable);
}
