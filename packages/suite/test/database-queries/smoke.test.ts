import { join } from "node:path";

import { discoverBenchmarks, runBenchmarks } from "@paceline/harness";
import type { BenchmarkDescriptor, RunRequest } from "@paceline/harness";
import { expect, test } from "vitest";

import { findPostgres, startPostgres } from "../../../../tools/postgres/postgres-server.ts";
import { startDatabase } from "../../src/database/start-database.ts";

const ROOT = join(import.meta.dirname, "..", "..");

const discovery = await discoverBenchmarks({
  root: ROOT,
  include: ["src/database-queries/*.bench.ts"],
  size: "smoke",
  isTrusted: true,
});

const requestFor = (benchmarks: readonly BenchmarkDescriptor[]): RunRequest => ({
  root: ROOT,
  benchmarks,
  fileErrors: [],
  preset: "smoke",
  config: {},
  overrides: {},
  seed: 1,
  resultFiles: [],
  pacelineVersion: "0.0.0-test",
});

test("every query of SQLite gives the right answer, with nothing installed", async () => {
  expect(discovery.fileErrors).toEqual([]);
  const own = discovery.benchmarks.filter(({ needs }) => needs.length === 0);
  const result = await runBenchmarks(requestFor(own));
  expect(result.benchmarks.flatMap(({ errors }) => errors)).toEqual([]);
  expect(new Set(result.benchmarks.map(({ group }) => group))).toEqual(
    new Set(["database-queries/sqlite"]),
  );
}, 120_000);

const programs = findPostgres();
if (programs === null) {
  process.stderr.write("skipped: queries of PostgreSQL; no initdb in the usual folders\n");
  test.skip("queries of PostgreSQL: no initdb in the usual folders", () => {});
} else {
  test("every query of PostgreSQL gives the right answer, and the server is left as it was found", async () => {
    await using server = await startPostgres(programs, { password: "s3cret" });
    const url = await server.createDatabase();
    const choice = { kind: "server", url } as const;
    const { signal } = new AbortController();
    const needing = discovery.benchmarks.filter(({ needs }) => needs.includes("database"));
    // A write, a read, a pool of each file, the open loop, and pgbench where it is installed: what is left out differs
    // from these by its text alone.
    const chosen = needing.filter(({ group, name }) =>
      group.endsWith("/postgres")
        ? ["update", "messages, indexed"].includes(name)
        : !(group.endsWith("/pool") && name === "insert"),
    );
    {
      await using database = await startDatabase(choice, { signal });
      const result = await runBenchmarks({
        ...requestFor(chosen),
        services: { database: database.service },
      });
      expect(result.benchmarks.flatMap(({ errors }) => errors)).toEqual([]);
      expect(JSON.stringify(result)).not.toContain("s3cret");
    }
    // What a run that was killed leaves behind is taken away by the next one, and a living one's is not.
    await using other = await startDatabase(choice, { signal });
    const { openConnectionPool } = await import("@paceline/agents");
    await using pool = await openConnectionPool(url, { connectionCountMax: 1 });
    await pool.use((client) =>
      client.query(
        `CREATE SCHEMA paceline_bench_00000000_1000; CREATE SCHEMA ${other.service.schemaPrefix}1000`,
      ),
    );
    await using next = await startDatabase(choice, { signal });
    const schemas = await pool.query(
      { name: "", text: "SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE 'paceline%'" },
      [],
    );
    expect(next.service.schemaPrefix).not.toBe(other.service.schemaPrefix);
    expect(schemas).toEqual([{ name: `${other.service.schemaPrefix}1000` }]);
  }, 180_000);
}
