import { queryObjects } from "node:v8";

import type { WatchedClass } from "@paceline/core";

import type { AnyClass } from "../leak-bench.ts";

/**
 * Counts the live instances of each class exactly, by a walk over the heap after a full collection. It stops
 * the process for as long as the walk takes, some 80 ms for a heap of some megabytes.
 */
const countInstances = (classes: readonly AnyClass[]): readonly number[] =>
  classes.map((each) => queryObjects(each, { format: "count" }));

/**
 * Instances before and after further operations. It is the strongest test of all: bytes have noise, a count
 * has none.
 *
 * @param operate - runs the operations and waits until what they started has ended.
 */
export async function countClasses(
  classes: readonly AnyClass[],
  operationCount: number,
  operate: () => Promise<void>,
): Promise<readonly WatchedClass[]> {
  if (classes.length === 0) return [];
  const before = countInstances(classes);
  await operate();
  const after = countInstances(classes);
  return classes.map(({ name }, index) => ({
    className: name,
    countBefore: before[index]!,
    countAfter: after[index]!,
    operationCount,
  }));
}
