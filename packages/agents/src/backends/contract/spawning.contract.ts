import { expect, test } from "vitest";

import { DuplicateAgentError, UnknownAgentError } from "../../errors.ts";
import { echoSpec } from "./exchange.contract.ts";
import type { CreateBackend } from "./exchange.contract.ts";

export function describeSpawning(create: CreateBackend): void {
  test("hosts what it spawned and no longer what it removed", async () => {
    await using backend = await create();
    expect(await backend.spawn([echoSpec(1), echoSpec("two")])).toEqual({
      spawnedCount: 2,
      failures: [],
    });
    expect(backend.agentCount).toBe(2);
    await backend.remove([1]);
    expect(backend.agentCount).toBe(1);
    await expect(backend.statistics(1)).rejects.toThrow(UnknownAgentError);
  });

  test("spawns nobody when two agents have one id", async () => {
    await using backend = await create();
    await expect(backend.spawn([echoSpec(1), echoSpec(1)])).rejects.toThrow(DuplicateAgentError);
    expect(backend.agentCount).toBe(0);
    await backend.spawn([echoSpec(1)]);
    await expect(backend.spawn([echoSpec(2), echoSpec(1)])).rejects.toThrow(DuplicateAgentError);
    expect(backend.agentCount).toBe(1);
  });

  test("removes nobody when one of them is unknown", async () => {
    await using backend = await create();
    await backend.spawn([echoSpec(1)]);
    await expect(backend.remove([1, 2])).rejects.toThrow(UnknownAgentError);
    expect(backend.agentCount).toBe(1);
  });
}
