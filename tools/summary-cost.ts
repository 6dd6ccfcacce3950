/**
 * What it costs to say what a run says about one metric: 5 forks of 100 rounds, 2,000 resamples.
 * `docs/method/statistics.md` quotes it.
 *
 *     node --conditions=@paceline/source tools/summary-cost.ts
 */
import {
  createClock,
  createRandom,
  median,
  msFromNs,
  sortSamples,
  summarizeMetric,
} from "@paceline/core";

const REPETITION_COUNT = 50;

const random = createRandom(1);
const forkSamples = Array.from({ length: 5 }, (_, fork) =>
  Float64Array.from({ length: 100 }, () => 100 + fork + 10 * random.nextRatio()),
);

const clock = createClock();
const costsMs = Float64Array.from({ length: REPETITION_COUNT }, (_, seed) => {
  const startNs = clock.nowNs();
  summarizeMetric({ name: "time", unit: "ns", direction: "lower", forkSamples, seed });
  return msFromNs(clock.nowNs() - startNs);
});

const sorted = sortSamples(costsMs);
process.stdout.write(
  `first ${costsMs[0]!.toFixed(1)} ms, median ${median(sorted).toFixed(1)} ms, least ${sorted[0]!.toFixed(1)} ms\n`,
);
