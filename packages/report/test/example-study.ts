import type { BackendFigures, ConcurrencyStudy, Figure, StudyRow } from "@paceline/analysis";

const figure = (estimate: number): Figure => ({
  estimate,
  low: estimate * 0.8,
  high: estimate * 1.3,
  forkCount: 3,
});

function figures(backend: BackendFigures["backend"], rate: number): BackendFigures {
  return {
    backend,
    workerCount: backend === "event-loop" ? 1 : 2,
    stepsPerSecond: figure(rate),
    publishedStepsPerSecond: figure(rate / 40),
    startupNs: figure(55e6),
    latencyNsP50: figure(1e6),
    latencyNsP95: figure(2e6),
    latencyNsP99: figure(12.5e6),
    memoryBytes: figure(100e6),
    memoryBytesPerAgent: figure(8e6),
    memoryDeltaBytes: figure(0),
    messagesPerSecond: null,
    messageLatencyNs: null,
    eventLoopRatio: backend === "event-loop" ? null : figure(rate / 150_000),
  };
}

const row = (agentCount: number, threads: number, processes: number): StudyRow => ({
  purpose: "agents",
  scenario: "exploration",
  agentCount,
  depth: 1,
  stepsPerCall: 1,
  backends: [
    figures("event-loop", 150_000),
    figures("threads", threads),
    figures("processes", processes),
  ],
  publishedRatio: figure(threads / processes),
  steadyRatio: figure(threads / processes),
});

const rows = [row(1, 5_000, 4_000), row(10, 60_000, 40_000), row(1_000, 310_000, 160_000)];

/** A study in which threads pay from 120 agents on. */
export const exampleStudy: ConcurrencyStudy = {
  scenario: "exploration",
  rows,
  scaling: [
    {
      backend: "threads",
      agentCount: 32,
      points: [1, 2, 3, 4].map((count) => ({
        count,
        rate: figure(10_000 * Math.min(count, 2)),
        efficiencyRatio: Math.min(count, 2) / count,
      })),
      estimate: {
        state: "fitted",
        law: { ratePerWorker: 10_000, contention: 0.04, coherency: 0.1 },
        ratePerWorker: { estimate: 10_000, low: 9_000, high: 11_000 },
        contention: { estimate: 0.04, low: 0, high: 0.12 },
        coherency: { estimate: 0.1, low: 0.05, high: 0.2 },
        peak: { estimate: 3.1, low: 2, high: null },
        confidenceRatio: 0.95,
        residualRatioMax: 0.12,
        doubts: ["no-peak"],
      },
    },
    {
      backend: "processes",
      agentCount: 32,
      points: [],
      estimate: { state: "unclear", reason: "too-few-forks" },
    },
  ],
  crossovers: [
    {
      backend: "threads",
      axis: "agents",
      places: [1, 10, 1_000],
      crossover: { state: "at", estimate: 120.4, low: 80, high: null },
      agentCount: null,
      workNs: 6_600,
    },
    {
      backend: "processes",
      axis: "work",
      places: [5e3, 1e5],
      crossover: { state: "never" },
      agentCount: 10,
      workNs: null,
    },
  ],
  claims: [
    {
      name: "performance",
      verdict: "holds",
      ratio: figure(1.5),
      publishedRatioMin: 2,
      publishedRatioMax: 10,
      agentCounts: [1, 10, 1_000],
    },
    {
      name: "memory",
      verdict: "does-not-hold",
      ratio: figure(1),
      publishedRatioMin: 3,
      publishedRatioMax: 5,
      agentCounts: [1, 10, 1_000],
    },
    {
      name: "scaling",
      verdict: "unclear",
      ratio: null,
      publishedRatioMin: null,
      publishedRatioMax: null,
      agentCounts: [],
    },
  ],
  recommendation: {
    backend: "threads",
    isSettled: true,
    workerCount: 2,
    crossovers: [],
    best: { backend: "threads", row: rows[2]!, ratio: figure(2) },
    worst: { backend: "threads", row: rows[0]!, ratio: figure(0.03) },
  },
  failed: [
    { id: "threads-vs-processes/agents/threads[agents=5]", reason: "worker 1 was lost" },
    { id: "threads-vs-processes/agents/threads[agents=6]", reason: "worker 1 was lost" },
  ],
  forkCountMin: 3,
};
