import type { LeakPlan } from "../descriptor.ts";
import type { AnyBenchOptions } from "../registry.ts";
import { ROUND_COUNT_MIN } from "./check-leak-options.ts";

const OPERATION_COUNT_DEFAULT = 1_000;
const HEAP_LIMIT_MB_DEFAULT = 512;
const DELTA_BYTES_DEFAULT = 1;

/** A smoke run proves that everything runs; it judges nothing. */
const SMOKE = { rounds: 8, operations: 20 } as const;

/** What a leak benchmark asks for, with what it leaves out filled in. */
export function leakPlanOf(options: AnyBenchOptions, size: "smoke" | "full"): LeakPlan {
  const {
    operations = OPERATION_COUNT_DEFAULT,
    rounds = ROUND_COUNT_MIN,
    deltaBytes = DELTA_BYTES_DEFAULT,
    expect = "no-leak",
    heapLimitMb = HEAP_LIMIT_MB_DEFAULT,
  } = options;
  const isSmoke = size === "smoke";
  return {
    operationsPerRound: isSmoke ? Math.min(operations, SMOKE.operations) : operations,
    roundCountMin: isSmoke ? SMOKE.rounds : rounds,
    deltaBytesPerOperation: deltaBytes,
    expected: expect,
    heapLimitMb,
  };
}
