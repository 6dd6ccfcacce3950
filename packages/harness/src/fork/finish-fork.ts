import { observeGc } from "../evidence/gc-observer.ts";
import { measureAllocation } from "../measure/allocation.ts";
import { iterationsFor } from "../measure/calibrate.ts";
import type { TimeRound } from "../measure/round-loop.ts";
import { checkScaling, SCALING_RATIO_MIN } from "../measure/scaling.ts";
import type { ForkPort } from "./fork-session.ts";
import type { PreparedFork } from "./prepare-fork.ts";
import { createNoopRounds } from "./prepared-rounds.ts";
import type { FinishedReply } from "./protocol.ts";
import { checkResult } from "./subject.ts";
import { UserFailure } from "./user-failure.ts";

/**
 * What is asked of a fork after its timed rounds: is the last result right, do the numbers scale, what do
 * the benchmark's own metrics say, what does an iteration allocate, what does the loop cost.
 *
 * @throws {UserFailure} when the check or the scaling refuses the sample, or a metric is no number.
 */
export async function finishFork(prepared: PreparedFork, port: ForkPort): Promise<FinishedReply> {
  const { subject, state, rounds, iterationsPerRound } = prepared;
  await checkResult(subject, state, rounds.lastResult());
  const metricValues = await readMetrics(prepared);
  const roundNs = await rounds.fillAndTime(iterationsPerRound);
  const scaling = await checkScaling(
    rounds.fillAndTime,
    iterationsPerRound,
    roundNs / iterationsPerRound,
  );
  if (scaling.isRefused && scaling.timeRatio !== null) {
    throw new UserFailure(
      "scaling",
      `twice the iterations took ${scaling.timeRatio.toFixed(2)} times the time, ` +
        `at least ${SCALING_RATIO_MIN} is needed`,
      { scalingTimeRatio: scaling.timeRatio },
    );
  }
  return {
    kind: "finished",
    noopNsPerIteration: await measureNoop(prepared),
    scalingTimeRatio: scaling.timeRatio,
    allocatedBytesPerIteration: rounds.isAsync ? null : await allocation(prepared, port),
    metricValues,
  };
}

async function readMetrics({ subject, state }: PreparedFork): Promise<Record<string, number>> {
  const values: Record<string, number> = {};
  for (const [name, metric] of Object.entries(subject.options.metrics ?? {})) {
    // oxlint-disable-next-line no-await-in-loop -- one metric must not disturb another
    const value = await metric.measure(state, subject.context);
    if (!Number.isFinite(value)) {
      throw new UserFailure(
        "metric",
        `metric "${name}" gave ${String(value)}, not a finite number`,
      );
    }
    values[name] = value;
  }
  return values;
}

async function allocation({ rounds }: PreparedFork, port: ForkPort): Promise<number | null> {
  using gc = observeGc();
  return measureAllocation(rounds, {
    read: () => {
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return { heapBytes: heapUsed, bufferBytes: arrayBuffers };
    },
    collect: port.collectGarbage,
    collectionCount: async () => (await gc.flush()).length,
  });
}

const NOOP_ROUND_NS = 200_000;
const NOOP_ROUND_COUNT = 21;

/** Median cost of one iteration that calls an empty function. */
async function measureNoop({ roundsOptions }: PreparedFork): Promise<number> {
  const { fillAndTime, iterationCountMax } = createNoopRounds(roundsOptions);
  let iterationCount = 1000;
  const iterationNs: number[] = [];
  // The first half warms the loop up and finds the length of a round, the second half counts.
  for (let round = 0; round < 2 * NOOP_ROUND_COUNT; round += 1) {
    // oxlint-disable-next-line no-await-in-loop -- rounds must not overlap
    const roundNs = await timeOnce(fillAndTime, iterationCount);
    if (round >= NOOP_ROUND_COUNT) iterationNs.push(roundNs / iterationCount);
    else iterationCount = iterationsFor(roundNs / iterationCount, NOOP_ROUND_NS, iterationCountMax);
  }
  return iterationNs.sort((a, b) => a - b)[NOOP_ROUND_COUNT >> 1]!;
}

const timeOnce = async (timeRound: TimeRound, iterationCount: number): Promise<number> =>
  timeRound(iterationCount);
