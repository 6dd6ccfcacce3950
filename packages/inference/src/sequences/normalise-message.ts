/**
 * Softmax of a message, in nats, into `target`.
 *
 * @param message - `size` log weights from 0; overwritten.
 * @param previous - the belief so far, from `start`.
 * @param target - receives the belief, from `start`; may be `previous`.
 * @param largestChange - its only entry is raised to the largest change of a probability. Not returned,
 *   because a number that a call returns is boxed.
 */
// oxlint-disable-next-line max-params -- a kernel: flat arrays with offsets, called per belief update
export function normaliseMessage(
  message: Float64Array,
  size: number,
  previous: Float64Array,
  target: Float64Array,
  start: number,
  largestChange: Float64Array,
): void {
  let largest = -Infinity;
  for (let state = 0; state < size; state++)
    if (message[state]! > largest) largest = message[state]!;
  let sum = 0;
  for (let state = 0; state < size; state++) {
    const weight = Math.exp(message[state]! - largest);
    message[state] = weight;
    sum += weight;
  }
  const scale = 1 / sum;
  let change = largestChange[0]!;
  for (let state = 0; state < size; state++) {
    const belief = message[state]! * scale;
    const shift = Math.abs(belief - previous[start + state]!);
    if (shift > change) change = shift;
    target[start + state] = belief;
  }
  largestChange[0] = change;
}
