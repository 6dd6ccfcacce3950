import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { mkdtempDisposable } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { serializeRunResult } from "@paceline/core";
import { expect, test } from "vitest";

import { makeBenchmark, makeMetric, makeRun } from "../../test/make-run.ts";
import { createSqliteHistory } from "./sqlite-history.ts";
import { syncResults } from "./sync-results.ts";

const resultOf = (id: string, median: number): string =>
  serializeRunResult(
    makeRun(
      [makeBenchmark("a", [[median]], { metrics: [makeMetric("time", { unit: "ns", median })] })],
      { id },
    ),
  );

test("reads what is new or changed, forgets what is gone, and names what it cannot read", async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), "paceline-sync-"));
  await using history = createSqliteHistory(":memory:");
  const write = (name: string, content: string): void => {
    mkdirSync(join(folder.path, "daily"), { recursive: true });
    writeFileSync(join(folder.path, "daily", name), content);
  };
  expect(await syncResults(history, folder.path)).toMatchObject({ readCount: 0, keptCount: 0 });

  write("1_results.json", resultOf("one", 10));
  write("2_results.json", resultOf("two", 20));
  write("3_results.json", "{");
  write("notes.txt", "not a result");
  const first = await syncResults(history, folder.path);
  expect(first).toMatchObject({ readCount: 2, keptCount: 0, forgottenCount: 0 });
  expect(first.unreadable).toEqual([
    {
      file: join(folder.path, "daily", "3_results.json"),
      message: expect.stringContaining("JSON"),
    },
  ]);

  write("2_results.json", resultOf("two", 222));
  rmSync(join(folder.path, "daily", "1_results.json"));
  rmSync(join(folder.path, "daily", "3_results.json"));
  expect(await syncResults(history, folder.path)).toEqual({
    readCount: 1,
    keptCount: 0,
    forgottenCount: 1,
    unreadable: [],
  });
  const [series] = await history.series({});
  expect(series!.points.map(({ value }) => value)).toEqual([222]);
  expect(await syncResults(history, folder.path)).toMatchObject({ readCount: 0, keptCount: 1 });
});
