/** Added inside the logarithm. */
const OFFSET = 1e-16;

/**
 * Adds the divergence of a belief from a prior by the letter of pymdp, whose prior is not logged:
 * `energies[index] += Σ_s q (ln(q + ε) - prior)`.
 *
 * @param beliefs - holds `size` probabilities from `start`.
 * @param priors - holds `size` probabilities from `priorStart`.
 *
 * @see pymdp 0.0.7.1, `maths.py`, `calc_free_energy`, as `run_mmp` calls it.
 */
// oxlint-disable-next-line max-params -- a kernel: flat arrays with offsets, called per belief update
export function addDivergence(
  beliefs: Float64Array,
  start: number,
  size: number,
  priors: Float64Array,
  priorStart: number,
  energies: Float64Array,
  index: number,
): void {
  let total = 0;
  for (let state = 0; state < size; state++) {
    const belief = beliefs[start + state]!;
    total += belief * (Math.log(belief + OFFSET) - priors[priorStart + state]!);
  }
  energies[index]! += total;
}
