import type { AgentSpec } from "../../agent.ts";
import type {
  AgentStatistics,
  AgentStep,
  Backend,
  BackendName,
  SpawnReport,
  StepReport,
} from "../../backend.ts";
import { type CallOptions, resolvePriority } from "../../call-priority.ts";
import type { DeliveryReport } from "../../delivery.ts";
import { BackendClosedError, DuplicateAgentError, UnknownAgentError } from "../../errors.ts";
import type { AgentId, Message } from "../../message.ts";
import type { FreeFormCodec } from "../../transport/free-form.ts";
import { AgentDirectory, type DirectoryEntry } from "./agent-directory.ts";
import { CallAccount } from "./call-account.ts";
import { CallQueue } from "./call-queue.ts";
import { PostedMail } from "./posted-mail.ts";
import { type Letter, lettersFor, lettersToAll } from "./letters.ts";
import { RoundRunner } from "./round-runner.ts";
import { type TurnSource, turnsOf } from "./turns.ts";
import { WorkerFleet } from "./worker-fleet.ts";
import type { CreateHub, WorkerEvents, WorkerHub } from "./worker-hub.ts";
import type { ResolvedWorkerOptions } from "./worker-options.ts";
import { assert } from "@paceline/core";

/** What backends of workers tell beside what every backend does. */
export interface WorkerBackend extends Backend {
  /** Workers that live now. */
  readonly workerCount: number;
  /** Where an agent lives. @throws {UnknownAgentError} */
  workerOf(agentId: AgentId): number;
}

export interface WorkerBackendSetup {
  readonly name: BackendName;
  readonly options: ResolvedWorkerOptions;
  readonly createHub: CreateHub;
  readonly freeForm: FreeFormCodec;
}

/** Starts the workers and resolves when all take orders. */
export async function createWorkerBackend(setup: WorkerBackendSetup): Promise<WorkerBackend> {
  const backend = new AgentsOnWorkers(setup);
  try {
    await backend.start();
  } catch (error) {
    await backend[Symbol.asyncDispose]();
    throw error;
  }
  return backend;
}

/** A backend whose agents live on workers, whatever these are. */
class AgentsOnWorkers implements WorkerBackend, WorkerEvents {
  readonly name: BackendName;
  readonly #options: ResolvedWorkerOptions;
  readonly #directory = new AgentDirectory();
  readonly #hub: WorkerHub;
  readonly #fleet: WorkerFleet;
  readonly #runner: RoundRunner;
  /** Overflow that was found before a message came to its recipient's worker. */
  readonly #overflowCounts = new Map<number, number>();
  readonly #calls = new CallQueue(() => this.#adapt());
  readonly #posted: PostedMail;
  /** What became of posted messages, for the next `idle`. */
  #background = new CallAccount();
  #isClosed = false;

