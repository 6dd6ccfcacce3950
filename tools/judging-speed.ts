/**
 * How long judging takes, against what is promised: `trends` over 100,000 results from nothing and with a warm
 * index, `compare` of two results with 500 benchmarks, change points of 100 series of 1,000 points.
 *
 *     node --conditions=@paceline/source tools/judging-speed.ts [results]
 *
 * Whole commands are timed, start of the process included. The history is made in a folder of the system's
 * temporary files and removed. It takes about two minutes and 500 MB.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { findChangePoints } from "@paceline/analysis";
import { createClock, createRandom, msFromNs } from "@paceline/core";

import { resultText } from "./judging/result-text.ts";

const RESULT_COUNT = Number(process.argv[2] ?? 100_000);
const SERIES_COUNT = 100;
/** What `run` measures when nothing is said. */
const AS_MEASURED = { forkCount: 5, roundCount: 120 };
const COMPARED_COUNT = 500;
const POINT_COUNT = 1000;
const MS_PER_SECOND = 1000;
const MS_PER_MINUTE = 60_000;

const clock = createClock();
const program = join(import.meta.dirname, "../packages/cli/bin/paceline.js");
const folder = mkdtempSync(join(tmpdir(), "paceline-judging-speed-"));
let missedCount = 0;

try {
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  makeHistory();
  const trends = ["trends"];
  report(
    `trends over ${RESULT_COUNT} results, from nothing`,
    30,
    secondsOf(() => paceline(trends)),
  );
  report(
    "trends with a warm index",
    2,
    leastOf(3, () => paceline(trends)),
  );
  for (const [seed, side] of ["base", "head"].entries()) {
    const ids = Array.from({ length: COMPARED_COUNT }, (_, index) => index);
    writeFileSync(
      join(folder, `${side}.json`),
      resultText({ ids, seed, minute: 0, ...AS_MEASURED }),
    );
  }
  const compare = ["compare", "base.json", "head.json"];
  report(
    `compare of ${COMPARED_COUNT} benchmarks`,
    1,
    leastOf(3, () => paceline(compare)),
  );
  report(`change points of ${SERIES_COUNT} × ${POINT_COUNT} points`, 2, secondsOf(findAll));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = missedCount === 0 ? 0 : 1;

/**
 * One benchmark to a result, as after an hourly `run --autosave`, a hundred series in turn. The forks of each are
 * drawn once and told again with other medians: drawing them takes longer than writing.
 */
function makeHistory(): void {
  const random = createRandom(3);
  const daily = join(folder, "results/daily");
  mkdirSync(daily, { recursive: true });
  const texts = Array.from({ length: SERIES_COUNT }, (_, id) =>
    resultText({ ids: [id], seed: id, minute: 0, forkCount: 3, roundCount: 20 }),
  );
  for (let index = 0; index < RESULT_COUNT; index += 1) {
    const startedAt = new Date(Date.UTC(2026, 0, 1) + index * MS_PER_MINUTE).toISOString();
    const text = texts[index % SERIES_COUNT]!.replace(/"id": "run-[^"]*"/, `"id": "run-${index}"`)
      .replaceAll("2026-01-01T00:00:00.000Z", startedAt)
      .replace(/"median": [\d.]+/, `"median": ${1000 + 20 * random.nextRatio()}`);
    writeFileSync(join(daily, `${String(index).padStart(6, "0")}_results.json`), text);
  }
}

function findAll(): void {
  const random = createRandom(7);
  for (let series = 0; series < SERIES_COUNT; series += 1) {
    const values = Array.from({ length: POINT_COUNT }, (_, index) => {
      const level = index < 500 || series % 2 === 0 ? 100 : 110;
      return level * (1 + 0.05 * (random.nextRatio() + random.nextRatio() - 1));
    });
    findChangePoints(values, { seriesCount: SERIES_COUNT });
  }
}

function paceline(args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
}

function secondsOf(work: () => void): number {
  const startNs = clock.nowNs();
  work();
  return msFromNs(clock.nowNs() - startNs) / MS_PER_SECOND;
}

/** The least of some: what others do to the machine only adds. */
function leastOf(count: number, work: () => void): number {
  return Math.min(...Array.from({ length: count }, () => secondsOf(work)));
}

function report(what: string, goalSeconds: number, seconds: number): void {
  const isMet = seconds <= goalSeconds;
  if (!isMet) missedCount += 1;
  process.stdout.write(
    `${what.padEnd(44)} ${seconds.toFixed(2).padStart(6)} s   goal ${goalSeconds} s   ${isMet ? "met" : "NOT MET"}\n`,
  );
}
