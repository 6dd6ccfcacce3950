/**
 * What does a query cost on a PostgreSQL server?
 *
 * Measured: the same as on SQLite, one query after the other over one connection, so most of the time is the way
 * to the server and back. It needs a server: one that `--database` names, or an embedded one.
 *
 * Not measured: many at once; the pool is swept beside this. Nor a network, unless the server is behind one.
 */
import { databaseOf, openPostgresDatabase } from "./open-postgres-database.ts";
import { CONTRAST_CASES, STORE_CASES } from "./query-cases.ts";
import { registerQueries } from "./register-queries.ts";

registerQueries({
  dialect: "postgres",
  open: ({ services }, agentCount) => openPostgresDatabase(databaseOf(services), agentCount),
  cases: [...STORE_CASES, ...CONTRAST_CASES],
});
