import { InvalidModelError } from "../errors.ts";
import { logBeta } from "./special-functions.ts";

/** How much evidence a simpler prior would have had, and what would have been learned under it. */
export interface ReducedEvidence {
  /**
   * ln p(data | full prior) - ln p(data | reduced prior), in nats: below zero, the reduced model
   * explains the data better.
   */
  readonly freeEnergyChangeNats: number;
  /** Dirichlet counts that the reduced prior would have led to: posterior + reduced prior - prior. */
  readonly reducedPosterior: Float64Array;
}

/**
 * Bayesian model reduction of one Dirichlet distribution: evidence of a model that was never fitted,
 * from the posterior of one that was.
 *
 *     ΔF = ln B(q) + ln B(r) - ln B(p) - ln B(q + r - p)
 *
 * @param posterior - q, counts after learning, each at least that of the prior.
 * @param prior - p, counts before learning.
 * @param reduced - r, counts before learning in the simpler model; 0 removes a level, for which prior and
 *   posterior must then hold the same count, or the simpler model is ruled out by data.
 * @throws {InvalidModelError} when lengths differ or counts are not finite and at least 0.
 *
 * @see Friston, Parr & Zeidman (2018), "Bayesian model reduction", arXiv:1805.07092; pymdp 0.0.7.1,
 *   `learning.py`, `dirichlet_log_evidence`.
 */
export function compareReducedPrior(
  posterior: ArrayLike<number>,
  prior: ArrayLike<number>,
  reduced: ArrayLike<number>,
): ReducedEvidence {
  checkCounts({ posterior, prior, reduced });
  const reducedPosterior = Float64Array.from(
    posterior,
    (count, level) => count + reduced[level]! - prior[level]!,
  );
  return {
    reducedPosterior,
    freeEnergyChangeNats:
      logBeta(posterior) + logBeta(reduced) - logBeta(prior) - logBeta(reducedPosterior),
  };
}

/** A column of counts after reduction. */
export interface ReducedColumn {
  /** Which levels were removed. */
  readonly prunedLevels: readonly number[];
  readonly prior: Float64Array;
  readonly posterior: Float64Array;
  /** Evidence gained, in nats; 0 when nothing was removed. */
  readonly evidenceGainNats: number;
}

/** Small enough to make a level negligible, large enough for its ln Γ to be a number. */
const NEGLIGIBLE_COUNT = 1 / 1024;

/**
 * Removes levels of a Dirichlet column one by one, always the one whose removal raises the evidence
 * most, as long as it raises it by at least `evidenceMinNats`.
 *
 * A level is removed by giving it a negligible prior count. Levels with structural zeros are left alone,
 * and at least one level stays.
 *
 * @param evidenceMinNats - 3 is the usual bound for strong evidence.
 */
export function pruneColumn(
  posterior: ArrayLike<number>,
  prior: ArrayLike<number>,
  evidenceMinNats = 3,
): ReducedColumn {
  let current: { readonly prior: Float64Array; readonly posterior: Float64Array } = {
    prior: Float64Array.from(prior),
    posterior: Float64Array.from(posterior),
  };
  const prunedLevels: number[] = [];
  let evidenceGainNats = 0;
  for (let round = 0; round < posterior.length - 1; round++) {
    const best = findBestRemoval(current, prunedLevels);
    if (best === null || best.evidenceGainNats < evidenceMinNats) break;
    prunedLevels.push(best.level);
    evidenceGainNats += best.evidenceGainNats;
    current = { prior: best.prior, posterior: best.posterior };
  }
  return { prunedLevels, ...current, evidenceGainNats };
}

function findBestRemoval(
  { prior, posterior }: { prior: Float64Array; posterior: Float64Array },
  pruned: readonly number[],
): (Omit<ReducedColumn, "prunedLevels"> & { readonly level: number }) | null {
  let best: (Omit<ReducedColumn, "prunedLevels"> & { readonly level: number }) | null = null;
  const open = [...prior.keys()].filter(
    (level) => prior[level]! > NEGLIGIBLE_COUNT && !pruned.includes(level),
  );
  if (open.length < 2) return null;
  for (const level of open) {
    const reduced = prior.slice();
    reduced[level] = NEGLIGIBLE_COUNT;
    const evidence = compareReducedPrior(posterior, prior, reduced);
    const gain = -evidence.freeEnergyChangeNats;
    if (best === null || gain > best.evidenceGainNats)
      best = {
        level,
        prior: reduced,
        posterior: evidence.reducedPosterior,
        evidenceGainNats: gain,
      };
  }
  return best;
}

function checkCounts(columns: Readonly<Record<string, ArrayLike<number>>>): void {
  const levelCount = columns["posterior"]!.length;
  const issues = Object.entries(columns).flatMap(([axis, counts]) => {
    if (counts.length !== levelCount)
      return [
        { axis, expected: `${levelCount} counts like the posterior`, given: String(counts.length) },
      ];
    const bad = Array.from(counts).find((count) => !(count >= 0) || count === Infinity);
    return bad === undefined
      ? []
      : [{ axis, expected: "finite counts of at least 0", given: String(bad) }];
  });
  if (issues.length > 0) throw new InvalidModelError(issues);
}
