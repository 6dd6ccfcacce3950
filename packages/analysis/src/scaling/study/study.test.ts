import { describe, expect, test } from "vitest";

import { findCrossovers } from "./find-crossovers.ts";
import { judgeClaims } from "./judge-claims.ts";
import { recommend } from "./recommend.ts";
import type { StudyBackendName, StudyCell, StudyPurpose } from "./study-cells.ts";
import { toRows } from "./study-rows.ts";
import { scalingOf } from "./worker-scaling.ts";

const SEED = 1;
/** What disturbs a whole sweep disturbs all of its cells alike. */
const SWEEPS = [1, 0.6, 1.3];

interface CellFigures {
  readonly agents?: number;
  readonly workers?: number;
  readonly depth?: number;
  readonly rate: number;
  readonly published?: number;
  readonly memoryBytes?: number;
  readonly messageLatencyNs?: number;
}

function cell(purpose: StudyPurpose, backend: StudyBackendName, figures: CellFigures): StudyCell {
  const { agents = 10, workers = 2, depth = 1, rate, published, memoryBytes } = figures;
  return {
    purpose,
    backend,
    scenario: "exploration",
    agentCount: agents,
    workerCount: workers,
    depth,
    stepsPerCall: 1,
    forks: SWEEPS.map((speed, index) => ({
      index,
      stepsPerSecond: rate * speed,
      metricValues: {
        ...(published !== undefined && { publishedStepsPerSecond: published * speed }),
        ...(memoryBytes !== undefined && { memoryBytes }),
        ...(figures.messageLatencyNs !== undefined && {
          messageLatencyNs: figures.messageLatencyNs / speed,
        }),
      },
    })),
  };
}

const agentCells = (
  rates: Readonly<Record<StudyBackendName, readonly [few: number, many: number]>>,
): StudyCell[] =>
  (["event-loop", "threads", "processes"] as const).flatMap((backend) => [
    cell("agents", backend, { agents: 1, rate: rates[backend][0], published: 10, memoryBytes: 40 }),
    cell("agents", backend, {
      agents: 10,
      rate: rates[backend][1],
      published: 20,
      memoryBytes: 50,
    }),
  ]);

const THREADS_WIN = agentCells({
  "event-loop": [100, 100],
  threads: [50, 200],
  processes: [25, 60],
});

describe("toRows", () => {
  test("compares sweep by sweep, so that what slows a whole sweep does not widen a ratio", () => {
    const [one, ten] = toRows(THREADS_WIN, SEED);
    expect(one!.steadyRatio).toMatchObject({
      estimate: expect.closeTo(2, 9),
      low: expect.closeTo(2, 9),
      high: expect.closeTo(2, 9),
    });
    expect(ten!.publishedRatio!.estimate).toBeCloseTo(1, 9);
    const threads = ten!.backends.find(({ backend }) => backend === "threads")!;
    expect(threads.eventLoopRatio!.estimate).toBeCloseTo(2, 9);
    // The rate itself is as uncertain as the sweeps differ.
    expect(threads.stepsPerSecond!.high! / threads.stepsPerSecond!.low!).toBeGreaterThan(2);
  });
});

const verdictsOf = (cells: readonly StudyCell[]): Readonly<Record<string, string>> =>
  Object.fromEntries(judgeClaims(cells, SEED).map(({ name, verdict }) => [name, verdict]));

describe("judgeClaims", () => {
  test("says of each claim whether its direction holds, and unclear of what was not measured", () => {
    expect(verdictsOf(THREADS_WIN)).toEqual({
      performance: "holds",
      // As much memory on both: no less is not less.
      memory: "does-not-hold",
      communication: "unclear",
      scaling: "holds",
    });
  });

  test("takes less for better where less is better", () => {
    const cells = [
      cell("coordination", "threads", { rate: 1, messageLatencyNs: 100 }),
      cell("coordination", "processes", { rate: 1, messageLatencyNs: 400 }),
    ];
    const communication = judgeClaims(cells, SEED).find(({ name }) => name === "communication")!;
    expect(communication).toMatchObject({ verdict: "holds", publishedRatioMin: 10 });
    expect(communication.ratio!.estimate).toBeCloseTo(4, 9);
  });

  test("cannot tell from one fork", () => {
    const single = THREADS_WIN.map((each) => ({ ...each, forks: each.forks.slice(0, 1) }));
    expect(verdictsOf(single)).toEqual({
      performance: "unclear",
      memory: "unclear",
      communication: "unclear",
      scaling: "unclear",
    });
  });

  test("rests on what a run that was cut short has enough of", () => {
    const cells = [
      ...THREADS_WIN,
      { ...cell("agents", "threads", { agents: 5, rate: 1 }), forks: [] },
      cell("agents", "processes", { agents: 30, rate: 1 }),
    ];
    const [performance, , , scaling] = judgeClaims(cells, SEED);
    expect(performance).toMatchObject({ verdict: "holds", agentCounts: [1, 10] });
    expect(scaling).toMatchObject({ verdict: "holds", agentCounts: [1, 10] });
  });

  test("turns round when processes are faster", () => {
    const cells = agentCells({ "event-loop": [9, 9], threads: [1, 2], processes: [2, 8] });
    expect(verdictsOf(cells)).toMatchObject({
      performance: "does-not-hold",
      scaling: "does-not-hold",
    });
  });
});

