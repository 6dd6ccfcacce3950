/**
 * Entry of every child process: loads user code, which the parent never does. Only what a trivial
 * benchmark needs before its first sample is imported here; everything else is imported when it is used.
 */
import type { ForkCommand, ForkReply } from "./protocol.ts";

const scriptStartedAtNs = Number(process.hrtime.bigint());

// Taken away from user code, which must behave as it does in production.
const { gc } = globalThis;
const collectGarbage = (generation: "young" | "all"): void =>
  gc?.({ type: generation === "young" ? "minor" : "major", execution: "sync" });
Reflect.deleteProperty(globalThis, "gc");

// The parent decides what Ctrl-C means; it kills its forks when it must.
process.on("SIGINT", () => undefined);
let isOver = false;
process.on("disconnect", () => {
  if (isOver) process.exit(0);
  // The parent died: nobody wants the numbers, and nothing that the benchmark started may stay running.
  // This process leads its own group, except on Windows, which has none.
  process.kill(process.platform === "win32" ? process.pid : -process.pid, "SIGKILL");
});

// Kept, because a benchmark may replace it.
const send = process.send?.bind(process);

/** Sends and waits until the parent's end of the channel has it, so that an exit cannot lose it. */
const reply = async (message: ForkReply): Promise<void> => {
  await new Promise<void>((resolve) => {
    if (send === undefined) resolve();
    else send(message, undefined, undefined, () => resolve());
  });
};

type Serve = (command: ForkCommand) => Promise<void>;
let serve: Serve | undefined;

const createServe = async (first: ForkCommand): Promise<Serve> => {
  if (first.kind === "describe") {
    const { describeFile } = await import("./describe-file.ts");
    return async (command) => {
      if (command.kind === "describe") await reply(await describeFile(command.file, command.size));
    };
  }
  const { createForkSession } = await import("./fork-session.ts");
  return createForkSession({ scriptStartedAtNs, collectGarbage, reply });
};

process.on("message", (command: ForkCommand) => {
  if (command.kind === "end") {
    isOver = true;
    return;
  }
  void (async () => {
    serve ??= await createServe(command);
    await serve(command);
  })();
});
