import type { ModelIssue } from "./errors.ts";
import { InvalidInferenceOptionError } from "./errors.ts";
import type { NumericsName } from "./numerics.ts";
import { NUMERICS } from "./numerics.ts";
import type { InductiveOptions } from "./policies/inductive-plan.ts";

/** How an agent infers, plans and chooses. Every field is optional. */
export interface InferenceOptions {
  /**
   * Numeric conventions; see `NUMERICS`.
   *
   * @defaultValue "exact"
   */
  readonly numerics?: NumericsName;
  /**
   * How beliefs about several factors are updated: `fixed-point` keeps them apart and iterates (cheap,
   * approximate where one modality speaks about several factors), `joint` goes through every combination
   * of states (exact; only with exact numerics). One factor is always updated exactly.
   *
   * @defaultValue "fixed-point"
   */
  readonly stateInference?: "fixed-point" | "joint";
  /**
   * Steps that an enumerated policy looks ahead.
   *
   * @defaultValue 1
   */
  readonly policyLength?: number;
  /** Policies to consider instead of all: `[policy][step][control]`. */
  readonly policies?: readonly (readonly (readonly number[])[])[];
  /**
   * Largest number of policies that are enumerated; more is an error, because their number explodes.
   *
   * @defaultValue 1,000,000
   */
  readonly policyCountMax?: number;
  /** E: p(policy), one entry a policy; overrides the model's own. */
  readonly habit?: ArrayLike<number>;
  /**
   * Whether policies are valued for the preferred observations they bring.
   *
   * @defaultValue true
   */
  readonly usesUtility?: boolean;
  /**
   * Whether policies are valued for what their observations tell about states.
   *
   * @defaultValue true
   */
  readonly usesStateInformationGain?: boolean;
  /** Goals that policies are valued for coming closer to, by working back from them; off when not given. */
  readonly inductive?: InductiveOptions;
  /**
   * γ: precision of the beliefs about policies, q(π) = σ(γ G + ln E).
   *
   * @defaultValue 16
   */
  readonly policyPrecision?: number;
  /**
   * α: precision of stochastic action selection.
   *
   * @defaultValue 16
   */
  readonly actionPrecision?: number;
  /**
   * Whether the most probable action is taken, or one is drawn.
   *
   * @defaultValue "deterministic"
   */
  readonly selection?: "deterministic" | "stochastic";
  /**
   * Whether each control is chosen from its own marginal, or the first actions of one whole policy are taken.
   *
   * @defaultValue "marginal"
   */
  readonly sampling?: "marginal" | "full";
  /**
   * What deterministic selection does with equals: take the lowest index, or draw with the agent's seed.
   *
   * @defaultValue "first"
   */
  readonly tieBreak?: "first" | "seeded";
  /**
   * Probabilities this close to the largest count as equal to it.
   *
   * @defaultValue 1e-12, and 0 in the pymdp conventions
   */
  readonly tieTolerance?: number;
  /**
   * Steps for which a chosen policy is followed before policies are valued again. More than 1 needs
   * `sampling: "full"` and policies at least that long.
   *
   * @defaultValue 1
   */
  readonly stepsPerPlan?: number;
  /**
   * Surprise, in nats, above which policies are valued again at once.
   *
   * @defaultValue Infinity
   */
  readonly replanSurpriseNats?: number;
  /** Largest number of fixed-point iterations. The default is that of the numerics. */
  readonly iterationCountMax?: number;
  /** Change of free energy, in nats, below which iteration stops. The default is that of the numerics. */
  readonly freeEnergyToleranceNats?: number;
}

/** Options with nothing missing. */
export type ResolvedInferenceOptions = Required<
  Omit<InferenceOptions, "policies" | "habit" | "inductive">
> & {
  readonly policies: readonly (readonly (readonly number[])[])[] | null;
  readonly habit: ArrayLike<number> | null;
  readonly inductive: InductiveOptions | null;
};

const POLICY_COUNT_MAX = 1_000_000;

/**
 * The one place where inference options are defaulted and checked.
 *
 * @throws {InvalidInferenceOptionError} listing every bad option.
 */
