import { assert } from "../assert.ts";
import { InvalidSamplesError } from "../errors.ts";
import { createRandom } from "../random.ts";
import type { BootstrapInterval, Statistic } from "./bootstrap.ts";
import type { Bounds } from "./bounds.ts";
import { mean } from "./mean.ts";
import { normalCdf } from "./normal-distribution.ts";
import { quantile } from "./quantile.ts";
import { requireSamples } from "./require-samples.ts";
import { sortSamples } from "./sorted-samples.ts";
import { standardDeviation } from "./standard-deviation.ts";
import { studentTQuantile } from "./student-t.ts";

/** Fewer clusters than this cannot show their own spread by resampling: see {@link clusterBootstrap}. */
const CLUSTER_COUNT_FEW = 6;

export interface ClusterBootstrapOptions {
  readonly statistic: Statistic;
  readonly seed: number;
  /** @defaultValue 2000 */
  readonly resampleCount?: number;
  /** @defaultValue 0.95 */
  readonly confidenceRatio?: number;
  /**
   * "ratio" for what cannot be negative and varies by factors, such as times and rates: Student's interval
   * is then made of logarithms, and cannot reach zero because one fork was slow. @defaultValue "linear"
   */
  readonly scale?: "linear" | "ratio";
}

/**
 * Interval for a statistic of samples that come in clusters, such as rounds in forks: resamples forks
 * with replacement, then rounds within each fork drawn, and takes the statistic of all of them.
 *
 * Rounds of one process share its JIT state, heap layout and core, so a hundred of them are not a hundred
 * samples. The interval's width comes from how much the clusters differ.
 *
 * Plain percentiles of so few clusters are too narrow: of 3 forks they hold the true median 3 times in 4,
 * not 19 in 20. Therefore the percentiles taken lie further out, by as much as Student's t is wider than
 * the normal (Hesterberg's expanded percentile interval), and below six clusters, where the resamples
 * cannot reach far enough whatever percentile is taken, the interval also covers Student's t interval of the
 * clusters' own statistics. With two clusters that is some 13 times as wide as they are apart at 95 %: two
 * forks say little, and this says so.
 *
 * @param clusters - at least two, none empty. Those with more samples weigh more. Not modified.
 * @throws {InvalidSamplesError} when there are fewer than two clusters, one is empty, or holds NaN.
 *
 * @see Davison & Hinkley (1997), "Bootstrap Methods and their Application", section 3.8; Hesterberg
 *   (2015), "What Teachers Should Know about the Bootstrap", on the expanded percentile interval. The
 *   test shows the coverage.
 */
export function clusterBootstrap(
  clusters: readonly Float64Array[],
  options: ClusterBootstrapOptions,
): BootstrapInterval {
  const { statistic, confidenceRatio = 0.95, resampleCount = 2000, scale = "linear" } = options;
  assert(confidenceRatio > 0 && confidenceRatio < 1, "confidence ratio is outside (0, 1)");
  assert(Number.isInteger(resampleCount) && resampleCount > 0, "no resamples");
  if (clusters.length < 2) {
    throw new InvalidSamplesError(
      `${clusters.length} cluster: at least 2 are needed to see how clusters differ`,
    );
  }
  for (const cluster of clusters) requireSamples(cluster);

  const replicates = sortSamples(
    resampleClusters(clusters, statistic, resampleCount, options.seed),
  );
  const critical = studentTQuantile((1 + confidenceRatio) / 2, clusters.length - 1);
  const tail = normalCdf(-Math.sqrt(clusters.length / (clusters.length - 1)) * critical);
  let low = quantile(replicates, tail);
  let high = quantile(replicates, 1 - tail);
  if (clusters.length < CLUSTER_COUNT_FEW) {
    const values = clusters.map((cluster) => statistic(cluster.slice()));
    const student =
      scale === "ratio" ? ratioInterval(values, critical) : studentInterval(values, critical);
    low = Math.min(low, student.low);
    high = Math.max(high, student.high);
  }
  return { estimate: statistic(joinClusters(clusters)), low, high, confidenceRatio };
}

function resampleClusters(
  clusters: readonly Float64Array[],
  statistic: Statistic,
  resampleCount: number,
  seed: number,
): Float64Array {
  const random = createRandom(seed);
  const replicates = new Float64Array(resampleCount);
  const longest = clusters.reduce((longestYet, { length }) => Math.max(longestYet, length), 0);
  const drawn = new Float64Array(longest * clusters.length);
  for (let replicate = 0; replicate < resampleCount; replicate += 1) {
    let count = 0;
    for (let draw = 0; draw < clusters.length; draw += 1) {
      const cluster = clusters[random.nextIndex(clusters.length)]!;
      const size = cluster.length;
      for (let index = 0; index < size; index += 1) {
        drawn[count] = cluster[random.nextIndex(size)]!;
        count += 1;
      }
    }
    replicates[replicate] = statistic(count === drawn.length ? drawn : drawn.subarray(0, count));
  }
  return replicates;
}

/** Each cluster's statistic is one observation. */
function studentInterval(values: readonly number[], critical: number): Bounds {
  const center = mean(values);
  const reach = (critical * standardDeviation(values)) / Math.sqrt(values.length);
  return { low: center - reach, high: center + reach };
}

/** The same between logarithms. A zero has none: it is then a difference after all, cut off at zero. */
function ratioInterval(values: readonly number[], critical: number): Bounds {
  if (values.every((value) => value > 0)) {
    const { low, high } = studentInterval(values.map(Math.log), critical);
    return { low: Math.exp(low), high: Math.exp(high) };
  }
  const { low, high } = studentInterval(values, critical);
  return { low: Math.max(low, 0), high };
}

function joinClusters(clusters: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(clusters.reduce((count, { length }) => count + length, 0));
  let offset = 0;
  for (const cluster of clusters) {
    joined.set(cluster, offset);
    offset += cluster.length;
  }
  return joined;
}
