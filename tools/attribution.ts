/**
 * Does `--explain` name the right function? A loop worth 10 % is put into one function of one kind of agent, and the
 * function must be the first cause; and of unchanged code no function may be found changed.
 *
 *     node --conditions=@paceline/source tools/attribution.ts [injected runs] [unchanged splits]
 */
import { createRandom, shuffle } from "@paceline/core";
import { discoverBenchmarks } from "@paceline/harness";
import type { BenchmarkDescriptor } from "@paceline/harness";
import { diffProfiles } from "@paceline/profile";
import { dirname } from "node:path";
import { rm } from "node:fs/promises";

import { explainBenchmark } from "../packages/cli/src/judge/explain/explain-benchmark.ts";
import { profileSides } from "../packages/cli/src/judge/explain/profile-sides.ts";
import type { ExplainRequest } from "../packages/cli/src/judge/explain/profile-sides.ts";
import { createScenario, INJECTED_RATIO } from "./attribution/scenario.ts";

const [injectedRunCount = 10, splitCount = 40] = process.argv.slice(2).map(Number);
/** Forks that unchanged halves are drawn from. */
const UNCHANGED_PAIR_COUNT = 12;
const RUN_COUNT = 8;
const SEED = 1;

const write = (line: string): void => void process.stdout.write(`${line}\n`);

async function benchmarkIn(root: string): Promise<BenchmarkDescriptor> {
  const { benchmarks } = await discoverBenchmarks({ root, include: ["*.bench.mjs"], size: "full" });
  return benchmarks[0]!;
}

const roots = await createScenario();
const requestFor = async (head: string, seed: number): Promise<ExplainRequest> => ({
  base: { name: "base", root: roots.base, benchmark: await benchmarkIn(roots.base) },
  head: { name: "head", root: head, benchmark: await benchmarkIn(head) },
  ratio: 1 + INJECTED_RATIO,
  settings: {},
  seed,
  runCount: RUN_COUNT,
  signal: new AbortController().signal,
});

let rightCount = 0;
for (let run = 0; run < injectedRunCount; run++) {
  // oxlint-disable-next-line no-await-in-loop -- profiles share the machine
  const { attribution } = await explainBenchmark(await requestFor(roots.head, SEED + run));
  const { causes, agents, explainedRatio, sampledNs, isFoundWithoutInlining } = attribution;
  const [first] = causes;
  const names = [first?.functions[0]?.name, first?.inlined?.name];
  const isRight = names.includes("score");
  if (isRight) rightCount++;
  const agent = agents.find(({ verdict }) => verdict === "changed")?.agent ?? "none";
  write(
    `run ${run + 1}: ${isRight ? "right" : "WRONG"}, first cause ${names[0] ?? "none"}` +
      `${names[1] === undefined ? "" : `, inlined ${names[1]}`}; agent ${agent}; ` +
      `+${((100 * sampledNs.delta) / sampledNs.base).toFixed(1)} % sampled, explained ${explainedRatio?.toFixed(2) ?? "-"}${isFoundWithoutInlining ? ", without inlining" : ""}`,
  );
}
if (injectedRunCount > 0)
  write(`injected: first cause right in ${rightCount} of ${injectedRunCount} runs`);

for (const isInlining of splitCount > 0 ? [true, false] : []) {
  // oxlint-disable-next-line no-await-in-loop -- profiles share the machine
  const unchanged = await profileSides(await requestFor(roots.base, SEED), UNCHANGED_PAIR_COUNT, {
    isInlining,
    onRun: () => undefined,
  });
  const pool = [...unchanged.base.profiles, ...unchanged.head.profiles];
  const random = createRandom(SEED);
  let quietCount = 0;
  for (let split = 0; split < splitCount; split++) {
    const drawn = shuffle(pool, random);
    const diff = diffProfiles(drawn.slice(0, RUN_COUNT), drawn.slice(RUN_COUNT, 2 * RUN_COUNT), {
      roots: [roots.base],
    });
    if (diff.functions.every(({ self }) => self.verdict !== "changed")) quietCount++;
  }
  write(
    `unchanged, ${isInlining ? "with" : "without"} inlining: no function changed in ${quietCount} of ` +
      `${splitCount} splits of ${pool.length} forks into ${RUN_COUNT} a side`,
  );
}
await rm(dirname(roots.base), { recursive: true, force: true });
