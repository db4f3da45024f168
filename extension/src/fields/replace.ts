/**
 * Put a rewrite into a field as if it had been typed: the page hears of it and native undo takes it back.
 *
 * The whole text is read again after each step, so nothing is ever applied twice and "applied" is never a guess.
 */
import { isControl } from "./control";
import type { Field } from "./field";
import { focusOn } from "./focus";
import { type Linear, linearise, selectionOf } from "./linear";
import type { Control } from "./mirror";
import { editBetween } from "./spans";

/** Editors hear of a new selection asynchronously; some of them throttle that. */
const SELECTION_SETTLES_MS = 60;
const EDITOR_RENDERS_MS = 500;
const BACKSPACE = 8;
const ARROW = 39;
const LETTER = 65;

export type Outcome = "applied" | "refused";

/** Put `text` in place of [start, end) so that the page notices and native undo works. Verified by re-reading. */
export async function replaceIn(field: Field, start: number, end: number, text: string): Promise<Outcome> {
  if (field.composing()) return "refused";
  return isControl(field.element) ? replaceInControl(field.element, start, end, text) : replaceInRich(field, start, end, text);
}

/** What is put where. */
interface Typed {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Let the selection end in the node that follows, where one begins there. */
  readonly outside?: boolean;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function splice(text: string, start: number, end: number, insert: string): string {
  return text.slice(0, start) + insert + text.slice(end);
}

function type(doc: Document, text: string): void {
  if (text) doc.execCommand("insertText", false, text);
  else doc.execCommand("delete");
}

async function replaceInControl(control: Control, start: number, end: number, text: string): Promise<Outcome> {
  const before = control.value;
  const wanted = splice(before, start, end, text);
  if (!takes(control, wanted, text) || start < 0 || start > end || end > before.length) return "refused";
  focusOn(control);
  control.setSelectionRange(start, end);
  type(control.ownerDocument, text);
  await pause(0); // a page that formats or refuses the value does it in its own handlers
  if (control.value === wanted) return "applied";
  if (control.value !== before) control.ownerDocument.execCommand("undo");
  return "refused";
}

/** A browser would silently cut what is too long, and join lines in an input. */
function takes(control: Control, wanted: string, text: string): boolean {
  if (control.readOnly || control.matches(":disabled")) return false;
  if (control.localName === "input" && /[\r\n]/.test(text)) return false;
  return control.maxLength < 0 || wanted.length <= control.maxLength;
}

async function replaceInRich(field: Field, start: number, end: number, text: string): Promise<Outcome> {
  const root = field.element;
  const before = linearise(root);
  const lines = /[\r\n]/.test(text + before.text.slice(start, end));
  if (lines || start < 0 || start > end || end > before.text.length || !root.isContentEditable) return "refused";
  const wanted = splice(before.text, start, end, text);
  tap(root, "keyup", ARROW);
  for (const typed of attempts(before, changedWords(before.text, start, end, text))) {
    const outcome = await attempt(field, before.text, typed, wanted);
    if (outcome !== "undone") return outcome;
  }
  return "refused";
}

/** One try; "undone" if it went wrong and the text is again exactly what it was. */
async function attempt(field: Field, before: string, typed: Typed, wanted: string): Promise<Outcome | "undone"> {
  const root = field.element;
  const range = await select(root, typed);
  if (!range || linearise(root).text !== before || field.composing()) return "refused";
  const held = confusesDraft(root, range) ? await emptied(root) : before;
  const taken = offer(root, range, typed.text);
  const insert = !taken && linearise(root).text === held;
  if (insert) {
    tap(root, "keydown", LETTER);
    type(root.ownerDocument, typed.text);
  }
  if (await becomes(root, wanted, held)) {
    if (insert) tap(root, "keyup", ARROW);
    return "applied";
  }
  if (!insert || linearise(root).text === before) return "refused";
  root.ownerDocument.execCommand("undo");
  return linearise(root).text === before ? "undone" : "refused";
}

/** Select what is to be replaced. Some editors put their own selection back when the focus comes; null if it stays. */
async function select(root: HTMLElement, { start, end, outside }: Typed): Promise<Range | null> {
  focusOn(root);
  for (let tries = 0; tries < 3; tries++) {
    const range = linearise(root).range(start, end, outside);
    const selection = selectionOf(root);
    if (!range || !selection) return null;
    selection.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    await pause(SELECTION_SETTLES_MS);
    const now = linearise(root);
    const [from, to] = [selection.anchorNode, selection.focusNode];
    if (!from || !to || !root.contains(from) || !root.contains(to)) continue;
    if (now.offset(from, selection.anchorOffset) === start && now.offset(to, selection.focusOffset) === end) return range;
  }
  return null;
}

/** Draft.js inserts without deleting where the formatting changes inside the selection. */
function confusesDraft(root: HTMLElement, range: Range): boolean {
  return root.classList.contains("public-DraftEditor-content") && range.startContainer !== range.endContainer;
}

/** Firefox eats the spaces around an inline element that is emptied; then other borders of the selection help. */
function attempts(linear: Linear, least: Typed): Typed[] {
  const inside = least.text ? least : withNeighbour(linear, least.start, least.end);
  const left = /[^\n]{0,2}$/u.exec(linear.text.slice(0, inside.start))![0];
  const right = /^[^\n]{0,2}/u.exec(linear.text.slice(inside.end))![0];
  const wider = { start: inside.start - left.length, end: inside.end + right.length, text: left + inside.text + right };
  return [inside, { ...inside, outside: true }, wider];
}

/** Editors with a model of their own (Lexical, Slate, CKEditor, Quill) take this event and cancel it. */
function offer(root: HTMLElement, range: Range, data: string): boolean {
  const event = new InputEvent("beforeinput", {
    bubbles: true,
    cancelable: true,
    composed: true,
    inputType: data ? "insertText" : "deleteContentBackward",
    data: data || null,
    targetRanges: [new StaticRange(range)],
  });
  return !root.dispatchEvent(event);
}

/** The text once Draft.js has taken the selection out, as it does on this key. */
async function emptied(root: HTMLElement): Promise<string> {
  const key = { key: "Backspace", keyCode: BACKSPACE, which: BACKSPACE };
  root.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...key }));
  await pause(SELECTION_SETTLES_MS);
  return linearise(root).text;
}

