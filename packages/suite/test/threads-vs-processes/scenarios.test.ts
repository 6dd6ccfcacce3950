import { describe, expect, test } from "vitest";

import { checkEvidence, checkReport, startCell } from "../../src/threads-vs-processes/cell.ts";
import type { CellPlan } from "../../src/threads-vs-processes/cell.ts";
import { STUDY_BACKENDS } from "../../src/threads-vs-processes/create-backend.ts";
import type { StudyBackend } from "../../src/threads-vs-processes/create-backend.ts";
import { loadScenario } from "../../src/threads-vs-processes/load-scenario.ts";
import { measureMessageLatency } from "../../src/threads-vs-processes/message-latency.ts";
import { messageCountPerStep } from "../../src/threads-vs-processes/scenarios/coordination.ts";
import { SCENARIO_MODULES } from "../../src/threads-vs-processes/study-series.ts";

const planOn = (backend: StudyBackend): CellPlan => ({
  backend,
  agentCount: 5,
  workerCount: 2,
  depth: 1,
  stepsPerCall: 1,
  seed: 7,
});

const moduleNamed = (name: string): string => new URL(`./modules/${name}.ts`, import.meta.url).href;

/** What the agents did in the first steps after the cold ones, and how many messages went round. */
async function observe(module: string, backend: StudyBackend): Promise<unknown> {
  const cell = await startCell(await loadScenario(module), planOn(backend));
  await using backendInUse = cell.backend;
  expect(backendInUse.agentCount).toBe(5);
  const seen: unknown[] = [];
  for (let call = 0; call < 5; call++) {
    const report = await cell.call();
    checkReport(report, cell);
    checkEvidence(cell, report);
    const { outcomes, delivery } = report;
    seen.push(
      outcomes.map((outcome) => (outcome.state === "completed" ? outcome.action : null)),
      delivery.deliveredCount,
    );
  }
  return seen;
}

describe.for(Object.entries(SCENARIO_MODULES))("%s", ([, module]) => {
  test("works, and gives the same actions and message counts on every backend", async () => {
    const expected = await observe(module, "event-loop");
    for (const backend of STUDY_BACKENDS.slice(1)) {
      expect(await observe(module, backend)).toEqual(expected);
    }
  });
});

test("coordination causes the messages that its protocol says: proposals, votes and one task", async () => {
  const scenario = await loadScenario(SCENARIO_MODULES.coordination);
  for (const agentCount of [1, 2, 5]) {
    const cell = await startCell(scenario, { ...planOn("event-loop"), agentCount });
    await using backendInUse = cell.backend;
    const { delivery } = await cell.call();
    expect(backendInUse.agentCount).toBe(agentCount);
    expect(delivery.deliveredCount).toBe(agentCount * messageCountPerStep(agentCount));
  }
});

test("a token is counted at every hop, also between threads", async () => {
  expect(await measureMessageLatency(planOn("threads"))).toBeGreaterThan(0);
});

describe("a module of the user's", () => {
  test("is studied like a built-in one", async () => {
    expect(await observe(moduleNamed("counter"), "threads")).toEqual(
      [21, 22, 23, 24, 25].flatMap((count) => [Array.from({ length: 5 }, () => count), 0]),
    );
  });

  test("is found out when its evidence does not grow", async () => {
    await expect(observe(moduleNamed("idler"), "event-loop")).rejects.toThrow(
      "agent 0 shows no work: its evidence was 0 in its first step and is 0 now",
    );
  });

  test("is told with agent and reason when it throws", async () => {
    await expect(observe(moduleNamed("thrower"), "threads")).rejects.toThrow(
      /^agent 0 \(worker \d, file:.*thrower\.ts\) failed in step: out of ideas$/,
    );
  });

  test.for([
    ["nothing", "it exports no agent definition with create"],
    ["broken", "it does not load: no licence"],
    ["several", "it exports several definitions (counter, idler); export one"],
    ["missing", "it does not load: "],
  ] as const)("that is %s is refused with its name", async ([name, fault]) => {
    const refusal = expect(loadScenario(moduleNamed(name))).rejects;
    await refusal.toMatchObject({ code: "PACELINE_AGENT_MODULE", module: moduleNamed(name) });
    await expect(loadScenario(moduleNamed(name))).rejects.toThrow(fault);
  });
});
