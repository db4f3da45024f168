/** Proof for the finding that the card shows: asked for, filed, and taken back. */
import type { Page } from "../adapters/page";
import type { EvidenceKind, EvidenceRequest, Finding, StoredEvidence } from "../api/contract";
import type { Note } from "./details";
import type { Entry, Findings } from "./findings";
import type { Translate } from "./i18n";
import type { ProofMaker } from "./proof";

/** What was filed, and the page that shows all of it. */
export interface Filed {
  readonly piece: StoredEvidence;
  readonly page: string;
}

export interface Notary {
  /** The kinds of evidence that lift what a rule finds, in these markets. */
  kinds(rule: string, markets: readonly string[]): Promise<Record<string, EvidenceKind>>;
  file(evidence: EvidenceRequest): Promise<Filed>;
  withdraw(piece: number): Promise<unknown>;
}

export interface ProverActions {
  page(): Page | null;
  notary: Notary;
  /** Brings the form, which opens on demand. */
  proof(): Promise<ProofMaker>;
  /** Put the form into the card; null puts it away. */
  lay(form: HTMLElement | null): boolean;
  /** The card is still on this finding. */
  isShown(entry: Entry): boolean;
  /** The finding is about to be settled. */
  leave(entry: Entry): void;
  show(entry: Entry, note: Note): void;
  /** Check again, though no text has changed. */
  retry(): void;
  announce(text: string): void;
  fail(error: unknown): void;
}

export class Prover {
  #filed: Filed | null = null;

  constructor(
    private readonly root: ShadowRoot,
    private readonly t: Translate,
    private readonly findings: Findings,
    private readonly actions: ProverActions,
  ) {}

  /** What was filed for the finding that the card shows. */
  get filed(): Filed | null {
    return this.#filed;
  }

  leave(): void {
    this.#filed = null;
    this.actions.lay(null);
  }

  async ask(entry: Entry): Promise<void> {
    const { finding } = entry;
    const { page, notary, proof, lay, isShown, fail } = this.actions;
    try {
      const [make, kinds] = await Promise.all([proof(), notary.kinds(finding.rule, finding.markets)]);
      if (!isShown(entry)) return;
      const { lang } = this.root.host as HTMLElement;
      const form = make(this.root, this.t, { finding, key: page()?.key ?? null, kinds, language: lang }, {
        file: async (evidence) => (this.#filed = await notary.file(evidence)).piece,
        filed: (piece) => this.#done(entry, piece),
        fail,
        back: () => lay(null),
      });
      lay(form);
    } catch (error) {
      fail(error);
    }
  }

  async withdraw(entry: Entry): Promise<void> {
    const { notary, retry, show, announce, fail } = this.actions;
    if (!this.#filed) return;
    try {
      await notary.withdraw(this.#filed.piece.id);
    } catch (error) {
      return fail(error);
    }
    this.#filed = null;
    show(entry, { tone: "good", title: "undone" });
    announce(this.t("undone"));
    retry();
  }

  /** What came of it, as far as is known: the next report may have the finding still. */
  note(left: boolean): Note | null {
    if (!this.#filed) return null;
    const { scope: { keys = [], markets = [] }, state, expires } = this.#filed.piece;
    if (state !== "held") return { tone: "warn", title: "proof_filed", more: "proof_not_now" };
    if (left) return { tone: "warn", title: "proof_filed", more: "proof_left" };
    const until = expires ? this.t("proof_until", new Date(`${expires}T12:00`).toLocaleDateString()) : this.t("proof_no_end");
    const holds = [keys.join(", ") || this.t("proof_every"), markets.join(", "), until].join(" · ");
    return { tone: "good", title: "proof_filed", told: this.t("proof_lifts", holds) };
  }

  #done(entry: Entry, { state, scope }: StoredEvidence): void {
    const { leave, lay, show, retry, announce } = this.actions;
    leave(entry);
    if (state === "held") this.findings.lift(entry.finding.rule, scope.markets ?? []);
    lay(null);
    show(entry, this.note(state !== "held")!);
    announce(this.t("proof_filed"));
    retry();
  }
}

/** Whether evidence can lift it at all: what only the marketplace's own pages forbid is not lifted by any. */
export function canBeProved({ evidence, markets }: Finding): boolean {
  return evidence.accepts.length > 0 && markets.length > 0;
}
