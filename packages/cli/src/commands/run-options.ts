import type { CommandInput } from "../command.ts";
import type { OptionSpecs } from "../option.ts";
import {
  COLUMN_CHOICES,
  FORMAT_CHOICES,
  GROUP_CHOICES,
  SORT_CHOICES,
  TIME_UNIT_CHOICES,
} from "./choices.ts";
import { MEASURING_OPTIONS } from "./measuring-options.ts";
import { SELECTION_OPTIONS } from "./selection-options.ts";

/** What to run, how to measure it, how to show it, and where to keep it. */
export const RUN_OPTIONS = {
  ...SELECTION_OPTIONS,
  list: { type: "flag", summary: "list what would run, and stop" },
  ...MEASURING_OPTIONS,
  profiles: {
    type: "integer",
    min: 1,
    max: 100,
    summary:
      "then record each benchmark in N processes of its own, not timed, and keep them in the document " +
      "for paceline diff; 8 tell a change",
  },
  database: {
    type: "text",
    placeholder: "URL",
    summary: "database server to measure with: postgres://…, embedded for one of its own, or none",
    otherwise: "PACELINE_DATABASE_URL, or embedded where its package is installed",
  },
  format: {
    type: "choice",
    choices: FORMAT_CHOICES,
    summary: "text for people, markdown for pull requests, json for programs",
    otherwise: "text",
  },
  columns: {
    type: "list",
    choices: COLUMN_CHOICES,
    placeholder: "LIST",
    summary: "columns of the tables, in this order",
    otherwise: "as many as the terminal has room for",
  },
  sort: {
    type: "choice",
    choices: SORT_CHOICES,
    summary: "order of the rows",
    otherwise: "defined",
  },
  "group-by": {
    type: "list",
    choices: GROUP_CHOICES,
    prefix: { text: "param:", placeholder: "NAME" },
    placeholder: "LIST",
    summary: "what makes one table",
    otherwise: "group",
  },
  "time-unit": {
    type: "choice",
    choices: TIME_UNIT_CHOICES,
    summary: "show all times in this unit",
    otherwise: "auto, each in the unit that suits it",
  },
  save: {
    type: "text",
    placeholder: "NAME",
    summary:
      "keep the result as results/releases/NAME_results.json; the name baseline is kept as " +
      "results/baseline/baseline_results.json",
  },
  autosave: {
    type: "flag",
    summary: "keep the result in results/daily under its time and commit",
  },
  json: {
    type: "text",
    placeholder: "FILE",
    summary: "write the result document to this file too",
  },
  html: {
    type: "text",
    placeholder: "FILE",
    summary: "write the whole run as one page that opens anywhere, offline too",
  },
  histogram: {
    type: "text",
    placeholder: "PREFIX",
    summary: "draw the times of each group as a picture, PREFIX-GROUP.svg",
  },
} as const satisfies OptionSpecs;

export type RunInput = CommandInput<typeof RUN_OPTIONS>;
