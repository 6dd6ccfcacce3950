import { UnknownAgentError } from "@paceline/agents";
import type { AgentId, AgentStep, Backend, StepReport } from "@paceline/agents";
import { assert } from "@paceline/core";

import { createBackend } from "./create-backend.ts";
import type { StudyBackend } from "./create-backend.ts";
import type { Scenario } from "./load-scenario.ts";
import { MessagesReturnedError } from "./messages-returned-error.ts";
import { isMemoryKnown, readProportionalBytes } from "./proportional-memory.ts";

/** Steps of each agent in the original's benchmark; it times them from before anything is started. */
export const PUBLISHED_STEP_COUNT = 20;

/** One cell of the study: which agents, how many, where, and how much they do between two waits. */
export interface CellPlan {
  readonly backend: StudyBackend;
  readonly agentCount: number;
  readonly workerCount: number;
  readonly depth: 1 | 2 | 3;
  /** Steps that each agent takes before the caller sees results. */
  readonly stepsPerCall: number;
  readonly seed: number;
}

/** A backend with its agents, warm. */
export interface Cell {
  readonly plan: CellPlan;
  readonly scenario: Scenario;
  readonly backend: Backend;
  /** One call: every agent takes `stepsPerCall` steps, and all messages that causes are delivered. */
  readonly call: () => Promise<StepReport>;
  /** From nothing to agents that take orders. */
  readonly startupNs: number;
  /** From nothing to the last of the published number of steps. */
  readonly publishedNs: number;
  readonly memory: CellMemory;
  /** Of the first call; null when the scenario tells nothing. */
  readonly firstEvidence: readonly number[] | null;
}

/** Proportional set sizes of all processes of the cell together, in bytes; zeros where nobody tells. */
export interface CellMemory {
  readonly baseBytes: number;
  readonly startedBytes: number;
}

/**
 * Starts a cell and lets its agents take the published number of steps, cold, under the clock.
 *
 * @throws {AgentFailedError} of the first agent that could not be made or failed.
 * @throws {WorkerLostError} when a worker did not start.
 */
export async function startCell(scenario: Scenario, plan: CellPlan): Promise<Cell> {
  const baseBytes = readMemory();
  const startNs = nowNs();
  const backend = await createBackend(plan.backend, plan.workerCount);
  try {
    const { failures } = await backend.spawn(specsOf(scenario, plan));
    if (failures[0] !== undefined) throw failures[0];
    const startupNs = nowNs() - startNs;
    const startedBytes = readMemory();
    const call = createCall(backend, scenario, plan);
    const resumedNs = nowNs();
    const first = await call();
    const checked = { backend, scenario };
    checkReport(first, checked);
    for (let step = plan.stepsPerCall; step < PUBLISHED_STEP_COUNT; step += plan.stepsPerCall) {
      // oxlint-disable-next-line no-await-in-loop -- one step after the other is what is measured
      checkReport(await call(), checked);
    }
    const publishedNs = startupNs + (nowNs() - resumedNs);
    return {
      plan,
      scenario,
      backend,
      call,
      startupNs,
      publishedNs,
      memory: { baseBytes, startedBytes },
      firstEvidence: evidenceOf(scenario, first),
    };
  } catch (error) {
    await backend[Symbol.asyncDispose]();
    throw error;
  }
}

/**
 * @throws {AgentFailedError} of the first agent that failed.
 * @throws {MessagesReturnedError} when messages did not reach their agents.
 */
export function checkReport(
  { outcomes, delivery }: StepReport,
  { backend, scenario }: Pick<Cell, "backend" | "scenario">,
): void {
  for (const outcome of outcomes) if (outcome.state === "failed") throw outcome.error;
  const [failure] = delivery.failures;
  if (failure !== undefined) throw failure;
  if (delivery.undeliveredCount === 0) return;
  const { module } = scenario;
  throw new MessagesReturnedError(delivery, (agentId) => ({
    module,
    workerIndex: workerOf(backend, agentId),
  }));
}

/** Null on the event loop, and for an agent that has been lost. */
function workerOf(backend: Backend, agentId: AgentId): number | null {
  if (!("workerOf" in backend) || typeof backend.workerOf !== "function") return null;
  try {
    return Number(backend.workerOf(agentId));
  } catch (error) {
    if (error instanceof UnknownAgentError) return null;
    throw error;
  }
}

/** The canary: every agent must have more to show for its last step than for its first. */
export function checkEvidence({ scenario, firstEvidence }: Cell, last: StepReport): void {
  const evidence = evidenceOf(scenario, last);
  if (firstEvidence === null || evidence === null) return;
  for (const [index, value] of evidence.entries()) {
    const before = firstEvidence[index];
    assert(
      before === undefined || value > before,
      `agent ${index} shows no work: its evidence was ${before} in its first step and is ${value} now`,
    );
  }
}

/** The last step of each agent, by index. */
function evidenceOf({ evidenceOf: read }: Scenario, { outcomes }: StepReport): number[] | null {
  if (read === null) return null;
  const evidence: number[] = [];
  for (const outcome of outcomes) {
    if (outcome.state === "completed") evidence[Number(outcome.agentId)] = read(outcome.action);
  }
  return evidence;
}

const specsOf = ({ definition, optionsFor }: Scenario, plan: CellPlan) =>
  Array.from({ length: plan.agentCount }, (_, id) => ({
    id,
    definition,
    options: optionsFor(id, plan),
  }));

function createCall(
  backend: Backend,
  { observationFor }: Scenario,
  { agentCount, stepsPerCall }: CellPlan,
): () => Promise<StepReport> {
  let stepIndex = 0;
  return () => {
    const steps: AgentStep[] = [];
    for (let step = 0; step < stepsPerCall; step++) {
      for (let agentId = 0; agentId < agentCount; agentId++) {
        steps.push({ agentId, observation: observationFor(agentId, stepIndex) });
      }
      stepIndex++;
    }
    return backend.step(steps);
  };
}

const readMemory = (): number => (isMemoryKnown() ? readProportionalBytes() : 0);

const nowNs = (): number => performance.now() * 1e6;
