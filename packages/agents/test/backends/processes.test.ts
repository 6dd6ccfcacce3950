import { describeBackend } from "../../src/backend.contract.ts";
import { createProcessesBackend } from "../../src/backends/processes.ts";

describeBackend("processes", (options) =>
  createProcessesBackend({ ...options, workers: { initial: 2 } }),
);
