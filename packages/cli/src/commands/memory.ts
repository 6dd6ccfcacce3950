import { defineCommand } from "../command.ts";
import type { CommandInput } from "../command.ts";
import type { OptionSpecs } from "../option.ts";

const MEMORY_OPTIONS = {
  alive: {
    type: "flag",
    summary: "count only what is still alive at the end, not all that was ever allocated",
  },
  top: {
    type: "integer",
    min: 1,
    max: 100_000,
    summary: "rows of each table",
    otherwise: "20",
  },
  interval: {
    type: "integer",
    min: 1,
    max: 1_073_741_824,
    summary: "bytes between two samples, on average: fewer see more and cost more",
    otherwise: "16384",
  },
  after: {
    type: "duration",
    summary: "of a script: stop so long after its start, and end it",
    otherwise: "at its end",
  },
  iterations: {
    type: "integer",
    min: 1,
    max: 1_000_000_000,
    summary: "of a benchmark: so many iterations",
    otherwise: "as many as fit in a second",
  },
  format: {
    type: "choice",
    choices: ["text", "json", "markdown"],
    summary: "text for people, json for programs, markdown for reports",
    otherwise: "text",
  },
} as const satisfies OptionSpecs;

export type MemoryInput = CommandInput<typeof MEMORY_OPTIONS>;

export const memoryCommand = defineCommand({
  name: "memory",
  summary: "say where a program allocates memory: functions, lines, stacks",
  positionals: {
    placeholder: "<script | benchmark> [arguments…]",
    summary: "A script with its arguments, or one benchmark. It is run in a fresh process.",
  },
  details: [
    "V8's sampling heap profiler watches every thread from its start. Sizes are estimates: V8 scales each sample by " +
      "how likely it was to be taken. It knows the function of an allocation, not the line.",
  ],
  options: MEMORY_OPTIONS,
  examples: [
    { command: "paceline memory build.js", summary: "all that a script allocates" },
    {
      command: "paceline memory server.js --after 30s --alive",
      summary: "where what a server holds after half a minute was allocated",
    },
  ],

  async run(input, io) {
    const { executeMemory } = await import("../heap/execute-memory.ts");
    return executeMemory(input, io);
  },
});
