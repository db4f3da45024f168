/** The form for proof; the worker puts it beside `card.ts` when it is first asked for. */
import { proofForm, type ProofMaker } from "../overlay/proof";

export interface LoadedProof {
  caveatProof: ProofMaker;
}

const loaded: LoadedProof = { caveatProof: proofForm };
Object.assign(globalThis, loaded);
