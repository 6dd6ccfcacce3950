import { defineCommand } from "../command.ts";
import type { CommandInput } from "../command.ts";
import type { OptionSpecs } from "../option.ts";

const FLAMEGRAPH_OPTIONS = {
  output: {
    type: "text",
    placeholder: "FILE",
    summary: "where to: x.html to look into, x.svg for one picture",
    otherwise: "flame.html",
  },
  title: { type: "text", placeholder: "TEXT", summary: "heading", otherwise: "names of the files" },
  by: {
    type: "choice",
    choices: ["function", "process", "worker", "agent", "phase"],
    summary: "put stacks below a frame for each process, worker, agent or phase",
    otherwise: "function; process of several files",
  },
  icicle: { type: "flag", summary: "of an SVG: callers above those they call" },
  width: {
    type: "integer",
    min: 300,
    max: 20_000,
    summary: "of an SVG: pixels",
    otherwise: "1200",
  },
  idle: { type: "flag", summary: "of an SVG: also show time in which threads had nothing to do" },
} as const satisfies OptionSpecs;

export type FlamegraphInput = CommandInput<typeof FLAMEGRAPH_OPTIONS>;

export const flamegraphCommand = defineCommand({
  name: "flamegraph",
  summary: "draw profiles, of paceline or of other tools, as a page or a picture",
  positionals: {
    placeholder: "<files…>",
    summary:
      ".cpuprofile, .heapprofile, pprof, speedscope, folded stacks, Chrome trace, perf script, pstats; " +
      "several are shown as processes of one program",
  },
  details: [
    "A page is one file that works offline: flame graph, icicle, callers and callees, time order and a table, with " +
      "search, zoom and colours, all of it in its address. An SVG is searched and zoomed in any browser, and shown by " +
      "whatever shows pictures.",
  ],
  options: FLAMEGRAPH_OPTIONS,
  examples: [
    { command: "paceline flamegraph app.cpuprofile", summary: "a page, flame.html" },
    {
      command: "paceline flamegraph one.pb.gz two.pb.gz --output both.svg",
      summary: "two processes as one picture",
    },
  ],

  async run(input, io) {
    const { executeFlamegraph } = await import("../flame-graph/execute-flamegraph.ts");
    return executeFlamegraph(input, io);
  },
});
