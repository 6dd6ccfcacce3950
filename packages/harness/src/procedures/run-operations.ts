import { isThenable } from "../fork/is-thenable.ts";
import type { Subject } from "../fork/subject.ts";

/**
 * Runs one round of operations one after the other, then what the benchmark says ends a round.
 *
 * @returns the result of the last operation, for the benchmark's check.
 */
export async function runOperations(
  { run, options, context }: Subject,
  state: unknown,
  operationCount: number,
): Promise<unknown> {
  let result: unknown;
  for (let operation = 0; operation < operationCount; operation += 1) {
    result = run(state, undefined);
    // A synchronous operation must not pay for a turn of the microtask queue, nor leave a promise behind.
    // oxlint-disable-next-line no-await-in-loop -- operations must not overlap
    if (isThenable(result)) result = await result;
  }
  await options.quiesce?.(state, context);
  return result;
}