describe("findCrossovers", () => {
  test("finds on both axes where a backend overtakes the event loop", () => {
    const cells = [
      ...THREADS_WIN,
      // 1 ms of work, then 100 ms: from half as fast to twice as fast.
      cell("work", "event-loop", { depth: 1, rate: 1000 }),
      cell("work", "threads", { depth: 1, rate: 500 }),
      cell("work", "event-loop", { depth: 3, rate: 10 }),
      cell("work", "threads", { depth: 3, rate: 20 }),
    ];
    const found = findCrossovers(cells, SEED);
    const threads = found.filter(({ backend }) => backend === "threads");
    expect(threads.map(({ axis }) => axis)).toEqual(["agents", "work"]);
    expect(threads[0]!.crossover).toMatchObject({
      state: "at",
      estimate: expect.closeTo(Math.sqrt(10), 9),
    });
    expect(threads[1]!.crossover).toMatchObject({ state: "at" });
    expect(found.find(({ backend }) => backend === "processes")!.crossover.state).toBe("never");
  });

  test("starts the axis of work with the cell of as many agents that does least", () => {
    const cells = [
      ...agentCells({ "event-loop": [1000, 1000], threads: [10, 500], processes: [10, 10] }),
      cell("work", "event-loop", { depth: 3, rate: 10 }),
      cell("work", "threads", { depth: 3, rate: 20 }),
    ];
    const work = findCrossovers(cells, SEED).find(({ axis }) => axis === "work")!;
    expect(work.places.map((place) => Math.round(place / 1e6))).toEqual([1, 100]);
    expect(work.crossover).toMatchObject({ state: "at", estimate: expect.closeTo(1e7, -2) });
  });
});

describe("recommend", () => {
  test("takes a backend that beats the event loop somewhere, with where it wins and loses", () => {
    const rows = toRows(THREADS_WIN, SEED);
    const advice = recommend(rows, findCrossovers(THREADS_WIN, SEED), []);
    expect(advice.backend).toBe("threads");
    expect([advice.best!.row.agentCount, advice.worst!.row.agentCount]).toEqual([10, 1]);
    expect(advice.crossovers.map(({ backend }) => backend)).toEqual(["threads"]);
  });

  test("stays on the event loop when nothing was shown to beat it", () => {
    const cells = agentCells({ "event-loop": [9, 9], threads: [1, 2], processes: [2, 8] });
    const advice = recommend(toRows(cells, SEED), [], []);
    expect(advice).toMatchObject({ backend: "event-loop", workerCount: null, isSettled: true });
    expect(advice.best!.backend).toBe("processes");
  });

  test("says nothing when nothing can be said", () => {
    expect(recommend([], [], []).backend).toBe("unclear");
  });
});

test("scalingOf tells the efficiency of each number of workers, and the law", () => {
  const cells = [1, 2, 3, 4].map((workers) =>
    cell("workers", "threads", { workers, rate: (100 * workers) / (1 + 0.5 * (workers - 1)) }),
  );
  const [scaling] = scalingOf(cells, "threads", SEED);
  expect(scaling!.points.map(({ efficiencyRatio }) => efficiencyRatio)).toEqual(
    [1, 2 / 3, 1 / 2, 0.4].map((ratio) => expect.closeTo(ratio, 9)),
  );
  expect(scaling!.estimate.state).toBe("fitted");
  expect(scalingOf(cells, "processes", SEED)).toEqual([]);
});
