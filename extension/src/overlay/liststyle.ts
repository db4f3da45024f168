/** The look of the list, beside that of the card. */
import { adoptStyle } from "./style";

const style = `
.panel { width: min(360px, calc(100vw - 16px)); }
.panel:popover-open { display: flex; flex-direction: column; animation: rise .12s ease-out; }
.panel[data-side="right"], .panel[data-side="left"] { height: fit-content; }
.filter { padding: 8px 12px; display: grid; gap: 6px; border-bottom: 1px solid var(--line); }
.toggle { display: inline-flex; align-items: center; gap: 5px; padding: 3px 9px; min-height: 26px; border-radius: 99px; }
.toggle[aria-pressed="true"] { background: var(--ink); border-color: var(--ink); color: var(--paper); font-weight: 600; }
.toggle[aria-pressed="true"] * { color: inherit; }
.filtered { padding: 6px 14px 0; }
.together { padding: 10px 14px 2px; gap: 10px; }
.list { overflow: auto; overscroll-behavior: contain; padding: 4px 8px 10px; flex: 1 1 auto; min-height: 4rem; }
.list h3 { padding: 10px 6px 3px; margin: 0; }
.item { display: flex; gap: 8px; width: 100%; text-align: start; border-color: transparent; align-items: baseline; padding: 6px; }
.item .words { font-weight: 600; overflow-wrap: anywhere; }
.item > span, .item > span > span { display: block; }
.ends { margin: 10px -8px 0; padding: 10px 14px 2px; border-top: 1px solid var(--line); display: grid; gap: 3px; font-size: 12px; color: var(--soft); }
.say { padding: 14px; display: grid; gap: 10px; justify-items: start; }
@media (forced-colors: active) {
  .item { margin-bottom: 3px; }
  .toggle[aria-pressed="true"] { forced-color-adjust: none; background: Highlight; border-color: Highlight; color: HighlightText; }
}
`;

export function adoptListStyle(root: ShadowRoot): void {
  adoptStyle(root, style);
}
