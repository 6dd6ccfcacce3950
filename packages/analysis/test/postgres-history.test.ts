import { afterAll, expect, test } from "vitest";

import { describeHistory } from "../src/history/history.contract.ts";
import { createPostgresHistory } from "../src/history/postgres-history.ts";
import { findPostgres, startPostgres } from "../../../tools/postgres/postgres-server.ts";

const programs = findPostgres();
if (programs === null) {
  // Printed, so that a green run without a server does not look like one with it.
  process.stderr.write("skipped: the history in PostgreSQL; no initdb in the usual folders\n");
  test.skip("the history in PostgreSQL: no initdb in the usual folders", () => {});
} else {
  const server = await startPostgres(programs);
  afterAll(() => server[Symbol.asyncDispose]());

  describeHistory("PostgreSQL", async () => createPostgresHistory(await server.createDatabase()));

  test("two may set the same database up at once, and see each other's runs", async () => {
    const url = await server.createDatabase();
    const opening = [createPostgresHistory(url), createPostgresHistory(url)] as const;
    await using first = await opening[0];
    await using second = await opening[1];
    const run = {
      source: "a",
      fingerprint: "1",
      runId: "a",
      startedAt: "2026-01-01T00:00:00.000Z",
      commitId: null,
      isDirty: true,
      hostname: "a",
      systemRelease: "",
      machine: "m",
      runtime: "r",
      pacelineVersion: "0",
      values: [
        {
          benchmarkId: "a",
          metric: "time",
          unit: "ns",
          direction: "lower",
          value: 1,
          interval: null,
        },
      ],
    } as const;
    await Promise.all([first.record([run]), second.record([{ ...run, source: "b", runId: "b" }])]);
    const [series] = await first.series({});
    expect(series!.points.map(({ runId, isDirty }) => [runId, isDirty])).toEqual([
      ["a", true],
      ["b", true],
    ]);
  });
}

test("a server that is not there is named without its password", async () => {
  await expect(createPostgresHistory("postgres://me:secret@127.0.0.1:1/x")).rejects.toThrow(
    /the history at postgres:\/\/me@127\.0\.0\.1:1\/x cannot be used: .*check the address/,
  );
});
