import { defineCommand } from "../command.ts";

export const importCommand = defineCommand({
  name: "import",
  summary: "take results of other benchmark tools into the history",
  positionals: {
    placeholder: "FILE…",
    summary:
      "of pytest-benchmark, hyperfine, Google Benchmark, JMH, vitest bench, go test -bench, tinybench or mitata",
  },
  details: [
    "The format is told by what is in the file. Each becomes a result in results/daily, which compare, gate and " +
      "trends take; those of one process can show a change, never equality.",
  ],
  options: {},
  examples: [
    { command: "paceline import .benchmarks/*/0001_*.json", summary: "from pytest-benchmark" },
  ],

  async run({ positionals }, io) {
    const { executeImport } = await import("../judge/execute-transfer.ts");
    return executeImport(positionals, io);
  },
});
