/**
 * Shows how near measured times are to known ones: for each function of known cost what its own process says that it
 * costs, what paceline measured there, and the error. Run it on a quiet machine:
 *
 *     node --conditions=@paceline/source tools/accuracy.ts [forks]
 */
import type { BenchmarkResult } from "@paceline/core";
import { median, sortSamples } from "@paceline/core";
import { discoverBenchmarks, runBenchmarks } from "@paceline/harness";

/** What the project promises: within 3 %, and an empty function at most 1 ns. */
const ERROR_RATIO_MAX = 0.03;
const NOOP_NS_MAX = 1;

const root = import.meta.dirname;
const forks = Number(process.argv[2] ?? 5);
const { benchmarks, fileErrors } = await discoverBenchmarks({
  root,
  include: [],
  files: ["accuracy-functions.bench.ts"],
  size: "full",
});
const result = await runBenchmarks({
  root,
  benchmarks,
  fileErrors,
  preset: "standard",
  config: {},
  overrides: { forks },
  seed: 1,
  resultFiles: [],
  pacelineVersion: "source",
});

process.stdout.write("benchmark".padEnd(34) + "truth ns".padStart(14) + "measured ns".padStart(14));
process.stdout.write(`${"error".padStart(9)}  goal\n`);
for (const benchmark of result.benchmarks) process.stdout.write(`${describe(benchmark)}\n`);

/** Errors are taken fork by fork, since each fork has a truth of its own; their median is shown. */
function describe({ id, forks: measured, errors }: BenchmarkResult): string {
  if (measured.length === 0)
    return `${id.padEnd(34)} ${errors[0]?.error.message ?? "not measured"}`;
  const iterationNs = measured.map(({ roundNs, iterationsPerRound }) =>
    medianOf(roundNs.map((ns) => ns / iterationsPerRound)),
  );
  const truthNs = measured.map(({ metricValues }) => metricValues["truth"] ?? 0);
  const isNoop = truthNs.every((ns) => ns === 0);
  const error = isNoop ? null : medianOf(iterationNs.map((ns, index) => ns / truthNs[index]! - 1));
  const isMet =
    error === null ? medianOf(iterationNs) <= NOOP_NS_MAX : Math.abs(error) <= ERROR_RATIO_MAX;
  return [
    id.padEnd(34),
    medianOf(truthNs).toFixed(2).padStart(14),
    medianOf(iterationNs).toFixed(2).padStart(14),
    (error === null ? "" : `${(100 * error).toFixed(2)} %`).padStart(9),
    isMet ? "  met" : "  missed",
  ].join("");
}

function medianOf(values: readonly number[]): number {
  return median(sortSamples(values));
}
