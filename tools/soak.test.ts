/** The short form of `tools/soak.ts`, by counts of calls instead of seconds, and what it would find. */
import { expect, test } from "vitest";

import { slopeOf } from "./soak/slope.ts";
import { soak } from "./soak/soak.ts";

const CALLS_PER_SAMPLE = 10;
const WARM_UP_CALL_COUNT = 300;
const SAMPLE_COUNT = 30;
const TIME_LIMIT_MS = 120_000;
/** Of a call whose 400 messages are all kept: no message is smaller than this. */
const LEAK_BYTES = 400 * 32;

const shortSoak = (isLeaking: boolean) =>
  soak({
    agentCount: 200,
    workerCount: 2,
    isLeaking,
    isWarm: (callCount) => callCount > WARM_UP_CALL_COUNT,
    isDue: (calls) => calls >= CALLS_PER_SAMPLE,
    isOver: (count) => count === SAMPLE_COUNT,
  });

test(
  "agents that talk without end take no more memory, and nothing piles up",
  async () => {
    const samples = await shortSoak(false);
    const { low } = slopeOf(
      samples.map(({ callCount }) => callCount),
      samples.map(({ liveBytes }) => liveBytes),
      0.999,
    );
    // What one message in ten would add, if it were kept. Code is still being compiled in so short a time.
    expect(low, "bytes that each call certainly leaves behind").toBeLessThan(LEAK_BYTES / 10);
    const [first, last] = [samples[0]!, samples.at(-1)!];
    expect(last.descriptorCount).toBeLessThanOrEqual(first.descriptorCount);
    expect(last.threadCount).toBeLessThanOrEqual(first.threadCount);
    expect(last.deliveredCount - first.deliveredCount).toBe(
      2 * 200 * (last.callCount - first.callCount),
    );
  },
  TIME_LIMIT_MS,
);

test(
  "agents that keep what they hear are found out",
  async () => {
    const samples = await shortSoak(true);
    const { low } = slopeOf(
      samples.map(({ callCount }) => callCount),
      samples.map(({ liveBytes }) => liveBytes),
      0.999,
    );
    expect(low).toBeGreaterThan(LEAK_BYTES);
  },
  TIME_LIMIT_MS,
);

test("a slope that is there is found, and its interval holds it", () => {
  const x = Array.from({ length: 60 }, (_, index) => index);
  // Errors that remember: a slow wave, far larger than the slope.
  const { low, high } = slopeOf(
    x,
    x.map((at) => 3 * at + 20 * Math.sin(at / 3)),
  );
  expect(low).toBeGreaterThan(2);
  expect(high).toBeLessThan(4);
});
