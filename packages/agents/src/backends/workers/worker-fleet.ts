import type { AgentSpec } from "../../agent.ts";
import {
  AgentFailedError,
  AgentModuleError,
  type AgentOrigin,
  WorkerLostError,
  WorkersExhaustedError,
} from "../../errors.ts";
import type { AgentDirectory } from "./agent-directory.ts";
import { AgentMaker } from "./agent-maker.ts";
import { AgentMover } from "./agent-mover.ts";
import { fromFailureRecord } from "./failure-record.ts";
import type { Command, Placement, Reply, SpawnOrder } from "./records.ts";
import type { WorkerEnding, WorkerHub } from "./worker-hub.ts";
import type { ResolvedWorkerOptions } from "./worker-options.ts";
import { WorkerQuestions } from "./worker-questions.ts";
import { WorkerRoster, type WorkerState } from "./worker-roster.ts";
import { chooseLeaving, planGrowth, planShrinking, WorkerScaling } from "./worker-scaling.ts";

/** An agent as the parent remembers it, so that it can be made again elsewhere. */
interface KnownAgent {
  readonly spec: AgentSpec;
  readonly topics: Set<string>;
}

interface NewAgent extends KnownAgent {
  /** Index of the worker where it is to live. */
  readonly home: number;
}

/** The workers of a backend: starts, fills, asks, replaces and stops them. */
export class WorkerFleet {
  readonly roster = new WorkerRoster();
  readonly #hub: WorkerHub;
  readonly #options: ResolvedWorkerOptions;
  readonly #directory: AgentDirectory;
  readonly #agents = new Map<number, KnownAgent>();
  readonly #questions: WorkerQuestions;
  readonly #maker: AgentMaker;
  readonly #mover: AgentMover;
  readonly #scaling: WorkerScaling;
  /** Agents of lost workers, until the call that saw it is over. */
  #orphans: number[] = [];
  #restartCount = 0;
  #nextAgentIndex = 0;

