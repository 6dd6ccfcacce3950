import type { MetricSummary, PeerFigure } from "@paceline/core";

import { ABSENT } from "../quantity/quantity.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { DIGIT_COUNT_DEFAULT, digitCountOf, formatDigits } from "../quantity/significant-digits.ts";

/**
 * How many times as good as the peer we are: "×1,970 as fast", and "×0.80 as fast" where we are slower.
 *
 * In as many digits as our interval supports, and never more than three: of the peer's figure nobody knows
 * the interval. Absent where neither way is better, or where a ratio has no meaning.
 *
 * @param ours - the metric; undefined when it was not measured.
 */
export function formatRatio(
  { value, unit, statistic }: PeerFigure,
  ours: MetricSummary | undefined,
): Quantity {
  if (ours === undefined || ours.unit !== unit || ours.direction === "none") return ABSENT;
  const own = ours[statistic];
  const ratio = ours.direction === "lower" ? value / own : own / value;
  if (!(ratio > 0 && Number.isFinite(ratio))) return ABSENT;
  const digitCount = Math.min(digitCountOf(ours), DIGIT_COUNT_DEFAULT);
  const rounded = ratio.toPrecision(digitCount);
  // Thousands are only in large ones; in small ones every digit behind the point is wanted.
  const digits = ratio < 1 ? rounded : formatDigits(Number(rounded), digitCount);
  return { digits: `×${digits}`, unit: wordOf(ours) };
}

function wordOf({ unit, direction }: MetricSummary): string {
  if (unit === "ns" && direction === "lower") return "as fast";
  if (unit === "per-second" && direction === "higher") return "as fast";
  return unit === "bytes" && direction === "lower" ? "as small" : "as good";
}
