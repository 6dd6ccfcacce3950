import { assert, toErrorRecord } from "@paceline/core";

import type { AgentSpec } from "../../agent.ts";
import {
  AgentFailedError,
  AgentModuleError,
  ValueUnsendableError,
  WorkerLostError,
} from "../../errors.ts";
import type { AgentDirectory } from "./agent-directory.ts";
import { fromFailureRecord } from "./failure-record.ts";
import type { Command, FailureRecord, Placement, Reply, SpawnOrder } from "./records.ts";
import type { WorkerEnding, WorkerHub } from "./worker-hub.ts";
import type { ResolvedWorkerOptions } from "./worker-options.ts";
import { WorkerRoster } from "./worker-roster.ts";

/** Below this share of the limit a fleet has workers to spare. */
const SPARE_SHARE = 0.5;

/** An agent as the parent remembers it, so that it can be made again elsewhere. */
interface KnownAgent {
  readonly spec: AgentSpec;
  readonly topics: Set<string>;
}

interface NewAgent extends KnownAgent {
  /** Index of the worker where it is to live. */
  readonly home: number;
}

/** A question to a worker. */
interface Asked {
  answer: Reply | WorkerLostError | null;
}

type FailedOrder = FailureRecord & { readonly index: number };

/** The workers of a backend: starts, fills, asks, replaces and stops them. */
export class WorkerFleet {
  readonly roster = new WorkerRoster();
  readonly #hub: WorkerHub;
  readonly #options: ResolvedWorkerOptions;
  readonly #directory: AgentDirectory;
  readonly #agents = new Map<number, KnownAgent>();
  readonly #asked = new Map<number, Asked>();
  /** Agents of lost workers, until the call that saw it is over. */
  #orphans: number[] = [];
  #restartCount = 0;
  #nextAgentIndex = 0;

  constructor(hub: WorkerHub, options: ResolvedWorkerOptions, directory: AgentDirectory) {
    this.#hub = hub;
    this.#options = options;
    this.#directory = directory;
  }

