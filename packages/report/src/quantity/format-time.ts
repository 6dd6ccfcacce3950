import { DIGIT_COUNT_DEFAULT, formatDigits } from "./significant-digits.ts";
import { chooseStep, scaleQuantity, TIME_STEPS } from "./scale.ts";
import { ABSENT, quantityText } from "./quantity.ts";
import type { Quantity } from "./quantity.ts";

/** Units that `--time-unit` can fix; "us" is "µs" for keyboards without a µ. */
export const TIME_UNITS = ["auto", "ns", "us", "ms", "s"] as const;
export type TimeUnit = (typeof TIME_UNITS)[number];

/** Enough that a nanosecond shown in seconds is not a row of zeros. */
const FIXED_FRACTION_DIGIT_COUNT_MAX = 12;

/** @param unit - "auto" gives each value the unit that suits it, any other holds all values in it. */
export function formatTime(
  timeNs: number,
  unit: TimeUnit = "auto",
  digitCount: number = DIGIT_COUNT_DEFAULT,
): Quantity {
  if (unit === "auto" || !Number.isFinite(timeNs))
    return scaleQuantity(TIME_STEPS, timeNs, digitCount);
  const step = TIME_STEPS.find((candidate) => candidate.unit === (unit === "us" ? "µs" : unit));
  if (step === undefined) return ABSENT;
  return {
    digits: formatDigits(timeNs / step.factor, digitCount, FIXED_FRACTION_DIGIT_COUNT_MAX),
    unit: step.unit,
  };
}

/** The unit that "auto" would choose, to hold other values in the same one. */
export function autoTimeUnit(timeNs: number, digitCount: number): TimeUnit {
  const { unit } = chooseStep(TIME_STEPS, timeNs, digitCount);
  return unit === "µs" ? "us" : unit;
}

const NS_PER_SECOND = 1e9;
const SECONDS_PER_MINUTE = 60;

/** How long something took, for sentences: "0.4 s", "12 s", "1 min 52 s". */
export function formatElapsed(elapsedNs: number): string {
  const seconds = elapsedNs / NS_PER_SECOND;
  if (seconds < 1) return quantityText(formatTime(elapsedNs, "auto", 2));
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < SECONDS_PER_MINUTE) return `${whole} s`;
  const rest = whole % SECONDS_PER_MINUTE;
  return `${Math.floor(whole / SECONDS_PER_MINUTE)} min${rest === 0 ? "" : ` ${rest} s`}`;
}
