import { assert } from "@paceline/core";

/** Shares of "above" that the bet is spread over, and how much of the stake lies on each. */
const BETS = [
  { share: 0.6, logStake: Math.log(0.1) },
  { share: 0.75, logStake: Math.log(0.2) },
  { share: 0.9, logStake: Math.log(0.3) },
  { share: 0.98, logStake: Math.log(0.4) },
] as const;

/**
 * Evidence that the median of what is drawn lies above a bound, as the wealth of a gambler who bets on
 * each draw's being above it at even odds. If the median is at or below the bound the game is fair or
 * worse, so the chance that the wealth ever reaches 1 / error is at most `error`: one may look after
 * every draw, stop when one likes, and draw again. Nothing is assumed of the shape of the draws.
 *
 *     wealth = sum over shares p of stake(p) (2 p)^above (2 (1 - p))^(count - above)
 *
 * The stakes favour shares near 1, because pairs that share a core agree nearly always: eleven pairs
 * on one side suffice for a suite of twenty.
 *
 * @param aboveCount - draws strictly above the bound. @param count - all draws.
 * @returns natural logarithm of the wealth; 0 before the first draw.
 *
 * @see Ville (1939) for the inequality; Waudby-Smith & Ramdas (2024), "Estimating Means of Bounded
 *   Random Variables by Betting"; Howard & Ramdas (2022), "Sequential Estimation of Quantiles".
 */
export function logSignEvidence(aboveCount: number, count: number): number {
  assert(aboveCount >= 0 && aboveCount <= count, `${aboveCount} of ${count} draws`);
  const terms = BETS.map(
    ({ share, logStake }) =>
      logStake +
      aboveCount * Math.log(2 * share) +
      (count - aboveCount) * Math.log(2 * (1 - share)),
  );
  const largest = Math.max(...terms);
  return largest + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - largest), 0));
}
