/**
 * What recording at an interval costs: pairs of processes that take turns on one core, one of them recorded, and as a
 * control pairs in which neither is. On one core V8's sampling thread takes its time from the benchmark, so
 * this is more than where there is a core to spare.
 *
 *     node --conditions=@paceline/source tools/profiling-overhead.ts [pairs] [interval in µs] [agent]
 */
import { median, sortSamples } from "@paceline/core";
import { discoverBenchmarks, resolveSettings, runPair } from "@paceline/harness";
import { measureOverhead } from "@paceline/harness/profiling";
import { join, relative } from "node:path";

const [pairs = "7", interval = "1000", by] = process.argv.slice(2);
const pairCount = Number(pairs);
const intervalUs = Number(interval);
/** As `--by agent` records: kinds of agents mark their turns. */
const hasAgentMarks = by === "agent";
const SEED = 1;
const root = join(import.meta.dirname, "..");
const suite = join(root, "packages/suite/src");
const FILES = [
  join(suite, "message-throughput/simple-routing.bench.ts"),
  join(suite, "message-throughput/concurrent-routing.bench.ts"),
  join(suite, "agent-spawning/explorer-step.bench.ts"),
];

const { benchmarks } = await discoverBenchmarks({
  root,
  include: [],
  files: FILES.map((file) => relative(root, file)),
  size: "smoke",
});
const text = (ratios: readonly number[]): string => {
  const sorted = sortSamples(ratios);
  return `${median(sorted).toFixed(3)} [${sorted[0]!.toFixed(3)}..${sorted.at(-1)!.toFixed(3)}]`;
};
for (const benchmark of benchmarks) {
  const settings = resolveSettings({ overrides: {}, benchmark: {}, config: {}, preset: "quick" });
  const task = { root, benchmark, settings, seed: SEED, intervalUs, hasAgentMarks };
  const recorded: number[] = [];
  const control: number[] = [];
  for (let pairIndex = 0; pairIndex < pairCount; pairIndex++) {
    // oxlint-disable no-await-in-loop -- pairs share the machine
    recorded.push(await measureOverhead(task, pairIndex));
    const side = { root, benchmark };
    control.push((await runPair({ base: side, head: side, pairIndex, seed: SEED })).ratioMedian);
    // oxlint-enable no-await-in-loop
  }
  process.stdout.write(
    `${benchmark.id}: recorded every ${intervalUs} µs ${text(recorded)}, control ${text(control)}\n`,
  );
}