/** TinyMCE opens an undo level on a letter and closes it on an arrow key, and hears of nothing else. */
function tap(root: HTMLElement, name: "keydown" | "keyup", keyCode: number): void {
  if (!root.classList.contains("mce-content-body")) return;
  root.dispatchEvent(new KeyboardEvent(name, { bubbles: true, cancelable: true, keyCode, which: keyCode }));
}

/** Editors render later; wait as long as nothing has changed, and no longer. */
async function becomes(root: HTMLElement, wanted: string, before: string): Promise<boolean> {
  for (let waited = 0; waited < EDITOR_RENDERS_MS; waited += 20) {
    await pause(waited ? 20 : 0);
    const now = linearise(root).text;
    if (alike(now, wanted)) return true;
    if (!alike(now, before)) break;
  }
  return alike(linearise(root).text, wanted);
}

/** Editors write no-break spaces where spaces would collapse, and zero-width marks for the caret. */
function alike(a: string, b: string): boolean {
  const plain = (text: string): string =>
    text
      .replace(/[\u200b\ufeff]/g, "")
      .replace(/\s+/g, " ")
      .trim();
  return plain(a) === plain(b);
}

/** Words that stay are not typed again, so that they keep their formatting. */
function changedWords(before: string, start: number, end: number, text: string): Typed {
  const old = before.slice(start, end);
  const edit = editBetween(old, text);
  if (!edit) return { start, end, text };
  const head = old.slice(0, edit.start).lastIndexOf(" ") + 1;
  const tail = /(?: .*)?$/su.exec(old.slice(Math.max(edit.start + edit.removed, head)))![0].length;
  return { start: start + head, end: end - tail, text: text.slice(head, text.length - tail) };
}

/** Not every editor hears of a deletion; typing a neighbouring letter over the span and itself is the same. */
function withNeighbour(linear: Linear, start: number, end: number): Typed {
  const left = /\S$/u.exec(linear.text.slice(0, start))?.[0] ?? "";
  if (left && sameNode(linear, start - left.length, end)) return { start: start - left.length, end, text: left };
  const right = /^\S/u.exec(linear.text.slice(end))?.[0] ?? "";
  if (right && sameNode(linear, start, end + right.length)) return { start, end: end + right.length, text: right };
  return { start, end, text: "" };
}

function sameNode(linear: Linear, start: number, end: number): boolean {
  const range = linear.range(start, end);
  return range !== null && range.startContainer === range.endContainer;
}
