import type { Unit } from "@paceline/core";

import { formatMetric } from "./format-metric.ts";
import { formatCount } from "./significant-digits.ts";
import { BINARY_STEPS, DECIMAL_BYTE_STEPS, RATE_STEPS, TIME_STEPS } from "./scale.ts";
import type { ScaleStep } from "./scale.ts";
import { quantityText } from "./quantity.ts";

/** Up to here a whole number is read more easily than its thousands: "5,000 /s", but "5 M/s". */
const WHOLE_NUMBER_MAX = 100_000;

/** Bytes may be meant in either system; the one in which the bound is the rounder number was. */
const LADDERS: Readonly<Record<string, readonly (readonly ScaleStep[])[]>> = {
  ns: [TIME_STEPS],
  bytes: [DECIMAL_BYTE_STEPS, BINARY_STEPS],
  // Nobody writes a target of 5 k/s.
  "per-second": [RATE_STEPS.filter(({ unit }) => unit !== "k/s")],
};

/**
 * A target's bound the way its author wrote it: "50 ms", "10 MB", "2 KiB", "1,000 /s". Bounds are
 * exact, so they are shown in a unit in which they are whole, where there is one.
 */
export function formatBound(bound: number, unit: Unit): string {
  const isWhole = ({ factor }: ScaleStep): boolean =>
    Number.isInteger(bound / factor) && bound / factor < WHOLE_NUMBER_MAX;
  const steps = (LADDERS[unit] ?? [])
    .map((ladder) => ladder.findLast(isWhole))
    .filter((step) => step !== undefined)
    .toSorted((a, b) => b.factor - a.factor);

  const [step] = steps;
  return bound === 0 || step === undefined
    ? quantityText(formatMetric(bound, unit))
    : `${formatCount(bound / step.factor)} ${step.unit}`;
}
