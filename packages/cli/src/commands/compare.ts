import { defineCommand } from "../command.ts";
import type { CommandInput } from "../command.ts";
import type { OptionSpecs } from "../option.ts";
import { BETWEEN_CHOICES } from "./choices.ts";
import { JUDGING_OPTIONS } from "./judging-options.ts";

const COMPARE_OPTIONS = {
  ...JUDGING_OPTIONS,
  base: {
    type: "text",
    placeholder: "COMMIT",
    summary: "check this commit out beside the working tree and measure both, interleaved",
  },
  between: {
    type: "list",
    choices: BETWEEN_CHOICES,
    placeholder: "LIST",
    summary:
      "put two or more stored results side by side, a column for each, and judge each against the first",
  },
  histogram: {
    type: "text",
    placeholder: "FILE.svg",
    summary: "draw the histograms of all rounds of stored results into this file",
  },
} as const satisfies OptionSpecs;

export type CompareInput = CommandInput<typeof COMPARE_OPTIONS>;

export const compareCommand = defineCommand({
  name: "compare",
  summary: "say what got faster or slower between two results or commits",
  positionals: {
    placeholder: "<base> <head> [more…]",
    summary:
      'each a result file of paceline or another tool, "baseline", "last", "release:NAME", a saved name, or a commit',
  },
  details: [
    "Stored results are judged by their processes: a verdict needs the whole interval on one side of the " +
      "threshold, at a level that holds for all benchmarks together. Commits are measured now, in pairs of " +
      "processes that take turns on one core, which sees far smaller changes.",
  ],
  options: COMPARE_OPTIONS,
  examples: [
    { command: "paceline compare baseline last", summary: "the last run against the baseline" },
    { command: "paceline compare a.json b.json --format markdown", summary: "two files" },
    {
      command: "paceline compare a.json b.json c.json --between median,p95 --histogram abc.svg",
      summary: "several",
    },
    { command: "paceline compare --base main", summary: "the working tree against a branch" },
  ],

  async run(input, io) {
    const { executeCompare } = await import("../judge/execute-compare.ts");
    return executeCompare(input, io);
  },
});
