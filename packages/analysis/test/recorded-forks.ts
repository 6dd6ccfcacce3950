import forks from "./fixtures/recorded-forks.json" with { type: "json" };
import pairs from "./fixtures/recorded-pairs.json" with { type: "json" };

/**
 * Real forks of unchanged code, on a noisy machine: what simulations draw from instead of normal noise.
 * Function to processes to rounds, in ns per iteration.
 */
export const recordedForks: Readonly<Record<string, readonly (readonly number[])[]>> =
  forks.functions;

/** Pairs of processes on one core: function to ratios of medians, unchanged code on both sides. */
export const recordedPairs: Readonly<Record<string, readonly number[]>> = pairs.functions;
