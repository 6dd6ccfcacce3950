import { mean } from "@paceline/core";
import type { DatabaseService } from "@paceline/harness";
import { bench } from "@paceline/harness/bench";

import { openMeasuredPool } from "./measured-pool.ts";
import type { MeasuredPool } from "./measured-pool.ts";
import { databaseOf } from "./open-postgres-database.ts";
import { runPgbench } from "./pgbench.ts";
import type { PgbenchWork } from "./pgbench.ts";

const CONNECTION_COUNT = 10;
const ITERATION_REQUEST_COUNT = 100;
/** Of one turn: about half a second each. */
const TURN_REQUEST_COUNTS = { select: 3_000, transaction: 1_000 } as const;
const SMOKE_REQUEST_COUNT = 100;

interface AgainstState {
  readonly measured: MeasuredPool;
  readonly work: PgbenchWork;
  readonly driverPerSecond: number;
  readonly pgbenchPerSecond: number;
}

/**
 * Our loop over a pool of ten against pgbench, PostgreSQL's own client written in C, with the same statements, tables,
 * connections and server, in turns: ours, pgbench's, pgbench's, ours. The ratio is what our side of the connection
 * leaves of what the server can do; one event loop is one core. The time shown is that of our loop alone.
 *
 * @param program - path of pgbench.
 */
export function registerPgbench(program: string): void {
  bench(
    "against pgbench",
    {
      params: { work: { smoke: ["select"], full: ["select", "transaction"] } },
      needs: ["database"],
      setup: ({ parameters: { work }, services, size }): Promise<AgainstState> =>
        measureInTurns(
          program,
          {
            work,
            requestCount: size === "smoke" ? SMOKE_REQUEST_COUNT : TURN_REQUEST_COUNTS[work],
          },
          databaseOf(services),
        ),
      items: ITERATION_REQUEST_COUNT,
      itemsUnit: "requests",
      check: (_result, { measured }) => measured.isRight(),
      async teardown({ measured }) {
        await measured[Symbol.asyncDispose]();
      },
      metrics: {
        driverToPgbenchRatio: {
          unit: "ratio",
          direction: "higher",
          measure: ({ driverPerSecond, pgbenchPerSecond }: AgainstState) =>
            driverPerSecond / pgbenchPerSecond,
        },
        driverPerSecond: {
          unit: "per-second",
          direction: "higher",
          measure: (state: AgainstState) => state.driverPerSecond,
        },
        pgbenchPerSecond: {
          unit: "per-second",
          direction: "none",
          measure: (state: AgainstState) => state.pgbenchPerSecond,
        },
      },
    },
    ({ measured, work }: AgainstState) =>
      measured.load(work, {
        requestCount: ITERATION_REQUEST_COUNT,
        clientCount: CONNECTION_COUNT,
      }),
  );
}

async function measureInTurns(
  program: string,
  { work, requestCount }: { readonly work: PgbenchWork; readonly requestCount: number },
  service: DatabaseService,
): Promise<AgainstState> {
  const measured = await openMeasuredPool(service, CONNECTION_COUNT);
  const options = { requestCount, clientCount: CONNECTION_COUNT };
  const ours = async (): Promise<number> => (await measured.load(work, options)).perSecond;
  const theirs = async (): Promise<number> => {
    const { url } = service;
    const rate = await runPgbench({ program, url, schema: measured.schema, work, ...options });
    measured.countOthers(work, requestCount);
    return rate;
  };
  await ours();
  const first = await ours();
  const pgbenchPerSecond = mean([await theirs(), await theirs()]);
  const driverPerSecond = mean([first, await ours()]);
  return { measured, work, driverPerSecond, pgbenchPerSecond };
}
