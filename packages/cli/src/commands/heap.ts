import { defineCommand } from "../command.ts";
import type { CommandInput } from "../command.ts";
import type { OptionSpecs } from "../option.ts";

const HEAP_OPTIONS = {
  diff: {
    type: "text",
    placeholder: "FILE",
    summary: "an earlier snapshot: show what grew since",
  },
  class: {
    type: "text",
    placeholder: "NAME",
    summary: "show what holds the newest objects of this class",
  },
  top: {
    type: "integer",
    min: 1,
    max: 100_000,
    summary: "rows of each table",
    otherwise: "20",
  },
  format: {
    type: "choice",
    choices: ["text", "json", "markdown"],
    summary: "text for people, json for programs, markdown for reports",
    otherwise: "text",
  },
  after: {
    type: "duration",
    summary: "of a script: take the snapshot so long after its start, and end it",
    otherwise: "at its end",
  },
  iterations: {
    type: "integer",
    min: 1,
    max: 1_000_000_000,
    summary: "of a benchmark: take the snapshot after so many iterations",
    otherwise: "as many as fit in a second",
  },
  output: {
    type: "text",
    placeholder: "FILE",
    summary:
      "keep the snapshot of a script or benchmark in this file, for DevTools or a later --diff",
  },
} as const satisfies OptionSpecs;

export type HeapInput = CommandInput<typeof HEAP_OPTIONS>;

export const heapCommand = defineCommand({
  name: "heap",
  summary: "say what is on the heap, what holds it, and what grew",
  positionals: {
    placeholder: "<file.heapsnapshot | script | benchmark>",
    summary:
      "A snapshot of V8, of any version and size; or a script or a benchmark, which is run in a fresh process " +
      "and of which a snapshot is taken.",
  },
  details: [
    "Retained size is what would be free if an object, or all objects of a class, went. Sizes, classes and which " +
      "references count are those of Chrome DevTools.",
  ],
  options: HEAP_OPTIONS,
  examples: [
    {
      command: "paceline heap server.heapsnapshot",
      summary: "classes, and the objects that retain most",
    },
    {
      command: "paceline heap after.heapsnapshot --diff before.heapsnapshot --class Session",
      summary: "what grew between two, and what holds the newest sessions",
    },
    {
      command: "paceline heap server.js --after 30s --output server.heapsnapshot",
      summary: "run a script, and look at its heap after half a minute",
    },
  ],

  async run(input, io) {
    const { executeHeap } = await import("../heap/execute-heap.ts");
    return executeHeap(input, io);
  },
});
