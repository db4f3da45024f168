/** The look of the form for proof, in the card. */
import { adoptStyle } from "./style";

const style = `
.proof { display: contents; }
.proof h3 { margin: 0; }
.line { color-scheme: light dark; display: grid; grid-template-columns: minmax(88px, 30%) 1fr; gap: 2px 10px; align-items: center; }
.line label { font-weight: 600; overflow-wrap: anywhere; }
.line input, .line select {
  font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: 7px;
  min-height: 28px; padding: 3px 7px; width: 100%; min-width: 0; box-sizing: border-box;
}
.line input[type="file"] { border-style: dashed; }
.line ::file-selector-button {
  font: inherit; color: inherit; background: var(--sunken); border: 1px solid var(--line); border-radius: 6px; margin-inline-end: 8px;
}
.line [aria-invalid] { border-color: var(--stop); border-width: 2px; }
.line .hint { grid-column: 2; font-size: 12px; overflow-wrap: anywhere; }
.line .hint:not(:has(> :not(:empty))) { display: none; }
.wrong { color: var(--stop); font-weight: 600; display: block; }
.wrong::first-letter { text-transform: uppercase; }
@media (max-width: 340px) { .line { grid-template-columns: 1fr; } .line .hint { grid-column: 1; } }
`;

export function adoptProofStyle(root: ShadowRoot): void {
  adoptStyle(root, style);
}
