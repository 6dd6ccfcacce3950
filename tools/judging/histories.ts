import type { Random } from "@paceline/core";

/** What a history of unchanged code does on real machines besides scattering. */
export interface HistoryKind {
  readonly name: string;
  /** A run's deviation carries over to the next: of runs, not of the forks of one. */
  readonly isCarried?: true;
  /** Its level moves without a change of the code, which forks of one run cannot show. */
  readonly isMoving?: true;
  /** Values around 1, one for each run. */
  readonly draw: (random: Random, length: number) => number[];
}

/** A standard normal value, by Box and Muller. */
const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.nextRatio())) * Math.cos(2 * Math.PI * random.nextRatio());

const each = (length: number, value: () => number): number[] => Array.from({ length }, value);

/** First-order autoregression: a host that is busy stays busy for a while. */
function carried(random: Random, length: number, carry: number, deviation: number): number[] {
  let state = normal(random);
  return each(length, () => {
    state = carry * state + Math.sqrt(1 - carry * carry) * normal(random);
    return Math.exp(deviation * state);
  });
}

/** Unchanged code as histories show it: see the evidence of hosted runners in docs/method/judging.md. */
export const HISTORY_KINDS: readonly HistoryKind[] = [
  { name: "quiet", draw: (random, length) => each(length, () => Math.exp(0.01 * normal(random))) },
  {
    name: "two humps, 15 % apart",
    draw: (random, length) =>
      each(length, () => (random.nextRatio() < 0.35 ? 1.15 : 1) * Math.exp(0.02 * normal(random))),
  },
  {
    name: "heavy tails and spikes",
    draw: (random, length) =>
      each(length, () => {
        const spike = random.nextRatio() < 0.05 ? 1 + 2 * random.nextRatio() : 1;
        return spike * Math.exp((0.02 * normal(random)) / Math.sqrt(random.nextRatio() + 0.02));
      }),
  },
  {
    name: "skewed, one in ten half as slow again",
    draw: (random, length) =>
      each(
        length,
        () => 1 + 0.05 * -Math.log(1 - random.nextRatio()) + (random.nextRatio() < 0.1 ? 0.5 : 0),
      ),
  },
  {
    name: "carried over by 0.3",
    isCarried: true,
    draw: (random, length) => carried(random, length, 0.3, 0.05),
  },
  {
    name: "carried over by 0.6",
    isCarried: true,
    draw: (random, length) => carried(random, length, 0.6, 0.05),
  },
  {
    name: "states that stay for 3 runs",
    isCarried: true,
    draw: (random, length) => {
      let isHigh = false;
      return each(length, () => {
        if (random.nextRatio() < 1 / 3) isHigh = !isHigh;
        return (isHigh ? 1.12 : 1) * Math.exp(0.02 * normal(random));
      });
    },
  },
  {
    name: "busier by 3 % every other half day",
    isMoving: true,
    draw: (random, length) =>
      Array.from(
        { length },
        (_, run) => (run % 24 < 12 ? 1.03 : 1) * Math.exp(0.02 * normal(random)),
      ),
  },
  {
    name: "wandering by 0.2 % a run",
    isMoving: true,
    draw: (random, length) => {
      let level = 0;
      return each(length, () => {
        level += 0.002 * normal(random);
        return Math.exp(level + 0.03 * normal(random));
      });
    },
  },
  {
    name: "wandering by 0.5 % a run, little noise",
    isMoving: true,
    draw: (random, length) => {
      let level = 0;
      return each(length, () => {
        level += 0.005 * normal(random);
        return Math.exp(level + 0.01 * normal(random));
      });
    },
  },
  {
    name: "drifting by 10 % from end to end",
    isMoving: true,
    draw: (random, length) =>
      Array.from({ length }, (_, run) => Math.exp((0.1 * run) / length + 0.02 * normal(random))),
  },
  {
    name: "states that stay for 10 runs",
    isMoving: true,
    draw: (random, length) => {
      let isHigh = false;
      return each(length, () => {
        if (random.nextRatio() < 0.1) isHigh = !isHigh;
        return (isHigh ? 1.12 : 1) * Math.exp(0.02 * normal(random));
      });
    },
  },
  {
    name: "carried over by 0.9",
    isMoving: true,
    draw: (random, length) => carried(random, length, 0.9, 0.05),
  },
  {
    name: "ties of a coarse clock",
    draw: (random, length) =>
      each(length, () => Math.round(20 * Math.exp(0.05 * normal(random))) / 20),
  },
];
