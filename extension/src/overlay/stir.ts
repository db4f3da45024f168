/** Whether a page does anything at all: it changes, submits, leaves, or has heard from its server. */

const PATIENCE_MS = 1_500;

/** Begin to look now; the answer comes with the first sign, or when there was none for a while. */
export function stirs(target: Element): Promise<boolean> {
  return new Promise((resolve) => {
    const end = new AbortController();
    const done = (stirred: boolean): void => {
      end.abort();
      resolve(stirred);
    };
    const yes = (): void => done(true);
    const changes = new MutationObserver(yes);
    for (const tree of new Set([document, target.getRootNode()])) changes.observe(tree, { subtree: true, childList: true, attributes: true, characterData: true });
    const answers = new PerformanceObserver(yes);
    answers.observe({ type: "resource" });
    for (const type of ["submit", "beforeunload", "pagehide"]) addEventListener(type, yes, { capture: true, signal: end.signal });
    const timer = setTimeout(() => done(false), PATIENCE_MS);
    end.signal.addEventListener("abort", () => {
      changes.disconnect();
      answers.disconnect();
      clearTimeout(timer);
    });
  });
}
