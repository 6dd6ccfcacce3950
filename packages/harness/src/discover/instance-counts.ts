import type { Parameters } from "../parameters.ts";
import type { AnyBenchOptions } from "../registry.ts";

/**
 * Instances that a memory benchmark makes with these parameters, ascending.
 *
 * @throws {Error} naming what is wrong, when no slope could be taken over them.
 */
export function instanceCountsOf(
  { counts }: AnyBenchOptions,
  parameters: Parameters,
  size: "smoke" | "full",
): readonly number[] {
  const sizes = typeof counts === "function" ? counts(parameters) : counts;
  const given: unknown = sizes?.[size];
  const isUsable =
    Array.isArray(given) &&
    given.length >= 2 &&
    given.every((count) => Number.isSafeInteger(count) && count > 0) &&
    given.every((count, index) => index === 0 || count > given[index - 1]);
  if (!isUsable) {
    throw new Error(
      `option "counts.${size}" must be at least two ascending whole numbers greater than 0, ` +
        `got ${JSON.stringify(given)}`,
    );
  }
  return given;
}