  constructor({ name, options, createHub, freeForm }: WorkerBackendSetup) {
    this.name = name;
    this.#options = options;
    this.#posted = new PostedMail(options.mailbox, (index) => this.#addOverflow(index, 1));
    this.#hub = createHub(this);
    this.#fleet = new WorkerFleet(this.#hub, options, this.#directory);
    this.#runner = new RoundRunner({
      hub: this.#hub,
      directory: this.#directory,
      freeForm,
      deliveryCountMax: options.deliveryCountMax,
      silenceMsMax: options.silenceMsMax,
      liveWorkers: () => Array.from(this.#fleet.roster.all(), ({ index }) => index),
      originOf: (index) => this.#fleet.originOf(index),
      onOverflow: (index, count) => this.#addOverflow(index, count),
    });
  }

  start(): Promise<void> {
    return this.#fleet.start(this.#options.initialCount);
  }

  get agentCount(): number {
    return this.#directory.size;
  }

  get workerCount(): number {
    return this.#fleet.roster.count;
  }

  workerOf(agentId: AgentId): number {
    return this.#entryOf(agentId).workerIndex;
  }

  spawn(specs: readonly AgentSpec[]): Promise<SpawnReport> {
    return this.#callAlone(async () => {
      const ids = new Set<AgentId>();
      for (const { id } of specs) {
        if (this.#directory.find(id) !== undefined || ids.has(id))
          throw new DuplicateAgentError(id);
        ids.add(id);
      }
      const failures = await this.#fleet.spawn(specs);
      return { spawnedCount: specs.length - failures.length, failures };
    });
  }

  remove(agentIds: readonly AgentId[]): Promise<void> {
    return this.#callAlone(async () =>
      this.#fleet.remove(agentIds.map((id) => this.#entryOf(id).index)),
    );
  }

  subscribe(agentId: AgentId, topic: string): Promise<void> {
    return this.#callAlone(async () => this.#fleet.subscribe(this.#entryOf(agentId).index, topic));
  }

  unsubscribe(agentId: AgentId, topic: string): Promise<void> {
    return this.#callAlone(async () =>
      this.#fleet.unsubscribe(this.#entryOf(agentId).index, topic),
    );
  }

  step(steps: readonly AgentStep[], options?: CallOptions): Promise<StepReport> {
    // All are looked up before the first is sent: one that is not there stops the others.
    const entriesOf = (): DirectoryEntry[] => steps.map(({ agentId }) => this.#entryOf(agentId));
    return this.#step(() => turnsOf(entriesOf(), (_, at) => steps[at]!.observation), options);
  }

  stepAll(
    observationFor: (agentId: AgentId) => unknown,
    options?: CallOptions,
  ): Promise<StepReport> {
    const entriesOf = (): DirectoryEntry[] => [...this.#directory.entries()];
    return this.#step(() => turnsOf(entriesOf(), ({ id }) => observationFor(id)), options);
  }

  deliver(message: Message, options?: CallOptions): Promise<DeliveryReport> {
    return this.deliverBatch([message], options);
  }

  /** Together, in one round: answers to the first are delivered after the last. */
  deliverBatch(messages: readonly Message[], options?: CallOptions): Promise<DeliveryReport> {
    return this.#deliver(
      (account) => messages.flatMap((message) => lettersFor(this.#directory, message, account)),
      options,
    );
  }

  broadcast(message: Message, options?: CallOptions): Promise<DeliveryReport> {
    return this.#deliver(() => lettersToAll(this.#directory, message), options);
  }

  post(message: Message): boolean {
    this.#assertOpen();
    const letters = lettersFor(this.#directory, message, this.#background);
    if (message.to !== null && letters.length === 0) return false;
    if (this.#posted.isEmpty) queueMicrotask(() => this.#deliverSoon());
    const isAccepted = this.#posted.add(message, letters, this.#background);
    return message.to === null || isAccepted;
  }

  idle(): Promise<DeliveryReport> {
    return this.#callAlone(async () => {
      const report = this.#background.report();
      this.#background = new CallAccount();
      return report;
    });
  }

  statistics(agentId: AgentId): Promise<AgentStatistics> {
    return this.#call(async () => {
      const { index, workerIndex } = this.#entryOf(agentId);
      const reply = await this.#fleet.ask(workerIndex, { name: "statistics", agentIndex: index });
      assert(reply.name === "statistics", `a worker answered "${reply.name}" to "statistics"`);
      const { statistics } = reply;
      const overflowCount = statistics.overflowCount + (this.#overflowCounts.get(index) ?? 0);
      return { ...statistics, agentId, overflowCount };
    });
  }

  onRecord: WorkerEvents["onRecord"] = (workerIndex, record) => {
    this.#runner.onRecord(workerIndex, record);
  };

  onParcel: WorkerEvents["onParcel"] = (workerIndex, reply) => {
    if (["spawned", "saved", "done", "statistics"].includes(reply.name)) {
      this.#fleet.onReply(workerIndex, reply);
    } else this.#runner.onReply(reply);
  };

  onLost: WorkerEvents["onLost"] = (workerIndex, ending) => {
    const error = this.#fleet.onLost(workerIndex, ending);
    this.#runner.onLost(workerIndex, error);
    this.#options.onWorkerLost(error);
  };

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosed) return;
    // What was posted is delivered first.
    this.#deliverSoon();
    this.#isClosed = true;
    await this.#calls.settled();
    await this.#hub[Symbol.asyncDispose]();
  }

  #step(source: () => TurnSource, options?: CallOptions): Promise<StepReport> {
    return this.#call(async () => {
      const account = new CallAccount();
      await this.#run(() => this.#runner.step(source(), account));
      return { outcomes: account.outcomes, delivery: account.report() };
    }, options);
  }

  #deliver(
    lettersOf: (account: CallAccount) => readonly Letter[],
    options?: CallOptions,
  ): Promise<DeliveryReport> {
    return this.#call(async () => {
      const account = new CallAccount();
      const letters = lettersOf(account);
      await this.#run(() => this.#runner.deliver(letters, account));
      return account.report();
    }, options);
  }

  async #run(work: () => Promise<void>): Promise<void> {
    const startMs = performance.now();
    await work();
    const callNs = (performance.now() - startMs) * 1e6;
    this.#fleet.roster.noteCall(this.#runner.takeBusyNs(), callNs);
  }

  async #call<T>(work: () => Promise<T>, options?: CallOptions): Promise<T> {
    return this.#enqueue(work, resolvePriority(options));
  }

  /** For calls that no other may pass. */
  async #callAlone<T>(work: () => Promise<T>): Promise<T> {
    return this.#enqueue(work, "barrier");
  }

  /** Between two calls, when no message is under way. The last caller has its answer already. */
  async #adapt(): Promise<void> {
    // Whoever disposes of it waits for all calls: workers need not be started for that.
    if (!this.#isClosed) await this.#fleet.adapt();
  }

  /** One call after the other; what was posted before comes first. */
  #enqueue<T>(work: () => Promise<T>, level: number | "barrier"): Promise<T> {
    this.#assertOpen();
    return this.#calls.run(async () => {
      await this.#deliverPosted();
      try {
        return await work();
      } finally {
        await this.#fleet.replaceLost();
      }
    }, level);
  }

  async #deliverPosted(): Promise<void> {
    if (this.#posted.isEmpty) return;
    const letters = this.#posted.takeAll();
    await this.#run(() => this.#runner.deliver(letters, this.#background));
  }

  /** Posted messages arrive soon even when nobody asks for `idle`. */
  #deliverSoon(): void {
    if (this.#isClosed || this.#posted.isEmpty) return;
    // Whatever goes wrong is in the account of the next `idle`.
    void this.#call(async () => {}, { priority: "high" });
  }

  #addOverflow(agentIndex: number, count: number): void {
    this.#overflowCounts.set(agentIndex, (this.#overflowCounts.get(agentIndex) ?? 0) + count);
  }

  #entryOf(agentId: AgentId): DirectoryEntry {
    const entry = this.#directory.find(agentId);
    if (entry === undefined) throw new UnknownAgentError(agentId);
    return entry;
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new BackendClosedError(this.name);
  }
}
