import { profileBenchmark, splitByAgent } from "@paceline/harness/profiling";
import type { ProfiledFork, ProfileTask } from "@paceline/harness/profiling";
import { joinTracks } from "@paceline/profile";
import type { Profile, Track } from "@paceline/profile";

import { weighByCpu } from "./weigh-by-cpu.ts";

/** Shorter than for looking, since small changes are looked for; forks are not timed. */
export const COMPARABLE_INTERVAL_US = 250;
/** Rounds of one recording. */
export const COMPARABLE_MS = 500;

/** V8's thread that samples sometimes starves or hangs, and leaves a profile of next to nothing. */
const SAMPLE_SHARE_MIN = 0.25;
const TRY_COUNT_MAX = 3;

/** Profiles a fork, again when it was hardly sampled; the last try counts whatever it is. */
export async function recordOnce(task: ProfileTask): Promise<ProfiledFork> {
  for (let tryCount = 1; ; tryCount++) {
    // oxlint-disable-next-line no-await-in-loop -- the next try is for when this one has failed
    const fork = await profileBenchmark(task);
    const cpuUs = (fork.threadCpuNsPerOperation * fork.operationCount) / 1000;
    if (sampleCountOf(fork) >= (SAMPLE_SHARE_MIN * cpuUs) / task.intervalUs) return fork;
    if (tryCount === TRY_COUNT_MAX) return fork;
  }
}

const sampleCountOf = ({ profile }: ProfiledFork): number =>
  profile.tracks.reduce((sum, { samples }) => sum + (samples?.count ?? 0), 0);

/**
 * As profiles are compared: weighed by processor time, and below a frame for each kind of agent, where there are any, so
 * that their parts are compared as well.
 */
export function comparableProfile(fork: ProfiledFork): Profile {
  const split = splitByAgent(weighByCpu(fork));
  const hasAgents = split.tracks.some(({ labels }) => labels.agent !== null);
  return hasAgents ? joinTracks(split, agentTitle) : split;
}

const AGENT_TITLE = "agent ";
export const NO_AGENT_TITLE = "(no agent's turn)";
const agentTitle = ({ labels }: Track): string =>
  labels.agent === null ? NO_AGENT_TITLE : `${AGENT_TITLE}${labels.agent}`;

/** The kind of agent that a frame of a compared profile stands for; null for any other. */
export const agentOfTitle = (name: string, file: string): string | null =>
  file === "" && name.startsWith(AGENT_TITLE) ? name.slice(AGENT_TITLE.length) : null;
