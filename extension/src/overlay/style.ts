/** The look of everything Caveat draws over a page: quiet, readable, light and dark, and usable without colours. */

const palette = `
:host, :root {
  --paper: #ffffff; --sunken: #f5f6f8; --ink: #1b1e23; --soft: #5a626e; --line: #e2e5ea; --focus: #1a5fb4;
  --action: #1f4e8c; --on-action: #ffffff;
  --stop: #b3261e; --prove: #8a5000; --platform: #6b46b8; --polish: #1f5f9e; --good: #17693a;
  --stop-wash: #fdecea; --prove-wash: #fdf1de; --platform-wash: #f1ebfc; --polish-wash: #e8f1fa; --good-wash: #e6f4ea;
  --shade: 0 1px 2px rgb(16 24 40 / 8%), 0 12px 32px rgb(16 24 40 / 18%);
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :host, :root {
    --paper: #1e2126; --sunken: #272b31; --ink: #eceef1; --soft: #a6aeb9; --line: #383e46; --focus: #8ab4f8;
    --action: #8ab4f8; --on-action: #10203a;
    --stop: #ff9b92; --prove: #ffbe6b; --platform: #c3a8f7; --polish: #8fc0f0; --good: #7fd6a0;
    --stop-wash: #43211f; --prove-wash: #3e2f17; --platform-wash: #322647; --polish-wash: #1f3042; --good-wash: #1c3527;
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
button:disabled { opacity: .45; cursor: default; }
button.main { background: var(--action); border-color: var(--action); color: var(--on-action); font-weight: 600; }
button.main:hover { filter: brightness(1.08); }
button.plain { border-color: transparent; background: none; padding: 5px 6px; }
button.plain:hover { background: var(--sunken); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
a { color: var(--action); text-underline-offset: 2px; }
p { margin: 0; }
code { font: .92em ui-monospace, Consolas, monospace; background: var(--sunken); padding: 1px 4px; border-radius: 4px; }
.sign { width: 1em; height: 1em; flex: none; fill: currentColor; vertical-align: -.12em; }
.stop { color: var(--stop); } .prove { color: var(--prove); }
.platform { color: var(--platform); } .polish { color: var(--polish); }
.soft { color: var(--soft); }
.row { display: flex; align-items: center; gap: 6px; }
.wrap { flex-wrap: wrap; }
.grow { flex: 1; min-width: 0; }
@media (forced-colors: active) {
  button { border-color: ButtonText; }
  del { text-decoration-thickness: 2px; }
}
@media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
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
[popover] { position: fixed; inset: auto; margin: 0; padding: 0; }

.card { width: min(392px, calc(100vw - 16px)); overflow: hidden; }
.card:popover-open, .panel:popover-open { display: flex; flex-direction: column; animation: rise .12s ease-out; }
@keyframes rise { from { opacity: 0; transform: translateY(3px); } }
.head { padding: 6px 8px 7px 12px; border-bottom: 1px solid var(--line); }
.chip { display: inline-flex; align-items: center; gap: 6px; padding: 2px 9px 2px 7px; border-radius: 99px; font-weight: 650; white-space: nowrap; }
.chip.stop { background: var(--stop-wash); } .chip.prove { background: var(--prove-wash); }
.chip.platform { background: var(--platform-wash); } .chip.polish { background: var(--polish-wash); }
.first { align-items: start; } .first .wrap { min-height: 28px; gap: 2px 6px; }
.steps { gap: 0; font-variant-numeric: tabular-nums; white-space: nowrap; }
.steps button { padding: 4px; min-width: 28px; }
.message { font-weight: 600; }
.body { padding: 10px 12px 12px; display: grid; gap: 9px; overflow: auto; overscroll-behavior: contain; }
.body > * { min-width: 0; }
h2 { font-size: inherit; font-weight: 600; margin: 0; overflow-wrap: anywhere; }
h3 { font-size: 11px; font-weight: 600; letter-spacing: .03em; color: var(--soft); margin: 0 0 3px; }
blockquote {
  margin: 0; padding: 1px 0 1px 10px; border-inline-start: 3px solid currentColor; font-size: 14px; overflow-wrap: anywhere;
}
blockquote q { color: var(--ink); font-weight: 600; quotes: "\\201C" "\\201D"; }
.law { display: grid; gap: 1px; } .law + .law { margin-top: 6px; }
.rewrite { border: 1px solid var(--line); border-radius: 9px; padding: 9px 10px; display: grid; gap: 7px; }
.rewrite + .rewrite { margin-top: 6px; }
.diff { overflow-wrap: anywhere; font-size: 14px; white-space: pre-wrap; }
del, ins { unicode-bidi: isolate; }
del { color: var(--soft); text-decoration: line-through; text-decoration-thickness: 1px; }
ins { color: var(--good); background: var(--good-wash); text-decoration: none; border-radius: 3px; padding: 1px 3px; font-weight: 600; box-decoration-break: clone; }
.assumes { color: var(--prove); }
.by { font-size: 12px; }
.advice { display: grid; gap: 6px; border-top: 1px solid var(--line); padding-top: 9px; }
.advice h3, .advice .rewrite + .rewrite { margin: 0; }
.said { background: var(--sunken); border-radius: 9px; padding: 7px 10px; }
.foot { position: relative; }
.bar { position: absolute; inset: -2px 0 auto 0; height: 3px; overflow: hidden; background: var(--line); }
.bar::before { content: ""; display: block; height: 100%; width: 40%; background: var(--action); border-radius: inherit; animation: run 1.3s ease-in-out infinite; }
@keyframes run { from { translate: -100%; } to { translate: 250%; } }
.note { border-radius: 9px; padding: 9px 10px; background: var(--sunken); }
.note.good { background: var(--good-wash); } .note.good b { color: var(--good); }
.note.warn { background: var(--prove-wash); } .note.warn b { color: var(--prove); }
.foot { padding: 8px; border-top: 1px solid var(--line); }
.reasons { display: grid; gap: 6px; grid-template-columns: 1fr 1fr; }
.reasons h3 { grid-column: 1 / -1; margin: 0 2px; }
.reasons button { text-align: start; }

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

.panel { width: min(360px, calc(100vw - 16px)); max-height: min(600px, calc(100vh - 80px)); }
.together { padding: 10px 14px 2px; gap: 10px; }
.list { overflow: auto; overscroll-behavior: contain; padding: 4px 8px 10px; }
.list h3 { padding: 10px 6px 3px; margin: 0; }
.item { display: flex; gap: 8px; width: 100%; text-align: start; border-color: transparent; align-items: baseline; padding: 6px; }
.item .words { font-weight: 600; overflow-wrap: anywhere; }
.item span { display: block; }
.ends { padding: 10px 14px 12px; border-top: 1px solid var(--line); display: grid; gap: 3px; font-size: 12px; color: var(--soft); }
.say { padding: 14px; display: grid; gap: 10px; justify-items: start; }

.banner { position: fixed; right: 16px; bottom: 16px; max-width: 340px; padding: 8px 8px 8px 14px; display: flex; gap: 8px; align-items: center; }
`;

export const popupStyle = palette + shared;

/** One sheet for the shadow root; sheets made by script are not subject to the page's content policy. */
export function adoptStyle(root: ShadowRoot | Document, text = palette + shared + overlay): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  root.adoptedStyleSheets.push(sheet);
}
