/** How the largest energy of a shuffled series is distributed where it is large. */
export interface EnergyTail {
  readonly length: number;
  /** Exceeded in a tenth of shuffles. */
  readonly start: number;
  /** Mean of what lies beyond `start`, in those that exceed it. */
  readonly meanExcess: number;
}

/** The least segment length that the tails below were made with. */
export const ENERGY_TAILS_LENGTH_MIN = 4;

/** Made by tools/energy-tails.ts, which says how. */
export const ENERGY_TAILS: readonly EnergyTail[] = [
  { length: 8, start: 0.4375, meanExcess: 0.28754 },
  { length: 9, start: 0.62551, meanExcess: 0.2799 },
  { length: 10, start: 0.72, meanExcess: 0.28772 },
  { length: 11, start: 0.80992, meanExcess: 0.28689 },
  { length: 12, start: 0.84028, meanExcess: 0.31368 },
  { length: 14, start: 0.88435, meanExcess: 0.34517 },
  { length: 16, start: 0.9446, meanExcess: 0.34012 },
  { length: 20, start: 1.0308, meanExcess: 0.34307 },
  { length: 24, start: 1.0872, meanExcess: 0.36247 },
  { length: 32, start: 1.1571, meanExcess: 0.36326 },
  { length: 48, start: 1.2439, meanExcess: 0.37179 },
  { length: 64, start: 1.3087, meanExcess: 0.38101 },
  { length: 96, start: 1.384, meanExcess: 0.39763 },
  { length: 128, start: 1.4178, meanExcess: 0.40758 },
  { length: 192, start: 1.474, meanExcess: 0.40959 },
  { length: 256, start: 1.5049, meanExcess: 0.39979 },
  { length: 384, start: 1.559, meanExcess: 0.4041 },
  { length: 512, start: 1.5887, meanExcess: 0.41852 },
  { length: 768, start: 1.6346, meanExcess: 0.40887 },
  { length: 1024, start: 1.6551, meanExcess: 0.44605 },
  { length: 2048, start: 1.6964, meanExcess: 0.42917 },
];
