/**
 * Whether 10,000 agents on threads can live for long: memory must be flat and nothing may pile up.
 *
 *     node --conditions=@paceline/source tools/soak.ts [seconds] [agents]
 *
 * Agents step and send two messages each, without pause. Every second all threads are collected and what is left
 * alive is weighed, all of it: objects, code and buffers. The first half as many seconds are the warm-up: rings and
 * tables take their size. Exits with 1 when the slope after that is not shown to be about zero, or when handles,
 * file descriptors or threads have become more.
 */
import { availableParallelism } from "node:os";
import { argv, exit, stdout } from "node:process";

import { slopeInterval } from "../packages/analysis/src/leak/slope-interval.ts";
import type { SampleLog } from "./soak/sample-log.ts";
import { soak } from "./soak/soak.ts";

const [seconds = 60, agentCount = 10_000] = argv.slice(2).map(Number);
const SAMPLE_MS = 1_000;
const WARMUP_RATIO = 0.5;
/** One run in a hundred of what is flat is not shown to be. */
const CONFIDENCE_RATIO = 0.99;
/** Of a few agents each, for what runs once a call: its tables and caches need many calls to take their size. */
const SHORT_CALL_COUNT = 10_000;

let startMs = Infinity;
let sampledMs = -Infinity;
/** Index of the first sample after the warm-up. */
let start = 0;
const samples = await soak({
  agentCount,
  workerCount: Math.max(2, availableParallelism()),
  isLeaking: false,
  shortCallCount: SHORT_CALL_COUNT,
  isDue: () => performance.now() - sampledMs > SAMPLE_MS,
  isOver(log) {
    sampledMs = performance.now();
    startMs = Math.min(startMs, sampledMs);
    const elapsedS = (sampledMs - startMs) / 1e3;
    const leftS = (1 + WARMUP_RATIO) * seconds - elapsedS;
    if (elapsedS <= WARMUP_RATIO * seconds) start = log.count - 1;
    showProgress(log, leftS);
    return leftS <= 0;
  },
});
if (stdout.isTTY) stdout.write("\r\u001B[K");
exit(report() ? 0 : 1);

function showProgress(log: SampleLog, leftS: number): void {
  if (!stdout.isTTY) return;
  const live = mib(log.get("liveBytes", log.count - 1));
  stdout.write(`\r${live} live, ${Math.max(0, leftS).toFixed(0)} s left   `);
}

function report(): boolean {
  const last = samples.count - 1;
  const since = (name: Parameters<SampleLog["get"]>[0]): number =>
    samples.get(name, last) - samples.get(name, start);
  const elapsedS = since("atMs") / 1e3;
  stdout.write(
    `${agentCount.toLocaleString("en")} agents on threads, ${elapsedS.toFixed(0)} s after a warm-up of ` +
      `${samples.get("callCount", start)} steps of each\n` +
      `${since("callCount")} steps of each, ${(since("deliveredCount") / elapsedS / 1e3).toFixed(0)} k messages/s, ` +
      `${mib(samples.get("liveBytes", last))} live, ${samples.count - start} samples\n`,
  );
  const rows = [
    slopeRow(elapsedS),
    ...(["handleCount", "descriptorCount", "threadCount"] as const).map((name) => ({
      name,
      figure: `${samples.get(name, start)} at first, ${samples.get(name, last)} at last`,
      goal: "no more",
      isMet: since(name) <= 0,
    })),
  ];
  for (const { name, figure, goal, isMet } of rows)
    stdout.write(
      `  ${name.padEnd(22)} ${figure.padEnd(44)} ${goal}: ${isMet ? "met" : "not met"}\n`,
    );
  stdout.write("since the first second, and of that after the warm-up:\n");
  for (const [name, label] of [
    ["commandingObjectBytes", "commanding thread"],
    ["workerObjectBytes", "workers"],
    ["codeBytes", "code of all"],
    ["externalBytes", "buffers of all"],
  ] as const) {
    const total = kib(samples.get(name, last) - samples.get(name, 0));
    stdout.write(`  ${label.padEnd(24)} ${total.padStart(12)} ${kib(since(name)).padStart(12)}\n`);
  }
  return rows.every(({ isMet }) => isMet);
}

/** Of all that lives. */
function slopeRow(elapsedS: number) {
  const perSecond = (samples.count - 1 - start) / elapsedS;
  const { slope, low, high } = slopeInterval(samples.growth("liveBytes").slice(start), {
    seed: 1,
    confidenceRatio: CONFIDENCE_RATIO,
  });
  const [middle, least, most] = [slope, low, high].map((bytes) => kib(bytes * perSecond));
  return {
    name: "memory, slope",
    figure: `${middle}/s [${least} to ${most}]`,
    goal: "contains 0",
    isMet: low <= 0 && high >= 0,
  };
}

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(2)} KiB`;
}

function mib(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
