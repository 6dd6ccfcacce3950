/**
 * What do users wait at which load?
 *
 * Measured: requests of independent users (Poisson) at a share of what the server can do at most, each one
 * real step of an explorer. Latency counts from when a request was meant to start, so a stall is
 * seen by all who wait behind it. Each row is one load; together they are the saturation table: latency
 * rises long before the server is full. Beyond 1 nothing keeps up and the backlog grows until the load ends.
 * The time shown is that of one full call, and the throughput what a closed loop gets.
 *
 * For comparison the closed loop: as many clients as one call takes, each of which waits for its answer before it
 * asks again. It never offers more than is served, so it shows the latency of one call, whatever others would wait.
 *
 * Not measured: a network. Little's law and the law of utilisation are checked in every fork.
 */
import { availableParallelism } from "node:os";

import { bench, group } from "@paceline/harness/bench";

import { checkConsistency, LOAD_METRICS } from "./load-metrics.ts";
import type { LoadedState } from "./load-metrics.ts";
import { closeLoop, offerLoad, SERVER_AGENT_COUNT, startLoadBench } from "./saturate.ts";
import type { LoadBenchOptions } from "./saturate.ts";

const NAMES = { "event-loop": "event loop", threads: "threads", processes: "processes" } as const;
const SERVER = { workerCount: availableParallelism() };

const COMMON = {
  items: SERVER_AGENT_COUNT,
  itemsUnit: "requests",
  check: (_result: void, state: LoadedState) => checkConsistency(state),
  async teardown({ load }: LoadedState) {
    await load.server.cell.backend[Symbol.asyncDispose]();
  },
  metrics: LOAD_METRICS,
};

const callOnce = ({ load }: LoadedState): Promise<void> => load.server.serve(0, SERVER_AGENT_COUNT);

group("concurrent-load/saturation", () => {
  for (const backend of ["event-loop", "threads"] as const) registerSaturation(backend);
});

group("concurrent-load/closed loop", () => {
  for (const backend of ["event-loop", "threads"] as const) registerClosedLoop(backend);
});

type Backend = LoadBenchOptions["backend"];

function registerSaturation(backend: Backend): void {
  bench(
    NAMES[backend],
    {
      ...COMMON,
      params: { load: { smoke: [0.5], full: [0.2, 0.5, 0.8, 0.95, 1.1] } },
      async setup({ parameters, seed, size }) {
        const load = await startLoadBench({ ...SERVER, backend, seed, size });
        const summary = await offerLoad(load, "poisson", parameters.load);
        return { load, summary, offeredPerSecond: parameters.load * load.capacityPerSecond };
      },
    },
    callOnce,
  );
}

function registerClosedLoop(backend: Backend): void {
  bench(
    NAMES[backend],
    {
      ...COMMON,
      async setup({ seed, size }) {
        const load = await startLoadBench({ ...SERVER, backend, seed, size });
        const summary = await closeLoop(load);
        // It offers what is served, and no more.
        return { load, summary, offeredPerSecond: summary.completedPerSecond };
      },
    },
    callOnce,
  );
}
