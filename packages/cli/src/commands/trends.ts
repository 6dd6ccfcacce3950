import { defineCommand } from "../command.ts";
import type { CommandInput } from "../command.ts";
import type { OptionSpecs } from "../option.ts";
import { HISTORY_OPTIONS } from "./history-options.ts";

const TRENDS_OPTIONS = {
  ...HISTORY_OPTIONS,
  format: {
    type: "choice",
    choices: ["text", "markdown", "json"],
    summary: "text for people, markdown for reports, json for programs",
    otherwise: "text",
  },
} as const satisfies OptionSpecs;

export type TrendsInput = CommandInput<typeof TRENDS_OPTIONS>;

export const trendsCommand = defineCommand({
  name: "trends",
  summary: "show how benchmarks went over time, and where they changed",
  positionals: null,
  details: [
    "Reads results/baseline, results/daily and results/releases. A change is a place where the level of a " +
      "series moved beyond chance for at least four runs, with what else changed there: commits, runtime, " +
      "host. Results of other machines or runtimes are series of their own.",
  ],
  options: TRENDS_OPTIONS,
  examples: [
    { command: "paceline trends --days 30", summary: "the last month" },
    {
      command: "paceline trends --benchmark spawn --format markdown",
      summary: "some, for a report",
    },
  ],

  async run(input, io) {
    const { executeTrends } = await import("../judge/execute-trends.ts");
    return executeTrends(input, io);
  },
});
