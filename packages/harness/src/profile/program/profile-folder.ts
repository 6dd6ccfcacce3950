import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import {
  AGENT_MARKS_VARIABLE,
  FOLDER_VARIABLE,
  INTERVAL_VARIABLE,
  recorderFlag,
  WARDEN_VARIABLE,
} from "../record/recording-environment.ts";
import { HEAD_SUFFIX, recordingName, TAIL_SUFFIX } from "../record/recording-files.ts";
import { socketPath } from "../record/socket-path.ts";

/** Where the threads of one profiled run leave their recordings. Nobody else may read it. */
export interface ProfileFolder extends AsyncDisposable {
  readonly path: string;
  /** What makes Node record, for the environment of the run's first process. */
  readonly environment: Readonly<Record<string, string>>;
  /** Resolves when the first thread is being recorded. */
  untilStarted(signal: AbortSignal): Promise<void>;
  /** Ends all recordings that are still going on, and waits until they are written. */
  finish(): Promise<void>;
}

/** Longer than a warden waits for the slowest thread of its process. */
const FINISH_MS_MAX = 15_000;
/** A warden that has no socket after this time never gets one. */
const START_MS_MAX = 5000;
const POLL_MS = 10;

export interface ProfileFolderOptions {
  readonly intervalUs: number;
  /** Whether recordings can be ended from outside; costs each process a thread. */
  readonly hasWardens: boolean;
  /** Whether the time of kinds of agents can be told apart; costs each of their turns a call. */
  readonly hasAgentMarks: boolean;
}

export async function createProfileFolder(options: ProfileFolderOptions): Promise<ProfileFolder> {
  // Made with rights for its owner only.
  const path = await mkdtemp(join(tmpdir(), "paceline-profile-"));
  return {
    path,
    environment: {
      NODE_OPTIONS: recorderFlag(fileURLToPath(import.meta.resolve("#profile-recorder"))),
      [FOLDER_VARIABLE]: path,
      [INTERVAL_VARIABLE]: String(options.intervalUs),
      ...(options.hasWardens && { [WARDEN_VARIABLE]: "1" }),
      ...(options.hasAgentMarks && { [AGENT_MARKS_VARIABLE]: "1" }),
    },
    async untilStarted(signal) {
      // oxlint-disable-next-line no-await-in-loop -- a look, then a pause
      while ((await processesIn(path)).length === 0)
        await setTimeout(POLL_MS, undefined, { signal });
    },
    async finish() {
      const processIds = await processesIn(path);
      await Promise.all(processIds.map((id) => finishProcess(path, id)));
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

async function processesIn(path: string): Promise<readonly number[]> {
  const names = await readdir(path);
  const heads = names.filter((name) => name.endsWith(HEAD_SUFFIX));
  return [...new Set(heads.map((name) => Number.parseInt(name, 10)))];
}

/** Ends the recordings of one process; nothing when it has ended. */
async function finishProcess(path: string, processId: number): Promise<void> {
  const deadline = performance.now() + START_MS_MAX;
  const tail = join(path, `${recordingName(processId, 0)}${TAIL_SUFFIX}`);
  // A warden that is still starting has no socket yet.
  while ((await askWarden(socketPath(path, processId))) === "nobody-yet") {
    const isOver = existsSync(tail) || !isAlive(processId) || performance.now() > deadline;
    if (isOver) return;
    await setTimeout(POLL_MS);
  }
}

/** Resolves when the warden has closed the connection, which it does when all is written. */
function askWarden(socket: string): Promise<"finished" | "nobody-yet"> {
  return new Promise((resolve) => {
    const connection = createConnection(socket);
    let isMissing = false;
    connection.setTimeout(FINISH_MS_MAX, () => connection.destroy());
    // A process that has ended refuses: it leaves its socket behind, and has written what it had.
    connection.on("error", (error: NodeJS.ErrnoException) => {
      isMissing = error.code === "ENOENT";
    });
    connection.on("close", () => resolve(isMissing ? "nobody-yet" : "finished"));
    connection.resume();
  });
}

function isAlive(processId: number): boolean {
  try {
    return process.kill(processId, 0);
  } catch {
    return false;
  }
}
