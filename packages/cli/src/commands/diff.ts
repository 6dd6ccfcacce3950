import { defineCommand } from "../command.ts";
import type { CommandInput } from "../command.ts";
import type { OptionSpecs } from "../option.ts";

const DIFF_OPTIONS = {
  output: {
    type: "text",
    placeholder: "FILE",
    summary: "also write it: x.html to look into, x.svg for one picture, x.folded for other tools",
  },
  benchmark: {
    type: "text",
    placeholder: "NAME",
    summary: "which one, of results that carry profiles of several",
  },
  title: { type: "text", placeholder: "TEXT", summary: "heading", otherwise: "names of the sides" },
  widths: {
    type: "choice",
    choices: ["head", "base", "change"],
    summary: "of an SVG: what is, what was, or what went up and down",
    otherwise: "head",
  },
  normalize: {
    type: "choice",
    choices: ["per-operation", "share", "absolute"],
    summary: "what weights are divided by: the operations of their run, its total, or nothing",
    otherwise: "per-operation where all runs know their operations, else share",
  },
  allow: {
    type: "list",
    choices: [
      "mode",
      "sample-type",
      "interval",
      "node-version",
      "v8-version",
      "flags",
      "profiler-start",
      "host",
    ],
    placeholder: "FIELDS",
    summary: "compare although the sides differ in this, because that is what is compared",
  },
  root: {
    type: "text",
    placeholder: "FOLDERS",
    summary:
      "folders of the checkouts, joined by commas, so that files of both have the same names",
    otherwise: "the working folder",
  },
  top: { type: "integer", min: 1, max: 1000, summary: "rows shown", otherwise: "15" },
} as const satisfies OptionSpecs;

export type DiffInput = CommandInput<typeof DIFF_OPTIONS>;

export const diffCommand = defineCommand({
  name: "diff",
  summary: "say which functions changed between profiles, and draw it",
  positionals: {
    placeholder: "<base> <head>",
    summary:
      "each a profile, a folder of profiles of several runs, or a result of run --profiles; or one file that holds both sides; or the " +
      "attribution.json that gate --explain wrote, or its folder, whose profiles lie beside it",
  },
  details: [
    "The run is the unit: a change is told from chance by how much runs of one side differ, so give several runs of " +
      "each, better eight. One of each still shows where the time went, and calls nothing changed.",
    "Colours are orange for more and blue for less where a function is known to have changed, and grey where it is not. " +
      "Time that only moved between a function and its caller, because the compiler inlined one into the other, is " +
      "called so.",
  ],
  options: DIFF_OPTIONS,
  examples: [
    { command: "paceline diff base/ head/ --output diff.html", summary: "eight runs of each" },
    {
      command: "paceline diff results/attribution/sort-numbers --top 30",
      summary: "the profiles that an explanation was made from",
    },
    {
      command: "paceline diff old.json new.json --benchmark sort",
      summary: "results that paceline run --profiles 8 --json wrote",
    },
    { command: "paceline diff old.cpuprofile new.cpuprofile", summary: "a first look" },
  ],

  async run(input, io) {
    const { executeDiff } = await import("../flame-graph/execute-diff.ts");
    return executeDiff(input, io);
  },
});
