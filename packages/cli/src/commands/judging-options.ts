import type { OptionSpecs } from "../option.ts";

/** How verdicts are reached and shown. */
export const JUDGING_OPTIONS = {
  format: {
    type: "choice",
    choices: ["text", "markdown", "json", "csv", "junit", "github"],
    summary:
      "text for people, markdown for pull requests, json and csv for programs, junit and github for CI",
    otherwise: "text",
  },
  output: {
    type: "texts",
    placeholder: "FILE",
    summary:
      "write the verdicts to this file as well, in the form that its ending names: .md, .json, .csv, .xml (JUnit) " +
      "or .txt; may be given several times",
  },
  threshold: {
    type: "text",
    placeholder: "PERCENT",
    summary: "smallest change that counts, in percent, for every benchmark",
    otherwise: "from the config, or 5; for the built-in suite 10 to 20",
  },
  alpha: {
    type: "text",
    placeholder: "RATIO",
    summary: "chance of any false verdict in the whole comparison",
    otherwise: "0.05",
  },
  allow: {
    type: "list",
    choices: ["machine", "runtime", "new", "missing"],
    placeholder: "LIST",
    summary:
      "compare all the same: other machines or runtimes; leave out new or missing benchmarks",
  },
  budget: {
    type: "duration",
    summary: "time for measuring pairs, when commits are compared",
    otherwise: "5m",
  },
  filter: {
    type: "text",
    placeholder: "TEXT",
    summary: "only benchmarks with this in their name",
  },
  explain: {
    type: "flag",
    summary:
      "say why benchmarks are slower: profile both sides of them and name the functions, with documents in " +
      "results/attribution",
  },
} as const satisfies OptionSpecs;
