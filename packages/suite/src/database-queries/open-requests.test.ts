import { createManualClock } from "@paceline/core";
import { expect, test } from "vitest";

import type { LoadClock } from "../concurrent-load/open-loop.ts";
import { summarizeLoad } from "../concurrent-load/summarize-load.ts";
import { sendOpenRequests } from "./open-requests.ts";

/** A clock that goes on only when it is rested on, by what is asked for or by one microsecond. */
function createRestClock(): LoadClock {
  const clock = createManualClock();
  return {
    nowNs: () => clock.nowNs(),
    async rest(durationNs) {
      // What is answered at this moment is seen at this moment.
      await new Promise((resolve) => void setImmediate(resolve));
      clock.advanceNs(durationNs === 0 ? 1_000 : durationNs);
    },
  };
}

test("a request is sent when it is due, although an earlier one still hangs", async () => {
  const clock = createRestClock();
  const sent: number[] = [];
  const { promise: hanging, resolve } = Promise.withResolvers<void>();
  const record = await sendOpenRequests(
    Float64Array.of(0, 10e6, 20e6),
    async (index) => {
      sent.push(index);
      if (index === 0) await hanging;
      if (index === 2) resolve();
    },
    clock,
  );
  expect(sent).toEqual([0, 1, 2]);
  // The first one left last: it waited for the third.
  expect(record.completionNs[0]).toBeGreaterThanOrEqual(20e6);
  expect(record.completionNs[1]).toBeLessThan(11e6);
  const summary = summarizeLoad(record, { serviceNsMean: 1e6, workerCount: 3, seed: 1 });
  expect(summary.latencyNsMax).toBeGreaterThanOrEqual(20e6);
  expect(summary.consistency.littleRatio).toBeCloseTo(1, 1);
});

test("a request that fails ends the load with its error", async () => {
  const clock = createRestClock();
  const sending = sendOpenRequests(
    Float64Array.from({ length: 100 }, (_, index) => index * 1e6),
    async (index) => {
      if (index === 3) throw new Error("the server is gone");
    },
    clock,
  );
  await expect(sending).rejects.toThrow("the server is gone");
});
