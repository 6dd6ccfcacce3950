import { defineCommand } from "../command.ts";
import type { CommandInput } from "../command.ts";
import type { OptionSpecs } from "../option.ts";
import { JUDGING_OPTIONS } from "./judging-options.ts";

const CALIBRATE_OPTIONS = {
  pairs: {
    type: "integer",
    min: 5,
    max: 1000,
    summary: "pairs of processes for each benchmark",
    otherwise: "20",
  },
  budget: JUDGING_OPTIONS.budget,
  filter: JUDGING_OPTIONS.filter,
  alpha: JUDGING_OPTIONS.alpha,
  format: {
    type: "choice",
    choices: ["text", "json"],
    summary: "text for people, json for programs",
    otherwise: "text",
  },
} as const satisfies OptionSpecs;

export type CalibrateInput = CommandInput<typeof CALIBRATE_OPTIONS>;

export const calibrateCommand = defineCommand({
  name: "calibrate",
  summary: "measure the same code against itself: what can a gate see here",
  positionals: { placeholder: "[names…]", summary: "benchmarks, as for run" },
  details: [
    "Writes results/baseline/calibration.json: how often identical code is called changed, with an interval, and " +
      "for each benchmark the smallest slow-down that the gate would see.",
  ],
  options: CALIBRATE_OPTIONS,
  examples: [
    { command: "paceline calibrate --budget 10m", summary: "everything, for ten minutes at most" },
  ],

  async run(input, io) {
    const { executeCalibrate } = await import("../judge/execute-calibrate.ts");
    return executeCalibrate(input, io);
  },
});
