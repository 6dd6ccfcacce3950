import type { ModelIssue } from "../errors.ts";
import { InvalidInferenceOptionError } from "../errors.ts";
import type { Numerics } from "../numerics.ts";
import { NUMERICS } from "../numerics.ts";

/** Conventions that inference over sequences knows: ours, and those of pymdp 1.0.2's JAX code. */
export type SequenceNumericsName = "exact" | "pymdp-1";

/** What every kind of inference over a window of time takes. */
export interface SequenceOptions {
  /** Steps that the window holds; at least 2, as a window of time has. */
  readonly stepCountMax: number;
  /**
   * Numeric conventions; see `NUMERICS`.
   *
   * @defaultValue "exact"
   */
  readonly numerics?: SequenceNumericsName;
}

/**
 * Checks the common options.
 *
 * @param counts - further options that must be integers of at least 1, by name.
 * @throws {InvalidInferenceOptionError} listing every bad option.
 */
export function resolveSequenceNumerics(
  { stepCountMax, numerics = "exact" }: SequenceOptions,
  counts: Readonly<Record<string, number>> = {},
): Numerics {
  const issues: ModelIssue[] = Object.entries({ stepCountMax, ...counts })
    .map(([name, count]) => ({ name, count, least: name === "stepCountMax" ? 2 : 1 }))
    .filter(({ count, least }) => !Number.isSafeInteger(count) || count < least)
    .map(({ name, count, least }) => ({
      axis: `"${name}"`,
      expected: `an integer of at least ${least}`,
      given: String(count),
    }));
  if (numerics !== "exact" && numerics !== "pymdp-1")
    issues.push({
      axis: '"numerics"',
      expected: "one of exact, pymdp-1 for sequences",
      given: String(numerics),
    });
  if (issues.length > 0) throw new InvalidInferenceOptionError(issues);
  return NUMERICS[numerics];
}
