import { formatDigits } from "./significant-digits.ts";
import { ABSENT } from "./quantity.ts";
import type { Quantity } from "./quantity.ts";

/** One step of a ladder of units. Ladders ascend; `factor` is in the canonical unit of the quantity. */
export interface ScaleStep {
  readonly unit: string;
  readonly factor: number;
}

/**
 * Ladders from canonical units to those people read. Only rendered text is ever in these: documents
 * stay in the canonical unit.
 */
export const TIME_STEPS = [
  { unit: "ns", factor: 1 },
  { unit: "µs", factor: 1e3 },
  { unit: "ms", factor: 1e6 },
  { unit: "s", factor: 1e9 },
] as const satisfies readonly ScaleStep[];

export const BINARY_STEPS: readonly ScaleStep[] = [
  { unit: "B", factor: 1 },
  { unit: "KiB", factor: 2 ** 10 },
  { unit: "MiB", factor: 2 ** 20 },
  { unit: "GiB", factor: 2 ** 30 },
];

export const DECIMAL_BYTE_STEPS: readonly ScaleStep[] = [
  { unit: "B", factor: 1 },
  { unit: "kB", factor: 1e3 },
  { unit: "MB", factor: 1e6 },
  { unit: "GB", factor: 1e9 },
];

export const RATE_STEPS: readonly ScaleStep[] = [
  { unit: "/s", factor: 1 },
  { unit: "k/s", factor: 1e3 },
  { unit: "M/s", factor: 1e6 },
  { unit: "G/s", factor: 1e9 },
];

/** The largest step that keeps the rounded value at 1 or more: 999.96 ns in three digits is 1.00 µs. */
export function chooseStep<Step extends ScaleStep>(
  steps: readonly Step[],
  value: number,
  digitCount: number,
): Step {
  const rounded = Math.abs(Number(value.toPrecision(digitCount)));
  return steps.findLast(({ factor }) => rounded >= factor) ?? steps[0]!;
}

/** In its own best unit. What is not a finite number is absent. */
export function scaleQuantity(
  steps: readonly ScaleStep[],
  value: number,
  digitCount: number,
): Quantity {
  if (!Number.isFinite(value)) return ABSENT;
  const { unit, factor } = chooseStep(steps, value, digitCount);
  // A byte is not divisible: "12.0 B" would pretend to know a tenth of one.
  const isWhole = unit === "B" && Number.isInteger(value);
  return { digits: isWhole ? value.toFixed(0) : formatDigits(value / factor, digitCount), unit };
}
