import type { Finding } from "../finding.ts";

/** Load per core, in the last minute, above which forks wait for a core. */
const LOAD_RATIO_PROBLEM = 0.7;
const LOAD_RATIO_ADVICE = 0.3;

/** @param loadAverage - of the last minute; not told on Windows, where it is 0. */
export function checkLoad(loadAverage: number, coreCount: number): Finding {
  const ratio = loadAverage / coreCount;
  const seen = `load ${loadAverage.toFixed(2)} on ${coreCount} cores in the last minute`;
  if (ratio <= LOAD_RATIO_ADVICE) return { code: "load", severity: "fine", seen, advice: "" };
  return {
    code: "load",
    severity: ratio > LOAD_RATIO_PROBLEM ? "problem" : "advice",
    seen,
    advice:
      "close what else runs, or wait: a fork that shares its core measures the other program too",
  };
}
