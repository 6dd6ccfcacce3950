/**
 * Finds the sample of a given rank without sorting the rest: linear time on average where a sort takes
 * n log n. Reorders `values`, so that `values[rank]` holds the answer, nothing before it is larger and
 * nothing after it smaller.
 *
 * @param values - free of NaN, not empty. Owned by the caller, reordered.
 * @param rank - 0 is the smallest; an integer below `values.length`.
 *
 * @see Hoare (1961), "Algorithm 65: find".
 */
export function selectInPlace(values: Float64Array, rank: number): number {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    // The middle as pivot: samples come in measured order, and drift makes them nearly sorted.
    const pivot = values[(left + right) >>> 1]!;
    let low = left;
    let high = right;
    while (low <= high) {
      while (values[low]! < pivot) low += 1;
      while (values[high]! > pivot) high -= 1;
      if (low <= high) {
        const swapped = values[low]!;
        values[low] = values[high]!;
        values[high] = swapped;
        low += 1;
        high -= 1;
      }
    }
    if (rank <= high) right = high;
    else if (rank >= low) left = low;
    else break;
  }
  return values[rank]!;
}
