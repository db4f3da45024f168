/** Sites of the seller's own choice: the browser is asked for each, and runs the content script there until told otherwise. */

const SITE = "site ";

/** A site is a protocol and a host: without the port, which Firefox does not take in patterns. */
export function siteOf(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}`;
}

function patternOf(origin: string): string {
  return `${siteOf(origin)}/*`;
}

/** Run the content script on a site of the seller's own choice, in pages that are open and in those to come. */
export async function addSite(origin: string, file: string): Promise<void> {
  const matches = [patternOf(origin)];
  const script = { id: SITE + matches[0], matches, js: [file], persistAcrossSessions: true, runAt: "document_idle" as const };
  if (!(await hasSite(origin))) await chrome.scripting.registerContentScripts([script]);
  for (const tab of await chrome.tabs.query({ url: matches })) {
    if (tab.id !== undefined) await run(tab.id, file);
  }
}

/** Run a script beside the content script of a tab; the two share one world. False where the browser does not let us. */
export async function run(tab: number, file: string): Promise<boolean> {
  try {
    await chrome.scripting.executeScript({ target: { tabId: tab }, files: [file] });
    return true;
  } catch {
    return false; // the tab has gone elsewhere, or the user restricted the extension's access to the site
  }
}

/** Run it there no longer, and give back what the browser was asked for. */
export async function removeSite(origin: string): Promise<void> {
  const match = patternOf(origin);
  if (await hasSite(origin)) await chrome.scripting.unregisterContentScripts({ ids: [SITE + match] });
  const { host_permissions: needed = [] } = chrome.runtime.getManifest();
  if (!needed.includes(match)) await chrome.permissions.remove({ origins: [match] });
}

export async function hasSite(origin: string): Promise<boolean> {
  return (await chrome.scripting.getRegisteredContentScripts({ ids: [SITE + patternOf(origin)] })).length > 0;
}

/** The sites that are on. */
export async function sitesOn(): Promise<string[]> {
  const scripts = await chrome.scripting.getRegisteredContentScripts();
  return scripts.filter(({ id }) => id.startsWith(SITE)).map(({ id }) => siteOf(id.slice(SITE.length)));
}

/** Whether the browser has been asked and said yes. */
export function mayRead(origin: string): Promise<boolean> {
  return chrome.permissions.contains({ origins: [patternOf(origin)] });
}

/** Must be called straight from a click: Firefox asks only then. */
export function requestSite(origin: string): Promise<boolean> {
  return chrome.permissions.request({ origins: [patternOf(origin)] });
}

/** Sites the browser's own permission page (or our prompt) granted or withdrew. */
export function onSites(added: (origin: string) => void, removed: (origin: string) => void): void {
  const origins = (permissions: chrome.permissions.Permissions): string[] =>
    (permissions.origins ?? []).filter((match) => !match.includes("*.") && !match.includes("://*")).map((match) => match.replace(/\/\*$/, ""));
  chrome.permissions.onAdded.addListener((permissions) => origins(permissions).forEach(added));
  chrome.permissions.onRemoved.addListener((permissions) => origins(permissions).forEach(removed));
}
