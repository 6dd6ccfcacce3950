import { describeBackend } from "../../src/backend.contract.ts";
import { createThreadsBackend } from "../../src/backends/threads.ts";

describeBackend("threads", (options) =>
  createThreadsBackend({ ...options, workers: { initial: 2 } }),
);
