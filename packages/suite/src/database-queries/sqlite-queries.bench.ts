/**
 * What does a query cost in SQLite, which needs nothing installed?
 *
 * Measured: queries of the agent store one after the other, on disk with a write-ahead log, on the original's 1,000
 * agents and 10,000 messages, and a hundred times that with the preset "thorough"; then the driver alone, with an
 * index and without, prepared and not, in a transaction and not. What comes back is compared with what must be there.
 *
 * Not measured: several at once. SQLite runs in the process that asks, and writes one transaction at a time.
 */
import { openSqliteDatabase } from "./open-sqlite-database.ts";
import { CONTRAST_CASES, STORE_CASES } from "./query-cases.ts";
import { registerQueries } from "./register-queries.ts";

registerQueries({
  dialect: "sqlite",
  open: (_context, agentCount) => openSqliteDatabase(agentCount),
  cases: [...STORE_CASES, ...CONTRAST_CASES],
});
