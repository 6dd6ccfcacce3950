import { toErrorRecord } from "@paceline/core/error-record";

import { measureRun } from "./measure-run.ts";
import { measureSlice } from "./measure-slice.ts";
import { prepareFork } from "./prepare-fork.ts";
import type { PreparedFork, Teardown } from "./prepare-fork.ts";
import type { ForkCommand, ForkPhase, ForkReply, MemoryCommand } from "./protocol.ts";
import { UserFailure } from "./user-failure.ts";

/** How the session reaches its parent, and what only the entry of the process can know. */
export interface ForkPort {
  readonly scriptStartedAtNs: number;
  /** V8's own collector, taken from the globals before user code can see it. */
  readonly collectGarbage: (generation: "young" | "all") => void;
  readonly reply: (message: ForkReply) => Promise<void>;
}

/**
 * Runs the commands of the parent for one benchmark. A failing command is answered with a typed failure; the
 * parent then sends "teardown" all the same.
 */
export function createForkSession(port: ForkPort): (command: ForkCommand) => Promise<void> {
  let prepared: PreparedFork | undefined;
  let teardown: Teardown | undefined;
  let phase: ForkPhase = "load";
  const enter = (next: ForkPhase): Promise<void> => {
    phase = next;
    return port.reply({ kind: "phase", phase: next });
  };
  let isGoingDown = false;
  const onUncaught = async (error: unknown): Promise<void> => {
    // What comes after the first one, while the process goes down, says nothing new.
    if (isGoingDown) return;
    isGoingDown = true;
    await port.reply(toFailedReply(phase, error));
    process.exit(1);
  };
  process.on("uncaughtException", (error) => void onUncaught(error));
  process.on("unhandledRejection", (reason) => void onUncaught(reason));

  const onSetUp = (tearDown: Teardown): void => {
    teardown = tearDown;
  };
  let memorySession: ((command: MemoryCommand) => Promise<ForkReply>) | undefined;

  const execute = async (command: ForkCommand): Promise<ForkReply> => {
    if (command.kind === "prepare") {
      prepared = await prepareFork(command.request, { port, enter, onSetUp });
      return prepared.reply;
    }
    if (command.kind === "teardown") {
      await enter("teardown");
      await teardown?.();
      return { kind: "tore-down" };
    }
    if (isMemoryCommand(command)) {
      if (memorySession === undefined) {
        const { createMemorySession } = await import("../procedures/memory-session.ts");
        memorySession = createMemorySession({ port, enter, onSetUp });
      }
      return memorySession(command);
    }
    if (prepared === undefined) throw new Error(`paceline bug: ${command.kind} before prepare`);
    switch (command.kind) {
      case "measure":
        await enter("measure");
        return measureRun(prepared, command);
      case "slice":
        return measureSlice(prepared, command);
      case "finish": {
        await enter("check");
        const { finishFork } = await import("./finish-fork.ts");
        return finishFork(prepared, port);
      }
      default:
        throw new Error(`paceline bug: a measuring fork was told to ${command.kind}`);
    }
  };
  return async (command) => {
    // Its failure has been told; there is nothing left to tear down with.
    if (isGoingDown) return;
    let message: ForkReply;
    try {
      message = await execute(command);
    } catch (error) {
      message = toFailedReply(phase, error);
    }
    await port.reply(message);
  };
}

const MEMORY_KINDS: readonly string[] = [
  "set-up",
  "watch-rounds",
  "count-classes",
  "write-snapshot",
  "weigh",
];

const isMemoryCommand = (command: ForkCommand): command is MemoryCommand =>
  MEMORY_KINDS.includes(command.kind);

function toFailedReply(phase: ForkPhase, thrown: unknown): ForkReply {
  const isOurs = thrown instanceof UserFailure;
  return {
    kind: "failed",
    // The first result is checked while warm-up begins, the last one when measuring is over.
    phase: isOurs && thrown.failure === "wrong-result" ? "check" : phase,
    failure: isOurs ? thrown.failure : "threw",
    error: toErrorRecord(thrown),
    scalingTimeRatio: isOurs ? thrown.scalingTimeRatio : null,
  };
}
