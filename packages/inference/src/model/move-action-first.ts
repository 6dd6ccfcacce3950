/**
 * People write B with the action last, kernels want one contiguous matrix per action.
 *
 * @param data - row-major `[columnCount, actionCount]`, where a column is a next state and previous states.
 * @returns row-major `[actionCount, columnCount]`.
 */
export function moveActionFirst(data: Float64Array, actionCount: number): Float64Array {
  const columnCount = data.length / actionCount;
  const moved = new Float64Array(data.length);
  for (let column = 0; column < columnCount; column++)
    for (let action = 0; action < actionCount; action++)
      moved[action * columnCount + column] = data[column * actionCount + action]!;
  return moved;
}

/** The reverse of {@link moveActionFirst}. */
export function moveActionLast(data: Float64Array, actionCount: number): Float64Array {
  return moveActionFirst(data, data.length / actionCount);
}
