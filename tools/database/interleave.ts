import { median, sortSamples } from "../../packages/core/src/index.ts";

/** Does one thing and says how many units of work it was. */
export type Work = () => Promise<number>;

export interface Turns {
  /** Medians over turns. */
  readonly oursPerSecond: number;
  readonly barePerSecond: number;
  /** Median of ours divided by bare, turn by turn: what disturbs both cancels. */
  readonly ratio: number;
}

/** Lets both work in turns, A B B A, after one turn each that does not count. */
export async function interleave(
  ours: Work,
  bare: Work,
  { turnCount, turnMs }: { readonly turnCount: number; readonly turnMs: number },
): Promise<Turns> {
  const rates = { ours: [] as number[], bare: [] as number[] };
  // oxlint-disable no-await-in-loop -- they must never run at once
  for (let turn = -1; turn < turnCount; turn++) {
    const order = turn % 2 === 0 ? (["ours", "bare"] as const) : (["bare", "ours"] as const);
    for (const name of order) {
      const rate = await rateOf(name === "ours" ? ours : bare, turnMs);
      if (turn >= 0) rates[name].push(rate);
    }
  }
  // oxlint-enable no-await-in-loop
  return {
    oursPerSecond: median(sortSamples(rates.ours)),
    barePerSecond: median(sortSamples(rates.bare)),
    ratio: median(sortSamples(rates.ours.map((rate, turn) => rate / rates.bare[turn]!))),
  };
}

/** Work per second, for about so long. */
async function rateOf(work: Work, turnMs: number): Promise<number> {
  const startMs = performance.now();
  let count = 0;
  // oxlint-disable-next-line no-await-in-loop -- one after the other
  do count += await work();
  while (performance.now() - startMs < turnMs);
  return (1000 * count) / (performance.now() - startMs);
}

/** Calls under way at once, until `callCount` are answered. */
export async function inFlight(
  clientCount: number,
  callCount: number,
  call: (index: number) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  await Promise.all(
    Array.from({ length: clientCount }, async () => {
      // oxlint-disable-next-line no-await-in-loop -- a client sends its next one when the last is answered
      while (next < callCount) await call(next++);
    }),
  );
  return callCount;
}
