/**
 * Whether 10,000 agents on threads can live for long: memory must be flat and nothing may pile up.
 *
 *     node --conditions=@paceline/source tools/soak.ts [seconds] [agents]
 *
 * Agents step and send two messages each, without pause. Every second all threads are collected and what
 * is left alive is weighed. It runs until memory has been on its plateau for the time asked for: before,
 * code is compiled, and rings and tables take their size. Exits with 1 when there is no plateau in ten
 * times that, or when the slope on it is not shown to be about zero, or handles, file descriptors or
 * threads have become more.
 */
import { availableParallelism } from "node:os";
import { argv, exit, stdout } from "node:process";

import type { SampleLog } from "./soak/sample-log.ts";
import { settle, levelIndex } from "./soak/settled.ts";
import { soak } from "./soak/soak.ts";

const [seconds = 60, agentCount = 10_000] = argv.slice(2).map(Number);
const SAMPLE_MS = 1_000;
const PATIENCE_RATIO = 10;
/**
 * Of a few agents each, to have compiled early what is compiled late. With twenty agents and nothing else, what
 * lives grew by 390 KiB in 30,000 calls, three quarters of it code, and not in the 12,000 after them.
 */
const SHORT_CALL_COUNT = 30_000;

let startMs = Infinity;
let sampledMs = -Infinity;
const samples = await soak({
  agentCount,
  workerCount: Math.max(2, availableParallelism()),
  isLeaking: false,
  shortCallCount: SHORT_CALL_COUNT,
  isDue: () => performance.now() - sampledMs > SAMPLE_MS,
  isOver(log) {
    sampledMs = performance.now();
    startMs = Math.min(startMs, sampledMs);
    const levelS = levelSeconds(log);
    showProgress(log, levelS);
    return levelS >= seconds || sampledMs - startMs > PATIENCE_RATIO * seconds * 1e3;
  },
});
if (stdout.isTTY) stdout.write("\r\u001B[K");
exit(report() ? 0 : 1);

/** How long it has been on its plateau. */
function levelSeconds(log: SampleLog): number {
  const startIndex = levelIndex(log.growth("liveBytes"));
  if (startIndex === null) return 0;
  return (log.get("atMs", log.count - 1) - log.get("atMs", startIndex)) / 1e3;
}

function showProgress(log: SampleLog, levelS: number): void {
  if (!stdout.isTTY) return;
  const live = mib(log.get("liveBytes", log.count - 1));
  const leftS = Math.max(0, seconds - levelS).toFixed(0);
  stdout.write(`\r${live} live, on its plateau for ${levelS.toFixed(0)} s, ${leftS} s left   `);
}

function report(): boolean {
  const last = samples.count - 1;
  const growth = samples.growth("liveBytes");
  const settled = settle(growth);
  const start = settled?.startIndex ?? 0;
  const since = (name: Parameters<SampleLog["get"]>[0]): number =>
    samples.get(name, last) - samples.get(name, start);
  const elapsedS = since("atMs") / 1e3;
  stdout.write(
    `${agentCount.toLocaleString("en")} agents on threads, ${elapsedS.toFixed(0)} s on the plateau, ` +
      `which ${samples.get("callCount", start)} steps of each led to\n` +
      `${since("callCount")} steps of each, ${(since("deliveredCount") / elapsedS / 1e3).toFixed(0)} k messages/s, ` +
      `${mib(samples.get("liveBytes", last))} live, ${samples.count - start} samples\n`,
  );
  const perSecond = (samples.count - 1 - start) / elapsedS;
  const rows = [
    {
      name: "live memory, slope",
      figure:
        settled === null
          ? "no plateau"
          : `${kib(settled.slope * perSecond)}/s [${kib(settled.low * perSecond)} to ${kib(settled.high * perSecond)}]`,
      goal: "contains 0",
      isMet: settled !== null && settled.low <= 0 && settled.high >= 0 && elapsedS >= seconds,
    },
    ...(["handleCount", "descriptorCount", "threadCount"] as const).map((name) => ({
      name,
      figure: `${samples.get(name, start)} at first, ${samples.get(name, last)} at last`,
      goal: "no more",
      isMet: since(name) <= 0,
    })),
  ];
  for (const { name, figure, goal, isMet } of rows) {
    stdout.write(
      `  ${name.padEnd(20)} ${figure.padEnd(46)} ${goal}: ${isMet ? "met" : "not met"}\n`,
    );
  }
  stdout.write("since the first second, and of that on the plateau:\n");
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

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(2)} KiB`;
}

function mib(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
