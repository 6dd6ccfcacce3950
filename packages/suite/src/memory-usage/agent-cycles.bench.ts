/**
 * Does memory grow when agents come and go?
 *
 * Measured: growth per agent that is spawned into a backend, takes one step and is removed again, thousands of times,
 * in the process that holds the backend. A verdict of no leak says above which size it holds.
 *
 * Not measured: the heaps of child processes, and of threads that sleep in Atomics.wait, which no one can read.
 */
import { deadEndOutbox, explorer } from "@paceline/agents";
import type { Backend, StepReport } from "@paceline/agents";
import { bench, group } from "@paceline/harness/bench";

import { createBackend, STUDY_BACKENDS } from "../threads-vs-processes/create-backend.ts";
import type { StudyBackend } from "../threads-vs-processes/create-backend.ts";
import { FIVE_BY_FIVE, observationAt, proveInference, spawnExplorer } from "../workload.ts";

/** Cycles per round: those through another thread or process take a hundred times as long. */
const OPERATIONS: Readonly<Record<StudyBackend, number>> = {
  "event-loop": 4_000,
  threads: 150,
  processes: 150,
};
/**
 * Cycles before the first reading. V8 goes on compiling what calls, mails and waits for more than ten thousand of them, which
 * looks like twenty bytes a cycle and is none of the agents'.
 */
const WARMUP_CYCLES: Readonly<Record<StudyBackend, number>> = {
  "event-loop": 0,
  threads: 16_000,
  processes: 16_000,
};
/** Growth per cycle that is no news: what so few cycles through a worker can tell from nothing. */
const DELTA_BYTES: Readonly<Record<StudyBackend, number>> = {
  "event-loop": 1,
  threads: 16,
  processes: 16,
};
const OPTIONS = { map: FIVE_BY_FIVE.text };
const SEEN = observationAt(0);

interface Cycling {
  readonly backend: Backend;
  lastId: number;
}

/** Spawns an agent, lets it step and removes it. */
async function cycle(state: Cycling): Promise<StepReport> {
  const { backend } = state;
  const id = (state.lastId += 1);
  await backend.spawn([{ id, definition: explorer, options: OPTIONS }]);
  const report = await backend.step([{ agentId: id, observation: SEEN }]);
  await backend.remove([id]);
  return report;
}

/** The same agent steps in the same way on every backend, so that its action tells whether it inferred. */
function isInferred({ outcomes }: StepReport): boolean {
  const reference = spawnExplorer("reference");
  const action = reference.step(SEEN, deadEndOutbox);
  proveInference([reference]);
  const [outcome] = outcomes;
  return outcome?.state === "completed" && outcome.action === action;
}

group("memory-usage/agent-cycles", () => {
  for (const name of STUDY_BACKENDS) {
    bench.leak(
      `agents on ${name}`,
      {
        operations: OPERATIONS[name],
        deltaBytes: DELTA_BYTES[name],
        async setup({ size }): Promise<Cycling> {
          const state = { backend: await createBackend(name, 1), lastId: 0 };
          const warmupCycles = size === "smoke" ? 0 : WARMUP_CYCLES[name];
          // oxlint-disable-next-line no-await-in-loop -- one agent after the other, as in the rounds
          for (let count = 0; count < warmupCycles; count++) await cycle(state);
          return state;
        },
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
