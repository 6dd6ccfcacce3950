import { watchEventLoopDelay } from "../evidence/event-loop-delay.ts";
import { countGcRounds, observeGc } from "../evidence/gc-observer.ts";
import { completeEvidence, endEvidence, startEvidence } from "../evidence/own-evidence.ts";
import { takeTimedRounds } from "../measure/timed-rounds.ts";
import { hrtimeBigint } from "../measure/untouched-clocks.ts";
import { createYardstick } from "../measure/yardstick.ts";
import { isThenable } from "./is-thenable.ts";
import type { PreparedFork } from "./prepare-fork.ts";
import type { ForkCommand, MeasuredReply } from "./protocol.ts";
import { UserFailure } from "./user-failure.ts";

type MeasureCommand = Extract<ForkCommand, { readonly kind: "measure" }>;

const NS_PER_MS = 1e6;
const NS_PER_US = 1000;

/** Takes all timed rounds of this fork, with the evidence of what the process did meanwhile. */
export async function measureRun(
  prepared: PreparedFork,
  { hasYardstick }: MeasureCommand,
): Promise<MeasuredReply> {
  const { request, rounds, iterationsPerRound, collectGarbage } = prepared;
  const { settings } = request;
  using gc = observeGc();
  const endDelayWatch = rounds.isAsync ? watchEventLoopDelay() : null;
  let startupNsToFirstSample = 0;
  const yardstick = hasYardstick && !rounds.isAsync ? createYardstick() : null;
  if (settings.isGcDisabled) collectGarbage("all");
  const start = startEvidence();
  const startThreadCpu = process.threadCpuUsage();
  const fromNs = Number(hrtimeBigint());
  const { roundNs, startedMs } = await takeTimedRounds({
    roundCountMin: settings.roundCountMin,
    measureNsMax: settings.measureNsMax,
    iterationCount: iterationsPerRound,
    beforeRound: (index) => {
      if (settings.isGcDisabled) collectGarbage("young");
      rounds.fill(iterationsPerRound);
      yardstick?.readBefore(index);
    },
    timeRound: rounds.time,
    onFirstRound: () => {
      startupNsToFirstSample = Number(hrtimeBigint()) - request.spawnedAtNs;
    },
  });
  const toNs = Number(hrtimeBigint());
  const threadCpu = process.threadCpuUsage(startThreadCpu);
  const ended = endEvidence(start);
  const delay = endDelayWatch?.() ?? null;
  const all = await gc.flush();
  if (!rounds.isAsync && isThenable(rounds.lastResult())) {
    throw new UserFailure("turned-async", "it returned a promise, its first call did not");
  }
  const endedMs = start.nowMs + ended.wallNs / NS_PER_MS;
  const collections = all.filter(({ startedMs: at }) => at >= start.nowMs && at < endedMs);
  return {
    kind: "measured",
    startupNsToFirstSample,
    roundNs,
    yardstick: yardstick?.record(roundNs.length) ?? null,
    gcRoundCount: countGcRounds(startedMs, roundNs, collections),
    evidence: completeEvidence(ended, collections, delay),
    fromNs,
    toNs,
    threadCpuNs: (threadCpu.user + threadCpu.system) * NS_PER_US,
  };
}
