import type { Warning, WarningCode } from "@paceline/core";

import { formatTime } from "../quantity/format-time.ts";
import { quantityText } from "../quantity/quantity.ts";
import { formatDigits } from "../quantity/significant-digits.ts";

/** What a doubt says to a person. */
export interface WarningWords {
  readonly seen: string;
  readonly cause: string;
  readonly advice: string;
}

type WarningOf<Code extends WarningCode> = Extract<Warning, { readonly code: Code }>;

/** All warnings of one code at once: forty of them are one sentence with the worst number in it. */
type Describe<Code extends WarningCode> = (warnings: readonly WarningOf<Code>[]) => WarningWords;

const PERCENT_PER_RATIO = 100;

const worst = <Item>(items: readonly Item[], valueOf: (item: Item) => number): number =>
  items.reduce((highest, item) => Math.max(highest, valueOf(item)), -Infinity);

const least = <Item>(items: readonly Item[], valueOf: (item: Item) => number): number =>
  items.reduce((lowest, item) => Math.min(lowest, valueOf(item)), Infinity);

const percent = (ratio: number): string => `${formatDigits(ratio * PERCENT_PER_RATIO, 2)} %`;
const time = (timeNs: number): string => quantityText(formatTime(timeNs, "auto", 2));

/** The words of every warning there is. Pure text: what to print where is decided elsewhere. */
export const WARNING_WORDS: { readonly [Code in WarningCode]: Describe<Code> } = {
  "never-steady": (warnings) => ({
    seen: `the warm-up ended after ${worst(warnings, ({ roundCount }) => roundCount)} rounds without settling`,
    cause: "the code still gets faster, its state grows, or the machine is uneven",
    advice: "raise --warmup or --max-time; check that an iteration leaves no state behind",
  }),
  "scaling-refused": (warnings) => ({
    seen: `twice the iterations took ×${formatDigits(
      worst(warnings, ({ timeRatio }) => timeRatio),
      2,
    )} the time, not ×2`,
    cause: "the work was optimised away, or an iteration changes what the next one does",
    advice: "return the result of the work, and make inputs in prepare",
  }),
  "optimized-away": (warnings) => ({
    seen: `an iteration takes ${time(least(warnings, ({ timeNsPerIteration }) => timeNsPerIteration))}, as little as an empty function`,
    cause: "the engine removed the work, because nothing depends on it",
    advice: "return the result of the work; do not compute constants",
  }),
  "machine-busy": (warnings) => ({
    seen: `the threads of a fork waited for a core up to ${percent(worst(warnings, ({ runQueueWaitRatio }) => runQueueWaitRatio))} of the measured time`,
    cause: "other programs run on this machine",
    advice: "close them, or buy certainty with more --max-forks",
  }),
  "cpu-stolen": (warnings) => ({
    seen: `up to ${percent(worst(warnings, ({ stealRatio }) => stealRatio))} of the processor went to other virtual machines`,
    cause: "the host is shared",
    advice: "measure on a machine of your own, or allow more --max-forks",
  }),
  "cpu-throttled": (warnings) => ({
    seen: `the control group was throttled up to ${worst(warnings, ({ throttledCount }) => throttledCount)} times in a fork`,
    cause: "the container's processor quota is used up",
    advice: "raise the quota, or run fewer things in the container",
  }),
  "cpu-pressure": (warnings) => ({
    seen: `tasks waited for a processor in up to ${percent(worst(warnings, ({ pressureCpuRatio }) => pressureCpuRatio))} of the time`,
    cause: "the machine has more to do than cores",
    advice: "close other programs, or measure at a quieter time",
  }),
  "gc-share": (warnings) => ({
    seen: `garbage collection took up to ${percent(worst(warnings, ({ gcRatio }) => gcRatio))} of the measured time`,
    cause: "an iteration allocates much, or keeps what it allocates",
    advice: "look at the column allocated; --disable-gc collects between rounds instead",
  }),
  "gc-in-rounds": (warnings) => ({
    seen: `garbage was collected inside up to ${worst(warnings, ({ gcRoundCount }) => gcRoundCount)} timed rounds of a fork`,
    cause: "a round allocates more than the young generation holds",
    advice: "believe the median, or make an iteration allocate less",
  }),
  "forks-disagree": (warnings) => ({
    seen: `medians of forks of one benchmark differ up to ×${formatDigits(
      worst(warnings, ({ medianRatio }) => medianRatio),
      3,
    )}`,
    cause:
      "each process is compiled and laid out in memory in its own way, or the machine is uneven",
    advice: "allow more --max-forks; believe the interval, not the median",
  }),
  "few-forks": (warnings) => ({
    seen: forksSeen(least(warnings, ({ forkCount }) => forkCount)),
    cause: "differences between processes are not in the interval",
    advice: "use --forks 5 or --preset standard before you compare",
  }),
  "few-rounds": (warnings) => ({
    seen: `a fork measured only ${roundsText(least(warnings, ({ roundCount }) => roundCount))}`,
    cause: "one iteration takes long compared with the time allowed",
    advice: "raise --max-time",
  }),
  "timer-coarse": (warnings) => ({
    seen: `a round of ${time(least(warnings, ({ roundNs }) => roundNs))} is short for a timer that ticks every ${time(worst(warnings, ({ timerPrecisionNs }) => timerPrecisionNs))}`,
    cause: "rounds have too few iterations, or the timer is coarse",
    advice: "raise --calibration-precision, or use --timer monotonic",
  }),
  outliers: (warnings) => ({
    seen: `up to ${percent(worst(warnings, ({ outlierCount, sampleCount }) => outlierCount / sampleCount))} of the rounds are outliers`,
    cause: "something interrupts now and then: another program, garbage collection, a timer",
    advice: "trust the median more than the mean; look at the evidence in the JSON document",
  }),
  "async-overhead": (warnings) => ({
    seen: `awaiting takes up to ${percent(worst(warnings, ({ overheadNs, timeNs }) => overheadNs / timeNs))} of an iteration`,
    cause: "the function is asynchronous and does little",
    advice: "do more in an iteration, or make the function synchronous",
  }),
  "fork-output-cut": (warnings) => ({
    seen: `a fork printed more than the ${worst(warnings, ({ keptBytes }) => keptBytes)} bytes that are kept`,
    cause: "the benchmark prints while it is measured",
    advice: "print nothing inside a benchmark",
  }),
  "workers-silent": (warnings) => ({
    seen: `memory of up to ${worst(warnings, ({ silentWorkerCount }) => silentWorkerCount)} worker threads could not be read`,
    cause: "they never turn their event loop: busy, or waiting in Atomics.wait",
    advice: "end them in quiesce, or let them wait with Atomics.waitAsync",
  }),
  "foreign-forks": (warnings) => ({
    seen: `read from a ${warnings[0]!.format} file, which does not tell its processes apart`,
    cause: "that tool measures in one process, or does not say in which",
    advice:
      "compare several such files a side, or measure with paceline: one file cannot show equality",
  }),
  "samples-missing": (warnings) => ({
    seen: `the file keeps ${worst(warnings, ({ measuredCount, keptCount }) => measuredCount - keptCount)} samples fewer than were measured`,
    cause: "the other tool was told to leave them out, or something cut them",
    advice: "keep the samples, as with pytest-benchmark's --benchmark-save-data",
  }),
};

const forksSeen = (forkCount: number): string =>
  forkCount === 1 ? "measured in a single process" : `measured in ${forkCount} processes only`;

const roundsText = (roundCount: number): string =>
  roundCount === 1 ? "1 round" : `${roundCount} rounds`;
