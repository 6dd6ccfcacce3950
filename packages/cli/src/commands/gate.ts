import { defineCommand } from "../command.ts";
import type { CommandInput } from "../command.ts";
import type { OptionSpecs } from "../option.ts";
import { JUDGING_OPTIONS } from "./judging-options.ts";

const GATE_OPTIONS = {
  ...JUDGING_OPTIONS,
  prove: {
    type: "flag",
    summary:
      "prove the gate: unchanged code must stay green, code slowed down for real must go red",
  },
  "update-baseline": {
    type: "flag",
    summary: "after a pass, and only then, keep what was measured as the baseline",
  },
} as const satisfies OptionSpecs;

export type GateInput = CommandInput<typeof GATE_OPTIONS>;

export const gateCommand = defineCommand({
  name: "gate",
  summary: "fail when something got slower, or when that cannot be told",
  positionals: {
    placeholder: "[base] [head]",
    summary:
      'as for compare; without a head the working tree is measured now, without a base against "baseline". ' +
      "With --prove, names of benchmarks",
  },
  details: [
    "Exit codes: 0 passed, 3 slower or a target missed, 4 unclear, 5 invalid: a missing baseline or benchmark, " +
      "another machine, an unreadable file. No doubt ever passes.",
  ],
  options: GATE_OPTIONS,
  examples: [
    { command: "paceline gate", summary: "measure now and judge against the baseline" },
    {
      command: "paceline gate main --budget 5m",
      summary: "the working tree against main, in pairs",
    },
    {
      command: "paceline gate baseline last --format github --output gate.xml --output gate.md",
      summary: "two stored results, for CI: annotations, JUnit and a comment",
    },
    { command: "paceline gate --prove", summary: "see that the gate works on this machine" },
  ],

  async run(input, io) {
    const { executeGate } = await import("../judge/execute-gate.ts");
    return executeGate(input, io);
  },
});
