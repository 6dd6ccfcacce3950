import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { createOutputTail } from "./output-tail.ts";
import type { OutputTail } from "./output-tail.ts";
import type { ForkCommand, ForkPhase, ForkReply } from "./protocol.ts";

/** True when paceline runs from its sources; its children then must, too. */
export const IS_SOURCE = import.meta.url.endsWith(".ts");

/** Time that a process gets to close its output and its channel after it ended, in case a process of its own holds it open. */
const OUTPUT_CLOSE_MS = 200;

export interface ForkStart {
  /** Working folder of the process: the project's root. */
  readonly cwd: string;
  /** Flags for Node, such as "--expose-gc". */
  readonly nodeFlags?: readonly string[];
  /** Command put in front, such as `["taskset", "-c", "1"]`. */
  readonly wrapper?: readonly string[];
  /** Variables that the process gets beside ours. */
  readonly environment?: Readonly<Record<string, string>>;
  /** From the start to the end; then it is killed. */
  readonly timeLimitMs: number;
  readonly signal?: AbortSignal | undefined;
  onPhase?(phase: ForkPhase): void;
}

/** How a fork ended that ended before it was told to. */
export interface ForkEnding {
  readonly reason: "not-started" | "exited" | "killed" | "time-limit" | "aborted";
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly phase: ForkPhase;
}

/** A reply that answers a command; phases are told apart from it. */
export type ForkAnswer = Exclude<ForkReply, { kind: "phase" }>;

/** A child process that runs user code, and the only way to talk to it. */
export interface ForkProcess extends AsyncDisposable {
  readonly processId: number | undefined;
  readonly spawnedAtNs: number;
  readonly phase: ForkPhase;
  /** The last output of the process, both streams together. */
  readonly output: OutputTail;
  /** Sends one command and waits for its answer, or for the end of the process. */
  ask(command: ForkCommand): Promise<ForkAnswer | EndedAnswer>;
  /** Lets the process end by itself, which also lets it keep its compile cache, and waits for it. */
  end(): Promise<void>;
}

export interface EndedAnswer {
  readonly kind: "ended";
  readonly ending: ForkEnding;
}

/** Starts a fork. Dispose it in any case: that kills it, and all processes of its own, if they still run. */
export function startFork(start: ForkStart): ForkProcess {
  const spawnedAtNs = Number(process.hrtime.bigint());
  const child = spawnChild(start);
  const output = createOutputTail();
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => output.append(chunk));
  let phase: ForkPhase = "load";
  let killReason: "time-limit" | "aborted" | null = null;
  let deliver: ((answer: ForkAnswer) => void) | undefined;
  // A failure that comes while nobody asks: a promise rejected in the last round, say. It answers the next one, once.
  let unasked: ForkAnswer | undefined;
  child.on("message", (reply: ForkReply) => {
    if (reply.kind === "phase") {
      phase = reply.phase;
      start.onPhase?.(phase);
    } else if (deliver === undefined) unasked ??= reply;
    else {
      deliver(reply);
      deliver = undefined;
    }
  });
  const kill = (reason: "time-limit" | "aborted"): void => {
    if (!isRunning(child)) return;
    killReason ??= reason;
    killGroup(child);
  };
  const timer = setTimeout(() => kill("time-limit"), start.timeLimitMs);
  const onAbort = (): void => kill("aborted");
  start.signal?.addEventListener("abort", onAbort);
  if (start.signal?.aborted === true) onAbort();

  const ended = untilEnded(child).then(({ exitCode, signal, startError }): ForkEnding => {
    clearTimeout(timer);
    start.signal?.removeEventListener("abort", onAbort);
    if (startError !== null) {
      output.append(Buffer.from(startError.message));
      return { reason: "not-started", exitCode, signal, phase };
    }
    const reason = killReason ?? (signal === null ? "exited" : "killed");
    return { reason, exitCode, signal, phase };
  });
  return {
    processId: child.pid,
    spawnedAtNs,
    get phase() {
      return phase;
    },
    output,
    async ask(command) {
      const answer = new Promise<ForkAnswer>((resolve) => {
        if (unasked === undefined) deliver = resolve;
        else resolve(unasked);
        unasked = undefined;
      });
      // A send can only fail because the process is gone, which `ended` tells better.
      if (child.connected) child.send(command, () => undefined);
      return Promise.race([answer, ended.then((ending) => ({ kind: "ended" as const, ending }))]);
    },
    async end() {
      // Told first, so that the process can tell this from the death of its parent.
      if (child.connected) child.send({ kind: "end" } satisfies ForkCommand, () => undefined);
      if (child.connected) child.disconnect();
      await ended;
    },
    async [Symbol.asyncDispose]() {
      if (isRunning(child)) killGroup(child);
      await ended;
    },
  };
}

function spawnChild(start: ForkStart): ChildProcess {
  const nodeCommand = [
    process.execPath,
    ...(IS_SOURCE ? ["--conditions=@paceline/source"] : []),
    ...(start.nodeFlags ?? []),
    fileURLToPath(import.meta.resolve("#fork")),
  ];
  const [command = process.execPath, ...commandArguments] = [
    ...(start.wrapper ?? []),
    ...nodeCommand,
  ];
  return spawn(command, commandArguments, {
    cwd: start.cwd,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    serialization: "advanced",
    // A process group of its own: Ctrl-C in a terminal reaches only the parent, and whatever the
    // benchmark itself started can be killed with it. Windows would open a window for it.
    detached: process.platform !== "win32",
    env: {
      ...process.env,
      ...start.environment,
      // Stripping types costs 40 ms per process; the cache makes it 5.
      NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] ?? join(tmpdir(), "node-compile-cache"),
    },
  });
}

const isRunning = (child: ChildProcess): boolean =>
  child.pid !== undefined && child.exitCode === null && child.signalCode === null;

/** Kills the process and what it started. Called once more at its exit, and never later: ids are reused. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (isRunning(child)) child.kill("SIGKILL");
  if (process.platform === "win32") return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch (error) {
    // The good case: nobody is left in the group. macOS says EPERM when only a zombie is.
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ESRCH" && code !== "EPERM") throw error;
  }
}

interface ProcessEnd {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Why there is no process at all. */
  readonly startError: Error | null;
}

/** Resolves when the process has ended and all that it wrote and sent has been read. */
function untilEnded(child: ChildProcess): Promise<ProcessEnd> {
  // Not the event "close": Node does not send it to a parent that disconnected first.
  const outputs = [child.stdout, child.stderr].map(
    (stream) =>
      new Promise<void>((resolve) => {
        if (stream === null) resolve();
        else stream.once("close", () => resolve());
      }),
  );
  // A message can still be on its way when the end of the process is known.
  const channel = new Promise<void>((resolve) => void child.once("disconnect", () => resolve()));
  return new Promise((resolve) => {
    child.once("error", (startError) => {
      // An error of an already started process is followed by its exit.
      if (child.pid === undefined) resolve({ exitCode: null, signal: null, startError });
    });
    child.once("exit", (exitCode, signal) => {
      killGroup(child);
      const closing = setTimeout(() => {
        child.stdout?.destroy();
        child.stderr?.destroy();
        if (child.connected) child.disconnect();
      }, OUTPUT_CLOSE_MS);
      void Promise.all([...outputs, channel])
        .finally(() => clearTimeout(closing))
        .then(() => resolve({ exitCode, signal, startError: null }));
    });
  });
}
