import type { OptionSpecs, OptionValues } from "../option.ts";

/** From a look to a study that can be published; the time each may take is in its summary. */
export const CONCURRENCY_OPTIONS = {
  agent: {
    type: "text",
    placeholder: "MODULE",
    summary: "file of a module that exports an agent definition",
    otherwise: "the built-in agents",
  },
  preset: {
    type: "choice",
    choices: ["quick", "simple", "production", "full"],
    summary: "time to take: at most 2, 5, 10 or 20 minutes",
    otherwise: "quick",
  },
  seed: {
    type: "integer",
    min: 0,
    max: 2 ** 32 - 1,
    summary: "same seed, same agents and order",
    otherwise: "from the config, or 1",
  },
  output: {
    type: "text",
    placeholder: "FILE",
    summary: "write the result document to this file",
    otherwise: "benchmark_results.json",
  },
  svg: {
    type: "text",
    placeholder: "FILE",
    summary: "draw throughput over agents into this file",
  },
  format: {
    type: "choice",
    choices: ["text", "json"],
    summary: "text for people, json for programs",
    otherwise: "text",
  },
} as const satisfies OptionSpecs;

export type ConcurrencyOptions = OptionValues<typeof CONCURRENCY_OPTIONS>;
