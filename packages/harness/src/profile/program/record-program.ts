import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";

import { IS_SOURCE } from "../../fork/fork-process.ts";
import { withRecorder } from "../record/recording-environment.ts";
import { readRecordings } from "../read/read-recordings.ts";
import type { Recordings } from "../read/read-recordings.ts";
import { createProfileFolder } from "./profile-folder.ts";
import type { ProfileFolder } from "./profile-folder.ts";

export interface ProgramStart {
  /** Absolute path of the script. */
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Asked distance between samples. */
  readonly intervalUs: number;
  /** Whether the time of kinds of agents can be told apart; costs each of their turns a call. */
  readonly hasAgentMarks: boolean;
  /** After this time the program is ended; null leaves it to itself. */
  readonly durationMs: number | null;
  readonly signal: AbortSignal;
}

/** How the program ended, and why. */
export interface ProgramEnding {
  readonly reason: "by-itself" | "duration" | "aborted";
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly elapsedNs: number;
}

export interface RecordedProgram extends Recordings {
  readonly ending: ProgramEnding;
}

/** Told to end, a program has this long before it is killed. */
const LEAVE_MS_MAX = 1500;

/**
 * Runs a program with every thread and child process of it recorded, and gives what they spent their time
 * on. Whatever ends it, nothing of it runs on, and what was recorded is kept.
 */
export async function recordProgram(start: ProgramStart): Promise<RecordedProgram> {
  await using folder = await createProfileFolder({
    intervalUs: start.intervalUs,
    hasWardens: true,
    hasAgentMarks: start.hasAgentMarks,
  });
  const startedNs = process.hrtime.bigint();
  const child = spawnProgram(start, folder.environment);
  const ended = untilEnded(child);
  const stopReason = await untilStopped(start, folder, ended);
  if (stopReason !== null) {
    await folder.finish();
    signalGroup(child, stopReason === "aborted" ? "SIGINT" : "SIGTERM");
    const hasLeft = await Promise.race([ended, delay(LEAVE_MS_MAX, false, { ref: false })]);
    if (hasLeft === false) {
      // Threads that started meanwhile.
      await folder.finish();
      signalGroup(child, "SIGKILL");
    }
  }
  const { exitCode, signal } = await ended;
  const elapsedNs = Number(process.hrtime.bigint() - startedNs);
  // Children that outlived it.
  await folder.finish();
  signalGroup(child, "SIGKILL");
  const recordings = await readRecordings(folder.path);
  return {
    ...recordings,
    ending: { reason: stopReason ?? "by-itself", exitCode, signal, elapsedNs },
  };
}

function spawnProgram(
  { file, args, cwd }: ProgramStart,
  environment: Readonly<Record<string, string>>,
): ChildProcess {
  const flags = IS_SOURCE ? ["--conditions=@paceline/source"] : [];
  return spawn(process.execPath, [...flags, file, ...args], {
    cwd,
    // It is the user's program: it speaks to the terminal as it would without us.
    stdio: "inherit",
    // A group of its own, which can be ended as a whole. Ctrl-C then reaches us alone, and we keep the profile.
    detached: process.platform !== "win32",
    env: withRecorder(process.env, environment),
  });
}

interface ProcessEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
}

function untilEnded(child: ChildProcess): Promise<ProcessEnd> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (exitCode, signal) => resolve({ exitCode, signal }));
  });
}

/** Why the program is to be ended from outside; null when it ended by itself. */
async function untilStopped(
  { durationMs, signal }: ProgramStart,
  folder: ProfileFolder,
  ended: Promise<unknown>,
): Promise<"duration" | "aborted" | null> {
  const over = new AbortController();
  const { promise: aborted, resolve: abort } = Promise.withResolvers<"aborted">();
  const onAbort = (): void => abort("aborted");
  if (signal.aborted) onAbort();
  signal.addEventListener("abort", onAbort, { once: true, signal: over.signal });
  // From the program's own start on: Node's is none of its time.
  const elapsed = async (): Promise<"duration"> => {
    await folder.untilStarted(over.signal);
    await delay(durationMs ?? 0, undefined, { signal: over.signal });
    return "duration";
  };
  try {
    return await Promise.race([
      ended.then(() => null),
      aborted,
      ...(durationMs === null ? [] : [elapsed()]),
    ]);
  } finally {
    over.abort();
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch (error) {
    // Nobody is left in the group; macOS says EPERM when only a zombie is.
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ESRCH" && code !== "EPERM") throw error;
  }
}
