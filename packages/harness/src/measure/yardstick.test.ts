import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { describe, expect, test } from "vitest";

import { createYardstick } from "./yardstick.ts";

describe("createYardstick", () => {
  test("gives the median of both loops for each stretch of rounds", () => {
    const yardstick = createYardstick();
    for (let round = 0; round < 20; round += 1) yardstick.readBefore(round);
    const record = yardstick.record(20)!;
    expect(record.chainNs).toHaveLength(8);
    expect(record.wideNs).toHaveLength(8);
    for (const ns of [...record.chainNs, ...record.wideNs]) expect(ns).toBeGreaterThan(0);
  });

  test("has one stretch per round where there are few", () => {
    const yardstick = createYardstick();
    for (let round = 0; round < 3; round += 1) yardstick.readBefore(round);
    expect(yardstick.record(3)!.chainNs).toHaveLength(3);
  });

  test("tells nothing where nothing was read, or not before all rounds", () => {
    const yardstick = createYardstick();
    expect(yardstick.record(0)).toBeNull();
    expect(yardstick.record(5)).toBeNull();
    yardstick.readBefore(0);
    expect(yardstick.record(5)).toBeNull();
  });

  test("forgets nothing it has told when its memory is full, and tells nothing then", () => {
    const yardstick = createYardstick(64);
    for (let round = 0; round < 100; round += 1) yardstick.readBefore(round);
    expect(yardstick.record(100)).toBeNull();
    expect(yardstick.record(60)!.wideNs).toHaveLength(8);
  });

  test("reads loops whose code V8 never takes back, from the first reading on", async () => {
    const yardstick = fileURLToPath(import.meta.resolve("./yardstick.ts"));
    const program = `
      const { createYardstick } = await import(${JSON.stringify(yardstick)});
      const yardstick = createYardstick();
      for (let round = 0; round < 200; round += 1) yardstick.readBefore(round);`;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        "--conditions=@paceline/source",
        "--trace-opt",
        "--trace-deopt",
        "--input-type=module",
        "--eval",
        program,
      ],
      { maxBuffer: 1 << 26 },
    );
    for (const loop of ["runChain", "runWide"]) {
      const lines = stdout.split("\n").filter((line) => line.includes(loop));
      expect(lines.some((line) => line.includes("completed optimizing"))).toBe(true);
      expect(lines.filter((line) => line.includes("bailout"))).toEqual([]);
    }
  });
});
