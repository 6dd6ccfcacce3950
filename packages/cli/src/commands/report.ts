import { defineCommand } from "../command.ts";
import { JUDGING_OPTIONS } from "./judging-options.ts";

export const reportCommand = defineCommand({
  name: "report",
  summary: "write the regression report: the last run against the baseline",
  positionals: {
    placeholder: "[base] [head]",
    summary: 'stored results; without them "baseline" and "last"',
  },
  details: ["The same judgement as compare, in Markdown when nothing else is asked for."],
  options: JUDGING_OPTIONS,
  examples: [
    {
      command: "paceline report --format markdown > REGRESSION_REPORT.md",
      summary: "a report to keep",
    },
  ],

  async run({ positionals, options }, io) {
    const { executeCompare } = await import("../judge/execute-compare.ts");
    const [base = "baseline", head = "last", ...more] = positionals;
    return executeCompare(
      {
        positionals: [base, head, ...more],
        options: {
          ...options,
          format: options.format ?? "markdown",
          base: undefined,
          between: undefined,
          histogram: undefined,
        },
      },
      io,
    );
  },
});
