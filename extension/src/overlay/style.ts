/** The look of everything Caveat draws over a page: quiet, readable, light and dark, and usable without colours. */

const palette = `
:host, :root {
  --paper: #ffffff; --sunken: #f5f6f8; --ink: #1b1e23; --soft: #5a626e; --line: #e2e5ea; --focus: #1a5fb4;
  --stop: #b3261e; --prove: #8a5000; --platform: #6b46b8; --polish: #1f5f9e;
  --shade: 0 1px 2px rgb(16 24 40 / 8%), 0 12px 32px rgb(16 24 40 / 18%);
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :host, :root {
    --paper: #1e2126; --sunken: #272b31; --ink: #eceef1; --soft: #a6aeb9; --line: #383e46; --focus: #8ab4f8;
    --stop: #ff9b92; --prove: #ffbe6b; --platform: #c3a8f7; --polish: #8fc0f0;
    --shade: 0 1px 2px rgb(0 0 0 / 40%), 0 12px 32px rgb(0 0 0 / 55%);
  }
}
`;

const shared = `
*, *::before, *::after { box-sizing: border-box; }
button {
  font: inherit; color: inherit; margin: 0; padding: 5px 10px; min-height: 28px; cursor: pointer;
  background: var(--paper); border: 1px solid var(--line); border-radius: 7px; line-height: 1.2;
}
button:hover { background: var(--sunken); }
button.plain { border-color: transparent; background: none; padding: 5px 6px; }
button.plain:hover { background: var(--sunken); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
p { margin: 0; text-wrap: pretty; }
.sign { width: 1em; height: 1em; flex: none; fill: currentColor; vertical-align: -.12em; }
.stop { color: var(--stop); } .prove { color: var(--prove); }
.platform { color: var(--platform); } .polish { color: var(--polish); }
.soft { color: var(--soft); }
.row { display: flex; align-items: center; gap: 6px; }
.grow { flex: 1; min-width: 0; }
@media (forced-colors: active) {
  button { border-color: ButtonText; }
}
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
`;

/** Grounds behind words, links, and what is to be pressed: the pill alone has none of them. */
export const further = `
:host, :root {
  --stop-wash: #fdecea; --prove-wash: #fdf1de; --platform-wash: #f1ebfc; --polish-wash: #e8f1fa; --good-wash: #e6f4ea;
  --action: #1f4e8c; --on-action: #ffffff; --good: #17693a;
}
@media (prefers-color-scheme: dark) {
  :host, :root {
    --stop-wash: #43211f; --prove-wash: #3e2f17; --platform-wash: #322647; --polish-wash: #1f3042; --good-wash: #1c3527;
    --action: #8ab4f8; --on-action: #10203a; --good: #7fd6a0;
  }
}
button:disabled { opacity: .45; cursor: default; }
button.main { background: var(--action); border-color: var(--action); color: var(--on-action); font-weight: 600; }
button.main:hover { filter: brightness(1.08); }
a { color: var(--action); text-underline-offset: 2px; }
code { font: .92em ui-monospace, Consolas, monospace; background: var(--sunken); padding: 1px 4px; border-radius: 4px; }
.wrap { flex-wrap: wrap; }
@media (forced-colors: active) { del { text-decoration-thickness: 2px; } }
`;

const overlay = `
:host {
  all: initial !important; position: fixed !important; inset: 0 auto auto 0 !important;
  width: 0 !important; height: 0 !important; z-index: 2147483647 !important;
}
.surface {
  font: 13px/1.45 system-ui, "PingFang SC", "Microsoft YaHei", "WenQuanYi Micro Hei", sans-serif; text-align: start;
  color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 12px; box-shadow: var(--shade);
}
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[hidden] { display: none !important; }

.pill { position: fixed; right: 16px; bottom: 16px; box-shadow: 0 1px 6px rgb(16 24 40 / 22%); display: flex; align-items: stretch; border-radius: 99px; overflow: hidden; }
.pill button { border: 0; border-radius: 0; background: none; min-height: 34px; font-weight: 600; }
.pill button:hover { background: var(--sunken); }
.pill .open { display: flex; align-items: center; gap: 10px; padding: 0 6px 0 12px; font-variant-numeric: tabular-nums; }
.pill .hide { padding: 0 10px 0 6px; color: var(--soft); }
.pill .logo { width: 16px; height: 16px; color: var(--soft); fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; }
.pill .count { display: inline-flex; gap: 4px; align-items: center; }
.pill.checking .logo { animation: breathe 1.2s ease-in-out infinite; }
@keyframes breathe { 50% { opacity: .25; } }
.pill :focus-visible { outline-offset: -3px; }

.banner { position: fixed; right: 16px; bottom: 16px; max-width: 340px; padding: 8px 8px 8px 14px; display: flex; gap: 8px; align-items: center; }
`;

export const popupStyle = (): string => palette + shared + further;

/** One sheet for the shadow root; sheets made by script are not subject to the page's content policy. */
export function adoptStyle(root: ShadowRoot | Document, text = palette + shared + overlay): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  root.adoptedStyleSheets.push(sheet);
}
