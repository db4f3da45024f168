/** The look of the card. */
import { adoptStyle, further } from "./style";

const style = `
[popover] { position: fixed; inset: auto; margin: 0; padding: 0; }
.above { padding: 0; border: 0; background: none; }
.above::backdrop { background: none; }

.card { width: min(392px, calc(100vw - 16px)); overflow: hidden; }
.card:popover-open { display: flex; flex-direction: column; animation: rise .12s ease-out; }
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
.body, .list {
  --edge: rgb(16 24 40 / 14%); background:
    linear-gradient(var(--paper) 40%, transparent) top / 100% 20px local, linear-gradient(transparent, var(--paper) 60%) bottom / 100% 20px local,
    linear-gradient(var(--edge), transparent) top / 100% 8px, linear-gradient(transparent, var(--edge)) bottom / 100% 8px;
  background-repeat: no-repeat; /* a shadow at the end behind which more is; forced colours have none */
}
@media (prefers-color-scheme: dark) { .body, .list { --edge: rgb(0 0 0 / 60%); } }
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
.foot { padding: 8px; border-top: 1px solid var(--line); flex-wrap: wrap; }
button.plain.ask { color: var(--action); }
.glance { margin: 2px 0 0; padding: 0 6px; list-style: none; display: grid; gap: 2px; }
.reasons { display: grid; gap: 6px; grid-template-columns: 1fr 1fr; }
.reasons h3 { grid-column: 1 / -1; margin: 0 2px; }
.reasons button { text-align: start; }
.foot > .grow ~ :last-child { margin-inline-start: auto; }
@media (forced-colors: active) {
  .steps { gap: 5px; }
  .bar { forced-color-adjust: none; background: Canvas; } .bar::before { background: Highlight; }
}
`;

export function adoptCardStyle(root: ShadowRoot): void {
  adoptStyle(root, further + style);
}
