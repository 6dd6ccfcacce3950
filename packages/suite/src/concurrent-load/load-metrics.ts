import type { LoadBench } from "./saturate.ts";
import type { LoadSummary } from "./summarize-load.ts";

/** State of a benchmark that has offered a load. */
export interface OfferedState {
  readonly summary: LoadSummary;
  readonly offeredPerSecond: number;
}

/** State of a benchmark of agents that has offered its load. */
export interface LoadedState extends OfferedState {
  readonly load: LoadBench;
}

/** What an open load shows, as metrics of a benchmark. */
export const LOAD_METRICS = {
  offeredPerSecond: {
    unit: "per-second",
    direction: "none",
    measure: ({ offeredPerSecond }: OfferedState) => offeredPerSecond,
  },
  completedPerSecond: {
    unit: "per-second",
    direction: "higher",
    measure: ({ summary }: OfferedState) => summary.completedPerSecond,
  },
  latencyNsP50: {
    unit: "ns",
    direction: "lower",
    measure: ({ summary }: OfferedState) => summary.latencyNsP50,
  },
  latencyNsP95: {
    unit: "ns",
    direction: "lower",
    measure: ({ summary }: OfferedState) => summary.latencyNsP95,
  },
  latencyNsP99: {
    unit: "ns",
    direction: "lower",
    measure: ({ summary }: OfferedState) => summary.latencyNsP99,
  },
  inSystemMean: {
    unit: "count",
    direction: "lower",
    measure: ({ summary }: OfferedState) => summary.inSystemMean,
  },
  utilizationRatio: {
    unit: "ratio",
    direction: "none",
    measure: ({ summary }: OfferedState) => summary.consistency.utilizationRatio,
  },
  expectedUtilizationRatio: {
    unit: "ratio",
    direction: "none",
    measure: ({ summary }: OfferedState) => summary.consistency.expectedUtilizationRatio,
  },
  littleRatio: {
    unit: "ratio",
    direction: "none",
    measure: ({ summary }: OfferedState) => summary.consistency.littleRatio,
  },
} as const;

/** Little's law must hold within this: looking at random moments has an error of its own. */
const LITTLE_RATIO_ERROR_MAX = 0.15;

/** @throws {Error} when requests or time were lost on the way. */
export function checkConsistency({ summary }: OfferedState): void {
  const { littleRatio } = summary.consistency;
  if (Math.abs(littleRatio - 1) > LITTLE_RATIO_ERROR_MAX)
    throw new Error(`Little's law is off by a factor of ${littleRatio.toFixed(2)}`);
}
