import type { BenchmarkResult, MetricSummary } from "@paceline/core";

import { autoTimeUnit, formatTime } from "../quantity/format-time.ts";
import type { TimeUnit } from "../quantity/format-time.ts";
import { ABSENT } from "../quantity/quantity.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { RATE_STEPS, scaleQuantity } from "../quantity/scale.ts";
import type { ScaleStep } from "../quantity/scale.ts";
import { DIGIT_COUNT_DEFAULT, digitCountOf, formatDigits } from "../quantity/significant-digits.ts";
import { iterationsPerRoundOf, roundCountOf } from "./benchmark-facts.ts";

const PERCENT_PER_RATIO = 100;
/** Counts above this are shortened: the third digit of a million changes nothing. */
const COUNT_SHOWN_MAX = 9_999;
const COUNT_STEPS: readonly ScaleStep[] = [
  { unit: "k", factor: 1e3 },
  { unit: "M", factor: 1e6 },
  { unit: "G", factor: 1e9 },
];

/** Both bounds in the unit of the median, in the digits that it is given. */
export function intervalCell(time: MetricSummary | undefined, timeUnit: TimeUnit): Quantity {
  if (time === undefined || time.medianInterval === null) return ABSENT;
  const { low, high } = time.medianInterval;
  const digitCount = digitCountOf(time);
  const unit = timeUnit === "auto" ? autoTimeUnit(time.median, digitCount) : timeUnit;
  const lower = formatTime(low, unit, digitCount);
  const upper = formatTime(high, unit, digitCount);
  return { digits: `${lower.digits}–${upper.digits}`, unit: upper.unit };
}

export function marginCell(time: MetricSummary | undefined): Quantity {
  if (time === undefined || time.medianInterval === null || !(time.median > 0)) return ABSENT;
  const { low, high } = time.medianInterval;
  const marginRatio = Math.max(high - time.median, time.median - low) / time.median;
  return { digits: `±${formatDigits(marginRatio * PERCENT_PER_RATIO, 2, 1)}`, unit: "%" };
}

export function roundsCell(benchmark: BenchmarkResult): Quantity {
  const iterations = iterationsPerRoundOf(benchmark);
  if (iterations === undefined) return ABSENT;
  const shown = iterations > COUNT_SHOWN_MAX ? shortCount(iterations) : String(iterations);
  return { digits: `${roundCountOf(benchmark)}×${shown}`, unit: "" };
}

/** Of a count in a narrow column the magnitude is what is read. */
function shortCount(count: number): string {
  if (count <= COUNT_SHOWN_MAX) return formatDigits(count, DIGIT_COUNT_DEFAULT);
  const { digits, unit } = scaleQuantity(COUNT_STEPS, count, 2);
  return digits + unit;
}

export function ratioCell(time: MetricSummary | undefined, bestMedianNs: number | null): Quantity {
  if (time === undefined || bestMedianNs === null || !(bestMedianNs > 0)) return ABSENT;
  const ratio = time.median / bestMedianNs;
  if (ratio < 10) return { digits: `×${ratio.toFixed(2)}`, unit: "" };
  return { digits: `×${shortCount(ratio)}`, unit: "" };
}

/** A rate repeats what the time already says, so it never takes more digits than its column has room for. */
export const rateCell = (perSecond: number, digitCount: number): Quantity =>
  scaleQuantity(RATE_STEPS, perSecond, Math.min(digitCount, DIGIT_COUNT_DEFAULT));
