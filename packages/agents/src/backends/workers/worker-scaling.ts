import type { ResolvedWorkerOptions } from "./worker-options.ts";
import type { WorkerRoster, WorkerState } from "./worker-roster.ts";

/** An agent on its way from one worker to another. */
export interface Move {
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

/** Calls after a change before the next: by then the measured load is that of the new workers. */
const SETTLE_CALL_COUNT = 8;

/**
 * Decides how many workers there should be, by the load that was measured while agents worked: twice
 * as many when they are busy, half as many when they are not, within limits. After doubling, workers are
 * half as busy, which is above the lower bound, so it does not swing.
 */
export class WorkerScaling {
  readonly #options: ResolvedWorkerOptions;
  #quietCallCount = 0;
  #mayGrow = true;

  constructor(options: ResolvedWorkerOptions) {
    this.#options = options;
  }

  /**
   * After each call.
   *
   * @param stayingCount - Agents that cannot move.
   * @returns how many workers there should be.
   */
  noteCall(roster: WorkerRoster, stayingCount: number): number {
    const { count, busyRatio } = roster;
    const { minCount, maxCount, busyRatioMax, busyRatioMin } = this.#options;
    if (count === 0 || ++this.#quietCallCount < SETTLE_CALL_COUNT) return count;
    let wanted = count;
    if (busyRatio > busyRatioMax && this.#mayGrow) {
      // A worker that no agent can come to would have nothing to do.
      const useful = Math.min(agentCountOf(roster), count + agentCountOf(roster) - stayingCount);
      wanted = Math.max(count, Math.min(2 * count, maxCount, useful));
    } else if (busyRatio < busyRatioMin) {
      wanted = Math.min(count, Math.max(Math.ceil(count / 2), minCount));
    }
    if (wanted !== count) this.#quietCallCount = 0;
    return wanted;
  }

  /** A worker could not be started: another one would not fare better. */
  stopGrowing(): void {
    this.#mayGrow = false;
  }
}

const agentCountOf = (roster: WorkerRoster): number =>
  Array.from(roster.all()).reduce((sum, { agentIndexes }) => sum + agentIndexes.size, 0);

/**
 * Gives newcomers what the others have too much of. Where one agent takes more time than the others of
 * its worker is not known, so each counts the same.
 *
 * @param staying - Agents that cannot move.
 */
export function planGrowth(
  roster: WorkerRoster,
  newcomers: readonly WorkerState[],
  staying: ReadonlySet<number>,
): Move[] {
  const isMeasured = roster.busyNs > 0;
  const donors = Array.from(roster.all()).filter((worker) => !newcomers.includes(worker));
  const loadOf = ({ busyNs, agentIndexes }: WorkerState): number =>
    isMeasured ? busyNs : agentIndexes.size;
  const share = donors.reduce((sum, donor) => sum + loadOf(donor), 0) / roster.count;
  const newLoads = new Map(newcomers.map((worker) => [worker, 0]));
  const moves: Move[] = [];
  for (const donor of donors) {
    const { agentIndexes } = donor;
    const perAgent = loadOf(donor) / Math.max(1, agentIndexes.size);
    const spareCount = Math.min(
      agentIndexes.size - 1,
      Math.round((loadOf(donor) - share) / Math.max(perAgent, Number.MIN_VALUE)),
    );
    if (spareCount <= 0) continue;
    const movable = [...agentIndexes].filter((index) => !staying.has(index));
    for (const index of movable.slice(-spareCount)) {
      const [to] = [...newLoads].reduce((least, each) => (each[1] < least[1] ? each : least));
      newLoads.set(to, newLoads.get(to)! + perAgent);
      moves.push({ index, from: donor.index, to: to.index });
      if (!isMeasured) continue;
      donor.busyNs -= perAgent;
      to.busyNs += perAgent;
    }
  }
  return moves;
}

/** The workers with the least to do, as far as all their agents can leave. */
export const chooseLeaving = (
  roster: WorkerRoster,
  count: number,
  staying: ReadonlySet<number>,
): WorkerState[] =>
  Array.from(roster.all())
    .filter(({ agentIndexes }) => staying.isDisjointFrom(agentIndexes))
    .toSorted((a, b) => a.busyNs - b.busyNs || b.index - a.index)
    .slice(0, Math.min(count, roster.count - 1));

/** Gives the agents of those who leave to those who stay, always to the one with the least to do. */
export function planShrinking(roster: WorkerRoster, leaving: readonly WorkerState[]): Move[] {
  const agents = leaving.flatMap(({ index: from, agentIndexes }) =>
    Array.from(agentIndexes, (index) => ({ index, from })),
  );
  const homes = roster.place(agents.length, leaving);
  return agents.map((agent, at) => ({ ...agent, to: homes[at]! }));
}
