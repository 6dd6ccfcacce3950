import { availableParallelism } from "node:os";
import { join } from "node:path";

import type { BenchmarkSettings } from "@paceline/core";
import { mean, median, msFromNs, seedFrom, sortSamples, toErrorRecord } from "@paceline/core";

import { PairFailedError } from "../errors/pair-failed-error.ts";
import { startFork } from "../fork/fork-process.ts";
import type { ForkAnswer, ForkProcess } from "../fork/fork-process.ts";
import type { FinishedReply, ForkCommand, ForkRequest } from "../fork/protocol.ts";
import { endingRecord, failureRecord } from "../run/failure-record.ts";
import { resolveSettings } from "../settings/resolve-settings.ts";
import { findTaskset } from "./find-taskset.ts";
import { pairMetrics } from "./pair-metrics.ts";
import type { PairOptions, PairResult, PairSide } from "./pair-result.ts";

/** A turn of one side: long against the switch of processes, short against the swings of a shared machine. */
const SLICE_NS = 4e6;
/** Turns per side: with 30, four times as many A/A pairs differ by more than 5 % on a busy machine. */
const SLICE_COUNT = 60;

/**
 * Measures two versions of a benchmark against each other: two fresh processes, pinned to one core, taking turns of some
 * milliseconds under this one controller, in the order A B B A.
 *
 * What the machine does to both at the same time cancels in the ratio of neighbouring turns. Hash and random
 * seeds are equal within a pair, so that tables of strings are laid out alike, and different across pairs,
 * since the layout is a part of what varies in life. One pair is one observation: run many.
 *
 * @throws {PairFailedError} naming the side, when it cannot be measured.
 */
export async function runPair(options: PairOptions): Promise<PairResult> {
  const { base, head, pairIndex, seed, sliceNs = SLICE_NS, sliceCount = SLICE_COUNT } = options;
  const pairSeed = seedFrom(seed, "pair", pairIndex);
  const { cpuIndex = availableParallelism() - 1 } = options;
  const taskset = cpuIndex === null ? null : await findTaskset();
  const wrapper = taskset === null ? [] : [taskset, "-c", String(cpuIndex)];

  await using baseSide = startSide("base", base, { options, pairSeed, wrapper });
  await using headSide = startSide("head", head, { options, pairSeed, wrapper });
  const sides = { base: baseSide, head: headSide } as const;
  // Which side is warmed up first alternates over pairs too.
  const warmUpOrder = pairIndex % 2 === 0 ? [baseSide, headSide] : [headSide, baseSide];
  // oxlint-disable no-await-in-loop -- the sides share a core: they must never run at once
  for (const side of warmUpOrder) await side.prepare();
  // The same number on both sides, so that a round costs both the same reading of the clock.
  const iterationsPerRound = Math.min(baseSide.iterationsPerRound(), headSide.iterationsPerRound());

  const slicesOf = { base: [] as Slice[], head: [] as Slice[] };
  const firstSides: ("base" | "head")[] = [];
  for (let slice = 0; slice < sliceCount; slice += 1) {
    const isBaseFirst = (slice + pairIndex) % 2 === 0;
    firstSides.push(isBaseFirst ? "base" : "head");
    for (const name of isBaseFirst ? (["base", "head"] as const) : (["head", "base"] as const)) {
      slicesOf[name].push(await sides[name].slice(sliceNs, iterationsPerRound));
    }
  }
  const told = new Map<RunningSide, FinishedReply>();
  for (const side of warmUpOrder) told.set(side, await side.finish());
  // oxlint-enable no-await-in-loop
  const ratioOf = (read: (slice: Slice) => number): number =>
    median(
      sortSamples(slicesOf.head.map((slice, index) => read(slice) / read(slicesOf.base[index]!))),
    );
  return {
    pairIndex,
    seed: pairSeed,
    isPinned: taskset !== null,
    baseNs: slicesOf.base.map(({ medianNs }) => medianNs),
    headNs: slicesOf.head.map(({ medianNs }) => medianNs),
    firstSides,
    ratioMedian: ratioOf(({ medianNs }) => medianNs),
    ratioMedianOfMeans: ratioOf(({ meanNs }) => meanNs),
    iterationsPerRound,
    metrics: pairMetrics(head.benchmark.metrics, told.get(baseSide)!, told.get(headSide)!),
  };
}

interface SideStart {
  readonly options: PairOptions;
  readonly pairSeed: number;
  readonly wrapper: readonly string[];
}

/** One turn of one side, in nanoseconds per iteration. */
interface Slice {
  readonly medianNs: number;
  readonly meanNs: number;
}

