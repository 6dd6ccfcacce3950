import { bench, group } from "@paceline/harness/bench";
import type { BenchContext, BenchTarget } from "@paceline/harness/bench";

import { LOOP_METRICS, runClients } from "./closed-loop.ts";
import type { LoopSummary } from "./closed-loop.ts";
import { AGENT_COUNT } from "./dataset.ts";
import type { QueryCase } from "./query-cases.ts";
import type { QueryDatabase } from "./query-database.ts";

/** How many times the original's data, in the preset that has time for it. */
const LARGE_RATIO = 100;

interface QueryState {
  readonly database: QueryDatabase;
  readonly loop: LoopSummary;
  callCount: number;
}

export interface QuerySuite {
  readonly dialect: "sqlite" | "postgres";
  readonly open: (
    context: Pick<BenchContext, "services">,
    agentCount: number,
  ) => Promise<QueryDatabase>;
  readonly cases: readonly QueryCase[];
}

/** Calls whose latencies make the percentiles; rarer ones would need more of them than a fork has time for. */
const LATENCY_CALL_COUNT = 300;
/** What they may take together, as far as {@link BULK_CALL_COUNT} of them allow. */
const LOOP_MS_MAX = 10_000;
/** Of cases that take many rows. */
const BULK_CALL_COUNT = 30;
const BULK_ROW_COUNT = 100;
const SMOKE_CALL_COUNT = 3;

/** One benchmark for each case, in the dialect's group. One call at a time: what does a query cost alone? */
export function registerQueries({ dialect, open, cases }: QuerySuite): void {
  group(`database-queries/${dialect}`, () => {
    for (const queryCase of cases) registerQuery(queryCase, { dialect, open });
  });
}

function registerQuery(queryCase: QueryCase, { dialect, open }: Omit<QuerySuite, "cases">): void {
  bench(
    queryCase.name,
    {
      params: {
        agents: {
          smoke: [100],
          full: [AGENT_COUNT],
          thorough: [AGENT_COUNT, LARGE_RATIO * AGENT_COUNT],
        },
      },
      needs: dialect === "postgres" ? ["database"] : [],
      async setup(context): Promise<QueryState> {
        const database = await open(context, context.parameters.agents);
        const countMax = context.size === "smoke" ? SMOKE_CALL_COUNT : fullCallCount(queryCase);
        const startMs = performance.now();
        await queryCase.run(database, 0);
        // On a hundred times the data a call may take a second: fewer of them have to do.
        const affordableCount = Math.floor(LOOP_MS_MAX / (performance.now() - startMs));
        const requestCount = Math.min(countMax, Math.max(affordableCount, BULK_CALL_COUNT));
        const call = (index: number): Promise<unknown> => queryCase.run(database, 1 + index);
        const loop = await runClients(call, { requestCount, clientCount: 1 });
        return { database, loop, callCount: 1 + requestCount };
      },
      items: queryCase.rowCount,
      itemsUnit: "rows",
      check: (result: unknown, { database, callCount }) =>
        queryCase.isRight(result, database, callCount - 1),
      async teardown({ database }) {
        await database[Symbol.asyncDispose]();
      },
      metrics: LOOP_METRICS,
      targets: targetsOf(queryCase, dialect),
    },
    (state: QueryState) => queryCase.run(state.database, state.callCount++),
  );
}

const fullCallCount = ({ callCount, rowCount }: QueryCase): number =>
  callCount ?? (rowCount < BULK_ROW_COUNT ? LATENCY_CALL_COUNT : BULK_CALL_COUNT);

const TITLES = { sqlite: "SQLite", postgres: "PostgreSQL" } as const;

/** The published bound, for what a program asks of its store. */
const targetsOf = (
  { name, isTargeted }: QueryCase,
  dialect: QuerySuite["dialect"],
): readonly BenchTarget<{ readonly agents: number }>[] =>
  isTargeted
    ? [
        {
          component: "Database Queries",
          label: `${TITLES[dialect]}, ${name}, p95`,
          metric: "latencyNsP95",
          statistic: "median",
          below: 50e6,
          when: { agents: AGENT_COUNT },
        },
      ]
    : [];
