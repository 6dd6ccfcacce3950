import type { ModelIssue } from "../errors.ts";
import { InvalidInferenceOptionError } from "../errors.ts";
import type { CompiledModel } from "../model/compiled-model.ts";
import { createJointStates, listCoordinates } from "../model/joint-states.ts";

/** Goals to work back from. */
export interface InductiveOptions {
  /** H: per factor, 1 for every state that is a goal and 0 for the others; all 0 where none is. */
  readonly goals: readonly ArrayLike<number>[];
  /**
   * Steps that are worked back.
   *
   * @defaultValue 10
   */
  readonly depth?: number;
  /**
   * A transition counts as possible when some action makes it with more than this probability.
   *
   * @defaultValue 1/16
   */
  readonly probabilityMin?: number;
  /**
   * Probability that a state away from the way to the goal is valued with, in (0, 1).
   *
   * @defaultValue 1e-3
   */
  readonly aversion?: number;
}

/** From which states a goal can be reached in how many steps. */
export interface InductivePlan {
  readonly depth: number;
  /** Per factor, row-major `[depth, stateCount]`: 1 where a goal is that many steps away. */
  readonly reachable: readonly Float64Array[];
  readonly logAversion: number;
}

/**
 * Works back from the goals: I[0] = H, I[i] = states from which some action leads to I[i - 1].
 *
 * @throws {InvalidInferenceOptionError} listing every bad field.
 *
 * @see Friston et al. (2023), "Active inference and intentional behaviour"; pymdp 1.0.2, `control.py`,
 *   `generate_I_matrix`. pymdp's NumPy code propagates forwards, which is wrong for one-way transitions.
 */
export function planInduction(model: CompiledModel, options: InductiveOptions): InductivePlan {
  const { goals, depth = 10, probabilityMin = 1 / 16, aversion = 1e-3 } = options;
  const issues = checkInduction(model, { goals, depth, probabilityMin, aversion });
  if (issues.length > 0) throw new InvalidInferenceOptionError(issues);
  const reachable = model.states.map(({ size }, factor) => {
    const isPossible = listPossibleMoves(model, factor, probabilityMin);
    const rows = new Float64Array(depth * size);
    rows.set(goals[factor]!);
    for (let step = 1; step < depth; step++)
      for (let state = 0; state < size; state++)
        for (let next = 0; next < size; next++)
          if (isPossible[state * size + next] === 1 && rows[(step - 1) * size + next]! > 0)
            rows[step * size + state] = 1;
    return rows;
  });
  return { depth, reachable, logAversion: Math.log(aversion) };
}

/** Row-major `[state, next]` over one factor: 1 where some action, in some context, makes the move. */
function listPossibleMoves(
  model: CompiledModel,
  factor: number,
  probabilityMin: number,
): Uint8Array {
  const { values, stateCount, dependencies, jointStateCount, actionCount } =
    model.transitions[factor]!;
  const coordinates = listCoordinates(createJointStates(dependencies, model.states));
  const own = dependencies.indexOf(factor);
  const moves = new Uint8Array(stateCount * stateCount);
  for (let action = 0; action < actionCount; action++)
    for (let next = 0; next < stateCount; next++)
      for (let joint = 0; joint < jointStateCount; joint++) {
        const value = values[(action * stateCount + next) * jointStateCount + joint]!;
        if (value <= probabilityMin) continue;
        if (own >= 0) moves[coordinates[own * jointStateCount + joint]! * stateCount + next] = 1;
        // A factor that forgets its own state can make the move from anywhere.
        else for (let state = 0; state < stateCount; state++) moves[state * stateCount + next] = 1;
      }
  return moves;
}

function checkInduction(
  { states }: CompiledModel,
  { goals, depth, probabilityMin, aversion }: Required<InductiveOptions>,
): readonly ModelIssue[] {
  const issues: ModelIssue[] = [];
  if (goals.length !== states.length)
    issues.push({
      axis: '"inductive.goals"',
      expected: `${states.length} lists, one per factor`,
      given: String(goals.length),
    });
  for (const [factor, goal] of goals.slice(0, states.length).entries())
    if (
      goal.length !== states[factor]!.size ||
      Array.from(goal).some((flag) => flag !== 0 && flag !== 1)
    )
      issues.push({
        axis: `"inductive.goals" of "${states[factor]!.name}"`,
        expected: `${states[factor]!.size} zeros and ones`,
        given: `[${Array.from(goal).join(", ")}]`,
      });
  if (!Number.isSafeInteger(depth) || depth < 1)
    issues.push({
      axis: '"inductive.depth"',
      expected: "an integer of at least 1",
      given: String(depth),
    });
  if (!(probabilityMin >= 0 && probabilityMin < 1))
    issues.push({
      axis: '"inductive.probabilityMin"',
      expected: "in [0, 1)",
      given: String(probabilityMin),
    });
  if (!(aversion > 0 && aversion < 1))
    issues.push({ axis: '"inductive.aversion"', expected: "in (0, 1)", given: String(aversion) });
  return issues;
}