  async start(count: number): Promise<void> {
    const started = await Promise.all(Array.from({ length: count }, () => this.#hub.start()));
    await this.#introduce([...this.#directory.entries()], started);
    for (const index of started) this.roster.add(index);
  }

  /** @returns failures; agents that are not among them live from now on. */
  async spawn(specs: readonly AgentSpec[]): Promise<AgentFailedError[]> {
    const { busyRatioMax, maxCount } = this.#options;
    if (this.roster.count === 0) await this.start(1);
    else if (this.roster.busyRatio > busyRatioMax && this.roster.count < maxCount)
      await this.start(1);
    const homes = this.roster.place(specs.length);
    return this.#make(
      specs.map((spec, at) => ({ spec, topics: new Set<string>(), home: homes[at]! })),
    );
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
    await this.start(1);
    const homes = this.roster.place(lost.length);
    return this.#make(lost.map(({ spec, topics }, at) => ({ spec, topics, home: homes[at]! })));
  }

  async remove(indexes: readonly number[]): Promise<void> {
    this.tellAll({ name: "remove", agentIndexes: indexes });
    for (const index of indexes) {
      this.roster.find(this.#directory.at(index).workerIndex)?.agentIndexes.delete(index);
      this.#directory.remove(index);
      this.#agents.delete(index);
    }
    await this.#stopSpare();
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
  async ask(workerIndex: number, command: Command): Promise<Reply> {
    const asked: Asked = { answer: null };
    this.#asked.set(workerIndex, asked);
    this.#hub.sendParcel(workerIndex, command);
    this.#hub.flush();
    let progress = this.#hub.progressOf(workerIndex);
    let sinceMs = performance.now();
    while (asked.answer === null) {
      // oxlint-disable-next-line no-await-in-loop -- there is nothing else to do
      await this.#hub.wait(this.#options.silenceMsMax / 2);
      const nowMs = performance.now();
      if (progress !== this.#hub.progressOf(workerIndex)) {
        progress = this.#hub.progressOf(workerIndex);
        sinceMs = nowMs;
      } else if (asked.answer === null && nowMs - sinceMs > this.#options.silenceMsMax) {
        // oxlint-disable-next-line no-await-in-loop -- one that hangs is rare
        await this.#hub.kill(workerIndex);
      }
    }
    if (asked.answer instanceof WorkerLostError) throw asked.answer;
    return asked.answer;
  }

  onReply(workerIndex: number, reply: Reply): void {
    this.#answer(workerIndex, reply);
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
    for (const index of indexes) this.#directory.remove(index);
    this.#orphans.push(...indexes);
    if (indexes.length > 0) this.tellAll({ name: "remove", agentIndexes: indexes });
    this.#answer(workerIndex, error);
    return error;
  }

  #answer(workerIndex: number, answer: Reply | WorkerLostError): void {
    const asked = this.#asked.get(workerIndex);
    if (asked !== undefined) asked.answer = answer;
    this.#asked.delete(workerIndex);
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
        failures.push(new AgentFailedError(id, "create", missingModule(kind)));
        continue;
      }
      made.set(index, agent);
      const orders = ordersByHome.get(agent.home) ?? [];
      ordersByHome.set(agent.home, orders);
      orders.push({ index, id, module, kind, options });
    }
    const failed = await Promise.all(
      Array.from(ordersByHome, ([home, orders]) => this.#order(home, orders)),
    );
    for (const failure of failed.flat()) {
      failures.push(fromFailureRecord(failure));
      made.delete(failure.index);
    }
    await this.#place(made);
    return failures;
  }

  /** @returns which of the orders failed. */
  async #order(home: number, orders: readonly SpawnOrder[]): Promise<readonly FailedOrder[]> {
    const unsendable = orders.flatMap((order) => this.#findUnsendable(order));
    const refused = new Set(unsendable.map(({ index }) => index));
    const sendable = orders.filter(({ index }) => !refused.has(index));
    try {
      const reply = await this.ask(home, { name: "spawn", orders: sendable });
      assert(reply.name === "spawned", `a worker answered "${reply.name}" to "spawn"`);
      return [...unsendable, ...reply.failures];
    } catch (error) {
      if (!(error instanceof WorkerLostError)) throw error;
      return [...unsendable, ...sendable.map((order) => toFailedOrder(order, error))];
    }
  }

  /** Options that cannot be sent would else take all others of the worker with them. */
  #findUnsendable(order: SpawnOrder): FailedOrder[] {
    try {
      this.#hub.checkParcel(order.options);
      return [];
    } catch (error) {
      return [toFailedOrder(order, new ValueUnsendableError("options", order.id, error))];
    }
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
      for (const topic of this.#agents.get(index)!.topics) this.subscribe(index, topic);
    }
  }

  /** Tells workers of agents; resolves when all know them. */
  async #introduce(placements: readonly Placement[], workers: readonly number[]): Promise<void> {
    const command: Command = { name: "place", placements: placements.map(toPlacement) };
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

  /** A fleet with much less to do than it could stops those workers that hold nobody. */
  async #stopSpare(): Promise<void> {
    const { minCount, busyRatioMax } = this.#options;
    if (this.roster.busyRatio > SPARE_SHARE * busyRatioMax) return;
    const empty = Array.from(this.roster.all()).filter(
      ({ agentIndexes }) => agentIndexes.size === 0,
    );
    const spare = empty.slice(0, Math.max(0, this.roster.count - minCount));
    for (const { index } of spare) this.roster.remove(index);
    await Promise.all(spare.map(({ index }) => this.#hub.stop(index)));
  }

  #tell(workers: readonly number[], command: Command): void {
    for (const index of workers) this.#hub.sendParcel(index, command);
    this.#hub.flush();
  }
}

const toPlacement = ({ index, id, workerIndex }: Placement): Placement => ({
  index,
  id,
  workerIndex,
});

const missingModule = (kind: string): AgentModuleError =>
  new AgentModuleError(
    "",
    `definition "${kind}" does not name one, set its "module" to import.meta.url`,
  );

const toFailedOrder = ({ index, id }: SpawnOrder, error: unknown): FailedOrder => ({
  index,
  agentId: id,
  phase: "create",
  cause: toErrorRecord(error),
});