export function resolveInferenceOptions(options: InferenceOptions = {}): ResolvedInferenceOptions {
  const numerics = options.numerics ?? "exact";
  const convention = NUMERICS[numerics] ?? NUMERICS.exact;
  const resolved: ResolvedInferenceOptions = {
    numerics,
    stateInference: options.stateInference ?? "fixed-point",
    stepsPerPlan: options.stepsPerPlan ?? 1,
    replanSurpriseNats: options.replanSurpriseNats ?? Infinity,
    policyLength: options.policyLength ?? options.policies?.[0]?.length ?? 1,
    policies: options.policies ?? null,
    policyCountMax: options.policyCountMax ?? POLICY_COUNT_MAX,
    habit: options.habit ?? null,
    inductive: options.inductive ?? null,
    usesUtility: options.usesUtility ?? true,
    usesStateInformationGain: options.usesStateInformationGain ?? true,
    policyPrecision: options.policyPrecision ?? 16,
    actionPrecision: options.actionPrecision ?? 16,
    selection: options.selection ?? "deterministic",
    sampling: options.sampling ?? "marginal",
    tieBreak: options.tieBreak ?? "first",
    tieTolerance: options.tieTolerance ?? (numerics === "exact" ? 1e-12 : 0),
    iterationCountMax: options.iterationCountMax ?? convention.iterationCountMax,
    freeEnergyToleranceNats: options.freeEnergyToleranceNats ?? convention.freeEnergyToleranceNats,
  };
  const issues = [...checkCounts(resolved), ...checkAmounts(resolved), ...checkChoices(resolved)];
  if (issues.length > 0) throw new InvalidInferenceOptionError(issues);
  return Object.freeze(resolved);
}

function checkCounts(resolved: ResolvedInferenceOptions): readonly ModelIssue[] {
  return (["policyLength", "policyCountMax", "iterationCountMax", "stepsPerPlan"] as const)
    .filter((key) => !Number.isSafeInteger(resolved[key]) || resolved[key] < 1)
    .map((key) => ({
      axis: `"${key}"`,
      expected: "an integer of at least 1",
      given: String(resolved[key]),
    }));
}

function checkAmounts(resolved: ResolvedInferenceOptions): readonly ModelIssue[] {
  const issues: ModelIssue[] = [];
  if (!(resolved.actionPrecision > 0))
    issues.push({
      axis: '"actionPrecision"',
      expected: "greater than 0",
      given: String(resolved.actionPrecision),
    });
  if (!(resolved.replanSurpriseNats >= 0))
    issues.push({
      axis: '"replanSurpriseNats"',
      expected: "at least 0",
      given: String(resolved.replanSurpriseNats),
    });
  return [...issues, ...checkNotNegative(resolved), ...checkCombinations(resolved)];
}

/** Options that are fine alone and not together. */
function checkCombinations(resolved: ResolvedInferenceOptions): readonly ModelIssue[] {
  const { stepsPerPlan, policyLength, sampling, stateInference, numerics } = resolved;
  const issues: ModelIssue[] = [];
  if (stepsPerPlan > policyLength)
    issues.push({
      axis: '"stepsPerPlan"',
      expected: `at most the policy length, ${policyLength}`,
      given: String(stepsPerPlan),
    });
  if (stepsPerPlan > 1 && sampling !== "full")
    issues.push({
      axis: '"sampling"',
      expected: '"full" when a policy is followed for several steps',
      given: sampling,
    });
  if (stateInference === "joint" && numerics !== "exact")
    issues.push({
      axis: '"stateInference"',
      expected: '"fixed-point" outside of exact numerics',
      given: stateInference,
    });
  return issues;
}

function checkNotNegative(resolved: ResolvedInferenceOptions): readonly ModelIssue[] {
  return (
    ["policyPrecision", "actionPrecision", "tieTolerance", "freeEnergyToleranceNats"] as const
  )
    .filter((key) => !Number.isFinite(resolved[key]) || resolved[key] < 0)
    .map((key) => ({
      axis: `"${key}"`,
      expected: "a finite number of at least 0",
      given: String(resolved[key]),
    }));
}

const CHOICES = {
  numerics: Object.keys(NUMERICS),
  stateInference: ["fixed-point", "joint"],
  selection: ["deterministic", "stochastic"],
  sampling: ["marginal", "full"],
  tieBreak: ["first", "seeded"],
} as const;

function checkChoices(resolved: ResolvedInferenceOptions): readonly ModelIssue[] {
  return (["numerics", "stateInference", "selection", "sampling", "tieBreak"] as const)
    .filter((key) => !(CHOICES[key] as readonly string[]).includes(resolved[key]))
    .map((key) => ({
      axis: `"${key}"`,
      expected: `one of ${CHOICES[key].join(", ")}`,
      given: resolved[key],
    }));
}
