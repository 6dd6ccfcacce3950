import { readFileSync } from "node:fs";

import { createRandom, shuffle } from "@paceline/core";
import { expect, test } from "vitest";

import { createFrameTable, frameAt } from "../model/frame-table.ts";
import { NO_META } from "../model/profile.ts";
import type { Profile } from "../model/profile.ts";
import { createTrackBuilder, NO_HEAD } from "../model/track-builder.ts";
import { parseFrameLabel } from "../read/frame-label.ts";
import { rankCauses } from "./attribution.ts";
import { diffProfiles } from "./diff-profiles.ts";

/**
 * Real profiles: 20 processes of the same agents, and 10 of agents whose function `explore` calls a busy loop
 * `spin`. The loop is on the other side too, where it does not turn.
 */
interface Recording {
  readonly operationCount: number;
  readonly stacks: readonly string[];
  readonly runs: readonly {
    readonly kind: "same" | "busier";
    /** Stack, time in us, samples. */
    readonly cells: readonly (readonly [number, number, number])[];
  }[];
}

const recording: Recording = JSON.parse(
  readFileSync(new URL("../../test/fixtures/recorded-runs.json", import.meta.url), "utf8"),
);

function toProfile({ cells }: Recording["runs"][number]): Profile {
  const frames = createFrameTable();
  const builder = createTrackBuilder(false);
  for (const [stack, us, count] of cells) {
    const labels = recording.stacks[stack]!.split(";");
    const indexes = labels.map((label) => frames.intern(parseFrameLabel(label)));
    builder.add(builder.nodeOf(indexes), us * 1000, count);
  }
  const track = builder.build({ ...NO_HEAD, mode: "cpu", sampleType: "cpu", unit: "ns" });
  const meta = { ...NO_META, operationCount: recording.operationCount };
  return { frames: frames.build(), tracks: [track], meta, warnings: [] };
}

const runsOf = (kind: "same" | "busier"): Profile[] =>
  recording.runs.filter((run) => run.kind === kind).map(toProfile);

test(
  "real runs of the same code show no change in at least 95 of 100 splits",
  { timeout: 60_000 },
  () => {
    const runs = runsOf("same");
    const random = createRandom(1);
    let alarmCount = 0;
    for (let split = 0; split < 100; split++) {
      shuffle(runs, random);
      const { functions } = diffProfiles(runs.slice(0, 8), runs.slice(8, 16));
      if (functions.some(({ self }) => self.verdict === "changed")) alarmCount++;
    }
    expect(alarmCount).toBeLessThanOrEqual(5);
  },
);

// Processes took turns: same, busier, same. A side from one stretch of time would be another machine.
test.for([
  { turn: "before", from: 0 },
  { turn: "after", from: 10 },
])("a real busy loop is the first cause against the runs $turn it", ({ from }) => {
  const diff = diffProfiles(runsOf("same").slice(from, from + 10), runsOf("busier"));
  const [first] = rankCauses(diff);
  expect(frameAt(diff.frames, first!.frames[0]!).name).toBe("spin");
  // Never seen before, so no percentage of it; the interval is of ns per operation.
  expect(first!.effect).toMatchObject({ baseSampleCount: 0, changeRatio: null });
  expect(first!.effect.interval!.low).toBeGreaterThan(100);
});
