import type { Stretch } from "./line-chart.ts";

/**
 * A stretch that is `factor` times as long as what is shown (null: all of it), around a time and within the whole.
 *
 * @returns null when that is the whole.
 */
export function zoomAround(
  timeMs: number,
  zoom: Stretch | null,
  whole: Stretch,
  factor: number,
): Stretch | null {
  const { fromMs, toMs } = zoom ?? whole;
  const half = ((toMs - fromMs) / 2) * factor;
  const middle = Math.min(Math.max(timeMs, fromMs), toMs);
  const next = {
    fromMs: Math.max(whole.fromMs, middle - half),
    toMs: Math.min(whole.toMs, middle + half),
  };
  return next.fromMs <= whole.fromMs && next.toMs >= whole.toMs ? null : next;
}
