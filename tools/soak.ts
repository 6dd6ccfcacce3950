/**
 * Whether 10,000 agents on threads can live for long: memory must be flat and nothing may pile up.
 *
 *     node --conditions=@paceline/source tools/soak.ts [seconds] [agents]
 *
 * Agents step and send two messages each, without pause. Every second all threads are collected and what
 * is left alive is weighed. Judged is the first time of so many seconds in which no more code was compiled:
 * before, rings and tables take their size. Exits with 1 when there is no such time in ten times as long, when
 * the slope of objects and buffers in it is not shown to be about zero, or when handles, file descriptors or
 * threads have become more.
 */
import { availableParallelism } from "node:os";
import { argv, exit, stdout } from "node:process";

import { slopeInterval } from "../packages/analysis/src/leak/slope-interval.ts";
import type { SampleLog } from "./soak/sample-log.ts";
import { soak } from "./soak/soak.ts";
import { SoakWindow } from "./soak/soak-window.ts";

const [seconds = 60, agentCount = 10_000] = argv.slice(2).map(Number);
const SAMPLE_MS = 1_000;
const PATIENCE_RATIO = 10;
/** One run in a hundred of what is flat is not shown to be. */
const CONFIDENCE_RATIO = 0.99;
/**
 * Of a few agents each, to have compiled early what is compiled late. With twenty agents and nothing else, what
 * lives grew by 390 KiB in 30,000 calls, three quarters of it code, and not in the 12,000 after them.
 */
const SHORT_CALL_COUNT = 30_000;

const window = new SoakWindow();
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
    window.note(log);
    showProgress(log);
    return window.seconds(log) >= seconds || sampledMs - startMs > PATIENCE_RATIO * seconds * 1e3;
  },
});
if (stdout.isTTY) stdout.write("\r\u001B[K");
exit(report() ? 0 : 1);

function showProgress(log: SampleLog): void {
  if (!stdout.isTTY) return;
  const live = mib(log.get("liveBytes", log.count - 1));
  const elapsedS = window.seconds(log);
  const leftS = Math.max(0, seconds - elapsedS);
  stdout.write(
    `\r${live} live, for ${elapsedS.toFixed(0)} s without new code, ${leftS.toFixed(0)} s left   `,
  );
}

function report(): boolean {
  const last = samples.count - 1;
  const start = window.startIndex;
  const since = (name: Parameters<SampleLog["get"]>[0]): number =>
    samples.get(name, last) - samples.get(name, start);
  const elapsedS = window.seconds(samples);
  const warmUpS = (samples.get("atMs", start) - samples.get("atMs", 0)) / 1e3;
  stdout.write(
    `${agentCount.toLocaleString("en")} agents on threads, ${elapsedS.toFixed(0)} s after a warm-up of ` +
      `${warmUpS.toFixed(0)} s and ${samples.get("callCount", start)} steps of each\n` +
      `${since("callCount")} steps of each, ${(since("deliveredCount") / elapsedS / 1e3).toFixed(0)} k messages/s, ` +
      `${mib(samples.get("liveBytes", last))} live, ${samples.count - start} samples\n`,
  );
  const rows = [
    ...slopeRows(start, elapsedS),
    ...(["handleCount", "descriptorCount", "threadCount"] as const).map((name) => ({
      name,
      figure: `${samples.get(name, start)} at first, ${samples.get(name, last)} at last`,
      goal: "no more",
      isMet: since(name) <= 0,
    })),
  ];
  for (const { name, figure, goal, isMet } of rows) {
    const verdict = goal === null ? "" : `${goal}: ${isMet ? "met" : "not met"}`;
    stdout.write(`  ${name.padEnd(22)} ${figure.padEnd(44)} ${verdict}`.trimEnd() + "\n");
  }
  stdout.write("since the first second, and of that in the time that is judged:\n");
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

/** Of objects and buffers, which decide, and of all that lives. */
function slopeRows(start: number, elapsedS: number) {
  const live = samples.growth("liveBytes").slice(start);
  const code = samples.growth("codeBytes").slice(start);
  const perSecond = (samples.count - 1 - start) / elapsedS;
  const slopeOf = (bytes: readonly number[]) => {
    if (elapsedS < seconds) return { figure: "code never came to rest", containsZero: false };
    const { slope, low, high } = slopeInterval(bytes, {
      seed: 1,
      confidenceRatio: CONFIDENCE_RATIO,
    });
    const [middle, least, most] = [slope, low, high].map((each) => kib(each * perSecond));
    return { figure: `${middle}/s [${least} to ${most}]`, containsZero: low <= 0 && high >= 0 };
  };
  const judged = slopeOf(live.map((bytes, index) => bytes - code[index]!));
  return [
    { name: "objects and buffers", ...judged, goal: "contains 0", isMet: judged.containsZero },
    { name: "the same with code", ...slopeOf(live), goal: null, isMet: true },
  ];
}

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(2)} KiB`;
}

function mib(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
