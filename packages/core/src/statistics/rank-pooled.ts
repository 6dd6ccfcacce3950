/** What rank tests need of two pooled sets of samples. */
export interface PooledRanks {
  /** Sum of the ranks (from 1, ties sharing their average) of the first set. */
  readonly rankSum: number;
  /** Sum of t^3 - t over the groups of t equal samples; 0 without ties. */
  readonly tieTerm: number;
}

/** Ranks two sets together. Both are free of NaN and stay as they are. */
export function rankPooled(first: ArrayLike<number>, second: ArrayLike<number>): PooledRanks {
  const pooled = new Float64Array(first.length + second.length);
  pooled.set(first);
  pooled.set(second, first.length);
  const order = Uint32Array.from(pooled, (_, index) => index).sort(
    (a, b) => pooled[a]! - pooled[b]!,
  );

  let rankSum = 0;
  let tieTerm = 0;
  for (let start = 0; start < order.length;) {
    const value = pooled[order[start]!]!;
    let end = start;
    let firstCount = 0;
    while (end < order.length && pooled[order[end]!] === value) {
      if (order[end]! < first.length) firstCount += 1;
      end += 1;
    }
    const tieCount = end - start;
    rankSum += (firstCount * (start + 1 + end)) / 2;
    tieTerm += tieCount ** 3 - tieCount;
    start = end;
  }
  return { rankSum, tieTerm };
}
