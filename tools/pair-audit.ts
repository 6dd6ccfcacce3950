/**
 * Asks how often the pair protocol sees a difference where there is none: the same code on both sides, seven functions in
 * turn. At most 5 in 100 pairs may differ by more than 5 %.
 *
 *     node --conditions=@paceline/source tools/pair-audit.ts [--pairs 105] [--unpinned]
 */
import { parseArgs } from "node:util";

import { median, sortSamples } from "@paceline/core";
import { discoverBenchmarks, runPair } from "@paceline/harness";

const DIFFERENCE_RATIO_MAX = 0.05;
const GOAL_RATIO = 0.05;

const { values } = parseArgs({
  options: {
    pairs: { type: "string", default: "105" },
    unpinned: { type: "boolean", default: false },
  },
});
const pairCount = Number(values.pairs);
const root = import.meta.dirname;
const { benchmarks } = await discoverBenchmarks({
  root,
  include: [],
  files: ["pair-functions.bench.ts"],
  size: "full",
});

const ratios = new Map<string, number[]>(benchmarks.map(({ name }) => [name, []]));
for (let pairIndex = 0; pairIndex < pairCount; pairIndex += 1) {
  const benchmark = benchmarks[pairIndex % benchmarks.length]!;
  const side = { root, benchmark };
  // oxlint-disable-next-line no-await-in-loop -- pairs must not overlap
  const { ratioMedian, isPinned } = await runPair({
    base: side,
    head: side,
    pairIndex,
    seed: 1,
    ...(values.unpinned && { cpuIndex: null }),
  });
  if (pairIndex === 0) process.stdout.write(`pinned to one core: ${isPinned}\n`);
  ratios.get(benchmark.name)!.push(ratioMedian);
}

const isBeyond = (ratio: number): boolean =>
  Math.abs(Math.log(ratio)) > Math.log(1 + DIFFERENCE_RATIO_MAX);
process.stdout.write("function    pairs  beyond 5 %  median |difference|    worst\n");
for (const [name, own] of ratios) {
  if (own.length === 0) continue;
  const differences = sortSamples(own.map((ratio) => Math.abs(ratio - 1)));
  process.stdout.write(
    name.padEnd(12) +
      String(own.length).padStart(5) +
      String(own.filter(isBeyond).length).padStart(12) +
      `${(100 * median(differences)).toFixed(2)} %`.padStart(21) +
      `${(100 * differences.at(-1)!).toFixed(1)} %\n`.padStart(10),
  );
}
const all = [...ratios.values()].flat();
const beyondCount = all.filter(isBeyond).length;
const isMet = beyondCount <= GOAL_RATIO * all.length;
process.stdout.write(
  `${beyondCount} of ${all.length} pairs differ by more than 5 %: goal ${isMet ? "met" : "missed"}\n`,
);
