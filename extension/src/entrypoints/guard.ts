/** The question before Save; the worker puts it beside `form.ts` where the seller has turned it on. */
import type { Marketplace } from "../api/contract";
import { Guard } from "../overlay/guard";
import type { Loan } from "../overlay/hands";

export interface LoadedGuard {
  caveatGuard(loan: Loan, shops: readonly Marketplace[], signal: AbortSignal): void;
}

const loaded: LoadedGuard = { caveatGuard: (loan, shops, signal) => void new Guard(loan, shops, AbortSignal.any([signal, loan.signal])) };
Object.assign(globalThis, loaded);
