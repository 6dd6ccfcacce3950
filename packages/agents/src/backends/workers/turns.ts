import type { DirectoryEntry } from "./agent-directory.ts";

/** One agent's turn, on its way to a worker. */
export interface Turn {
  readonly entry: DirectoryEntry;
  readonly observation: unknown;
}

/** Turns that are made when they are sent: what an agent observes may take longer than sending it. */
export interface TurnSource {
  readonly count: number;
  readonly turnAt: (index: number) => Turn;
}

export const turnsOf = (
  entries: readonly DirectoryEntry[],
  observationAt: (entry: DirectoryEntry, index: number) => unknown,
): TurnSource => ({
  count: entries.length,
  turnAt(index) {
    const entry = entries[index]!;
    return { entry, observation: observationAt(entry, index) };
  },
});
