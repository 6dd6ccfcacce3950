import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { IS_SOURCE } from "../fork/fork-process.ts";
import { createOutputTail } from "../fork/output-tail.ts";
import { BENCHMARK_VARIABLE, NOTE_FILE, OBSERVATION_VARIABLE } from "./observation.ts";
import type {
  Observation,
  ObservationNote,
  ObservationRequest,
  ObservedProgram,
} from "./observation.ts";
import { BusyProgramError, ObservedProgramError } from "./observed-program-error.ts";

/** A pipe to the process, in which each end sees when the other one is gone. */
const LIFELINE_FD = 3;

export interface ObserveOptions {
  readonly program: ObservedProgram;
  /** How errors name it. */
  readonly programName: string;
  readonly observation: ObservationRequest;
  readonly cwd: string;
  /** What the program writes, both streams. */
  readonly onOutput: (text: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Runs a program in a fresh process and looks at it: takes a heap snapshot, or samples its allocations. The
 * files are in the folder of the observation when it is over.
 *
 * @throws {ObservedProgramError} when the program fails, or ends before it could be looked at.
 */
export async function observeProgram(options: ObserveOptions): Promise<ObservationNote> {
  const { programName, observation, onOutput, signal } = options;
  signal?.throwIfAborted();
  const child = startProgram(options);
  const output = createOutputTail();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output.append(chunk);
      onOutput(chunk.toString("utf8"));
    });
  }
  const onAbort = (): void => killGroup(child);
  signal?.addEventListener("abort", onAbort);
  const patience = watchPatience(child, observation.afterMs);
  try {
    const end = await untilClosed(child);
    signal?.throwIfAborted();
    if (patience.isOver()) throw new BusyProgramError(programName, observation.afterMs ?? 0);
    const note = end.exitCode === 0 ? await readNote(observation.folder) : null;
    if (note === null)
      throw new ObservedProgramError(programName, { ...end, output: output.read() });
    return note;
  } finally {
    signal?.removeEventListener("abort", onAbort);
    patience[Symbol.dispose]();
    killGroup(child);
  }
}

/** Time after which a program that was to be looked at must at least have begun to stand still for it. */
const PATIENCE_MS = 5000;

interface Patience extends Disposable {
  readonly isOver: () => boolean;
}

/** Ends a program that never comes back to its event loop, where its timers run. Looking at it may take any time. */
function watchPatience(child: ChildProcess, afterMs: number | null): Patience {
  let isOver = false;
  const timer =
    afterMs === null
      ? undefined
      : setTimeout(() => {
          isOver = true;
          killGroup(child);
        }, afterMs + PATIENCE_MS);
  const lifeline = child.stdio[LIFELINE_FD];
  lifeline?.once("data", () => clearTimeout(timer));
  lifeline?.on("error", () => undefined);
  return { isOver: () => isOver, [Symbol.dispose]: () => clearTimeout(timer) };
}

/** An inlined function has no frame of its own, so what it allocates would be told of its caller. */
const SEPARATE_FUNCTIONS_FLAGS = ["--no-turbo-inlining", "--no-maglev-inlining"];

function startProgram({ program, observation, cwd }: ObserveOptions): ChildProcess {
  const isBenchmark = program.kind === "benchmark";
  const main = isBenchmark
    ? fileURLToPath(import.meta.resolve("#observed-benchmark"))
    : program.file;
  const args = [
    ...(isBenchmark && IS_SOURCE ? ["--conditions=@paceline/source"] : []),
    ...(observation.kind === "allocations" ? SEPARATE_FUNCTIONS_FLAGS : []),
    // Not --import, which threads of evaluated code do not do.
    `--require=${fileURLToPath(import.meta.resolve("#observer"))}`,
    main,
    ...(isBenchmark ? [] : program.args),
  ];
  return spawn(process.execPath, args, {
    cwd,
    // The last one is the lifeline: the process sees its end close when this one is gone.
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    // A group of its own, so that what the program starts can be ended with it.
    detached: process.platform !== "win32",
    env: {
      ...process.env,
      [OBSERVATION_VARIABLE]: JSON.stringify({ ...observation, isBenchmark } satisfies Observation),
      ...(isBenchmark && { [BENCHMARK_VARIABLE]: JSON.stringify(program.request) }),
    },
  });
}

interface ProgramEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
}

const untilClosed = (child: ChildProcess): Promise<ProgramEnd> =>
  new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (exitCode, signal) => {
      // A process that the program left behind may hold the output open.
      killGroup(child);
      child.stdout?.once("close", () => resolve({ exitCode, signal }));
      if (child.stdout?.closed === true) resolve({ exitCode, signal });
    });
  });

async function readNote(folder: string): Promise<ObservationNote | null> {
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written by the observer, of the same version
    return JSON.parse(await readFile(join(folder, NOTE_FILE), "utf8")) as ObservationNote;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
  } catch (error) {
    // The good case: nobody is left.
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ESRCH" && code !== "EPERM") throw error;
  }
}
