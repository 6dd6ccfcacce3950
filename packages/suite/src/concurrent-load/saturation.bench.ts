/**
 * What do users wait at which load?
 *
 * Measured: requests of independent users (Poisson) at a share of what the server can do at most, each one
 * real step of an explorer. Latency counts from when a request was meant to start, so a stall is
 * seen by all who wait behind it. Each row is one load; together they are the saturation table: latency
 * rises long before the server is full. Beyond 1 nothing keeps up and the backlog grows until the load ends.
 * The time shown is that of one full call, and the throughput what a closed loop gets.
 *
 * Not measured: a network. Little's law and the law of utilisation are checked in every fork.
 */
import { availableParallelism } from "node:os";

import { bench, group } from "@paceline/harness/bench";

import { checkConsistency, LOAD_METRICS } from "./load-metrics.ts";
import type { LoadedState } from "./load-metrics.ts";
import { offerLoad, SERVER_AGENT_COUNT, startLoadBench } from "./saturate.ts";

group("concurrent-load/saturation", () => {
  bench(
    "poisson load",
    {
      params: {
        backend: { smoke: ["event-loop"], full: ["event-loop", "threads"] },
        load: { smoke: [0.5], full: [0.2, 0.5, 0.8, 0.95, 1.1] },
      },
      items: SERVER_AGENT_COUNT,
      itemsUnit: "requests",
      async setup({ parameters, seed, size }) {
        const isThreads = parameters.backend === "threads";
        const load = await startLoadBench({
          backend: isThreads ? "threads" : "event-loop",
          workerCount: availableParallelism(),
          seed,
          size,
        });
        const summary = await offerLoad(load, "poisson", parameters.load);
        return { load, summary, offeredPerSecond: parameters.load * load.capacityPerSecond };
      },
      check: (_result, state) => checkConsistency(state),
      async teardown({ load }) {
        await load.server.cell.backend[Symbol.asyncDispose]();
      },
      metrics: LOAD_METRICS,
    },
    ({ load }: LoadedState) => load.server.serve(0, SERVER_AGENT_COUNT),
  );
});
