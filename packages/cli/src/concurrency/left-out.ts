import type { BenchmarkResult } from "@paceline/core";

import { purposeOf } from "./cell-rank.ts";

type Cell = Pick<BenchmarkResult, "group" | "name" | "parameters" | "forks" | "errors">;

const BACKEND_COUNT = 3;
const BACKEND_WORDS: Readonly<Record<string, string>> = { "event-loop": "event loop" };

/**
 * Names the cells that the time did not suffice for, in few words: "learning", "5, 10 agents (processes)".
 *
 * @returns empty when each was measured at least once, or failed.
 */
export function leftOut(cells: readonly Cell[]): readonly string[] {
  const missing = cells.filter(({ forks, errors }) => forks.length === 0 && errors.length === 0);
  const backendsByPlace = new Map<string, { readonly place: Place; readonly backends: string[] }>();
  for (const cell of missing) {
    const place = placeOf(cell);
    const key = `${place.count} ${place.noun}`;
    const known = backendsByPlace.get(key) ?? { place, backends: [] };
    known.backends.push(BACKEND_WORDS[cell.name] ?? cell.name);
    backendsByPlace.set(key, known);
  }
  // Places that lack the same are told together.
  const alike = Map.groupBy(
    backendsByPlace.values(),
    ({ place, backends }) => `${place.noun} ${backends.join()}`,
  );
  return Array.from(alike.values(), (own) => {
    const { backends } = own[0]!;
    const text = placesText(own.map((each) => each.place));
    const isAll = backends.length === BACKEND_COUNT;
    return isAll ? text : `${text} (${backends.join(", ")})`;
  });
}

/** What is special about a cell among those of the study. */
interface Place {
  /** Null where there is nothing to count. */
  readonly count: number | null;
  readonly noun: string;
}

function placeOf(cell: Cell): Place {
  const { agents, workers, depth, steps } = cell.parameters;
  const purpose = purposeOf(cell);
  switch (purpose) {
    case "agents":
    case "crowd":
      return { count: Number(agents), noun: "agent" };
    case "workers":
      return { count: Number(workers), noun: "worker" };
    case "work":
      return { count: Number(depth), noun: "step ahead" };
    case "batch":
      return { count: Number(steps), noun: "step a call" };
    default:
      return { count: null, noun: purpose };
  }
}

/** "1 agent", "5, 10 agents", "8, 64 steps a call". */
function placesText(places: readonly Place[]): string {
  const counts = places.flatMap(({ count }) => count ?? []);
  const { noun } = places[0]!;
  if (counts.length === 0) return noun;
  const plural = noun.replace(/^\w+/, "$&s");
  const isOne = counts.length === 1 && counts[0] === 1;
  const list = counts.map((count) => count.toLocaleString("en-US")).join(", ");
  return `${list} ${isOne ? noun : plural}`;
}
