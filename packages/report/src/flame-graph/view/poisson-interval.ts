/** 97.5 % quantile of the standard normal distribution. */
const Z = 1.959964;

/**
 * Where the expected count of samples lies, with 95 % confidence, when so many were seen: samples of a clock that does
 * not know the program come as a Poisson process.
 *
 * @returns bounds of the count; both 0 when nothing was seen.
 * @see Byar's approximation of the exact interval, in N. E. Breslow and N. E. Day (1987), "Statistical Methods in Cancer
 * Research", volume II, equation 2.12: within 1 % of the exact bounds from 10 samples on.
 */
export function poissonInterval(count: number): { readonly low: number; readonly high: number } {
  if (count <= 0) return { low: 0, high: 0 };
  const next = count + 1;
  return {
    low: count * Math.max(0, 1 - 1 / (9 * count) - Z / (3 * Math.sqrt(count))) ** 3,
    high: next * (1 - 1 / (9 * next) + Z / (3 * Math.sqrt(next))) ** 3,
  };
}
