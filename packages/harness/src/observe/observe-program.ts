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
import { ObservedProgramError } from "./observed-program-error.ts";

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
  try {
    const end = await untilClosed(child);
    signal?.throwIfAborted();
    const note = end.exitCode === 0 ? await readNote(observation.folder) : null;
    if (note === null)
      throw new ObservedProgramError(programName, { ...end, output: output.read() });
    return note;
  } finally {
    signal?.removeEventListener("abort", onAbort);
    killGroup(child);
  }
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
    `--import=${import.meta.resolve("#observer")}`,
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
