/**
 * What do single statements get out of a pool of connections?
 *
 * Measured: as for transactions, but one statement each: a select by primary key, which costs the way to the server
 * and back, and an insert, which costs making it durable. Where pgbench is installed, our loop's rate is shown as a
 * share of its rate on the same server.
 *
 * Not measured: statements that take long; they are bounded by the server, not by the pool.
 */
import { group } from "@paceline/harness/bench";

import { findPgbench } from "./pgbench.ts";
import { registerPgbench } from "./register-pgbench.ts";
import { registerPool } from "./register-pool.ts";

const pgbench = findPgbench();

group("database-queries/pool", () => {
  registerPool("select");
  registerPool("insert");
});

// Only where it is installed: a benchmark that can never run is none.
if (pgbench !== null) group("database-queries/pgbench", () => registerPgbench(pgbench));
