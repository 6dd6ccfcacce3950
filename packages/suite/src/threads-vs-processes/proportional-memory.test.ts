import { spawn } from "node:child_process";
import { once } from "node:events";

import { expect, test } from "vitest";

import { isMemoryKnown, readProportionalBytes } from "./proportional-memory.ts";

const BLOCK_BYTES = 64 * 2 ** 20;

test.runIf(isMemoryKnown())("memory of a child counts while the child lives", async () => {
  // It says when its memory is written to: untouched pages are nobody's.
  const script = `const b = Buffer.alloc(${BLOCK_BYTES}, 1); process.send(b.length); process.stdin.resume()`;
  const before = readProportionalBytes();
  const child = spawn(process.execPath, ["-e", script], {
    stdio: ["pipe", "ignore", "ignore", "ipc"],
  });
  await once(child, "message");
  const during = readProportionalBytes();
  child.kill();
  await once(child, "exit");
  const after = readProportionalBytes();
  expect(during - before).toBeGreaterThan(0.9 * BLOCK_BYTES);
  expect(during - after).toBeGreaterThan(0.9 * BLOCK_BYTES);
});
