import { defineCommand } from "../command.ts";

export const baselineCommand = defineCommand({
  name: "baseline",
  summary: "keep, show or list the results that others are compared with",
  positionals: {
    placeholder: "save|show|promote|list [result]",
    summary: "save the last run, or a named result; show one; promote a release; list what is kept",
  },
  details: [
    "The baseline is results/baseline/baseline_results.json. A result with failures is not kept. In CI, let " +
      "the gate keep it: paceline gate --update-baseline does so only after a pass.",
  ],
  options: {},
  examples: [
    { command: "paceline baseline save", summary: "keep the last run as the baseline" },
    { command: "paceline baseline promote release:v1.0.0", summary: "make a release the baseline" },
  ],

  async run({ positionals }, io) {
    const { executeBaseline } = await import("../judge/execute-baseline.ts");
    return executeBaseline(positionals, io);
  },
});
