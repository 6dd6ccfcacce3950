/**
 * Which rate can be sustained, and with how many workers?
 *
 * Measured: the highest rate of independent requests (Poisson) of which 99 in 100 are answered within 20 ms
 * of their intended start, found by search, three trials a probe; workers from none (the event loop) to
 * twice the cores. The throughput of the closed loop stands beside it: what the server can do when nobody
 * minds waiting.
 *
 * Not measured: more than this machine.
 */
import { availableParallelism } from "node:os";

import { bench, group } from "@paceline/harness/bench";

import {
  LATENCY_NS_P99_MAX,
  SERVER_AGENT_COUNT,
  startLoadBench,
  sustainableRate,
} from "./saturate.ts";
import type { LoadBench } from "./saturate.ts";

/** A search takes some ten seconds a fork, each of them for many trials. */
const FORK_COUNT = 3;
const WORKER_COUNTS = Array.from({ length: 2 * availableParallelism() + 1 }, (_, count) => count);

group("concurrent-load/workers", () => {
  bench(
    "sustainable rate",
    {
      forks: FORK_COUNT,
      params: { workers: { smoke: [0, 1], full: WORKER_COUNTS } },
      items: SERVER_AGENT_COUNT,
      itemsUnit: "requests",
      setup: ({ parameters: { workers }, seed, size }) =>
        startLoadBench({
          backend: workers === 0 ? "event-loop" : "threads",
          workerCount: Math.max(1, workers),
          seed,
          size,
        }),
      async teardown({ server }) {
        await server.cell.backend[Symbol.asyncDispose]();
      },
      metrics: {
        capacityPerSecond: {
          unit: "per-second",
          direction: "higher",
          measure: ({ capacityPerSecond }: LoadBench) => capacityPerSecond,
        },
        sustainablePerSecond: {
          unit: "per-second",
          direction: "higher",
          measure: sustainableRate,
        },
        latencyNsP99Limit: {
          unit: "ns",
          direction: "none",
          measure: () => LATENCY_NS_P99_MAX,
        },
      },
    },
    ({ server }) => server.serve(0, SERVER_AGENT_COUNT),
  );
});
