/**
 * A history to try `paceline trends` and `paceline dashboard` on: sixty days of results, two a day, with changes planted in
 * them. It is made up, and says so: its machine is called "generated". Nothing of it was measured.
 *
 *     node --conditions=@paceline/source examples/generated-history.ts demo
 *     cd demo && npx paceline dashboard
 */
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { createRandom, serializeRunResult, summarizeMetric } from "@paceline/core";
import type { BenchmarkResult, ForkResult, Random, RunResult } from "@paceline/core";

const DAY_COUNT = 60;
const RUNS_PER_DAY = 2;
const FORK_COUNT = 3;
const ROUND_COUNT = 8;
const MS_PER_DAY = 86_400_000;
const RELEASE_DAYS: Readonly<Record<number, string>> = { 14: "v1.0.0", 41: "v1.1.0" };

/** Level over days, as a factor: where `paceline trends` should find a change, and where it should not. */
const BENCHMARKS = [
  { id: "agents/spawn one", timeNs: 610, level: (day: number) => (day < 22 ? 1 : 1.18) },
  { id: "agents/step explorer", timeNs: 4_200, level: (day: number) => (day < 35 ? 1 : 0.8) },
  { id: "agents/step planner", timeNs: 16_000, level: () => 1 },
  {
    id: "messages/route one",
    timeNs: 36,
    level: (day: number) => (day < 30 || day > 44 ? 1 : 1.3),
  },
  { id: "messages/fan out to ten", timeNs: 410, level: () => 1 },
  { id: "messages/pack", timeNs: 880, level: (day: number) => (day === 20 ? 2.5 : 1) },
  { id: "store/look up an agent", timeNs: 3_900, level: () => 1 },
  { id: "store/insert a hundred", timeNs: 175_000, level: (day: number) => (day < 50 ? 1 : 1.12) },
] as const;

/** Runs of one process are alike; processes differ by some percent, as on shared machines. */
const FORK_SPREAD = 0.03;
const ROUND_SPREAD = 0.01;

function makeFork(index: number, timeNs: number, startedAt: string, random: Random): ForkResult {
  const iterationsPerRound = Math.max(1, Math.round(200_000 / timeNs));
  const spread = (ratio: number): number =>
    1 + ratio * (random.nextRatio() + random.nextRatio() - 1);
  const forkNs = timeNs * spread(FORK_SPREAD);
  return {
    index,
    order: index,
    seed: index + 1,
    startedAt,
    startupNsToScript: 40e6,
    startupNsToFirstSample: 90e6,
    timerPrecisionNs: 30,
    timerOverheadNs: 25,
    warmup: { roundCount: 12, elapsedNs: 50e6, isSteady: true },
    iterationsPerRound,
    roundNs: Array.from({ length: ROUND_COUNT }, () =>
      Math.round(forkNs * spread(ROUND_SPREAD) * iterationsPerRound),
    ),
    noopNsPerIteration: 0.3,
    allocatedBytesPerIteration: null,
    metricValues: {},
    evidence: {
      wallNs: 100e6,
      cpuUserNs: 95e6,
      cpuSystemNs: 2e6,
      runQueueWaitNs: null,
      contextSwitchesVoluntary: 2,
      contextSwitchesInvoluntary: 5,
      pageFaultsMinor: 10,
      pageFaultsMajor: 0,
      stealRatio: null,
      pressureCpuRatio: null,
      pressureMemoryRatio: null,
      pressureIoRatio: null,
      throttledCount: null,
      throttledNs: null,
      gc: [],
      eventLoopUtilizationRatio: 1,
      eventLoopDelayNsP50: null,
      eventLoopDelayNsP99: null,
      eventLoopDelayNsMax: null,
      rssBytesAfter: 60e6,
      heapBytesBefore: 6e6,
      heapBytesAfter: 7e6,
    },
  };
}

