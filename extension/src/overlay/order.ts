/** Stepping through findings from where the caret stands. Pure. */
import type { Entry } from "./findings";

/** Index of the first finding behind the caret, or going back of the last one before it; beyond the ends, round about. */
export function fromCaret(open: readonly Entry[], fields: readonly string[], field: string, caret: number, by: 1 | -1): number {
  const here = fields.indexOf(field);
  const isBehind = ({ finding, span }: Entry): boolean => {
    const at = finding.field === null ? fields.length : fields.indexOf(finding.field);
    return at > here || (at === here && (span?.end ?? 0) > caret);
  };
  const first = open.findIndex(isBehind);
  const behind = first < 0 ? open.length : first;
  return (by > 0 ? behind : behind - 1 + open.length) % Math.max(1, open.length);
}
