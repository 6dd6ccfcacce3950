import type { InferenceOptions } from "@paceline/inference";

/**
 * How far and how sharply an explorer plans, as FreeAgentics names it: policies of 1, 2 or 3 steps with a
 * precision (γ and α) of 8, 12 or 16.
 */
export type PerformanceMode = "fast" | "balanced" | "accurate";

export const PERFORMANCE_MODES = {
  fast: { policyLength: 1, policyPrecision: 8, actionPrecision: 8 },
  balanced: { policyLength: 2, policyPrecision: 12, actionPrecision: 12 },
  accurate: { policyLength: 3, policyPrecision: 16, actionPrecision: 16 },
} as const satisfies Record<PerformanceMode, InferenceOptions>;
