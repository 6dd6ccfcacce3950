/**
 * Makes packages/analysis/src/change-points/energy-tails.ts: what the largest energy of shuffled ranks exceeds in a
 * tenth of cases, and by how much, for the lengths that are stored. Takes half a minute.
 *
 *     node --conditions=@paceline/source tools/energy-tails.ts && npm run fmt
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { simulateTail } from "../packages/analysis/src/change-points/chance-of-energy.ts";

const LENGTH_MIN = 4;
const LENGTHS = [
  8, 9, 10, 11, 12, 14, 16, 20, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 2048,
];
/** Fewer of the long ones, which take longer and vary no more. */
const WORK = 2e7;
const SHUFFLE_COUNT_MAX = 100_000;
const DIGIT_COUNT = 5;

const rows = LENGTHS.map((length) => {
  const count = Math.min(SHUFFLE_COUNT_MAX, Math.ceil(WORK / length));
  const { start, meanExcess } = simulateTail(length, LENGTH_MIN, count);
  return `  { length: ${length}, start: ${Number(start.toPrecision(DIGIT_COUNT))}, meanExcess: ${Number(meanExcess.toPrecision(DIGIT_COUNT))} },`;
});
writeFileSync(
  join(import.meta.dirname, "../packages/analysis/src/change-points/energy-tails.ts"),
  `/** How the largest energy of a shuffled series is distributed where it is large. */
export interface EnergyTail {
  readonly length: number;
  /** Exceeded in a tenth of shuffles. */
  readonly start: number;
  /** Mean of what lies beyond \`start\`, in those that exceed it. */
  readonly meanExcess: number;
}

/** The least segment length that the tails below were made with. */
export const ENERGY_TAILS_LENGTH_MIN = ${LENGTH_MIN};

/** Made by tools/energy-tails.ts, which says how. */
export const ENERGY_TAILS: readonly EnergyTail[] = [
${rows.join("\n")}
];
`,
);
