import { defineCommand } from "../command.ts";
import { RUN_OPTIONS } from "./run-options.ts";
import { SELECTION_POSITIONALS } from "./selection-options.ts";

export const runCommand = defineCommand({
  name: "run",
  summary: "measure benchmarks and show what they cost",
  positionals: SELECTION_POSITIONALS,
  details: [
    "Every benchmark runs in fresh processes, interleaved with the others. What is measured is written to " +
      "results/last_run.json after each of them, so that a crash or Ctrl-C loses nothing.",
  ],
  options: RUN_OPTIONS,
  examples: [
    { command: "paceline run", summary: "everything, or what the config selects" },
    {
      command: "paceline run agent-spawning --preset quick",
      summary: "one file, group or part of the built-in suite, in a minute or so",
    },
    {
      command: "paceline run --filter json --columns median,margin,ops --sort median",
      summary: "everything with json in its name, three columns, the fastest first",
    },
  ],

  async run(input, io) {
    const { executeRun } = await import("../run/execute-run.ts");
    return executeRun(input, io);
  },
});
