/** What the parent knows of one worker. */
export interface WorkerState {
  readonly index: number;
  /** Indexes of the agents that live there. */
  readonly agentIndexes: Set<number>;
  /** Time in agents' code during recent calls, decaying: half of it is the last call's. */
  busyNs: number;
  /** Share of the recent calls' time that it was busy, decaying alike. */
  busyRatio: number;
}

/** How strongly the last call counts in a worker's load. */
const LAST_CALL_WEIGHT = 0.5;

/** The workers that live, and how much they have to do. */
export class WorkerRoster {
  readonly #workers = new Map<number, WorkerState>();

  get count(): number {
    return this.#workers.size;
  }

  add(index: number): WorkerState {
    const worker: WorkerState = { index, agentIndexes: new Set(), busyNs: 0, busyRatio: 0 };
    this.#workers.set(index, worker);
    return worker;
  }

  remove(index: number): void {
    this.#workers.delete(index);
  }

  /** An agent has left its worker, which has so much less to do. */
  removeAgent(workerIndex: number, agentIndex: number): void {
    const worker = this.#workers.get(workerIndex);
    if (worker === undefined) return;
    const { agentIndexes } = worker;
    const { size } = agentIndexes;
    if (agentIndexes.delete(agentIndex)) worker.busyNs *= agentIndexes.size / size;
  }

  find(index: number): WorkerState | undefined {
    return this.#workers.get(index);
  }

  all(): IterableIterator<WorkerState> {
    return this.#workers.values();
  }

  /** Enters what a call has cost each worker. */
  noteCall(busyNsByWorker: ReadonlyMap<number, number>, callNs: number): void {
    for (const worker of this.#workers.values()) {
      const busyNs = busyNsByWorker.get(worker.index) ?? 0;
      worker.busyNs += LAST_CALL_WEIGHT * (busyNs - worker.busyNs);
      worker.busyRatio += LAST_CALL_WEIGHT * (Math.min(1, busyNs / callNs) - worker.busyRatio);
    }
  }

  /** Share of the recent calls' time that the workers were busy, on average. */
  get busyRatio(): number {
    let sum = 0;
    for (const { busyRatio } of this.#workers.values()) sum += busyRatio;
    return this.count === 0 ? 0 : sum / this.count;
  }

  /** Time of all workers in agents' code, by recent calls. */
  get busyNs(): number {
    return Array.from(this.#workers.values()).reduce((sum, { busyNs }) => sum + busyNs, 0);
  }

  /**
   * Chooses a worker for each of `agentCount` new agents: always the one with the least to do, where
   * a new agent is expected to need what the present ones need on average.
   *
   * @param except - Workers that take none.
   */
  place(agentCount: number, except: readonly WorkerState[] = []): number[] {
    const everyone = [...this.#workers.values()];
    const workers = everyone.filter((worker) => !except.includes(worker));
    const agents = everyone.reduce((sum, { agentIndexes }) => sum + agentIndexes.size, 0);
    const { busyNs } = this;
    // Without measurements every agent counts the same.
    const isMeasured = agents > 0 && busyNs > 0;
    const perAgentNs = isMeasured ? busyNs / agents : 1;
    const loads = workers.map(({ busyNs: own, agentIndexes }) =>
      isMeasured ? own : agentIndexes.size * perAgentNs,
    );
    return Array.from({ length: agentCount }, () => {
      const least = loads.indexOf(Math.min(...loads));
      loads[least]! += perAgentNs;
      return workers[least]!.index;
    });
  }
}
