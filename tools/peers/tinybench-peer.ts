import { Bench } from "tinybench";

import { writeReport } from "./peer-report.ts";
import { measureSpinNs, spin, startToFirstCallNs, trivial } from "./subjects.ts";

const NS_PER_MS = 1e6;

const bench = new Bench();
bench.add("trivial", trivial).add("spin", () => spin());
await bench.run();

const [trivialNs = Number.NaN, spinNs = Number.NaN] = bench.tasks.map(({ result }) =>
  "latency" in result ? result.latency.p50 * NS_PER_MS : Number.NaN,
);
const last = bench.tasks[1]?.result;
writeReport({
  startToFirstCallNs: startToFirstCallNs(),
  trivialNs,
  spinNs,
  spinTruthNs: measureSpinNs(),
  sampleCount: last !== undefined && "latency" in last ? last.latency.samplesCount : 0,
});
