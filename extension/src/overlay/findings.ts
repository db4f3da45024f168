/** The findings of one page as they stand now: moved along with edits, and with what the seller decided. Pure. */
import { VERDICTS } from "../api/contract";
import type { Finding, Report, Suggestion, Verdict } from "../api/contract";
import { editBetween, meets, shiftBy } from "../fields/spans";
import type { Span } from "../fields/spans";

/** A rewrite, and the text it would take away. */
export interface Rewrite extends Span {
  readonly suggestion: Suggestion;
  readonly before: string;
}

/** Rules and facts write offline; anybody else is a vendor. */
export function isVendors({ suggestion }: Rewrite): boolean {
  return suggestion.origin !== "rule" && suggestion.origin !== "facts";
}

export interface Entry {
  readonly finding: Finding;
  /** Where it stands now; null for what is missing, or for a picture. */
  readonly span: Span | null;
  readonly rewrites: readonly Rewrite[];
}

/** A finding that was dismissed, why, and when. */
export interface Dismissed {
  readonly entry: Entry;
  readonly reason: string | null;
  readonly at: string;
}

/** What was decided here, before a report tells it. Null: reopened. */
type Decided = Omit<Dismissed, "entry"> | null;

export class Findings {
  #entries: Entry[] = [];
  readonly #decided = new Map<string, Decided>();
  /** Fields that hold another text than the one of which the findings are, with that text. */
  readonly #edited = new Map<string, string>();
  /** Dismissed in such a field: the next report may know them by another fingerprint. */
  #ahead: Entry[] = [];

  /**
   * Take in a report. `sent` is the text of each field as it was checked; fields that changed since are not in it, and
   * keep the findings they had. What it has under another name than that under which it was dismissed is given back.
   */
  accept(report: Report, sent: ReadonlyMap<string, string>): Dismissed[] {
    const kept = this.#entries.filter((entry) => entry.finding.field !== null && !sent.has(entry.finding.field));
    const fresh = report.findings.filter(({ field }) => field === null || sent.has(field));
    const made = fresh.map((finding) => entryOf(finding, sent.get(finding.field ?? "") ?? ""));
    const before = this.#entries;
    this.#entries = [...kept, ...made.map((entry) => this.#withAdvice(entry, sent)), ...before.filter((entry) => stillPointed(entry, made, sent))];
    for (const field of sent.keys()) this.#edited.delete(field);
    return this.#caughtUp();
  }

  /** What was dismissed before the check of the words around it was back, found in that check. */
  #caughtUp(): Dismissed[] {
    const due = this.#ahead.filter(({ finding }) => !this.#edited.has(finding.field!));
    this.#ahead = this.#ahead.filter((entry) => !due.includes(entry));
    return due.flatMap((entry) => {
      const [why, now] = [this.#decided.get(entry.finding.fingerprint), this.now(entry)];
      if (!why || !now || this.isDismissed(now)) return [];
      this.#decided.set(now.finding.fingerprint, why);
      return [{ entry: now, ...why }];
    });
  }

