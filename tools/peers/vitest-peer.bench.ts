import { test } from "vitest";

import { writeReport } from "./peer-report.ts";
import { measureSpinNs, spin, startToFirstCallNs, trivial } from "./subjects.ts";

const NS_PER_MS = 1e6;

// Vitest turns imports into getters; functions of the file itself are measured without them.
const localTrivial = trivial;
const localSpin = spin;

test("common functions", async ({ bench }) => {
  const ofTrivial = await bench("trivial", () => localTrivial()).run();
  const ofSpin = await bench("spin", () => localSpin()).run();
  writeReport({
    startToFirstCallNs: startToFirstCallNs(),
    trivialNs: ofTrivial.latency.p50 * NS_PER_MS,
    spinNs: ofSpin.latency.p50 * NS_PER_MS,
    spinTruthNs: measureSpinNs(),
    sampleCount: ofSpin.latency.samplesCount,
  });
});
