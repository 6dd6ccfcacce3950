/**
 * Relative deviation |a - b| / (1 + |b|) that floating-point results may have. The golden vectors were
 * recomputed independently to 4e-14, so this leaves room for another order of summation and none for
 * another formula.
 */
const TOLERANCE = 1e-9;

/** Collects the differences between what was expected and what the engine gave, for one case. */
export interface Comparison {
  readonly differences: readonly string[];
  readonly checkCount: number;
  /** Compares numbers within the tolerance. */
  close(
    name: string,
    actual: ArrayLike<number> | number,
    expected: ArrayLike<number> | number,
  ): void;
  /** Compares integers exactly. */
  equal(
    name: string,
    actual: ArrayLike<number> | number,
    expected: ArrayLike<number> | number,
  ): void;
}

export function createComparison(): Comparison {
  const differences: string[] = [];
  let checkCount = 0;
  const compare = (
    name: string,
    actual: ArrayLike<number> | number,
    expected: ArrayLike<number> | number,
    tolerance: number,
  ): void => {
    checkCount++;
    const left = typeof actual === "number" ? [actual] : actual;
    const right = typeof expected === "number" ? [expected] : expected;
    if (left.length !== right.length) {
      differences.push(`${name}: expected ${right.length} numbers, got ${left.length}`);
      return;
    }
    for (let index = 0; index < right.length; index++) {
      const deviation = Math.abs(left[index]! - right[index]!) / (1 + Math.abs(right[index]!));
      // Written so that NaN fails too.
      if (deviation <= tolerance) continue;
      differences.push(`${name}[${index}]: expected ${right[index]}, got ${left[index]}`);
      return;
    }
  };
  return {
    differences,
    get checkCount() {
      return checkCount;
    },
    close: (name, actual, expected) => compare(name, actual, expected, TOLERANCE),
    equal: (name, actual, expected) => compare(name, actual, expected, 0),
  };
}
