import { expect, test } from "vitest";

import { createAgentPool } from "./agent-pool.ts";
import { PoolExhaustedError } from "./errors.ts";

interface Counter {
  stepCount: number;
}

const createCounterPool = (agentCountMax: number) =>
  createAgentPool<Counter>({
    create: () => ({ stepCount: 0 }),
    reset: (counter) => {
      counter.stepCount = 0;
    },
    agentCountMax,
  });

test("a released agent is lent again, as new", () => {
  const pool = createCounterPool(4);
  const first = pool.acquire();
  first.stepCount = 7;
  pool.release(first);

  expect(pool.acquire()).toBe(first);
  expect(first.stepCount).toBe(0);
  expect(pool.createdCount).toBe(1);
});

test("never makes more agents than its bound", () => {
  const pool = createCounterPool(2);
  const first = pool.acquire();
  pool.acquire();
  expect(() => pool.acquire()).toThrow(PoolExhaustedError);
  expect({ idle: pool.idleCount, inUse: pool.inUseCount }).toEqual({ idle: 0, inUse: 2 });

  pool.release(first);
  expect({ idle: pool.idleCount, inUse: pool.inUseCount }).toEqual({ idle: 1, inUse: 1 });
  pool.acquire();
  expect(pool.createdCount).toBe(2);
});

test("an agent released twice is a mistake in the caller's code", () => {
  const pool = createCounterPool(2);
  const agent = pool.acquire();
  pool.release(agent);
  expect(() => pool.release(agent)).toThrow("not lent out");
});
