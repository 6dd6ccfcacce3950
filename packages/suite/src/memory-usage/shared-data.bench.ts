/**
 * What is saved when agents share what they all know?
 *
 * Measured: what each explorer retains that carries a record of a thousand observations: one record for all of them,
 * or a copy for each, as when it came with a message that was cloned.
 *
 * Not measured: sharing between threads; a copy there is a clone in any case unless it is shared memory.
 */
import type { Explorer, GridObservation } from "@paceline/agents";
import { bench, group } from "@paceline/harness/bench";

import { FIVE_BY_FIVE, observationAt, proveInference, spawnExplorer } from "../workload.ts";

const WAYS = ["shared", "duplicated"] as const;
const OBSERVATION_COUNT = 1_000;

interface Informed {
  readonly agent: Explorer;
  readonly record: readonly GridObservation[];
}

const createRecord = (): readonly GridObservation[] => {
  const free = [0, 1, 2, 3, 4].filter((cell) => !FIVE_BY_FIVE.isWall(cell));
  return Array.from({ length: OBSERVATION_COUNT }, (_, at) =>
    structuredClone(observationAt(free[at % free.length]!)),
  );
};

group("memory-usage/shared-data", () => {
  bench.memory(
    "agent with a record",
    {
      params: { record: { smoke: WAYS, full: WAYS } },
      counts: ({ record }) =>
        record === "shared"
          ? { smoke: [8, 16], full: [500, 1_000, 1_500, 2_000] }
          : { smoke: [2, 4], full: [5, 10, 15, 20] },
      setup: ({ parameters: { record } }) => ({
        isShared: record === "shared",
        record: createRecord(),
      }),
      itemsUnit: "agents",
      check(crowd: readonly Informed[]) {
        proveInference(crowd.map(({ agent }) => agent));
        return crowd.every(({ record }) => record.length === OBSERVATION_COUNT);
      },
    },
    ({ isShared, record }, agentCount) =>
      Array.from({ length: agentCount }, (_, id) => ({
        agent: spawnExplorer(id),
        record: isShared ? record : structuredClone(record),
      })),
  );
});
