/** A set of factors seen as one: joint index row-major over `factors`, the last one fastest. */
export interface JointStates {
  readonly factors: readonly number[];
  readonly sizes: readonly number[];
  readonly count: number;
}

/** The joint states of some factors, in the order given. */
export function createJointStates(
  factors: readonly number[],
  axes: readonly { readonly size: number }[],
): JointStates {
  const sizes = factors.map((factor) => axes[factor]!.size);
  return { factors, sizes, count: sizes.reduce((product, size) => product * size, 1) };
}

/**
 * State of each factor in every joint state.
 *
 * @returns row-major `[factors.length, count]`.
 */
export function listCoordinates({ sizes, count }: JointStates): Int32Array {
  const coordinates = new Int32Array(sizes.length * count);
  for (let joint = 0; joint < count; joint++) {
    let rest = joint;
    for (let position = sizes.length - 1; position >= 0; position--) {
      coordinates[position * count + joint] = rest % sizes[position]!;
      rest = Math.floor(rest / sizes[position]!);
    }
  }
  return coordinates;
}

/**
 * For each joint state of `whole`, the joint state of `part` that it contains. Every factor of `part`
 * must be one of `whole`.
 */
export function projectJointStates(whole: JointStates, part: JointStates): Int32Array {
  const coordinates = listCoordinates(whole);
  const projection = new Int32Array(whole.count);
  for (const [index, factor] of part.factors.entries()) {
    const position = whole.factors.indexOf(factor);
    for (let joint = 0; joint < whole.count; joint++)
      projection[joint] =
        projection[joint]! * part.sizes[index]! + coordinates[position * whole.count + joint]!;
  }
  return projection;
}

export const areSameFactors = (left: readonly number[], right: readonly number[]): boolean =>
  left.length === right.length && left.every((factor, index) => factor === right[index]);
