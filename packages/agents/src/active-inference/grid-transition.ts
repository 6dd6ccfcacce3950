import type { Tensor } from "@paceline/inference";

/** How often a move that is free succeeds, as FreeAgentics has it; otherwise the agent stays. */
const MOVE_SUCCESS_RATIO = 0.9;

/**
 * B for moves on a grid: shape `[stateCount, stateCount, actionCount]`, next state first. A move to the
 * same state, because of a wall or because the action does not move, keeps it for certain.
 *
 * @param next - the state that an action leads to when it succeeds.
 */
export function gridTransition(
  stateCount: number,
  actionCount: number,
  next: (state: number, action: number) => number,
): Tensor {
  const data = new Float64Array(stateCount * stateCount * actionCount);
  const at = (target: number, state: number, action: number): number =>
    (target * stateCount + state) * actionCount + action;
  for (let state = 0; state < stateCount; state++) {
    for (let action = 0; action < actionCount; action++) {
      const target = next(state, action);
      if (target === state) {
        data[at(state, state, action)] = 1;
        continue;
      }
      data[at(target, state, action)] = MOVE_SUCCESS_RATIO;
      data[at(state, state, action)] = 1 - MOVE_SUCCESS_RATIO;
    }
  }
  return { shape: [stateCount, stateCount, actionCount], data };
}
