/**
 * How long does one asynchronous spawn take?
 *
 * Measured: `await backend.spawn(…)` of one explorer with a shared model into an empty event-loop
 * backend, one at a time in the live event loop. The difference from "spawn one" is the price of the
 * promise and of the batch interface. The original sleeps a millisecond in here and so measures a timer.
 *
 * Not measured: waiting for anything.
 */
import { createEventLoopBackend } from "@paceline/agents";
import type { SpawnReport } from "@paceline/agents";
import { bench, group } from "@paceline/harness/bench";

import { createRecordedSpecs } from "../recorded-specs.ts";
import { proveInference } from "../workload.ts";

group("agent-spawning/one", () => {
  bench(
    "spawn one asynchronously",
    {
      setup: () => createRecordedSpecs(1),
      prepare: () => createEventLoopBackend(),
      items: 1,
      itemsUnit: "agents",
      check(report: SpawnReport, { agents }) {
        proveInference(agents);
        return report.spawnedCount === 1;
      },
    },
    ({ specs }, backend) => backend.spawn(specs),
  );
});
