import { defineCommand } from "../command.ts";
import type { CommandInput } from "../command.ts";
import type { OptionSpecs } from "../option.ts";

const EXPORT_OPTIONS = {
  to: {
    type: "choice",
    choices: ["pytest-benchmark", "csv"],
    summary: "pytest-benchmark's JSON, or every sample as comma-separated values",
    otherwise: "pytest-benchmark",
  },
  output: {
    type: "text",
    placeholder: "FILE",
    summary: "write to this file",
    otherwise: "standard output",
  },
} as const satisfies OptionSpecs;

export type ExportInput = CommandInput<typeof EXPORT_OPTIONS>;

export const exportCommand = defineCommand({
  name: "export",
  summary: "write a result in the form of another tool",
  positionals: {
    placeholder: "<result>",
    summary: 'a file, "baseline", "last", "release:NAME" or a saved name',
  },
  details: [
    "pytest-benchmark's own command line reads what is written: pytest-benchmark compare FILE.",
  ],
  options: EXPORT_OPTIONS,
  examples: [
    {
      command: "paceline export last --to pytest-benchmark --output last.json",
      summary: "for pytest-benchmark compare",
    },
  ],

  async run(input, io) {
    const { executeExport } = await import("../judge/execute-transfer.ts");
    return executeExport(input, io);
  },
});
