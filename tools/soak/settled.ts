import { slopeInterval } from "../../packages/analysis/src/leak/slope-interval.ts";
import { findPlateau } from "../../packages/core/src/statistics/plateau.ts";
import { LEVEL_TOLERANCE_BYTES } from "../../packages/core/src/index.ts";

/** What a series of bytes does once its warm-up is over, per reading. */
export interface Settled {
  /** Index of the first reading after the warm-up. */
  readonly startIndex: number;
  readonly slope: number;
  readonly low: number;
  readonly high: number;
}

/**
 * As benchmarks of leaks are judged: the warm-up ends where the plateau begins, and from there on the slope is
 * Theil and Sen's with an interval by blocks of neighbours.
 *
 * @param growth - bytes since the first reading. Not all bytes, of which a share would hide much.
 * @returns null while it still changes its ways.
 */
export function settle(growth: readonly number[], confidenceRatio = 0.95): Settled | null {
  const plateau = findPlateau(growth, LEVEL_TOLERANCE_BYTES);
  if (plateau === null) return null;
  const { startIndex } = plateau;
  return { startIndex, ...slopeInterval(growth.slice(startIndex), { seed: 1, confidenceRatio }) };
}
