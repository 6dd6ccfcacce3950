import type { StepReport } from "@paceline/agents";
import { bench, group } from "@paceline/harness/bench";

import { measureLatency } from "./cell-latency.ts";
import type { CallLatency } from "./cell-latency.ts";
import { checkEvidence, checkReport, PUBLISHED_STEP_COUNT, startCell } from "./cell.ts";
import type { Cell } from "./cell.ts";
import { loadScenario } from "./load-scenario.ts";
import type { Scenario } from "./load-scenario.ts";
import { measureMessageLatency } from "./message-latency.ts";
import { isMemoryKnown, readProportionalBytes } from "./proportional-memory.ts";
import type { StudySeries } from "./study-series.ts";

interface CellState {
  readonly cell: Cell;
  /** Measured once, read by three metrics. */
  latency: CallLatency | null;
}

/**
 * Registers the cells of a study as benchmarks: each is measured in fresh processes, interleaved with the
 * others, and checked for having really worked.
 *
 * @throws {AgentModuleError} when a module cannot be studied.
 */
export async function registerSeries(series: readonly StudySeries[]): Promise<void> {
  const modules = [...new Set(series.map(({ module }) => module))];
  const scenarios = await Promise.all(modules.map(loadScenario));
  for (const each of series) {
    const scenario = scenarios[modules.indexOf(each.module)]!;
    group(`threads-vs-processes/${each.purpose}`, () => registerOne(each, scenario));
  }
}

function registerOne(series: StudySeries, scenario: Scenario): void {
  const { agentCounts, workerCounts, depths, stepsPerCall } = series;
  bench(
    series.backend,
    {
      params: {
        scenario: { smoke: [series.scenario], full: [series.scenario] },
        agents: { smoke: [Math.min(...agentCounts, 3)], full: agentCounts },
        workers: { smoke: [Math.min(...workerCounts)], full: workerCounts },
        depth: { smoke: [1], full: depths },
        steps: { smoke: [1], full: stepsPerCall },
      },
      items: ({ agents, steps }) => agents * steps,
      itemsUnit: "steps",
      async setup({ parameters, seed }): Promise<CellState> {
        const cell = await startCell(scenario, {
          backend: series.backend,
          agentCount: parameters.agents,
          workerCount: parameters.workers,
          depth: toDepth(parameters.depth),
          stepsPerCall: parameters.steps,
          seed,
        });
        return { cell, latency: null };
      },
      check(report: StepReport, { cell }) {
        checkReport(report, cell);
        // The first report that is checked comes after the published steps, so every agent has more to show.
        checkEvidence(cell, report);
      },
      async teardown({ cell }) {
        await cell.backend[Symbol.asyncDispose]();
      },
      metrics: {
        ...START_METRICS,
        // Of workers only the rate counts, and of messages only what they take.
        ...(isCompared(series) && { ...LATENCY_METRICS, ...memoryMetrics() }),
        ...messageMetrics(series),
      },
    },
    ({ cell }) => cell.call(),
  );
}

const toDepth = (depth: number): 1 | 2 | 3 => (depth === 1 || depth === 2 ? depth : 3);

async function latencyOf(state: CellState): Promise<CallLatency> {
  state.latency ??= await measureLatency(state.cell);
  return state.latency;
}

const isCompared = ({ purpose }: StudySeries): boolean =>
  purpose !== "workers" && purpose !== "messages";

const START_METRICS = {
  startupNs: {
    unit: "ns",
    direction: "lower",
    measure: ({ cell }: CellState) => cell.startupNs,
  },
  publishedStepsPerSecond: {
    unit: "per-second",
    direction: "higher",
    measure: ({ cell }: CellState) => publishedStepCount(cell) / (cell.publishedNs / 1e9),
  },
} as const;

const LATENCY_METRICS = {
  latencyNsP50: {
    unit: "ns",
    direction: "lower",
    measure: async (state: CellState) => (await latencyOf(state)).latencyNsP50,
  },
  latencyNsP95: {
    unit: "ns",
    direction: "lower",
    measure: async (state: CellState) => (await latencyOf(state)).latencyNsP95,
  },
  latencyNsP99: {
    unit: "ns",
    direction: "lower",
    measure: async (state: CellState) => (await latencyOf(state)).latencyNsP99,
  },
} as const;

/** As many as were taken: a call of several steps may end beyond the published number. */
function publishedStepCount({ plan: { agentCount, stepsPerCall } }: Cell): number {
  return agentCount * stepsPerCall * Math.ceil(PUBLISHED_STEP_COUNT / stepsPerCall);
}

const messageMetrics = ({ purpose }: StudySeries) => ({
  ...(purpose === "coordination" && { messagesPerSecond: MESSAGE_RATE }),
  ...((purpose === "coordination" || purpose === "messages") && {
    messageLatencyNs: MESSAGE_LATENCY,
  }),
});

const MESSAGE_RATE = {
  unit: "per-second",
  direction: "higher",
  measure: async ({ cell }: CellState) => messageRate(cell),
} as const;

const MESSAGE_LATENCY = {
  unit: "ns",
  direction: "lower",
  measure: async ({ cell }: CellState) => measureMessageLatency(cell.plan),
} as const;

const MESSAGE_CALL_COUNT = 50;

/** By what the backend says it delivered, not by what agents ought to have sent. */
async function messageRate({ call }: Cell): Promise<number> {
  let deliveredCount = 0;
  const startMs = performance.now();
  for (let index = 0; index < MESSAGE_CALL_COUNT; index++) {
    // oxlint-disable-next-line no-await-in-loop -- one call at a time is what is measured
    deliveredCount += (await call()).delivery.deliveredCount;
  }
  return deliveredCount / ((performance.now() - startMs) / 1e3);
}

/** Left out where the machine does not tell, rather than filled with something else. */
const memoryMetrics = () =>
  isMemoryKnown()
    ? ({
        memoryBytes: {
          unit: "bytes",
          direction: "lower",
          measure: () => readProportionalBytes(),
        },
        memoryBytesPerAgent: {
          unit: "bytes",
          direction: "lower",
          measure: ({ cell }: CellState) =>
            (readProportionalBytes() - cell.memory.baseBytes) / cell.plan.agentCount,
        },
        memoryDeltaBytes: {
          unit: "bytes",
          direction: "lower",
          measure: ({ cell }: CellState) => readProportionalBytes() - cell.memory.startedBytes,
        },
      } as const)
    : {};
