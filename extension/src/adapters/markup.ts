/** Copied HTML as lines of text. It is parsed apart from the page: nothing in it runs, and no picture is asked for. */
import { HEADING } from "./paste";

const SKIPPED = "head, style, script, template, noscript, svg, iframe, object";
const PARAGRAPHS = "p, h1, h2, h3, h4, h5, h6, ul, ol, pre, table, blockquote";
const BLOCKS = `${PARAGRAPHS}, address, article, aside, dd, div, dl, dt, figure, footer, form, header, hr, li, main, nav, section, tr`;
const KEPT = "pre, textarea, [style*='white-space: pre'], [style*='white-space:pre']";
/** Where a block ends, and where a paragraph does. */
const [END, PARAGRAPH] = ["\uE001", "\uE002"];
const ENDS = /[\uE001\uE002 \t]*[\uE001\uE002][\uE001\uE002 \t]*/g;

/** Entries of lists get their sign, headings theirs, and the cells of a row stand in one line. Empty: no structure. */
export function linesOf(html: string): string {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  if (!body.querySelector(`br, ${BLOCKS}`)) return "";
  return lines(textIn(body, false));
}

function lines(text: string): string {
  return text.replace(ENDS, (ends) => (ends.includes(PARAGRAPH) ? "\n\n" : "\n")).trim();
}

function textIn(node: Node, kept: boolean): string {
  return [...node.childNodes].map((child) => textOf(child, kept)).join("");
}

function textOf(node: Node, kept: boolean): string {
  if (node.nodeType === Node.TEXT_NODE) return kept ? node.nodeValue! : node.nodeValue!.replace(/[\s\u00a0]+/g, " ");
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  const element = node as HTMLElement;
  if (element.matches(SKIPPED)) return "";
  if (element.matches("br")) return "\n";
  const text = element.matches("tr") ? row(element) : textIn(element, kept || element.matches(KEPT));
  if (!element.matches(BLOCKS)) return text;
  const end = element.matches(PARAGRAPHS) ? PARAGRAPH : END;
  const sign = element.matches("h1") ? HEADING : element.matches("li") ? "• " : "";
  return `${end}${sign ? sign + lines(text) : text}${end}`;
}

function row(element: HTMLElement): string {
  return [...element.children].map((cell) => lines(textIn(cell, false))).filter(Boolean).join("\t");
}
