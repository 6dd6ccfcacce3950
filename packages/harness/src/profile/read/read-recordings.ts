import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";

import { combineProfiles, cutTrack, readCpuprofile } from "@paceline/profile";
import type { Profile, Track } from "@paceline/profile";

import { readMachine } from "../../machine/read-machine.ts";
import { HEAD_SUFFIX, TAIL_SUFFIX } from "../record/recording-files.ts";
import type { RecordingHead, RecordingTail } from "../record/recording-files.ts";

/** A thread whose recording is there. */
export interface RecordedThread {
  readonly head: RecordingHead;
  /** Processor time of the thread. */
  readonly cpuNs: number;
}

/** What the threads of a run left behind. */
export interface Recordings {
  /** One track per thread, marks still in it; null when no thread left a recording. */
  readonly profile: Profile | null;
  /** Those of the profile's tracks, in the same order. */
  readonly threads: readonly RecordedThread[];
  /** Threads that were recorded and ended before they could write: their process was killed. */
  readonly lost: readonly RecordingHead[];
}

/** A time window on the machine's clock, that of `process.hrtime`. */
export interface TimeWindow {
  readonly fromNs: number;
  readonly toNs: number;
}

/** Reads a folder of recordings, all of it or one window. */
export async function readRecordings(
  folder: string,
  window: TimeWindow | null = null,
): Promise<Recordings> {
  const names = await readdir(folder);
  const heads = await Promise.all(
    names
      .filter((name) => name.endsWith(HEAD_SUFFIX))
      .map((name) => readJson<RecordingHead>(join(folder, name))),
  );
  heads.sort((a, b) => a.processId - b.processId || a.threadId - b.threadId);
  const threads: RecordedThread[] = [];
  const profiles: Profile[] = [];
  const lost: RecordingHead[] = [];
  for (const head of heads) {
    const name = `${head.processId}-${head.threadId}${TAIL_SUFFIX}`;
    if (!names.includes(name)) {
      lost.push(head);
      continue;
    }
    // oxlint-disable-next-line no-await-in-loop -- recordings are large: one in memory at a time
    const tail = await readJson<RecordingTail>(join(folder, name));
    if (tail.profile === null) {
      lost.push(head);
      continue;
    }
    profiles.push(toProfile(head, tail, window));
    threads.push({ head, cpuNs: tail.threadCpuNs });
  }
  return { profile: profiles.length === 0 ? null : combineProfiles(profiles), threads, lost };
}

function toProfile(head: RecordingHead, tail: RecordingTail, window: TimeWindow | null): Profile {
  const profile = readCpuprofile(tail.profile);
  const tracks = profile.tracks.map((track): Track => {
    const offsetNs = clockOffsetNs(track.startNs, tail.startedNs);
    const part = cutToProgram(track, {
      fromNs: Math.max(tail.fromNs, window?.fromNs ?? 0) + offsetNs,
      toNs: Math.min(tail.toNs, window?.toNs ?? Infinity) + offsetNs,
    });
    return {
      ...part,
      name: nameOf(head),
      labels: {
        process: String(head.processId),
        worker: String(head.threadId),
        agent: null,
        phase: window === null ? null : "measured",
      },
    };
  });
  const { nodeVersion, v8Version, flags } = head;
  const profilerStart = "process-start" as const;
  // Recordings are read on the machine that they were made on, a moment later.
  const host = readMachine().cpuModel;
  return {
    ...profile,
    tracks,
    meta: { ...profile.meta, nodeVersion, v8Version, flags, profilerStart, host },
  };
}

/** From the first sample in the window on: the one before it saw what was done before it. */
function cutToProgram(track: Track, { fromNs, toNs }: TimeWindow): Track {
  const { samples } = track;
  if (samples === null) return track;
  let timeNs = samples.startNs;
  for (let index = 0; index < samples.count && timeNs < fromNs; index++) {
    timeNs += samples.weights[index]!;
  }
  return cutTrack(track, timeNs, Math.max(timeNs, toNs));
}

/** "server.ts" for its main thread, "paceline worker 1" for a thread that was given a name. */
function nameOf({ threadId, threadName, scriptFile }: RecordingHead): string {
  if (threadId === 0) return basename(scriptFile) || "node";
  return threadName === "" || threadName === "WorkerThread" ? `thread ${threadId}` : threadName;
}

/**
 * What to add to the machine's clock to get V8's. On Linux they are one clock; elsewhere V8's start lies
 * somewhere in the call that started it.
 */
function clockOffsetNs(v8StartNs: number, [beforeNs, afterNs]: readonly [number, number]): number {
  const isSameClock = v8StartNs >= beforeNs - 1e6 && v8StartNs <= afterNs + 1e6;
  return isSameClock ? 0 : v8StartNs - (beforeNs + afterNs) / 2;
}

async function readJson<T>(path: string): Promise<T> {
  const value: unknown = JSON.parse(await readFile(path, "utf8"));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- our recorder wrote it, into a folder of our own
  return value as T;
}
