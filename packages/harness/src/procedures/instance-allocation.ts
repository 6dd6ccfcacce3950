import { observeGc } from "../evidence/gc-observer.ts";
import type { ForkPort } from "../fork/fork-session.ts";
import { isThenable } from "../fork/is-thenable.ts";
import type { Subject } from "../fork/subject.ts";
import { measureAllocation } from "../measure/allocation.ts";
import { hrtimeBigint } from "../measure/untouched-clocks.ts";

export interface AllocationOptions {
  /** More are never made at once. */
  readonly instanceCountMax: number;
  readonly collectGarbage: ForkPort["collectGarbage"];
}

/** Bytes that making one instance allocates, kept or not; null when it cannot be told, as for what is made asynchronously. */
export async function allocatedPerInstance(
  { run, options, context }: Subject,
  state: unknown,
  { instanceCountMax, collectGarbage }: AllocationOptions,
): Promise<number | null> {
  const example = run(state, 1);
  if (isThenable(example) || options.release !== undefined) {
    await options.release?.(await example, state, context);
    return null;
  }
  using gc = observeGc();
  // Held until the next one: what is made must not be optimised away.
  let held: unknown = null;
  return measureAllocation(
    {
      fill: () => {
        held = null;
      },
      time: (count) => {
        const startedNs = hrtimeBigint();
        held = run(state, count);
        return held === undefined ? 0 : Number(hrtimeBigint() - startedNs);
      },
      iterationCountMax: instanceCountMax,
    },
    {
      read: () => {
        const { heapUsed, arrayBuffers } = process.memoryUsage();
        return { heapBytes: heapUsed, bufferBytes: arrayBuffers };
      },
      collect: collectGarbage,
      collectionCount: async () => (await gc.flush()).length,
    },
  );
}
