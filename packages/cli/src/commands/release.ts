import { defineCommand } from "../command.ts";

export const releaseCommand = defineCommand({
  name: "release",
  summary: "keep the last run under the name of a release",
  positionals: {
    placeholder: "NAME [result]",
    summary: "such as v1.0.0; of the last run, or a named result",
  },
  details: [
    "Writes results/releases/NAME_results.json, which compare and gate know as release:NAME.",
  ],
  options: {},
  examples: [{ command: "paceline release v1.0.0", summary: "keep the last run as v1.0.0" }],

  async run({ positionals }, io) {
    const { keepRelease } = await import("../judge/execute-baseline.ts");
    return keepRelease(positionals, io);
  },
});
