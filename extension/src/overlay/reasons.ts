/** Why a finding can be dismissed. */

export const REASONS = ["stock_phrase", "not_a_claim", "product_name", "false_alarm"] as const;
export type Reason = (typeof REASONS)[number];
