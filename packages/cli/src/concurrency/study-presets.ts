import type { PresetName } from "@paceline/harness";
import type { StudyExtent } from "@paceline/suite/study";

import type { ConcurrencyOptions } from "../commands/concurrency-options.ts";

export interface StudyPreset {
  readonly extent: StudyExtent;
  readonly forks: number;
  /** Measured in each fork, besides latency and start-up. */
  readonly maxTimeMs: number;
  /** From the command's start: no cell is begun that is likely to end later, and what was measured is judged. */
  readonly timeMsMax: number;
  /** What the document calls it. */
  readonly harnessPreset: PresetName;
}

/** The original's numbers of agents. */
const PUBLISHED_COUNTS = [1, 2, 5, 10, 20, 30];
const MINUTE_MS = 60_000;

/** Numbers of agents start with what the original published: 1, 5 and 10. */
export const STUDY_PRESETS: Readonly<
  Record<NonNullable<ConcurrencyOptions["preset"]>, StudyPreset>
> = {
  quick: {
    extent: { agentCounts: [1, 5, 10, 30], crowdCounts: [1_000], depths: [3] },
    forks: 3,
    maxTimeMs: 80,
    // What remains of two minutes is for finding, judging and ending.
    timeMsMax: 1.75 * MINUTE_MS,
    harnessPreset: "quick",
  },
  simple: {
    extent: { agentCounts: PUBLISHED_COUNTS, crowdCounts: [1_000], depths: [2, 3] },
    forks: 4,
    maxTimeMs: 150,
    timeMsMax: 4.7 * MINUTE_MS,
    harnessPreset: "quick",
  },
  production: {
    extent: { agentCounts: [...PUBLISHED_COUNTS, 100], crowdCounts: [1_000], depths: [2, 3] },
    forks: 7,
    maxTimeMs: 250,
    timeMsMax: 9.7 * MINUTE_MS,
    harnessPreset: "standard",
  },
  full: {
    extent: {
      agentCounts: [...PUBLISHED_COUNTS, 100],
      crowdCounts: [1_000, 10_000],
      depths: [2, 3],
    },
    forks: 12,
    maxTimeMs: 400,
    timeMsMax: 19.5 * MINUTE_MS,
    harnessPreset: "thorough",
  },
};
