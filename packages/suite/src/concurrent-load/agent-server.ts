import type { AgentStep } from "@paceline/agents";
import { createClock } from "@paceline/core";

import { checkReport, startCell } from "../threads-vs-processes/cell.ts";
import type { Cell, CellPlan } from "../threads-vs-processes/cell.ts";
import { loadScenario } from "../threads-vs-processes/load-scenario.ts";
import { SCENARIO_MODULES } from "../threads-vs-processes/study-series.ts";
import type { LoadClock, LoadServer } from "./open-loop.ts";

/** Agents that serve requests; each request is one real step of one of them. */
export interface AgentServer extends LoadServer {
  readonly cell: Cell;
}

/** Explorers take turns in serving: request n goes to agent n modulo their number. */
export async function startAgentServer(
  plan: Pick<CellPlan, "backend" | "agentCount" | "workerCount" | "depth" | "seed">,
): Promise<AgentServer> {
  const scenario = await loadScenario(SCENARIO_MODULES.exploration);
  const cell = await startCell(scenario, { ...plan, stepsPerCall: 1 });
  const { agentCount } = plan;
  return {
    cell,
    batchCountMax: agentCount,
    async serve(fromIndex, count) {
      const steps: AgentStep[] = [];
      for (let index = fromIndex; index < fromIndex + count; index++) {
        steps.push({ agentId: index % agentCount, observation: index });
      }
      checkReport(await cell.backend.step(steps), cell);
    },
  };
}

const clock = createClock();

/** The clock of the machine. */
export const machineClock: LoadClock = {
  nowNs: () => clock.nowNs(),
  rest: (durationNs) =>
    new Promise((resolve) => {
      if (durationNs === 0) setImmediate(resolve);
      else setTimeout(resolve, durationNs / 1e6);
    }),
};
