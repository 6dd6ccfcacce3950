/** Seeded generator: the same seed gives the same run on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  nextRatio(): number;
  /** Uniform integer in [0, count). */
  nextIndex(count: number): number;
}

/** Mulberry32: 32 bits of state, enough for workloads, not for statistics on its own output. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const nextRatio = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { nextRatio, nextIndex: (count) => Math.floor(nextRatio() * count) };
}
