import { seedFrom } from "@paceline/core";
import { resolveSettings } from "@paceline/harness";
import type { BenchmarkDescriptor, SettingsOptions } from "@paceline/harness";
import type { ProfiledFork, ProfileTask } from "@paceline/harness/profiling";
import type { Profile } from "@paceline/profile";

import {
  COMPARABLE_INTERVAL_US,
  COMPARABLE_MS,
  comparableProfile,
  recordOnce,
} from "./comparable-profile.ts";
import { levelRuns } from "./level-runs.ts";

/** One version of one benchmark. */
export interface ExplainedSide {
  readonly name: string;
  /** Absolute path of the checkout that it is loaded from. */
  readonly root: string;
  readonly benchmark: BenchmarkDescriptor;
}

export interface ExplainRequest {
  readonly base: ExplainedSide;
  readonly head: ExplainedSide;
  /** Head over base, as it was judged. */
  readonly ratio: number;
  /** From the config. */
  readonly settings: SettingsOptions;
  readonly seed: number;
  readonly runCount?: number;
  readonly signal: AbortSignal;
  /** Told before each fork. */
  readonly onFork?: (done: number, all: number) => void;
}

/** Forks of one side, and their profiles as they are compared. */
export interface ProfiledSide {
  readonly forks: readonly ProfiledFork[];
  readonly profiles: readonly Profile[];
}

export interface ProfiledSides {
  readonly base: ProfiledSide;
  readonly head: ProfiledSide;
}

const NO_INLINING = ["--no-turbo-inlining", "--no-maglev-inlining"];

/** After so many runs of each side it is asked whether there is enough to tell; even, so that both orders had equal parts. */
const FIRST_LOOK_RUN_COUNT = 4;

export interface ProfileSidesOptions {
  readonly isInlining: boolean;
  /** Told before each fork. */
  readonly onRun: () => void;
  /** Asked once, early: whether what was seen is plain, so that further runs would be for nothing. */
  readonly isPlain?: (sides: ProfiledSides) => boolean;
}

/**
 * Profiles both sides in turn, in the order A B B A, each run in a process of its own. Hash and random seeds are those
 * of the turn on both sides. Not pinned to a core: V8 samples from a thread of its own, which would wait for the one
 * that it looks at.
 *
 * @param runCount - of each side, at most.
 */
export async function profileSides(
  request: ExplainRequest,
  runCount: number,
  { isInlining, onRun, isPlain = () => false }: ProfileSidesOptions,
): Promise<ProfiledSides> {
  const forks = { base: [] as ProfiledFork[], head: [] as ProfiledFork[] };
  for (let turn = 0; turn < runCount; turn++) {
    if (turn === FIRST_LOOK_RUN_COUNT && isPlain(sidesOf(forks, isInlining))) break;
    const order = turn % 2 === 0 ? (["base", "head"] as const) : (["head", "base"] as const);
    for (const side of order) {
      onRun();
      // oxlint-disable-next-line no-await-in-loop -- two at once would disturb each other
      forks[side].push(await recordOnce(taskOf(request[side], request, { turn, isInlining })));
    }
  }
  return sidesOf(forks, isInlining);
}

function taskOf(
  { root, benchmark }: ExplainedSide,
  { settings, seed, signal }: ExplainRequest,
  { turn, isInlining }: { readonly turn: number; readonly isInlining: boolean },
): ProfileTask {
  return {
    root,
    benchmark,
    settings: resolveSettings({
      overrides: { maxTimeMs: COMPARABLE_MS, forks: 1 },
      benchmark: benchmark.options,
      config: settings,
      preset: "standard",
    }),
    seed: seedFrom(seed, benchmark.id, "explain", turn),
    intervalUs: COMPARABLE_INTERVAL_US,
    hasAgentMarks: true,
    nodeFlags: isInlining ? [] : NO_INLINING,
    signal,
  };
}

interface SideForks {
  readonly base: readonly ProfiledFork[];
  readonly head: readonly ProfiledFork[];
}

function sidesOf({ base, head }: SideForks, isInlining: boolean): ProfiledSides {
  const compared = [...base, ...head].map(comparableProfile);
  // With inlining one function may hold most of the time, and there would be nothing to tell a run's speed by.
  const profiles = isInlining ? compared : levelRuns(compared);
  return {
    base: { forks: [...base], profiles: profiles.slice(0, base.length) },
    head: { forks: [...head], profiles: profiles.slice(base.length) },
  };
}
