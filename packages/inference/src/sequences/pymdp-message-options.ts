import { InvalidInferenceOptionError } from "../errors.ts";
import type { InferenceProgram } from "../inference-program.ts";

export interface PymdpMessageAgentOptions {
  /** Observations that the window holds, the present one included; at least 2. */
  readonly windowLength: number;
  /**
   * Whether what leaves the window is averaged over policies, or kept apart for each.
   *
   * @defaultValue "averaged"
   */
  readonly prior?: "averaged" | "per-policy";
  /** @defaultValue 10 */
  readonly iterationCount?: number;
  /**
   * Gradient steps on the free energy, or jumps to the fixed point.
   *
   * @defaultValue "gradient"
   */
  readonly update?: "gradient" | "jump";
  /**
   * Length of a gradient step.
   *
   * @defaultValue 0.25
   */
  readonly stepSize?: number;
  /** @defaultValue 1 */
  readonly seed?: number;
}

/**
 * The one place where these options are defaulted and checked.
 *
 * @throws {InvalidInferenceOptionError} listing every bad option.
 */
export function resolvePymdpMessageOptions(
  { numerics }: InferenceProgram,
  options: PymdpMessageAgentOptions,
): Required<PymdpMessageAgentOptions> {
  const resolved = {
    prior: "averaged",
    iterationCount: 10,
    update: "gradient",
    stepSize: 0.25,
    seed: 1,
    ...options,
  } as const;
  const checks = [
    { name: "windowLength", least: 2 },
    { name: "iterationCount", least: 1 },
  ] as const;
  const issues = checks
    .filter(({ name, least }) => !Number.isSafeInteger(resolved[name]) || resolved[name] < least)
    .map(({ name, least }) => ({
      axis: `"${name}"`,
      expected: `an integer of at least ${least}`,
      given: String(resolved[name]),
    }));
  if (!(resolved.stepSize > 0))
    issues.push({
      axis: '"stepSize"',
      expected: "greater than 0",
      given: String(resolved.stepSize),
    });
  if (numerics.name !== "pymdp-legacy")
    issues.push({
      axis: '"numerics" of the program',
      expected: "pymdp-legacy",
      given: numerics.name,
    });
  if (issues.length > 0) throw new InvalidInferenceOptionError(issues);
  return resolved;
}
