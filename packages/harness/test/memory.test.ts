import { expect, test } from "vitest";

import { createProject, measure } from "./temporary-project.ts";

const PLANTED = `
  import { Worker } from "node:worker_threads";
  class Held { constructor() { this.values = [1, 2, 3]; } }
  class Dropped {}
  bench.leak("holds", { operations: 500, watch: [Held, Dropped], expect: "leak", setup: () => [] },
    (held) => { held.push(new Held()); return new Dropped(); });
  bench.leak("inside a worker", {
    operations: 100,
    setup: () => new Worker(\`
      const { parentPort } = require("node:worker_threads");
      const held = [];
      parentPort.on("message", () => { held.push(new Array(100).fill(0)); parentPort.postMessage("done"); });
    \`, { eval: true }),
    teardown: (worker) => { void worker.terminate(); },
  }, (worker) => new Promise((resolve) => { worker.once("message", resolve); worker.postMessage("hold"); }));
  bench.leak("queue", { operations: 50, setup: () => [], queued: (queue) => queue.length, quiesce: (queue) => { queue.length = 0; } },
    (queue) => queue.push({}));
  bench.memory("buffers", { counts: { smoke: [10, 20], full: [100, 200, 300] }, itemsUnit: "buffers" },
    (_, count) => Array.from({ length: count }, () => new Float64Array(1000)));
`;

test("records what grows where, and weighs instances", async () => {
  await using project = await createProject({ "planted.bench.ts": PLANTED });
  const result = await measure(project, { overrides: { forks: 1 } });
  expect(result.benchmarks.flatMap(({ errors }) => errors)).toEqual([]);
  const forkOf = (name: string) =>
    result.benchmarks.find((benchmark) => benchmark.name === name)!.forks[0]!;

  const holds = forkOf("holds").leak!;
  expect(holds.watched).toMatchObject([
    { className: "Held", operationCount: 500 },
    { className: "Dropped", operationCount: 500, countBefore: 0, countAfter: 0 },
  ]);
  // Exactly one instance for each operation, not about one.
  expect(holds.watched[0]!.countAfter - holds.watched[0]!.countBefore).toBe(500);
  expect(holds.watched[0]!.countBefore).toBe(30 * 500 + 15 * 1_000);
  expect(holds.doubledSeries?.operationsPerRound).toBe(1_000);
  const holdsValues = forkOf("holds").metricValues;
  // 4 words of object, 4 of array and 5 of its elements, and about a slot of the list that grows.
  expect(holdsValues["heapGrowthBytesPerOperation"]).toBeGreaterThan(60);
  expect(holdsValues["heapGrowthBytesPerOperation"]).toBeLessThan(140);
  expect(holdsValues["workerGrowthBytesPerOperation"]).toBe(0);

  const inWorker = forkOf("inside a worker");
  expect(inWorker.leak!.series.workerCount).toEqual(Array(30).fill(1));
  // An array of 100 takes 848 bytes.
  expect(inWorker.metricValues["workerGrowthBytesPerOperation"]).toBeGreaterThan(800);
  expect(inWorker.metricValues["workerGrowthBytesPerOperation"]).toBeLessThan(1_000);

  expect(forkOf("queue").leak!.series.queuedCount).toEqual(Array(30).fill(0));

  const buffers = forkOf("buffers");
  // Each crowd is weighed alone: nothing of the one before is still there.
  expect(buffers.memory!.instanceCounts).toEqual([100, 200, 300, 100, 200, 300]);
  expect(buffers.memory!.bufferBytes).toEqual(
    buffers.memory!.instanceCounts.map((count) => count * 8_000),
  );
  expect(buffers.metricValues["bufferBytesPerInstance"]).toBe(8_000);
  expect(buffers.metricValues["retainedBytesPerInstance"]).toBeLessThan(8_400);
  expect(buffers.allocatedBytesPerIteration).toBeGreaterThanOrEqual(8_000);
}, 60_000);
