/** What is asked of a metric here. Types of other rooms stay outside: pages use this file, too. */
interface Estimate {
  readonly median: number;
  readonly medianInterval: { readonly low: number; readonly high: number } | null;
}

/** Digits of a statistic whose precision nobody knows: enough to tell 1 % apart. */
export const DIGIT_COUNT_DEFAULT = 3;
const DIGIT_COUNT_MIN = 2;
const DIGIT_COUNT_MAX = 4;
const FRACTION_DIGIT_COUNT_MAX = 3;
/** From here on zeros would fill the column, and nobody counts them. */
const EXPONENT_FROM = 1e15;

/**
 * Digits that an estimate deserves: as many as its interval supports, and one more to round with. A
 * median of 11.84 µs known to 12 % is printed as "12 µs", known to 0.2 % as "11.84 µs".
 */
export function digitCountOf({ median, medianInterval }: Estimate): number {
  if (medianInterval === null || median === 0) return DIGIT_COUNT_DEFAULT;
  const halfWidthRatio = Math.abs((medianInterval.high - medianInterval.low) / 2 / median);
  if (halfWidthRatio === 0) return DIGIT_COUNT_MAX;
  const supported = Math.ceil(-Math.log10(halfWidthRatio)) + 1;
  return Math.min(Math.max(supported, DIGIT_COUNT_MIN), DIGIT_COUNT_MAX);
}

/**
 * Rounds to `digitCount` significant digits and separates thousands; without an exponent below 1e15.
 *
 * @param fractionDigitCountMax - cuts what is too small for its column: 0.0004 becomes "0.000".
 */
export function formatDigits(
  value: number,
  digitCount: number,
  fractionDigitCountMax: number = FRACTION_DIGIT_COUNT_MAX,
): string {
  if (value === 0) return "0";
  if (Math.abs(value) >= EXPONENT_FROM) return value.toExponential(digitCount - 1);
  const rounded = Number(value.toPrecision(digitCount));
  const magnitude = Math.floor(Math.log10(Math.abs(rounded)));
  const wanted = digitCount - 1 - magnitude;
  const fractionDigitCount = Math.min(Math.max(wanted, 0), fractionDigitCountMax);
  return separateThousands(value.toFixed(fractionDigitCount));
}

export const formatCount = (count: number): string => separateThousands(count.toFixed(0));

const separateThousands = (digits: string): string =>
  digits.replace(/^-?\d{4,}/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));
