import { bench } from "@paceline/harness/bench";
import type { BenchTarget } from "@paceline/harness/bench";

import { LOOP_METRICS } from "./closed-loop.ts";
import type { LoopSummary } from "./closed-loop.ts";
import { openMeasuredPool } from "./measured-pool.ts";
import type { MeasuredPool, PoolUse, PoolWork } from "./measured-pool.ts";
import { databaseOf } from "./open-postgres-database.ts";

/** As many as the largest pool has connections; the smaller the pool, the more of them wait. */
export const CLIENT_COUNT = 50;

/** Requests of the loop that gives the percentiles, and of one timed iteration. */
const LOOP_REQUEST_COUNT = 1_000;
const WARM_UP_RATIO = 0.3;
const SMOKE_REQUEST_COUNT = 60;
const ITERATION_REQUEST_COUNT = 50;

interface PoolState {
  readonly measured: MeasuredPool;
  readonly loop: LoopSummary & PoolUse;
}

type PoolTarget = BenchTarget<{ readonly connections: number }>;

/** One kind of work, through pools of one connection to fifty. */
export function registerPool(work: PoolWork, targets: readonly PoolTarget[] = []): void {
  bench(
    work,
    {
      params: { connections: { smoke: [2], full: [1, 5, 10, 20, 50] } },
      needs: ["database"],
      async setup({ parameters, services, size }): Promise<PoolState> {
        const measured = await openMeasuredPool(databaseOf(services), parameters.connections);
        const requestCount = size === "smoke" ? SMOKE_REQUEST_COUNT : LOOP_REQUEST_COUNT;
        const options = { requestCount, clientCount: CLIENT_COUNT };
        // Once to warm up: statements are prepared, code is compiled.
        await measured.load(work, { ...options, requestCount: WARM_UP_RATIO * requestCount });
        return { measured, loop: await measured.load(work, options) };
      },
      items: ITERATION_REQUEST_COUNT,
      itemsUnit: work === "transaction" ? "transactions" : "statements",
      check: async (_result, { measured }) => measured.isRight(),
      async teardown({ measured }) {
        await measured[Symbol.asyncDispose]();
      },
      metrics: POOL_METRICS,
      targets: [...targets],
    },
    ({ measured }: PoolState) =>
      measured.load(work, { requestCount: ITERATION_REQUEST_COUNT, clientCount: CLIENT_COUNT }),
  );
}

const POOL_METRICS = {
  transactionsPerSecond: {
    unit: "per-second",
    direction: "higher",
    measure: ({ loop }: PoolState) => loop.perSecond,
  },
  ...LOOP_METRICS,
  poolWaitNsP50: {
    unit: "ns",
    direction: "lower",
    measure: ({ loop }: PoolState) => loop.waitNsP50,
  },
  poolWaitNsP95: {
    unit: "ns",
    direction: "lower",
    measure: ({ loop }: PoolState) => loop.waitNsP95,
  },
  poolWaitNsP99: {
    unit: "ns",
    direction: "lower",
    measure: ({ loop }: PoolState) => loop.waitNsP99,
  },
  poolUtilizationRatio: {
    unit: "ratio",
    direction: "none",
    measure: ({ loop }: PoolState) => loop.utilizationRatio,
  },
  poolErrorCount: {
    unit: "count",
    direction: "lower",
    measure: ({ measured }: PoolState) => measured.pool.statistics().errorCount,
  },
} as const;
