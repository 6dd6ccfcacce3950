import type { BenchmarkResult } from "@paceline/core";

import type { ForkRounds } from "../../histogram/histogram-bins.ts";

/** Times of one iteration by fork, in ns; what is no time, in a document that others wrote, is left out. */
export const roundsOf = ({ forks }: BenchmarkResult): ForkRounds =>
  forks.map(({ roundNs, iterationsPerRound }) =>
    roundNs.filter((ns) => Number.isFinite(ns) && ns > 0).map((ns) => ns / iterationsPerRound),
  );
