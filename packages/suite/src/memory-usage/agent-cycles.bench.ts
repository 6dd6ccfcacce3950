/**
 * Does memory grow when agents come and go?
 *
 * Measured: growth per agent that is spawned into a backend, takes one step and is removed again, ten at a time,
 * tens of thousands in all, in the process that holds the backend. A verdict of no leak says above which size it holds.
 *
 * Not measured: the heaps of child processes, and of threads that sleep in Atomics.wait, which no one can read.
 */
import { deadEndOutbox, explorer } from "@paceline/agents";
import type { AgentSpec, Backend, StepReport } from "@paceline/agents";
import { bench, group } from "@paceline/harness/bench";

import { createBackend, STUDY_BACKENDS } from "../threads-vs-processes/create-backend.ts";
import { FIVE_BY_FIVE, observationAt, proveInference, spawnExplorer } from "../workload.ts";

/** Agents per round. */
const OPERATIONS = 1_000;
/** Agents that come and go together: each call to a thread or process takes as long as ten agents do. */
const CROWD_COUNT = 10;
/** Of a fork, in which thousands of crowds wait for a thread or a process; a machine with other work needs most of it. */
const TIME_LIMIT_MS = 300_000;
const OPTIONS = { map: FIVE_BY_FIVE.text };
const SEEN = observationAt(0);

interface Cycling {
  readonly backend: Backend;
  readonly specs: AgentSpec[];
  lastId: number;
}

/** One more agent; when there are enough for a crowd, they are spawned, step and are removed. */
function cycle(state: Cycling): Promise<StepReport> | null {
  const { specs } = state;
  specs.push({ id: (state.lastId += 1), definition: explorer, options: OPTIONS });
  return specs.length < CROWD_COUNT ? null : letGo(state);
}

async function letGo({ backend, specs }: Cycling): Promise<StepReport> {
  const crowd = specs.splice(0);
  await backend.spawn(crowd);
  const report = await backend.step(crowd.map(({ id }) => ({ agentId: id, observation: SEEN })));
  await backend.remove(crowd.map(({ id }) => id));
  return report;
}

/** The same agent steps in the same way on every backend, so that its action tells whether it inferred. */
function isInferred({ outcomes }: StepReport): boolean {
  const reference = spawnExplorer("reference");
  const action = reference.step(SEEN, deadEndOutbox);
  proveInference([reference]);
  return (
    outcomes.length === CROWD_COUNT &&
    outcomes.every((outcome) => outcome.state === "completed" && outcome.action === action)
  );
}

group("memory-usage/agent-cycles", () => {
  for (const name of STUDY_BACKENDS) {
    bench.leak(
      `agents on ${name}`,
      {
        operations: OPERATIONS,
        timeLimitMs: TIME_LIMIT_MS,
        setup: async (): Promise<Cycling> => ({
          backend: await createBackend(name, 1),
          specs: [],
          lastId: 0,
        }),
        check: (report: StepReport, { backend }) => backend.agentCount === 0 && isInferred(report),
        teardown: async ({ backend }) => backend[Symbol.asyncDispose](),
        targets: [
          {
            component: "Memory Usage",
            label: `Growth, agents on ${name}`,
            metric: "growthBytesPerOperation",
            statistic: "median",
            below: 1,
          },
        ],
      },
      cycle,
    );
  }
});
