/**
 * Whether a straight line explains a stretch at least as well as a step at a place, by sums of squares: a host that
 * gets slower by and by looks like two levels to any test that asks for a difference only. Of a real step a line
 * explains three quarters at best.
 *
 * @param index - first of the right part; neither part is empty.
 */
export function isSteadyDrift(values: Float64Array, index: number): boolean {
  const whole = squaresAround(values);
  const step =
    whole - squaresAround(values.subarray(0, index)) - squaresAround(values.subarray(index));
  return drifted(values) >= step;
}

/** Sum of squares that the least-squares line over the order of the values takes away. */
function drifted(values: Float64Array): number {
  const center = (values.length - 1) / 2;
  let products = 0;
  let distances = 0;
  for (const [index, value] of values.entries()) {
    products += (index - center) * value;
    distances += (index - center) ** 2;
  }
  return products ** 2 / distances;
}

function squaresAround(values: Float64Array): number {
  const center = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0);
}
