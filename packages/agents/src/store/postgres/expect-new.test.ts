import { expect, test } from "vitest";

import { StoreUnavailableError } from "../store-errors.ts";
import { expectNew } from "./expect-new.ts";
import type { Novelty } from "./postgres-statements.ts";

/** As the server refuses a row that is there: PostgreSQL's "unique_violation". */
const DUPLICATE = new StoreUnavailableError(
  "here",
  "failed",
  Object.assign(new Error("duplicate key"), { code: "23505" }),
);

/** Writes so many batches, of which some hold messages that are there; says how each was tried. */
async function attemptsOf(
  batchCount: number,
  isKept: (batchIndex: number) => boolean,
): Promise<readonly string[]> {
  const attempts: string[] = [];
  let batchIndex = 0;
  const commit = expectNew(async (_batch, novelty: Novelty) => {
    attempts.push(`${batchIndex} ${novelty}`);
    if (novelty === "all-new" && isKept(batchIndex)) throw DUPLICATE;
  });
  for (; batchIndex < batchCount; batchIndex++) {
    // oxlint-disable-next-line no-await-in-loop -- batches go one after the other
    await commit([]);
  }
  return attempts;
}

test("one batch that was written before costs that batch and the next", async () => {
  expect(await attemptsOf(4, (index) => index === 1)).toEqual([
    "0 all-new",
    "1 all-new",
    "1 some-kept",
    "2 some-kept",
    "3 all-new",
  ]);
});

test("who writes all again is asked ever more rarely whether the rest is new", async () => {
  const attempts = await attemptsOf(1000, () => true);
  const refused = attempts.filter((attempt) => attempt.endsWith("all-new")).map(parseFloat);
  expect(refused.slice(0, 5)).toEqual([0, 2, 5, 10, 19]);
  expect(attempts.length - 1000).toBeLessThan(20);
});

test("what failed for another reason is not tried again", async () => {
  const lost = new Error("the server is gone");
  const commit = expectNew(() => Promise.reject(lost));
  await expect(commit([])).rejects.toBe(lost);
});
