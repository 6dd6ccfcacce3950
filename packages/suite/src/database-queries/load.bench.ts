/**
 * What do users wait for the database at which load?
 *
 * Measured: transactions of independent users (Poisson arrivals) at a share of what a pool of ten carries in a closed
 * loop. Latency counts from when a transaction was meant to start, waiting for a connection included. Little's law
 * is checked in every fork.
 *
 * Not measured: more than one pool; the sweep is beside this.
 */
import { bench, group } from "@paceline/harness/bench";

import { machineClock } from "../concurrent-load/agent-server.ts";
import { scheduleArrivals } from "../concurrent-load/arrivals.ts";
import { checkConsistency, LOAD_METRICS } from "../concurrent-load/load-metrics.ts";
import type { OfferedState } from "../concurrent-load/load-metrics.ts";
import { summarizeLoad } from "../concurrent-load/summarize-load.ts";
import { openMeasuredPool } from "./measured-pool.ts";
import type { MeasuredPool } from "./measured-pool.ts";
import { databaseOf } from "./open-postgres-database.ts";
import { sendOpenRequests } from "./open-requests.ts";
import { CLIENT_COUNT } from "./register-pool.ts";

const CONNECTION_COUNT = 10;
/** How long a load lasts, by the rate that it offers. */
const LOAD_SECONDS = 0.5;

interface PoolLoadState extends OfferedState {
  readonly measured: MeasuredPool;
}

group("database-queries/load", () => {
  bench(
    "open loop",
    {
      params: { load: { smoke: [0.5], full: [0.2, 0.5, 0.8, 0.95] } },
      needs: ["database"],
      async setup({ parameters, services, seed, size }): Promise<PoolLoadState> {
        const measured = await openMeasuredPool(databaseOf(services), CONNECTION_COUNT);
        const trial = { requestCount: size === "smoke" ? 60 : 1_000, clientCount: CLIENT_COUNT };
        await measured.load("transaction", trial);
        const { perSecond } = await measured.load("transaction", trial);
        const ratePerSecond = parameters.load * perSecond;
        const arrivals = scheduleArrivals({
          name: "poisson",
          ratePerSecond,
          requestCount: Math.max(60, Math.ceil(LOAD_SECONDS * ratePerSecond)),
          seed,
        });
        const before = measured.pool.statistics();
        const record = await sendOpenRequests(
          arrivals,
          () => measured.request("transaction"),
          machineClock,
        );
        const busyNs = measured.pool.statistics().busyNsTotal - before.busyNsTotal;
        const summary = summarizeLoad(
          { ...record, busyNs },
          {
            serviceNsMean: (CONNECTION_COUNT / perSecond) * 1e9,
            workerCount: CONNECTION_COUNT,
            seed,
          },
        );
        return { measured, summary, offeredPerSecond: ratePerSecond };
      },
      items: 1,
      itemsUnit: "transactions",
      async check(_result, state) {
        checkConsistency(state);
        return state.measured.isRight();
      },
      async teardown({ measured }) {
        await measured[Symbol.asyncDispose]();
      },
      metrics: LOAD_METRICS,
    },
    ({ measured }: PoolLoadState) => measured.request("transaction"),
  );
});