interface RunningSide extends AsyncDisposable {
  prepare(): Promise<void>;
  readonly iterationsPerRound: () => number;
  slice(sliceNs: number, iterationsPerRound: number): Promise<Slice>;
  /** Ends the side, which tells of itself what is not its time. */
  finish(): Promise<FinishedReply>;
}

function startSide(
  name: "base" | "head",
  { root, benchmark, slowdownRatio = 0, environment = {} }: PairSide,
  { options, pairSeed, wrapper }: SideStart,
): RunningSide {
  const settings = pairSettings(options, benchmark.options);
  const timeLimitMs = msFromNs(settings.timeLimitNs);
  const fork = startFork({
    cwd: root,
    nodeFlags: [
      "--expose-gc",
      `--hash-seed=${toFlag(pairSeed)}`,
      `--random-seed=${toFlag(pairSeed)}`,
    ],
    wrapper,
    environment,
    timeLimitMs,
    signal: options.signal,
  });
  let iterationsPerRound = 0;
  const ask = <Kind extends ForkAnswer["kind"]>(
    command: ForkCommand,
    kind: Kind,
  ): Promise<Extract<ForkAnswer, { kind: Kind }>> =>
    askSide(fork, {
      command,
      kind,
      side: name,
      file: benchmark.file,
      id: benchmark.id,
      timeLimitMs,
    });
  return {
    async prepare() {
      const request: ForkRequest = {
        file: join(root, benchmark.file),
        group: benchmark.registeredGroup,
        name: benchmark.name,
        parameters: benchmark.parameters,
        size: benchmark.size,
        seed: pairSeed,
        services: options.services ?? {},
        settings,
        spawnedAtNs: fork.spawnedAtNs,
      };
      iterationsPerRound = (await ask({ kind: "prepare", request }, "prepared")).iterationsPerRound;
    },
    iterationsPerRound: () => iterationsPerRound,
    async slice(sliceNs, iterationCount) {
      const command = {
        kind: "slice",
        sliceNs,
        iterationsPerRound: iterationCount,
        slowdownRatio,
      } as const;
      const { roundNs } = await ask(command, "sliced");
      return {
        medianNs: median(sortSamples(roundNs)) / iterationCount,
        meanNs: mean(roundNs) / iterationCount,
      };
    },
    async finish() {
      const finished = await ask({ kind: "finish" }, "finished");
      await ask({ kind: "teardown" }, "tore-down");
      await fork.end();
      return finished;
    },
    [Symbol.asyncDispose]: () => fork[Symbol.asyncDispose](),
  };
}

/** Rounds of a pair are short, so that a slice has several: as if a fork had only this to measure in. */
const PAIR_MEASURE_NS = 40e6;

function pairSettings(
  { settings = {} }: PairOptions,
  benchmark: BenchmarkDescriptorOptions,
): BenchmarkSettings {
  const resolved = resolveSettings({
    overrides: settings,
    benchmark,
    config: {},
    preset: "standard",
  });
  return { ...resolved, forkCount: 1, measureNsMax: PAIR_MEASURE_NS };
}

type BenchmarkDescriptorOptions = PairSide["benchmark"]["options"];

/** V8 reads its seeds as positive 31-bit numbers, and takes 0 for "choose one". */
const toFlag = (seed: number): number => seed >>> 1 || 1;

interface SideQuestion<Kind> {
  readonly command: ForkCommand;
  readonly kind: Kind;
  readonly side: "base" | "head";
  readonly file: string;
  readonly id: string;
  readonly timeLimitMs: number;
}

async function askSide<Kind extends ForkAnswer["kind"]>(
  fork: ForkProcess,
  { command, kind, side, file, id, timeLimitMs }: SideQuestion<Kind>,
): Promise<Extract<ForkAnswer, { kind: Kind }>> {
  const answer = await fork.ask(command);
  if (isOfKind(answer, kind)) return answer;
  if (answer.kind === "failed") {
    const place = { file, benchmarkId: id, phase: answer.phase };
    // Its output is complete only when it has ended.
    await fork.end();
    throw new PairFailedError(side, failureRecord(place, answer), fork.output.read());
  }
  if (answer.kind === "ended") {
    const place = { file, benchmarkId: id, phase: answer.ending.phase };
    const output = fork.output.read();
    throw new PairFailedError(
      side,
      endingRecord(place, answer.ending, { output, timeLimitMs, procedure: "time" }),
      output,
    );
  }
  const bug = new Error(`paceline bug: ${answer.kind} answers ${command.kind}`);
  throw new PairFailedError(side, toErrorRecord(bug), "");
}

const isOfKind = <Kind extends string, Answer extends { readonly kind: string }>(
  answer: Answer,
  kind: Kind,
): answer is Extract<Answer, { kind: Kind }> => answer.kind === kind;
