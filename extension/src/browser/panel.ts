/** What the side panel needs of the browser: to be opened, to know the page beside it, and to keep what is put into it. */
import type { Request } from "../messages";

/** Another tab is in front, or a page has loaded, or its findings are others now. */
export function onTabs(changed: () => void, signal: AbortSignal): void {
  const loaded = (_tab: number, { status }: { status?: string }): void => void (status === "complete" && changed());
  const counted = ({ kind }: Request): void => void (kind === "counts" && changed()); // said to the worker, and heard here
  chrome.tabs.onActivated.addListener(changed);
  chrome.tabs.onUpdated.addListener(loaded);
  chrome.runtime.onMessage.addListener(counted);
  signal.addEventListener("abort", () => {
    chrome.tabs.onActivated.removeListener(changed);
    chrome.tabs.onUpdated.removeListener(loaded);
    chrome.runtime.onMessage.removeListener(counted);
  });
}

/** Open the panel beside the pages of a window. Must be called straight from a click. */
export function openPanel(window: number): Promise<void> {
  const { sidebarAction } = chrome as { sidebarAction?: { open(): Promise<void> } };
  return sidebarAction ? sidebarAction.open() : chrome.sidePanel.open({ windowId: window });
}

/** Kept in memory until the browser is closed, and never on a disk. */
export const session = {
  async get<T>(name: string, otherwise: T): Promise<T> {
    return ((await chrome.storage.session.get(name))[name] as T | undefined) ?? otherwise;
  },
  set(name: string, value: unknown): Promise<void> {
    return chrome.storage.session.set({ [name]: value });
  },
};
