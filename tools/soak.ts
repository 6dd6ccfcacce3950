/**
 * Whether 10,000 agents on threads can live for long: memory must be flat and nothing may pile up.
 *
 *     node --conditions=@paceline/source tools/soak.ts [seconds] [agents]
 *
 * Agents step and send two messages each, without pause. Every second all threads are collected and what
 * is left alive is weighed. Exits with 1 when the slope of that is not shown to be about zero, or handles,
 * file descriptors or threads have become more.
 */
import { availableParallelism } from "node:os";
import { argv, exit, stdout } from "node:process";

import { slopeOf } from "./soak/slope.ts";
import { soak } from "./soak/soak.ts";

const [seconds = 60, agentCount = 10_000] = argv.slice(2).map(Number);
const SAMPLE_MS = 1_000;
/** By then code is compiled, and rings and tables have their size. Not part of the time asked for. */
const WARM_UP_MS = 10_000;
const WARM_UP_CALL_COUNT = 300;

const startMs = performance.now();
let warmMs = Infinity;
let sampledMs = startMs;
const samples = await soak({
  agentCount,
  workerCount: Math.max(2, availableParallelism()),
  isLeaking: false,
  isWarm(callCount) {
    const nowMs = performance.now();
    const isWarm = nowMs - startMs > WARM_UP_MS && callCount >= WARM_UP_CALL_COUNT;
    if (isWarm && warmMs === Infinity) warmMs = nowMs;
    return isWarm;
  },
  isDue: () => performance.now() - sampledMs > SAMPLE_MS,
  isOver: () => performance.now() - warmMs > seconds * 1e3,
  onSample({ atMs, liveBytes }) {
    sampledMs = atMs;
    if (!stdout.isTTY) return;
    const leftS = Math.max(0, seconds - (atMs - warmMs) / 1e3);
    stdout.write(`\r${(liveBytes / 2 ** 20).toFixed(1)} MiB live, ${leftS.toFixed(0)} s left  `);
  },
});
if (stdout.isTTY) stdout.write("\r\u001B[K");

const first = samples[0]!;
const last = samples.at(-1)!;
const { slope, low, high } = slopeOf(
  samples.map(({ atMs }) => (atMs - first.atMs) / 1e3),
  samples.map(({ liveBytes }) => liveBytes),
);
const kib = (bytes: number): string => `${(bytes / 1024).toFixed(2)} KiB/s`;
const isFlat = low <= 0 && high >= 0;
const rows = [
  {
    name: "live memory, slope",
    figure: `${kib(slope)} [${kib(low)} to ${kib(high)}]`,
    goal: "contains 0",
    isMet: isFlat,
  },
  ...(["handleCount", "descriptorCount", "threadCount"] as const).map((name) => ({
    name,
    figure: `${first[name]} at first, ${last[name]} at last`,
    goal: "no more",
    isMet: last[name] <= first[name],
  })),
];
const elapsedS = (last.atMs - first.atMs) / 1e3;
const callCount = last.callCount - first.callCount;
const rate = (last.deliveredCount - first.deliveredCount) / elapsedS;
stdout.write(
  `${agentCount.toLocaleString("en")} agents on threads, ${elapsedS.toFixed(0)} s, ` +
    `${callCount} steps of each, ${(rate / 1e3).toFixed(0)} k messages/s, ` +
    `${(last.liveBytes / 2 ** 20).toFixed(1)} MiB live, ${samples.length} samples\n`,
);
for (const { name, figure, goal, isMet } of rows) {
  stdout.write(`  ${name.padEnd(20)} ${figure.padEnd(46)} ${goal}: ${isMet ? "met" : "not met"}\n`);
}
exit(rows.every(({ isMet }) => isMet) ? 0 : 1);
