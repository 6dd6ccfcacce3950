import type { OptionSpecs } from "../option.ts";

/** Which part of which history is shown. */
export const HISTORY_OPTIONS = {
  days: {
    type: "integer",
    min: 1,
    max: 36_500,
    summary: "only results of the last so many days",
    otherwise: "all",
  },
  benchmark: {
    type: "text",
    placeholder: "TEXT",
    summary: "only benchmarks with this in their name",
  },
  history: {
    type: "text",
    placeholder: "URL",
    summary: "keep the history of many machines in this PostgreSQL: postgres://user@host/database",
    otherwise: "an index beside the results, safe to delete",
  },
} as const satisfies OptionSpecs;
