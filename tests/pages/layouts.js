// Each layout moves text in its own way; a test shows one, has its claim underlined, and asks what lies under the line.
"use strict";

const CLAIM = "cures arthritis pain";
const TEXT = `A small board for everyday cooking, which ${CLAIM} and is washed by hand 🎍.`;
const LINES = Array.from({ length: 30 }, (_, line) => `Line ${line} of the copy.`);

const styled = (style, more = {}) => ({ style, ...more });
const LAYOUTS = {
  base: {},
  "text-align: center": styled("text-align: center"),
  "text-align: right": styled("text-align: right"),
  "direction: rtl": styled("direction: rtl"),
  "word-spacing": styled("word-spacing: 9px"),
  tabs: { text: `\tA\tboard,\twhich\t${CLAIM}\tand more.` },
  "text-indent": styled("text-indent: 60px"),
  "12 px border": styled("border: 12px solid teal"),
  "no border": styled("border: 0"),
  "its own scrollbar": styled("overflow-y: scroll"),
  "a scrolled field": { text: [...LINES, TEXT, ...LINES].join("\n"), shown: (field) => (field.scrollTop = 610) },
  "small-caps": styled("font-variant: small-caps"),
  uppercase: styled("text-transform: uppercase"),
  "word-break: break-all": styled("word-break: break-all"),
  "wrap=off with long lines": { text: `${LINES[0]}\n${TEXT}`, shown: (field) => { field.wrap = "off"; field.scrollLeft = 260; } },
  CJK: { text: `这款小砧板适合日常烹饪，${CLAIM}，而且便于手洗，也适合送礼给喜欢做饭的朋友。` },
  "stretched by flex": styled("flex: 1", { around: "display: flex; width: 417.3px" }),
  "CSS zoom": styled("zoom: 1.25"),
  "a scaled ancestor": { around: "transform: scale(1.3); transform-origin: 0 0" },
  "its font changed later": { later: (field) => (field.style.fontSize = "21px") },
  "resized later": { later: (field) => (field.style.width = "233px") },
  "inside a dialog": { place: dialog },
  "inside a shadow root": { place: shadow },
  "a single-line input": { tag: "input", text: `It ${CLAIM} 🎍` },
  "a scrolled single-line input": { tag: "input", shown: (field) => (field.scrollLeft = 250) },
  "a centred input": { tag: "input", text: `It ${CLAIM} 🎍`, style: "text-align: center; height: 60px" },
  "a scrolled page": { around: "margin: 1500px 0", shown: () => scrollTo(0, 1300) },
};

const main = document.querySelector("main");
let root = null;
let shown = null;

function dialog(field) {
  const box = main.appendChild(document.createElement("dialog"));
  box.append(field);
  box.showModal();
}

function shadow(field) {
  root = main.appendChild(document.createElement("div")).attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("textarea { font: inherit; width: 340px; height: 130px; padding: 5px 8px; box-sizing: border-box }");
  root.adoptedStyleSheets = [sheet];
  root.append(field);
}

window.shadowRoots = () => (root ? [root] : []);
window.layouts = Object.keys(LAYOUTS);

/** Show one layout and have its claim underlined: with the browser's own highlights, or with strips. */
window.show = (name, strips) => {
  shown?.painter.dispose();
  root = null;
  main.replaceChildren();
  scrollTo(0, 0);
  const layout = LAYOUTS[name];
  const field = document.createElement(layout.tag ?? "textarea");
  field.style.cssText = layout.style ?? "";
  field.value = layout.text ?? TEXT;
  main.style.cssText = layout.around ?? "";
  (layout.place ?? ((one) => main.append(one)))(field);
  layout.shown?.(field);
  const start = field.value.indexOf(CLAIM);
  shown = { ...window.paint(field, start, start + CLAIM.length, strips), field, start, layout };
};

/** Do to the shown field what its layout does after the painting. */
window.later = () => shown.layout.later?.(shown.field);

/**
 * The claim's characters as the browser's own hit test finds them under each painted rectangle. Its very edges are
 * left out: there a line that runs from right to left answers with its own end.
 */
const EDGE = 6;
window.under = () => {
  const { field, start } = shown;
  const offset = (x, y) => {
    const at = document.caretPositionFromPoint(x, y, { shadowRoots: window.shadowRoots() });
    return at?.offsetNode === field ? at.offset - start : null;
  };
  return shown.rects().map(({ left, right, top, bottom }) => {
    const y = (top + bottom) / 2;
    const ends = [offset(left + EDGE, y), offset(right - EDGE, y)];
    return { centre: offset((left + right) / 2, y), from: Math.min(...ends), to: Math.max(...ends) };
  });
};
window.claim = CLAIM;
