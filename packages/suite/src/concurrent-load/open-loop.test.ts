import { createManualClock, quantile, sortSamples } from "@paceline/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { scheduleArrivals } from "./arrivals.ts";
import { runClosedLoop, runOpenLoop } from "./open-loop.ts";
import type { LoadRecord } from "./open-loop.ts";
import { summarizeLoad } from "./summarize-load.ts";

/** A server on a clock of the test's own, which needs a fixed time for each request, one at a time. */
function createServer(serviceNs: number, stall?: { readonly at: number; readonly ns: number }) {
  const manual = createManualClock();
  const calls: number[] = [];
  return {
    calls,
    clock: {
      nowNs: () => manual.nowNs(),
      async rest(durationNs: number) {
        // A turn of the event loop takes a microsecond here.
        manual.advanceNs(Math.max(durationNs, 1e3));
      },
    },
    server: {
      batchCountMax: 1,
      async serve(fromIndex: number, count: number) {
        calls.push(count);
        manual.advanceNs(serviceNs * count + (fromIndex === stall?.at ? stall.ns : 0));
      },
    },
  };
}

const latenciesOf = ({ arrivalNs, completionNs }: LoadRecord): number[] =>
  Array.from(completionNs, (endNs, index) => endNs - arrivalNs[index]!);

const evenly = (requestCount: number, gapNs: number): Float64Array =>
  Float64Array.from({ length: requestCount }, (_, index) => index * gapNs);

describe("runOpenLoop", () => {
  test("shows a stall to everyone who waited behind it, where a closed loop shows one slow request", async () => {
    // Every millisecond a request of 0.1 ms, and once a stall of 100 ms.
    const open = createServer(1e5, { at: 50, ns: 1e8 });
    const record = await runOpenLoop(evenly(1000, 1e6), open.server, open.clock);
    const slowCount = latenciesOf(record).filter((ns) => ns > 1e7).length;
    // Backlog of 100 drains by 0.9 ms a request: those who waited over 10 ms are about 100.
    expect(slowCount).toBeGreaterThan(90);
    expect(slowCount).toBeLessThan(110);

    const closed = createServer(1e5, { at: 50, ns: 1e8 });
    const hidden = await runClosedLoop(1000, 1, closed.server, closed.clock);
    expect(latenciesOf(hidden).filter((ns) => ns > 1e7)).toHaveLength(1);
  });

  test("serves what is due in one call, as much as the server takes", async () => {
    const { server, clock, calls } = createServer(1e6);
    await runOpenLoop(new Float64Array(10), { ...server, batchCountMax: 4 }, clock);
    expect(calls).toEqual([4, 4, 2]);
  });

  test("never serves a request before it was meant to start, and each of them once", async () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 5_000_000 }), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(gaps, fc.integer({ min: 1, max: 8 }), async (gapsNs, batchCountMax) => {
        let atNs = 0;
        const arrivalNs = Float64Array.from(gapsNs, (gapNs) => (atNs += gapNs));
        const { server, clock, calls } = createServer(3e5);
        const record = await runOpenLoop(arrivalNs, { ...server, batchCountMax }, clock);
        expect(Math.min(...latenciesOf(record))).toBeGreaterThanOrEqual(3e5);
        expect(calls.reduce((sum, count) => sum + count, 0)).toBe(arrivalNs.length);
      }),
      { numRuns: 50 },
    );
  });
});

describe("summarizeLoad", () => {
  test("gives the mean wait of a queue with random arrivals and constant service in closed form", async () => {
    // M/D/1 at a load of 0.5: time in the system is S (1 + ρ / (2 (1 - ρ))) = 1.5 S. Pollaczek and Khinchine.
    const serviceNs = 1e6;
    const { server, clock } = createServer(serviceNs);
    const arrivals = scheduleArrivals({
      name: "poisson",
      ratePerSecond: 500,
      requestCount: 40_000,
      seed: 3,
    });
    const record = await runOpenLoop(arrivals, server, clock);
    const summary = summarizeLoad(record, { serviceNsMean: serviceNs, seed: 1 });
    expect(summary.latencyNsMean / serviceNs).toBeCloseTo(1.5, 1);
    expect(summary.consistency.littleRatio).toBeCloseTo(1, 1);
    expect(summary.consistency.utilizationRatio).toBeCloseTo(0.5, 1);
    expect(summary.consistency.expectedUtilizationRatio).toBeCloseTo(0.5, 1);
    expect(summary.latencyNsP99).toBe(quantile(sortSamples(latenciesOf(record)), 0.99));
  });

  test("hides most of the wait when latency counts from when a request was served", async () => {
    const { server, clock } = createServer(1e6);
    const arrivals = scheduleArrivals({
      name: "poisson",
      ratePerSecond: 900,
      requestCount: 4_000,
      seed: 3,
    });
    const { completionNs, busyNs } = await runOpenLoop(arrivals, server, clock);
    // Requests that claim to have arrived when they were served were not in the system before: L is S λ.
    const arrivalNs = completionNs.map((endNs) => endNs - 1e6);
    const cheated = summarizeLoad(
      { arrivalNs, completionNs, busyNs },
      { serviceNsMean: 1e6, seed: 1 },
    );
    const honest = summarizeLoad(
      { arrivalNs: arrivals, completionNs, busyNs },
      { serviceNsMean: 1e6, seed: 1 },
    );
    expect(honest.latencyNsMean).toBeGreaterThan(3 * cheated.latencyNsMean);
  });
});
