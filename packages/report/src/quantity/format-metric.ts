import { formatTime } from "./format-time.ts";
import type { TimeUnit } from "./format-time.ts";
import { BINARY_STEPS, RATE_STEPS, scaleQuantity } from "./scale.ts";
import { DIGIT_COUNT_DEFAULT, formatCount, formatDigits } from "./significant-digits.ts";
import { ABSENT } from "./quantity.ts";
import type { Quantity } from "./quantity.ts";

const PERCENT_PER_RATIO = 100;
/** From here on a count is shown with all its digits: 12,345 says more than 12,300. */
const WHOLE_COUNT_MIN = 1000;

/** Any metric in the form people read, by its canonical unit. Units of the user's own are kept as they are. */
export function formatMetric(
  value: number | null,
  unit: string,
  digitCount: number = DIGIT_COUNT_DEFAULT,
  timeUnit: TimeUnit = "auto",
): Quantity {
  if (value === null || !Number.isFinite(value)) return ABSENT;
  switch (unit) {
    case "ns":
      return formatTime(value, timeUnit, digitCount);
    case "bytes":
      return scaleQuantity(BINARY_STEPS, value, digitCount);
    case "per-second":
      return scaleQuantity(RATE_STEPS, value, digitCount);
    case "ratio":
      return { digits: formatDigits(value * PERCENT_PER_RATIO, digitCount), unit: "%" };
    default:
      return { digits: countDigits(value, digitCount), unit: unit === "count" ? "" : unit };
  }
}

const countDigits = (value: number, digitCount: number): string =>
  Number.isInteger(value) || Math.abs(value) >= WHOLE_COUNT_MIN
    ? formatCount(value)
    : formatDigits(value, digitCount);
