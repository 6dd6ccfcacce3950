/**
 * Universal Scalability Law: how the rate of a system grows with the number of workers, agents or
 * clients that share it, and why it stops growing.
 *
 *     rate(N) = ratePerWorker N / (1 + contention (N - 1) + coherency N (N - 1))
 *
 * @see Gunther (2007), "Guerrilla Capacity Planning", chapter 4.
 */
export interface UniversalLaw {
  /** λ: the rate of one worker alone, per second. Positive. */
  readonly ratePerWorker: number;
  /** σ: share of the work that only one can do at a time. At least 0. */
  readonly contention: number;
  /** κ: what it costs each worker to agree with each other one. At least 0. */
  readonly coherency: number;
}

/** What the law says about `count` workers, per second. */
export const rateAt = (
  { ratePerWorker, contention, coherency }: UniversalLaw,
  count: number,
): number =>
  (ratePerWorker * count) / (1 + contention * (count - 1) + coherency * count * (count - 1));

/**
 * Number of workers where the rate is highest, `√((1 - σ) / κ)`; not rounded, and at least 1.
 *
 * @returns null when there is no highest rate: without coherency it approaches `λ / σ` for ever.
 */
export function peakCount({ contention, coherency }: UniversalLaw): number | null {
  if (contention >= 1) return 1;
  return coherency === 0 ? null : Math.max(1, Math.sqrt((1 - contention) / coherency));
}
