/** Arguments are raised to this by recurrence before the asymptotic series, whose error is then below 1e-16. */
const ASYMPTOTIC_MIN = 10;

/**
 * Digamma ψ(x), the derivative of ln Γ(x), for x > 0; relative error about 1e-15 away from its zero.
 *
 * @see Abramowitz & Stegun (1964), "Handbook of Mathematical Functions", 6.3.5 and 6.3.18.
 */
export function digamma(x: number): number {
  let shifted = x;
  let correction = 0;
  while (shifted < ASYMPTOTIC_MIN) {
    correction -= 1 / shifted;
    shifted += 1;
  }
  const inverse = 1 / (shifted * shifted);
  const series =
    inverse *
    (1 / 12 -
      inverse *
        (1 / 120 -
          inverse *
            (1 / 252 -
              inverse *
                (1 / 240 - inverse * (1 / 132 - inverse * (691 / 32760 - inverse * (1 / 12)))))));
  return correction + Math.log(shifted) - 0.5 / shifted - series;
}

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/**
 * ln Γ(x) for x > 0.
 *
 * @see Abramowitz & Stegun (1964), 6.1.15 and 6.1.41.
 */
export function logGamma(x: number): number {
  let shifted = x;
  let product = 1;
  while (shifted < ASYMPTOTIC_MIN) {
    product *= shifted;
    shifted += 1;
  }
  const inverse = 1 / (shifted * shifted);
  const series =
    (1 / 12 -
      inverse *
        (1 / 360 -
          inverse *
            (1 / 1260 -
              inverse *
                (1 / 1680 -
                  inverse * (1 / 1188 - inverse * (691 / 360360 - inverse * (1 / 156))))))) /
    shifted;
  return (
    (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + series - Math.log(product)
  );
}

/** ln of the multivariate beta function: Σ ln Γ(α_i) - ln Γ(Σ α_i). Entries of 0 do not take part. */
export function logBeta(counts: ArrayLike<number>): number {
  let sum = 0;
  let logProduct = 0;
  for (let index = 0; index < counts.length; index++) {
    const count = counts[index]!;
    if (count === 0) continue;
    sum += count;
    logProduct += logGamma(count);
  }
  return logProduct - logGamma(sum);
}
