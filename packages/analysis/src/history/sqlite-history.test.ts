import { readFileSync, writeFileSync } from "node:fs";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

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
});
