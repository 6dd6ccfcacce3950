import { expect, test } from "vitest";

import { BackendClosedError } from "../../errors.ts";
import { echoSpec, messageTo, recorderSpec } from "./exchange.contract.ts";
import type { CreateBackend } from "./exchange.contract.ts";

export function describeDisposal(create: CreateBackend): void {
  test("refuses everything after it was disposed, and being disposed twice does nothing", async () => {
    const backend = await create();
    await backend.spawn([echoSpec(1)]);
    await backend[Symbol.asyncDispose]();
    await backend[Symbol.asyncDispose]();

    await expect(backend.spawn([echoSpec(2)])).rejects.toThrow(BackendClosedError);
    await expect(backend.deliver(messageTo(1, "ping", 1))).rejects.toThrow(BackendClosedError);
    await expect(backend.stepAll(() => null)).rejects.toThrow(BackendClosedError);
    await expect(backend.statistics(1)).rejects.toThrow(BackendClosedError);
    await expect(backend.idle()).rejects.toThrow(BackendClosedError);
    expect(() => backend.post(messageTo(1, "ping", 1))).toThrow(BackendClosedError);
  });

  test("is disposed with messages in flight and leaves nothing running", async () => {
    const backend = await create();
    await backend.spawn([recorderSpec(1)]);
    backend.post(messageTo(1, "news", 1));
    await backend[Symbol.asyncDispose]();
    await expect(backend.idle()).rejects.toThrow(BackendClosedError);
  });
}
