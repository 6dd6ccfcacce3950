import type { BenchmarkResult } from "@paceline/core";

import { purposeOf } from "./cell-rank.ts";

type Cell = Pick<BenchmarkResult, "group" | "name" | "parameters" | "forks" | "errors">;

const BACKEND_COUNT = 3;
const BACKEND_WORDS: Readonly<Record<string, string>> = { "event-loop": "event loop" };

/**
 * Names the cells that the time did not suffice for, in few words: "learning", "10,000 agents (processes)".
 *
 * @returns empty when each was measured at least once, or failed.
 */
export function leftOut(cells: readonly Cell[]): readonly string[] {
  const missing = cells.filter(({ forks, errors }) => forks.length === 0 && errors.length === 0);
  const byPlace = Map.groupBy(missing, placeOf);
  return Array.from(byPlace, ([place, own]) => {
    const backends = own.map(({ name }) => BACKEND_WORDS[name] ?? name);
    return backends.length === BACKEND_COUNT ? place : `${place} (${backends.join(", ")})`;
  });
}

/** What is special about a cell among those of the study. */
function placeOf(cell: Cell): string {
  const { agents, workers, depth, steps } = cell.parameters;
  const purpose = purposeOf(cell);
  switch (purpose) {
    case "agents":
    case "crowd":
      return count(agents, "agent");
    case "workers":
      return count(workers, "worker");
    case "work":
      return `plans of ${count(depth, "step")}`;
    case "batch":
      return `${count(steps, "step")} a call`;
    default:
      return purpose;
  }
}

const count = (value: unknown, noun: string): string =>
  `${Number(value).toLocaleString("en-US")} ${noun}${value === 1 ? "" : "s"}`;
