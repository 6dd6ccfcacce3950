/**
 * How many transactions a second does a pool of connections carry, and how long does one take?
 *
 * Measured: fifty clients that each send their next transaction when the last is committed (a closed loop): an update
 * of an agent and an insert, durable as the server is set up. The pool has 1, 5, 10, 20 or 50 connections; of each
 * pool the time that a client waits for a connection, how busy the connections are, and its errors. What the tables
 * hold afterwards is compared with what was sent.
 *
 * Not measured: a network, unless the server is behind one. On one machine clients and server share its cores.
 */
import { group } from "@paceline/harness/bench";

import { registerPool } from "./register-pool.ts";

/** The original's pool sizes go from the first to the last. */
const TARGET_CONNECTIONS = [10, 20, 50] as const;
const COMPONENT = "Database Queries";

group("database-queries/transactions", () => {
  registerPool(
    "transaction",
    TARGET_CONNECTIONS.flatMap((connections) => [
      {
        component: COMPONENT,
        label: `Latency p95, pool of ${connections}`,
        metric: "latencyNsP95",
        statistic: "median",
        below: 50e6,
        when: { connections },
      },
      {
        component: COMPONENT,
        label: `Transactions, pool of ${connections}`,
        metric: "transactionsPerSecond",
        statistic: "median",
        above: 500,
        when: { connections },
      },
    ]),
  );
});
