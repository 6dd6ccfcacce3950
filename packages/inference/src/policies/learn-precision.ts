import { InvalidInferenceOptionError } from "../errors.ts";

/** What precision is learned from. All per policy and of the same length. */
export interface PrecisionEvidence {
  /** G: negative expected free energy of each policy, in nats. */
  readonly policyValues: ArrayLike<number>;
  /** ln E, up to a constant. */
  readonly logHabit: ArrayLike<number>;
  /** F: variational free energy of each policy given what has been observed, in nats. */
  readonly policyFreeEnergies: ArrayLike<number>;
}

/** Belief about γ after an update. */
export interface LearnedPrecision {
  /** γ = 1 / β. */
  readonly policyPrecision: number;
  /** β, the rate of the Gamma belief about γ. */
  readonly rate: number;
  /** q(π) under the learned γ and the evidence. */
  readonly policyPosterior: Float64Array;
  readonly iterationCount: number;
}

export interface PrecisionOptions {
  /** β before any evidence: the prior expects γ = 1 / priorRate. */
  readonly priorRate: number;
  /**
   * Iterations after which the update ends even when it has not settled.
   *
   * @defaultValue 64
   */
  readonly iterationCountMax?: number;
}

/** Change of β below which the update has settled. */
const RATE_TOLERANCE = 1e-12;

/** β never falls below this, so that γ stays finite when the evidence favours the plan without bound. */
const RATE_MIN = 1e-6;

/**
 * Learns γ, the confidence in the values of policies, by comparing what those values alone recommend
 * with what they recommend once observations have spoken for or against each policy:
 *
 *     π₀ = σ(γ G + ln E)      π = σ(γ G + ln E - F)
 *     β ← β + (β₀ - β - (π - π₀) · G) / 2,   γ = 1 / β
 *
 * Evidence for the policies that G favours raises γ, evidence against them lowers it. When the
 * observations favour no policy, β returns to its prior.
 *
 * @throws {InvalidInferenceOptionError} when lengths differ or the prior rate is not above 0.
 *
 * @see Friston et al. (2017), "Active inference: a process theory", Neural Computation 29, appendix A;
 *   SPM12, `spm_MDP_VB_X.m`, the loop over `Ni` that updates `qb`, whose Q is our G.
 */
export function learnPolicyPrecision(
  evidence: PrecisionEvidence,
  { priorRate, iterationCountMax = 64 }: PrecisionOptions,
): LearnedPrecision {
  const { policyValues, logHabit, policyFreeEnergies } = evidence;
  const policyCount = policyValues.length;
  if (
    logHabit.length !== policyCount ||
    policyFreeEnergies.length !== policyCount ||
    policyCount === 0
  )
    throw new InvalidInferenceOptionError([
      {
        axis: '"evidence"',
        expected: "values, habits and free energies of the same policies, at least one",
        given: `${policyCount}, ${logHabit.length} and ${policyFreeEnergies.length}`,
      },
    ]);
  if (!(priorRate > 0) || priorRate === Infinity)
    throw new InvalidInferenceOptionError([
      { axis: '"priorRate"', expected: "finite and above 0", given: String(priorRate) },
    ]);
  let rate = priorRate;
  let iterationCount = 0;
  let change = Infinity;
  while (iterationCount < iterationCountMax && Math.abs(change) > RATE_TOLERANCE) {
    const planned = normaliseLogits(
      policyCount,
      (policy) => policyValues[policy]! / rate + logHabit[policy]!,
    );
    const informed = normaliseLogits(
      policyCount,
      (policy) => policyValues[policy]! / rate + logHabit[policy]! - policyFreeEnergies[policy]!,
    );
    let agreement = 0;
    for (let policy = 0; policy < policyCount; policy++)
      agreement += (informed[policy]! - planned[policy]!) * policyValues[policy]!;
    const next = Math.max(rate + (priorRate - rate - agreement) / 2, RATE_MIN);
    change = next - rate;
    rate = next;
    iterationCount++;
  }
  return {
    policyPrecision: 1 / rate,
    rate,
    iterationCount,
    policyPosterior: normaliseLogits(
      policyCount,
      (policy) => policyValues[policy]! / rate + logHabit[policy]! - policyFreeEnergies[policy]!,
    ),
  };
}

function normaliseLogits(count: number, logitOf: (policy: number) => number): Float64Array {
  const logits = Float64Array.from({ length: count }, (_, policy) => logitOf(policy));
  const largest = logits.reduce((left, right) => Math.max(left, right));
  const weights = logits.map((logit) => Math.exp(logit - largest));
  const sum = weights.reduce((left, right) => left + right);
  return weights.map((weight) => weight / sum);
}
