import { expect, test } from "vitest";

import { thresholdFor } from "./threshold.ts";

const subject = (id: string, file = "own/x.bench.ts"): Parameters<typeof thresholdFor>[1] => ({
  id,
  group: id.slice(0, id.lastIndexOf("/")),
  name: id.slice(id.lastIndexOf("/") + 1),
  file,
});

test.for([
  { id: "agent-spawning/kinds/spawn", expected: 0.1 },
  { id: "message-throughput/queues/queue", expected: 0.15 },
  { id: "memory-usage/per-agent", expected: 0.2 },
  { id: "parse/json", expected: 0.05 },
])("$id has the threshold $expected when nothing else is said", ({ id, expected }) => {
  expect(thresholdFor([], subject(id), "time")).toBe(expected);
});

test("memory has 20 % whatever the benchmark, unless a rule says otherwise", () => {
  const one = subject("message-throughput/queues/queue");
  expect(thresholdFor([], one, "retainedBytesPerAgent")).toBe(0.2);
  expect(thresholdFor([], one, "allocatedBytes")).toBe(0.2);
  expect(thresholdFor([{ metric: "alloc*", ratio: 0.03 }], one, "allocatedBytes")).toBe(0.03);
});

test("a benchmark's own metrics have 10 %, in the built-in suites what these promise", () => {
  const own = subject("parse/json");
  expect(thresholdFor([], own, "latencyNsP99")).toBe(0.1);
  expect(thresholdFor([], own, "throughput")).toBe(0.05);
  expect(thresholdFor([{ metric: "latency*", ratio: 0.3 }], own, "latencyNsP99")).toBe(0.3);
  const queue = subject("message-throughput/queues/queue");
  expect(thresholdFor([], queue, "deliveryNsP99")).toBe(0.15);
});

test("a rule names an id, a group, a name or a file, and stars stand for anything", () => {
  const one = subject("parse/json.small", "bench/reading.bench.ts");
  for (const benchmark of ["parse/json.small", "parse", "json.small", "reading", "PARSE/*"]) {
    expect(thresholdFor([{ benchmark, ratio: 0.5 }], one, "time")).toBe(0.5);
  }
  expect(thresholdFor([{ benchmark: "json?small", ratio: 0.5 }], one, "time")).toBe(0.05);
  expect(thresholdFor([{ metric: "heap", ratio: 0.5 }], one, "time")).toBe(0.05);
});
