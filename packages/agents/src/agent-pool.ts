import { assert } from "@paceline/core";

import { PoolExhaustedError } from "./errors.ts";

export interface AgentPoolOptions<Pooled> {
  readonly create: () => Pooled;
  /** Takes a used agent back to where a fresh one starts. */
  readonly reset: (agent: Pooled) => void;
  /** Agents that may exist at once, idle ones included. */
  readonly agentCountMax: number;
}

/** Lends agents out and takes them back, so that a spawn costs a reset instead of a construction. */
export interface AgentPool<Pooled> {
  readonly idleCount: number;
  readonly inUseCount: number;
  /** Agents made so far; the rest of the acquisitions were answered by a reset. */
  readonly createdCount: number;
  /** @throws {PoolExhaustedError} when all are in use. */
  acquire(): Pooled;
  /** Resets the agent and keeps it. The caller must not use it any more. */
  release(agent: Pooled): void;
}

export function createAgentPool<Pooled extends object>(
  options: AgentPoolOptions<Pooled>,
): AgentPool<Pooled> {
  const { create, reset, agentCountMax } = options;
  assert(
    Number.isSafeInteger(agentCountMax) && agentCountMax >= 1,
    `a pool holds at least one agent, not ${agentCountMax}`,
  );
  const idle: Pooled[] = [];
  const inUse = new Set<Pooled>();
  let createdCount = 0;

  return {
    get idleCount() {
      return idle.length;
    },
    get inUseCount() {
      return inUse.size;
    },
    get createdCount() {
      return createdCount;
    },
    acquire() {
      let agent = idle.pop();
      if (agent === undefined) {
        if (createdCount === agentCountMax) throw new PoolExhaustedError(agentCountMax);
        agent = create();
        createdCount++;
      }
      inUse.add(agent);
      return agent;
    },
    release(agent) {
      assert(inUse.delete(agent), "an agent was released that the pool had not lent out");
      // Reset here and not on loan, so that an idle agent holds on to nothing it was told.
      reset(agent);
      idle.push(agent);
    },
  };
}
