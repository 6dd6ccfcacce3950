/** Rounds at least: fewer have no quarter that could show a level. */
export const ROUND_COUNT_MIN = 30;
const ROUND_COUNT_MAX = 10_000;
const OPERATION_COUNT_MAX = 1e9;
const HEAP_LIMIT_MB_MIN = 16;

/** Everything wrong with what only `bench.leak` takes, in words. */
export function checkLeakOptions(values: Readonly<Record<string, unknown>>): readonly string[] {
  const { operations, rounds, deltaBytes, heapLimitMb, expect, watch } = values;
  const problems: string[] = [];
  const refuse = (name: string, expected: string): void => {
    problems.push(`option "${name}" must be ${expected}, got ${JSON.stringify(values[name])}`);
  };
  if (operations !== undefined && !isInteger(operations, 1, OPERATION_COUNT_MAX)) {
    refuse("operations", "an integer of at least 1: growth is told per operation");
  }
  if (rounds !== undefined && !isInteger(rounds, ROUND_COUNT_MIN, ROUND_COUNT_MAX)) {
    refuse(
      "rounds",
      `an integer from ${ROUND_COUNT_MIN} to ${ROUND_COUNT_MAX}: fewer cannot tell a leak from a warm-up`,
    );
  }
  if (
    deltaBytes !== undefined &&
    !(typeof deltaBytes === "number" && Number.isFinite(deltaBytes) && deltaBytes > 0)
  ) {
    refuse("deltaBytes", "a number greater than 0");
  }
  if (heapLimitMb !== undefined && !isInteger(heapLimitMb, HEAP_LIMIT_MB_MIN, ROUND_COUNT_MAX)) {
    refuse("heapLimitMb", `an integer of at least ${HEAP_LIMIT_MB_MIN}`);
  }
  if (expect !== undefined && expect !== "leak" && expect !== "no-leak") {
    refuse("expect", '"leak" or "no-leak"');
  }
  if (watch !== undefined && !(Array.isArray(watch) && watch.every(isClass))) {
    problems.push('option "watch" must be a list of classes');
  }
  return problems;
}

const isInteger = (value: unknown, low: number, high: number): boolean =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= low && value <= high;

const isClass = (value: unknown): boolean =>
  typeof value === "function" && typeof value.prototype === "object";
