/**
 * Joint belief of factors that are believed to be independent: the outer product of their beliefs,
 * last factor fastest. Allocates nothing.
 *
 * @param beliefs - holds the factors' beliefs at `offsets[start]` and following.
 * @param sizes - state count of each factor.
 * @param target - receives the joint belief from 0; its length is the product of `sizes` or more.
 */
// oxlint-disable-next-line max-params -- a kernel: flat arrays with offsets, called per prediction
export function combineBeliefs(
  beliefs: Float64Array,
  offsets: Int32Array,
  start: number,
  sizes: readonly number[],
  target: Float64Array,
): void {
  const first = offsets[start]!;
  let count = sizes[0]!;
  for (let state = 0; state < count; state++) target[state] = beliefs[first + state]!;
  for (let position = 1; position < sizes.length; position++) {
    const size = sizes[position]!;
    const offset = offsets[start + position]!;
    // From the end, so that no entry is overwritten before it has been read.
    for (let joint = count - 1; joint >= 0; joint--) {
      const weight = target[joint]!;
      for (let state = size - 1; state >= 0; state--)
        target[joint * size + state] = weight * beliefs[offset + state]!;
    }
    count *= size;
  }
}