function makeBenchmark(
  { id, timeNs, level }: (typeof BENCHMARKS)[number],
  day: number,
  startedAt: string,
  random: Random,
): BenchmarkResult {
  const forks = Array.from({ length: FORK_COUNT }, (_, index) =>
    makeFork(index, timeNs * level(day), startedAt, random),
  );
  const forkSamples = forks.map(({ roundNs, iterationsPerRound }) =>
    Float64Array.from(roundNs, (ns) => ns / iterationsPerRound),
  );
  const [group = "", name = ""] = id.split("/");
  return {
    id,
    file: `bench/${group}.bench.ts`,
    group,
    name,
    parameters: {},
    status: "completed",
    isAsync: false,
    itemsPerIteration: null,
    itemsUnit: null,
    settings: {
      forkCount: FORK_COUNT,
      roundCountMin: ROUND_COUNT,
      warmupRoundCount: 2,
      calibrationPrecision: 10,
      measureNsMax: 100e6,
      timeLimitNs: 60e9,
      isGcDisabled: false,
      timer: "monotonic",
    },
    forks,
    metrics: [
      summarizeMetric({ name: "time", unit: "ns", direction: "lower", forkSamples, seed: 1 }),
    ],
    targets: [],
    peers: [],
    warnings: [],
    errors: [],
  };
}

function makeRun(runIndex: number, startedAt: string, random: Random): RunResult {
  const day = Math.floor(runIndex / RUNS_PER_DAY);
  return {
    schema: "paceline/run-result",
    schemaVersion: 1,
    id: `generated-${String(runIndex).padStart(4, "0")}`,
    status: "completed",
    startedAt,
    finishedAt: startedAt,
    pacelineVersion: "0.1.0",
    preset: "quick",
    seed: 1,
    machine: {
      platform: "linux",
      architecture: "x64",
      release: "6.1.0",
      cpuModel: "generated",
      cpuCount: 2,
      memoryBytes: 8 * 2 ** 30,
      hostname: "generated",
      loadAverages: [0.2, 0.2, 0.2],
    },
    runtime: { name: "node", version: "24.21.0", v8Version: "13.6" },
    commit: {
      id: createHash("sha1").update(`commit ${runIndex}`).digest("hex"),
      branch: "main",
      authoredAt: startedAt,
      isDirty: false,
    },
    benchmarks: BENCHMARKS.map((benchmark) => makeBenchmark(benchmark, day, startedAt, random)),
    fileErrors: [],
  };
}

/** Writes the results below `folder`, as `paceline run --autosave` and `paceline release` would; the last one was a moment ago. */
export async function main(folder = "demo", now = Date.now()): Promise<string> {
  const random = createRandom(1);
  const results = join(folder, "results");
  for (const kind of ["baseline", "daily", "releases"])
    // oxlint-disable-next-line no-await-in-loop -- three folders
    await mkdir(join(results, kind), { recursive: true });
  await writeFile(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  const runCount = DAY_COUNT * RUNS_PER_DAY;
  for (let index = 0; index < runCount; index++) {
    const startedAt = new Date(
      now - ((runCount - 1 - index) * MS_PER_DAY) / RUNS_PER_DAY,
    ).toISOString();
    const run = serializeRunResult(makeRun(index, startedAt, random));
    const release = index % RUNS_PER_DAY === 0 ? RELEASE_DAYS[index / RUNS_PER_DAY] : undefined;
    const files = [
      `daily/${startedAt.replace(/[:.]/g, "-")}_results.json`,
      ...(release === undefined ? [] : [`releases/${release}_results.json`]),
      ...(index === runCount - 20 ? ["baseline/baseline_results.json"] : []),
    ];
    // oxlint-disable-next-line no-await-in-loop -- one after the other: a hundred small files
    for (const file of files) await writeFile(join(results, file), run);
  }
  return `${runCount} generated results of ${DAY_COUNT} days in ${results}`;
}

if (import.meta.main) console.log(await main(process.argv[2]));
