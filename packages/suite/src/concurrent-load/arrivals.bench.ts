/**
 * Does it matter how requests arrive, when there are as many?
 *
 * Measured: the same mean load, 0.6 of the capacity of explorers on threads, arriving evenly, independently,
 * in bursts, or with a rate that rises from nothing to twice the mean. Latency counts from the intended
 * start. The time shown is that of one full call.
 *
 * Not measured: loads that differ in their work.
 */
import { availableParallelism } from "node:os";

import { bench, group } from "@paceline/harness/bench";

import { ARRIVAL_NAMES } from "./arrivals.ts";
import type { ArrivalName } from "./arrivals.ts";
import { checkConsistency, LOAD_METRICS } from "./load-metrics.ts";
import type { LoadedState } from "./load-metrics.ts";
import { offerLoad, SERVER_AGENT_COUNT, startLoadBench } from "./saturate.ts";

const LOAD_RATIO = 0.6;

group("concurrent-load/arrivals", () => {
  for (const name of ARRIVAL_NAMES) registerArrivals(name);
});

function registerArrivals(name: ArrivalName): void {
  bench(
    name,
    {
      items: SERVER_AGENT_COUNT,
      itemsUnit: "requests",
      async setup({ seed, size }) {
        const load = await startLoadBench({
          backend: "threads",
          workerCount: availableParallelism(),
          seed,
          size,
        });
        const summary = await offerLoad(load, name, LOAD_RATIO);
        return { load, summary, offeredPerSecond: LOAD_RATIO * load.capacityPerSecond };
      },
      check: (_result, state) => checkConsistency(state),
      async teardown({ load }) {
        await load.server.cell.backend[Symbol.asyncDispose]();
      },
      metrics: LOAD_METRICS,
    },
    ({ load }: LoadedState) => load.server.serve(0, SERVER_AGENT_COUNT),
  );
}
