/** A box that the seller shows; the worker puts it beside `content.ts` when the popup asks for one. */
import { pointedAt } from "../adapters/taught";
import type { FieldPlace, FieldRole } from "../api/contract";

export interface LoadedLesson {
  /** The box that the seller presses next. */
  caveatPointed(role: FieldRole, signal: AbortSignal): Promise<FieldPlace>;
}

const loaded: LoadedLesson = { caveatPointed: (role, signal) => pointedAt(document, role, signal) };
Object.assign(globalThis, loaded);
