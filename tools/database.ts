/**
 * What the agent store costs beside the drivers that it stands on: every goal is measured with both in turns, on one
 * machine in the same minute, so that a busy machine slows both. Prints goal, figure, and whether it is met.
 *
 *     node --conditions=@paceline/source tools/database.ts
 */
import { findPostgres, startPostgres } from "./postgres/postgres-server.ts";
import type { Goal } from "./database/goal.ts";
import { measurePostgres } from "./database/postgres-goals.ts";
import { measureSqlite } from "./database/sqlite-goals.ts";

const programs = findPostgres();
const goals: Goal[] = [...(await measureSqlite())];
if (programs === null)
  process.stderr.write("left out: PostgreSQL; no initdb in the usual folders\n");
else {
  // As it is set up by default: what is acknowledged is durable.
  await using server = await startPostgres(programs, { settings: ["fsync=on"] });
  goals.push(...(await measurePostgres(await server.createDatabase())));
}

const format = (value: number): string =>
  value < 100 ? value.toFixed(2) : Math.round(value).toLocaleString("en");
const rows = goals.map(({ title, bound, figure, oursPerSecond, barePerSecond }) => [
  title,
  format(bound),
  format(figure),
  format(oursPerSecond),
  format(barePerSecond),
  figure >= bound ? "met" : "not met",
]);
const table = [["goal", "at least", "figure", "ours/s", "bare/s", ""], ...rows];
const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
for (const row of table) {
  const cells = row.map((cell, column) =>
    column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
  );
  process.stdout.write(`${cells.join("  ").trimEnd()}\n`);
}
process.exitCode = goals.every(({ bound, figure }) => figure >= bound) ? 0 : 1;
