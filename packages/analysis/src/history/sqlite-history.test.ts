import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

import { describeHistory } from "./history.contract.ts";
import { createSqliteHistory } from "./sqlite-history.ts";

describeHistory("SQLite", async () => createSqliteHistory(":memory:"));

const temporaryFolder = () => mkdtempDisposable(join(tmpdir(), "paceline-history-"));

describe("the file of the SQLite history", () => {
  test.for([
    { what: "is not a database", content: "these are no tables" },
    { what: "was cut to nothing", content: "" },
  ])("is built anew when it $what", async ({ content }) => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "deeper", "index.sqlite");
    await createSqliteHistory(file)[Symbol.asyncDispose]();
    writeFileSync(file, content);
    await using history = createSqliteHistory(file);
    expect(await history.series({})).toEqual([]);
  });

  test("is built anew when its pages are damaged", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "index.sqlite");
    await createSqliteHistory(file)[Symbol.asyncDispose]();
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.fill(0xff, 100, 4096));
    await using history = createSqliteHistory(file);
    expect(await history.series({})).toEqual([]);
  });

  test("of another version is built anew", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "index.sqlite");
    const database = new DatabaseSync(file);
    database.exec("CREATE TABLE point (x); PRAGMA user_version = 99");
    database.close();
    await using history = createSqliteHistory(file);
    expect(await history.series({})).toEqual([]);
  });

  test("that cannot be written says so, and what to do", async () => {
    await using folder = await temporaryFolder();
    expect(() => createSqliteHistory(folder.path)).toThrow(
      /the history at .* cannot be used: unable to open database file; wait for .*, or delete/,
    );
  });

  test("is read as of one moment while another process writes runs of new commits", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "index.sqlite");
    await using history = createSqliteHistory(file);
    const source = fileURLToPath(import.meta.resolve("./sqlite-history.ts"));
    const program = `
      const { createSqliteHistory } = await import(${JSON.stringify(source)});
      const history = createSqliteHistory(${JSON.stringify(file)});
      for (let run = 0; run < 500; run += 1) {
        await history.record([{
          source: "s" + run, fingerprint: "1", runId: "r" + run, startedAt: new Date(1e12 + run).toISOString(),
          commitId: "c" + run, isDirty: false, hostname: "h", systemRelease: "6", machine: "m", runtime: "node",
          pacelineVersion: "0.1.0",
          values: Array.from({ length: 20 }, (_, index) => ({
            benchmarkId: "b" + index, metric: "time", unit: "ns", direction: "lower", value: 1, interval: null,
          })),
        }]);
      }`;
    const writer = spawn(
      process.execPath,
      ["--conditions=@paceline/source", "--input-type=module", "--eval", program],
      { stdio: ["ignore", "ignore", "inherit"] },
    );
    const exited = once(writer, "exit");
    while (writer.exitCode === null && writer.signalCode === null) {
      // oxlint-disable-next-line no-await-in-loop -- one look after the other
      const [first, last] = await history.series({}).then((all) => [all[0], all.at(-1)]);
      expect(last?.points.length).toBe(first?.points.length);
      // oxlint-disable-next-line no-await-in-loop
      await setImmediate();
    }
    expect(await exited).toEqual([0, null]);
    expect((await history.series({}))[0]!.points).toHaveLength(500);
  });
});
