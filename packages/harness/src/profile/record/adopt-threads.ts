import { syncBuiltinESMExports } from "node:module";
// The default export is the module as `require` gives it, and the only one that can be changed.
// oxlint-disable-next-line import/no-default-export -- an import, not an export
import threads from "node:worker_threads";
import type { WorkerOptions } from "node:worker_threads";

import { finishThreads } from "./finish-threads.ts";
import { withRecorder } from "./recording-environment.ts";
import type { Environment } from "./recording-environment.ts";

/**
 * Sees to it that every thread started from here is recorded: also one with an environment of its own,
 * which does not inherit the recorder, and one that is terminated, which no event tells of its end.
 */
export function adoptThreads(recorder: Environment): void {
  const Original = threads.Worker;
  class Worker extends Original {
    constructor(file: string | URL, options: WorkerOptions = {}) {
      super(file, adopted(options, recorder));
    }

    override async terminate(): Promise<number> {
      const { threadId } = this;
      // -1 when it has ended.
      if (threadId > 0) await finishThreads({ end: "terminated", threadId });
      return super.terminate();
    }
  }
  threads.Worker = Worker;
  syncBuiltinESMExports();
}

function adopted(options: WorkerOptions, recorder: Environment): WorkerOptions {
  const { env } = options;
  if (typeof env !== "object" || env === process.env) return options;
  return { ...options, env: withRecorder(environmentOf(env), recorder) };
}

const environmentOf = (env: NodeJS.Dict<string>): Environment => env;
