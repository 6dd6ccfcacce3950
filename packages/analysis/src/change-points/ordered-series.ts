/** A series with what the search for a split needs to know of the order of its values. */
export interface OrderedSeries {
  readonly values: Float64Array;
  /** Place of each point among the sorted values, from 1; equal values share the lowest. */
  readonly places: Int32Array;
  /** Sum of the distances from each point to all others. */
  readonly distances: Float64Array;
}

/** The values themselves. */
export function orderValues(values: ArrayLike<number>): OrderedSeries {
  const own = Float64Array.from(values);
  const sorted = own.slice().sort();
  const sums = new Float64Array(sorted.length + 1);
  for (let index = 0; index < sorted.length; index += 1)
    sums[index + 1] = sums[index]! + sorted[index]!;
  return order(own, sorted, (value, below, upTo) => {
    const above = sums[sorted.length]! - sums[upTo]!;
    return value * below - sums[below]! + above - value * (sorted.length - upTo);
  });
}

/**
 * Ranks over the length, equal values sharing their mean rank: what is tested for change points.
 *
 * Ranks make one spike count as one point, whatever its height, and make chance the same for every
 * series of a length, so that what chance does is simulated once and not for each of hundreds.
 */
export const orderRanks = (values: ArrayLike<number>): OrderedSeries =>
  orderPlaces(placesOf(values), createPlaceTable(values.length));

/** Place of each value among the sorted ones, from 1; equal values share the lowest. */
export function placesOf(values: ArrayLike<number>): Int32Array {
  const own = Float64Array.from(values);
  const sorted = own.slice().sort();
  return Int32Array.from(own, (value) => lowerBound(sorted, value) + 1);
}

/** Memory for {@link orderPlaces}: of each place, how many in a stretch lie below it and up to it. */
export interface PlaceTable {
  readonly below: Int32Array;
  readonly upTo: Int32Array;
}

/** @param placeMax - the highest place that will be asked for. */
export const createPlaceTable = (placeMax: number): PlaceTable => ({
  below: new Int32Array(placeMax + 1),
  upTo: new Int32Array(placeMax + 1),
});

/**
 * Ranks of a stretch of a series of which the places are known: looked up, not searched for, since a long series is
 * tested in many stretches.
 */
export function orderPlaces(stretch: Int32Array, { below, upTo }: PlaceTable): OrderedSeries {
  const sorted = stretch.slice().sort();
  const count = sorted.length;
  for (let index = 0; index < count; index += 1) {
    const place = sorted[index]!;
    if (index === 0 || sorted[index - 1] !== place) below[place] = index;
    upTo[place] = index + 1;
  }
  const values = new Float64Array(count);
  const places = new Int32Array(count);
  const distances = new Float64Array(count);
  const all = sumTo(count);
  for (let index = 0; index < count; index += 1) {
    const [low, high] = [below[stretch[index]!]!, upTo[stretch[index]!]!];
    const rank = (low + high + 1) / 2;
    values[index] = rank / count;
    places[index] = low + 1;
    const above = all - sumTo(high);
    distances[index] = (rank * low - sumTo(low) + above - rank * (count - high)) / count;
  }
  return { values, places, distances };
}

/** Sum of the ranks up to a place. */
const sumTo = (place: number): number => (place * (place + 1)) / 2;

function order(
  values: Float64Array,
  sorted: Float64Array,
  distanceOf: (value: number, belowCount: number, upToCount: number) => number,
): OrderedSeries {
  const places = new Int32Array(values.length);
  const distances = new Float64Array(values.length);
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    const below = lowerBound(sorted, value);
    places[index] = below + 1;
    distances[index] = distanceOf(value, below, upperBound(sorted, value, below));
  }
  return { values, places, distances };
}

/** Count of sorted values below `value`. */
function lowerBound(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Count of sorted values up to `value`, of which the first is at `below`; doubling, since ties are few. */
function upperBound(sorted: Float64Array, value: number, below: number): number {
  let step = 1;
  let low = below;
  while (low + step < sorted.length && sorted[low + step]! <= value) {
    low += step;
    step *= 2;
  }
  let high = Math.min(sorted.length, low + step);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
