/** 97.5 % quantile of the standard normal distribution. */
const Z = 1.96;

/**
 * Where the true count of samples lies, with 95 % confidence, when so many were seen: samples of a clock that does not
 * know the program come as a Poisson process.
 *
 * @returns bounds of the count; both 0 when nothing was seen.
 * @see F. J. Anscombe (1948), "The transformation of Poisson, binomial and negative-binomial data": the root of the
 * count plus 3/8 is nearly normal with standard deviation 1/2.
 */
export function poissonInterval(count: number): { readonly low: number; readonly high: number } {
  if (count <= 0) return { low: 0, high: 0 };
  const root = Math.sqrt(count + 0.375);
  return {
    low: Math.max(0, Math.max(0, root - Z / 2) ** 2 - 0.375),
    high: (root + Z / 2) ** 2 - 0.375,
  };
}
