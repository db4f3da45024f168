/** The rewrites that the report says can be made together: made in one step, and taken back in one. */
import type { Page } from "../adapters/page";
import type { DecisionRequest, Report } from "../api/contract";
import type { Field } from "../fields/field";
import { replaceIn } from "../fields/replace";
import { decisionOf, type Texts } from "./decision";
import type { Entry, Findings, Rewrite } from "./findings";
import { counted, type Translate } from "./i18n";
import { fieldOf } from "./places";

export interface BatchActions {
  page(): Page | null;
  decide(decision: DecisionRequest): void;
  announce(text: string): void;
  check(): void;
  repaint(): void;
}

interface Fix {
  readonly entry: Entry;
  readonly rewrite: Rewrite;
}

/** A field as it was and as it became. */
interface Made {
  readonly field: Field;
  readonly before: string;
  readonly after: string;
  readonly fixes: readonly Fix[];
}

/** One change of a text, in UTF-16 units. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export class Batch {
  #fixes: ReadonlySet<string> = new Set();
  #made: Made[] = [];
  #busy = false;

  constructor(
    private readonly t: Translate,
    private readonly findings: Findings,
    private readonly actions: BatchActions,
  ) {}

  accept(report: Report): void {
    this.#fixes = new Set(report.fixes);
  }

  /** How many can be made now: their finding is open, and their words stand as they were checked. */
  get ready(): number {
    return this.#busy ? 0 : this.#open().length;
  }

  /** How many were made and can be taken back: until the seller writes on in one of the fields. */
  get made(): number {
    const standing = this.#made.every(({ field, after }) => field.text() === after);
    return standing && !this.#busy ? this.#made.reduce((sum, { fixes }) => sum + fixes.length, 0) : 0;
  }

  async make(): Promise<void> {
    const open = this.#open();
    await this.#alone(async () => {
      this.#made = [];
      for (const field of new Set(open.map(({ entry }) => entry.finding.field))) await this.#fix(open.filter(({ entry }) => entry.finding.field === field));
    });
    this.actions.announce(counted(this.t, this.made, "fixed_one", "fixed_together"));
  }

  async undo(): Promise<void> {
    let failed = false;
    await this.#alone(async () => {
      for (const { field, before, after, fixes } of this.#made.reverse()) {
        const undone = await write(field, back(fixes.map(({ rewrite }) => changeOf(rewrite)), before));
        failed ||= !undone;
        if (undone) this.#tell(fixes, "reopened", "undo", { text_before: after, text_after: field.text(), origin: "seller" });
      }
      this.#made = [];
    });
    this.actions.announce(this.t(failed ? "undo_failed" : "undone"));
  }

  async #fix(fixes: readonly Fix[]): Promise<void> {
    const field = fieldOf(this.actions.page(), fixes[0]!.entry.finding.field);
    if (!field) return;
    const before = field.text();
    if (!(await write(field, fixes.map(({ rewrite }) => changeOf(rewrite))))) return;
    const after = field.text();
    this.#made.push({ field, before, after, fixes });
    this.#tell(fixes, "applied", null, { text_before: before, text_after: after });
  }

  /** Each finding is decided; the words of the field before and after go along once. */
  #tell(fixes: readonly Fix[], action: DecisionRequest["action"], reason: string | null, texts: Texts): void {
    fixes.forEach(({ entry, rewrite: { suggestion } }, index) => {
      const made: Texts = action === "applied" ? { origin: suggestion.origin, suggestion: suggestion.id } : {};
      this.actions.decide(decisionOf(this.actions.page(), entry, action, reason, index ? {} : { ...made, ...texts }));
    });
  }

  async #alone(work: () => Promise<void>): Promise<void> {
    this.#busy = true;
    try {
      await work();
    } finally {
      this.#busy = false;
      this.actions.repaint();
      this.actions.check();
    }
  }

  /** One for each place, first place first. */
  #open(): Fix[] {
    const page = this.actions.page();
    const seen = new Set<string>();
    return this.findings.open(page?.fields.map(({ id }) => id) ?? []).flatMap((entry) => {
      const rewrite = entry.rewrites.find(({ suggestion }) => this.#fixes.has(suggestion.id) && !seen.has(suggestion.id));
      const text = fieldOf(page, entry.finding.field)?.text();
      if (!rewrite || text?.slice(rewrite.start, rewrite.end) !== rewrite.before) return [];
      seen.add(rewrite.suggestion.id);
      return [{ entry, rewrite }];
    });
  }
}

function changeOf({ start, end, suggestion }: Rewrite): Change {
  return { start, end, text: suggestion.text };
}

/** A control takes all changes as one, which its own undo takes back as one; an editor one by one, the last first. */
async function write(field: Field, changes: readonly Change[]): Promise<boolean> {
  const steps = "value" in field.element ? [merged(field.text(), changes)] : [...changes].sort((a, b) => b.start - a.start);
  for (const { start, end, text } of steps) {
    if ((await replaceIn(field, start, end, text)) !== "applied") return false;
  }
  return true;
}

/** Changes that do not overlap as one change. */
export function merged(text: string, changes: readonly Change[]): Change {
  const ordered = [...changes].sort((a, b) => a.start - b.start);
  const start = ordered[0]?.start ?? 0;
  let put = "";
  let end = start;
  for (const change of ordered) {
    put += text.slice(end, change.start) + change.text;
    end = change.end;
  }
  return { start, end, text: put };
}

/** The changes that lead back to `before`, where `changes` were made of it. */
export function back(changes: readonly Change[], before: string): Change[] {
  let by = 0;
  return [...changes]
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, text }) => {
      const undone = { start: start + by, end: start + by + text.length, text: before.slice(start, end) };
      by += text.length - (end - start);
      return undone;
    });
}
