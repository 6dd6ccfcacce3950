/** The short form of `tools/soak.ts`, by counts of calls instead of seconds, and what it would find. */
import { expect, test } from "vitest";

import { slopeInterval } from "../packages/analysis/src/leak/slope-interval.ts";
import { settle } from "./soak/settled.ts";
import { soak } from "./soak/soak.ts";

const AGENT_COUNT = 200;
const CALLS_PER_SAMPLE = 10;
const SAMPLE_COUNT = 60;
const TIME_LIMIT_MS = 120_000;
/** Of a call whose messages are all kept, two of each agent: no message is smaller than this. */
const LEAK_BYTES_PER_CALL = 2 * AGENT_COUNT * 32;

const shortSoak = (isLeaking: boolean, sampleCount: number) =>
  soak({
    agentCount: AGENT_COUNT,
    workerCount: 2,
    isLeaking,
    isDue: (calls) => calls >= CALLS_PER_SAMPLE,
    isOver: ({ count }) => count === sampleCount,
  });

test(
  "agents that talk without end take no more memory, and nothing piles up",
  async () => {
    const samples = await shortSoak(false, SAMPLE_COUNT);
    // The second half: in the first, code is still being compiled and tables take their size.
    const { low } = slopeInterval(samples.growth("liveBytes").slice(SAMPLE_COUNT / 2), {
      seed: 1,
      confidenceRatio: 0.999,
    });
    // What one message in a hundred would add, if it were kept.
    expect(low / CALLS_PER_SAMPLE, "bytes that each call certainly leaves behind").toBeLessThan(
      LEAK_BYTES_PER_CALL / 100,
    );
    const since = (name: Parameters<typeof samples.get>[0]): number =>
      samples.get(name, SAMPLE_COUNT - 1) - samples.get(name, 0);
    expect(since("descriptorCount")).toBeLessThanOrEqual(0);
    expect(since("threadCount")).toBeLessThanOrEqual(0);
    expect(since("deliveredCount")).toBe(2 * AGENT_COUNT * since("callCount"));
  },
  TIME_LIMIT_MS,
);

test(
  "agents that keep what they hear are found out",
  async () => {
    const settled = settle((await shortSoak(true, SAMPLE_COUNT / 2)).growth("liveBytes"), 0.999);
    expect(settled?.low, "bytes that each sample certainly adds").toBeGreaterThan(
      CALLS_PER_SAMPLE * LEAK_BYTES_PER_CALL,
    );
  },
  TIME_LIMIT_MS,
);