  constructor(hub: WorkerHub, options: ResolvedWorkerOptions, directory: AgentDirectory) {
    this.#hub = hub;
    this.#options = options;
    this.#directory = directory;
    this.#questions = new WorkerQuestions(hub, options.silenceMsMax);
    this.#maker = new AgentMaker(hub, this.#questions);
    this.#scaling = new WorkerScaling(options);
    this.#mover = new AgentMover({
      directory,
      roster: this.roster,
      questions: this.#questions,
      maker: this.#maker,
      specOf: (index) => this.#agents.get(index)!.spec,
      onStays: options.onAgentStays,
    });
  }

  async start(count: number): Promise<void> {
    const starts = await Promise.allSettled(Array.from({ length: count }, () => this.#hub.start()));
    const started = starts.flatMap((start) => (start.status === "fulfilled" ? [start.value] : []));
    await this.#introduce([...this.#directory.entries()], started);
    for (const index of started) this.roster.add(index);
    const failed = starts.find(({ status }) => status === "rejected");
    if (failed?.status === "rejected") throw failed.reason;
  }

  /** @returns failures; agents that are not among them live from now on. */
  async spawn(specs: readonly AgentSpec[]): Promise<AgentFailedError[]> {
    if (this.roster.count === 0) await this.start(1);
    const homes = this.roster.place(specs.length);
    return this.#make(
      specs.map((spec, at) => ({ spec, topics: new Set<string>(), home: homes[at]! })),
    );
  }

  /** Between calls: makes the fleet fit for the next one. Whatever goes wrong is told, not thrown. */
  async adapt(): Promise<void> {
    try {
      await this.#scale();
      await this.replaceLost();
    } catch (error) {
      if (!(error instanceof WorkerLostError || error instanceof WorkersExhaustedError))
        throw error;
      this.#scaling.stopGrowing();
      this.#options.onWorkerLost(error);
    }
  }

  /** Starts or stops workers as the load of recent calls asks for; agents move with all they are. */
  async #scale(): Promise<void> {
    const { roster } = this;
    const change = this.#scaling.noteCall(roster, this.#mover.staying.size) - roster.count;
    if (change === 0) return;
    if (change > 0) {
      const before = new Set(Array.from(roster.all(), ({ index }) => index));
      await this.start(change);
      const newcomers = Array.from(roster.all()).filter(({ index }) => !before.has(index));
      await this.#mover.move(planGrowth(roster, newcomers, this.#mover.staying));
    } else {
      const leaving = chooseLeaving(roster, -change, this.#mover.staying);
      await this.#mover.move(planShrinking(roster, leaving));
      await this.#stopEmpty(leaving);
    }
  }

  /** Agents of lost workers live again, as new ones, as far as restarts are left. */
  async replaceLost(): Promise<AgentFailedError[]> {
    const orphans = this.#orphans;
    if (orphans.length === 0) return [];
    this.#orphans = [];
    const lost = orphans.map((index) => this.#agents.get(index)!);
    for (const index of orphans) this.#agents.delete(index);
    if (this.#restartCount >= this.#options.restartCountMax) return [];
    this.#restartCount++;
    try {
      await this.start(1);
    } catch (error) {
      if (!(error instanceof WorkersExhaustedError)) throw error;
      this.#options.onWorkerLost(error);
      return [];
    }
    const homes = this.roster.place(lost.length);
    return this.#make(lost.map(({ spec, topics }, at) => ({ spec, topics, home: homes[at]! })));
  }

  remove(indexes: readonly number[]): void {
    const forgotten = this.#directory.retire(indexes);
    this.tellAll({ name: "remove", agentIndexes: indexes, forgotten });
    for (const index of indexes) {
      this.roster.removeAgent(this.#directory.at(index).workerIndex, index);
      this.#directory.remove(index);
      this.#agents.delete(index);
      this.#mover.staying.delete(index);
    }
  }

  subscribe(agentIndex: number, topic: string): void {
    this.#agents.get(agentIndex)!.topics.add(topic);
    this.#directory.subscribe(agentIndex, topic);
    this.tellAll({ name: "subscribe", agentIndex, topic });
  }

  unsubscribe(agentIndex: number, topic: string): void {
    this.#agents.get(agentIndex)!.topics.delete(topic);
    this.#directory.unsubscribe(agentIndex, topic);
    this.tellAll({ name: "unsubscribe", agentIndex, topic });
  }

  tellAll(command: Command): void {
    this.#tell(
      Array.from(this.roster.all(), ({ index }) => index),
      command,
    );
  }

  /** Asks one worker. @throws {WorkerLostError} when it ends before it answers. */
  ask(workerIndex: number, command: Command): Promise<Reply> {
    return this.#questions.ask(workerIndex, command);
  }

  /** Also of one that was lost in this call. */
  originOf(agentIndex: number): AgentOrigin {
    const { workerIndex } = this.#directory.at(agentIndex);
    return { module: this.#agents.get(agentIndex)?.spec.definition.module ?? null, workerIndex };
  }

  onReply(workerIndex: number, reply: Reply): void {
    this.#questions.answer(workerIndex, reply);
  }

  /** Takes a lost worker off the books. @returns what to tell people. */
  onLost(workerIndex: number, { reason, detail }: WorkerEnding): WorkerLostError {
    const worker = this.roster.find(workerIndex);
    const indexes = worker === undefined ? [] : [...worker.agentIndexes];
    const running = this.#hub.runningAgentIndex(workerIndex);
    const error = new WorkerLostError({
      workerIndex,
      reason,
      detail,
      agentIds: indexes.map((index) => this.#directory.idOf(index)),
      runningAgentId: running === null ? null : this.#directory.idOf(running),
    });
    this.roster.remove(workerIndex);
    for (const index of indexes) {
      this.#directory.remove(index);
      this.#mover.staying.delete(index);
    }
    this.#orphans.push(...indexes);
    if (indexes.length > 0) this.tellAll({ name: "remove", agentIndexes: indexes, forgotten: [] });
    this.#questions.answer(workerIndex, error);
    return error;
  }

  async #make(agents: readonly NewAgent[]): Promise<AgentFailedError[]> {
    const failures: AgentFailedError[] = [];
    const made = new Map<number, NewAgent>();
    const ordersByHome = new Map<number, SpawnOrder[]>();
    for (const agent of agents) {
      const { id, definition, options } = agent.spec;
      const { kind, module } = definition;
      const index = this.#nextAgentIndex++;
      if (module === undefined) {
        failures.push(new AgentFailedError(id, "create", NOWHERE, missingModule(kind)));
        continue;
      }
      made.set(index, agent);
      const orders = ordersByHome.get(agent.home) ?? [];
      ordersByHome.set(agent.home, orders);
      orders.push({ index, id, module, kind, options, saved: null });
    }
    const failed = await Promise.all(
      Array.from(ordersByHome, ([home, orders]) => this.#maker.make(home, orders)),
    );
    for (const failure of failed.flat()) {
      failures.push(fromFailureRecord(failure));
      made.delete(failure.index);
    }
    await this.#place(made);
    return failures;
  }

  async #place(made: ReadonlyMap<number, NewAgent>): Promise<void> {
    const placements: Placement[] = [];
    for (const [index, { spec, topics, home }] of made) {
      const worker = this.roster.find(home);
      // Its worker died after it had been made: it is lost like the others there.
      if (worker === undefined) continue;
      worker.agentIndexes.add(index);
      this.#agents.set(index, { spec, topics });
      const placement = { index, id: spec.id, workerIndex: home };
      this.#directory.place(placement);
      placements.push(placement);
    }
    await this.#introduce(
      placements,
      Array.from(this.roster.all(), ({ index }) => index),
    );
    for (const { index } of placements) {
      // Lost meanwhile, and off the books already.
      if (this.#directory.find(this.#directory.idOf(index))?.index !== index) continue;
      for (const topic of this.#agents.get(index)!.topics) this.#directory.subscribe(index, topic);
    }
  }

  /** Tells workers of agents and what they listen to; resolves when all know them. */
  async #introduce(placements: readonly Placement[], workers: readonly number[]): Promise<void> {
    const subscriptions = placements.flatMap(({ index }) =>
      Array.from(this.#agents.get(index)!.topics, (topic) => [index, topic] as const),
    );
    const command: Command = {
      name: "place",
      placements: placements.map(({ index, id, workerIndex }) => ({ index, id, workerIndex })),
      subscriptions,
    };
    await Promise.all(
      workers.map(async (index) => {
        try {
          await this.ask(index, command);
        } catch (error) {
          // It was lost, which is entered already: there is nobody to be told.
          if (!(error instanceof WorkerLostError)) throw error;
        }
      }),
    );
  }

  /** Those whose agents could all leave. */
  async #stopEmpty(workers: readonly WorkerState[]): Promise<void> {
    const empty = workers.filter(
      ({ index, agentIndexes }) => agentIndexes.size === 0 && this.roster.find(index) !== undefined,
    );
    for (const { index } of empty) this.roster.remove(index);
    await Promise.all(empty.map(({ index }) => this.#hub.stop(index)));
  }

  #tell(workers: readonly number[], command: Command): void {
    for (const index of workers) this.#hub.sendParcel(index, command);
    this.#hub.flush();
  }
}

/** An agent that no worker can make. */
const NOWHERE: AgentOrigin = { module: null, workerIndex: null };

const missingModule = (kind: string): AgentModuleError =>
  new AgentModuleError(
    "",
    `definition "${kind}" does not name one, set its "module" to import.meta.url`,
  );
