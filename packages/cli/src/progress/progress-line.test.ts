import { stripVTControlCharacters } from "node:util";

import type { BenchmarkResult } from "@paceline/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { displayWidth } from "@paceline/report";

import type { Output } from "../terminal/command-io.ts";
import { createProgressDisplay } from "./progress-display.ts";
import { progressLine } from "./progress-line.ts";
import { advance, NOT_STARTED } from "./run-progress.ts";
import type { RunProgress } from "./run-progress.ts";
import { timeLeftNs, timeLeftText } from "./time-left.ts";

const started: RunProgress = { ...NOT_STARTED, forkCountTotal: 72, expectedNs: 72e9 };
const fork = { benchmarkId: "agent-spawning/spawn one", forkIndex: 1, order: 12 };

describe("progressLine", () => {
  test("shows how far a run is, how long it takes, and what runs", () => {
    const finished = { ...started, finishedCount: 36, finishedNs: 36e9 };
    const running = advance(finished, { kind: "fork-phase", ...fork, phase: "warmup" });
    expect(progressLine(running, { width: 100, isColored: false })).toMatchInlineSnapshot(
      `"━━━━━━━━━━━━  36/72  40 s left         agent-spawning/spawn one, fork 2, warming up"`,
    );
  });

  test("leaves one column free, however narrow the terminal", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 120 }),
        fc.nat(72),
        fc.string({ unit: "binary" }),
        (width, finishedCount, benchmarkId) => {
          const progress = advance(
            { ...started, finishedCount, finishedNs: finishedCount * 1e9 },
            { kind: "fork-started", benchmarkId, forkIndex: 0, order: 0 },
          );
          const line = progressLine(progress, { width, isColored: false });
          expect(displayWidth(line)).toBeLessThan(Math.max(width, 1));
          expect(line).not.toMatch(/\p{Cc}/u);
        },
      ),
    );
  });
});

describe("advance", () => {
  test("takes the forks that a failed benchmark does not run out of the total", () => {
    const failed = advance(started, {
      kind: "fork-finished",
      ...fork,
      elapsedNs: 1e9,
      error: null,
    });
    const result = { id: fork.benchmarkId, settings: { forkCount: 5 } } as BenchmarkResult;
    expect(advance(failed, { kind: "benchmark-finished", result }).forkCountTotal).toBe(68);
  });
});

describe("time left", () => {
  test("is the harness's guess until a fork is finished, and measured from then on", () => {
    expect(timeLeftNs(started)).toBe(72e9);
    expect(timeLeftNs({ ...started, finishedCount: 2, finishedNs: 4e9 })).toBe(140e9);
    expect(timeLeftNs({ ...started, finishedCount: 72, finishedNs: 100e9 })).toBe(0);
  });

  test("is no more than what a run may take", () => {
    const short = { ...started, timeNsMax: 60e9 };
    expect(timeLeftNs(short)).toBe(60e9);
    expect(timeLeftNs({ ...short, finishedCount: 2, finishedNs: 4e9 })).toBe(56e9);
    expect(timeLeftNs({ ...short, finishedCount: 9, finishedNs: 61e9 })).toBe(0);
  });

  test.for([
    [3.2e9, "4 s left"],
    [11e9, "15 s left"],
    [58e9, "1 min left"],
    [93e9, "1 min 35 s left"],
    [0, "0 s left"],
  ] as const)("%s ns reads %s", ([leftNs, text]) => {
    expect(timeLeftText(leftNs)).toBe(text);
  });
});

const terminal = (): { readonly output: Output; readonly written: string[] } => {
  const written: string[] = [];
  const write = (text: string): void => void written.push(text);
  return { output: { isTerminal: true, isColored: true, width: 80, write }, written };
};

describe("createProgressDisplay", () => {
  test("leaves nothing behind", () => {
    const { output, written } = terminal();
    {
      using display = createProgressDisplay(output);
      display.show({ kind: "fork-started", ...fork });
      // The same again: nothing to draw.
      display.show({ kind: "fork-started", ...fork });
    }
    expect(written).toHaveLength(2);
    expect(written.at(-1)).toBe("\r\u001b[K");
    expect(stripVTControlCharacters(written[0]!)).toContain("agent-spawning/spawn one, fork 2");
  });
});