  /** A vendor's rewrite of a finding; `text` is the field that it was made for. */
  advise({ fingerprint, field }: Pick<Finding, "fingerprint" | "field">, suggestion: Suggestion, text: string): void {
    this.#entries = this.#entries.map((entry) => {
      const other = entry.finding.fingerprint !== fingerprint || entry.finding.field !== field;
      const known = other || entry.rewrites.some((one) => one.suggestion.id === suggestion.id);
      return known ? entry : { ...entry, rewrites: [...entry.rewrites, rewriteOf(suggestion, text)] };
    });
  }

  /** A claim that a vendor points at; false where it is known. */
  point(finding: Finding): boolean {
    if (this.#entries.some((entry) => entry.finding.fingerprint === finding.fingerprint)) return false;
    this.#entries = [...this.#entries, entryOf(finding, "")];
    return true;
  }

  /** A vendor's rewrites outlast a check of the same words. */
  #withAdvice(entry: Entry, sent: ReadonlyMap<string, string>): Entry {
    const text = sent.get(entry.finding.field ?? "") ?? "";
    const advised = this.#twins(entry.finding)[0]?.rewrites.filter((one) => isVendors(one) && text.slice(one.start, one.end) === one.before);
    return advised?.length ? { ...entry, rewrites: [...entry.rewrites, ...advised] } : entry;
  }

  /** Follow an edit; a finding whose words were touched is gone until the next check. True if one went. */
  shift(field: string, before: string, after: string): boolean {
    const edit = editBetween(before, after);
    if (!edit) return false;
    const checked = this.#edited.get(field) ?? before;
    if (checked === after) this.#edited.delete(field);
    else this.#edited.set(field, checked);
    const count = this.#entries.length;
    const moved = (entry: Entry): Entry | null => {
      if (entry.finding.field !== field || !entry.span) return entry;
      const [span] = shiftBy(edit, [entry.span], after);
      return span ? { ...entry, span, rewrites: shiftBy(edit, entry.rewrites, after) } : null;
    };
    this.#entries = this.#entries.map(moved).filter((entry) => entry !== null);
    this.#ahead = this.#ahead.map(moved).filter((entry) => entry !== null);
    return this.#entries.length < count;
  }

  /** Forget the fields that are no longer on the page. True if findings went with them. */
  keep(fields: ReadonlySet<string>): boolean {
    const count = this.#entries.length;
    this.#entries = this.#entries.filter(({ finding }) => finding.field === null || fields.has(finding.field));
    return this.#entries.length < count;
  }

  /** Another listing takes the place of this one. */
  forget(): void {
    this.#entries = this.#ahead = [];
    this.#decided.clear();
  }

  dismiss(entry: Entry, reason: string): void {
    const { fingerprint, field } = entry.finding;
    this.#decided.set(fingerprint, { reason, at: new Date().toISOString() });
    if (field !== null && this.#edited.has(field)) this.#ahead.push(entry);
  }

  reopen(fingerprint: string): void {
    this.#decided.set(fingerprint, null);
  }

  isDismissed(entry: Entry): boolean {
    return this.#decision(entry) !== null;
  }

  #decision({ finding: { fingerprint, decision } }: Entry): Decided {
    const here = this.#decided.get(fingerprint);
    return here !== undefined ? here : decision?.action === "dismissed" ? decision : null;
  }

  /** What is open, in the order of the form: by field, then by place, then worst first; the listing as a whole last. */
  open(order: readonly string[]): Entry[] {
    return this.#sorted(order).filter((entry) => !this.isDismissed(entry));
  }

  dismissed(order: readonly string[]): Dismissed[] {
    return this.#sorted(order).flatMap((entry) => {
      const decision = this.#decision(entry);
      return decision ? [{ entry, reason: decision.reason, at: decision.at }] : [];
    });
  }

  /** Proof was filed for the claims of a rule in these markets: they are gone, unless the next report still has them. */
  lift(rule: string, markets: readonly string[]): void {
    this.#entries = this.#entries.filter(({ finding }) => finding.rule !== rule || !finding.markets.every((market) => markets.includes(market)));
  }

  /** By its id: a fingerprint says what is claimed, and two fields, or two lines of one, may claim the same. */
  find(id: string): Entry | null {
    return this.#entries.find(({ finding }) => finding.id === id) ?? null;
  }

  #twins({ fingerprint, field }: Finding): Entry[] {
    return this.#entries.filter(({ finding }) => finding.fingerprint === fingerprint && finding.field === field);
  }

  /** What an entry is now. Words typed close by give a finding another fingerprint; then it is the nearest of its kind. */
  now(entry: Entry): Entry | null {
    const { id, rule, field, text } = entry.finding;
    const same = this.#entries.filter(({ finding }) => finding.rule === rule && finding.field === field && finding.text === text);
    const away = ({ span }: Entry): number => Math.abs((span?.start ?? 0) - (entry.span?.start ?? 0));
    return this.find(id) ?? same.sort((a, b) => away(a) - away(b))[0] ?? null;
  }

  counts(): Record<Verdict, number> {
    const counts = { stop: 0, prove: 0, platform: 0, polish: 0 };
    for (const entry of this.#entries) if (!this.isDismissed(entry)) counts[entry.finding.verdict]++;
    return counts;
  }

  #sorted(order: readonly string[]): Entry[] {
    const place = ({ finding, span }: Entry): number[] => [
      finding.field === null ? order.length : order.indexOf(finding.field),
      span?.start ?? 0,
      VERDICTS.indexOf(finding.verdict),
    ];
    return this.#entries
      .map((entry) => ({ entry, at: place(entry) }))
      .sort((a, b) => a.at[0]! - b.at[0]! || a.at[1]! - b.at[1]! || a.at[2]! - b.at[2]!)
      .map(({ entry }) => entry);
  }
}

/** What is to be underlined in a field. */
export function marksIn(field: string, open: readonly Entry[]): (Span & Pick<Finding, "id" | "verdict">)[] {
  const placed = open.filter(({ finding, span }) => finding.field === field && span);
  return placed.map(({ finding: { id, verdict }, span }) => ({ id, verdict, start: span!.start, end: span!.end }));
}

function entryOf(finding: Finding, text: string): Entry {
  const span = finding.start === null || finding.end === null ? null : { start: finding.start, end: finding.end };
  return { finding, span, rewrites: finding.suggestions.map((suggestion) => rewriteOf(suggestion, text)).sort(removalLast) };
}

function rewriteOf(suggestion: Suggestion, text: string): Rewrite {
  const { start, end } = suggestion;
  return { suggestion, start, end, before: text.slice(start, end) };
}

/** What a vendor pointed at stays while its words do, unless a rule speaks of them now. */
function stillPointed({ finding, span }: Entry, made: readonly Entry[], sent: ReadonlyMap<string, string>): boolean {
  const text = finding.field === null ? undefined : sent.get(finding.field);
  if (!finding.rule.startsWith("vendor/") || !span || text === undefined) return false;
  const known = made.some((other) => other.finding.field === finding.field && other.span && meets(other.span, span));
  return text.slice(span.start, span.end) === finding.text && !known;
}

/** In the order of the report, which knows what is truest, except that taking the words out comes last. */
function removalLast(a: Rewrite, b: Rewrite): number {
  return Number(a.suggestion.kind === "remove") - Number(b.suggestion.kind === "remove");
}
