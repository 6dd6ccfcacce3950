import type { AgentId, Message, MessageContent } from "../message.ts";
import type { PoolStatistics } from "./postgres/connection-pool.ts";

/** What a store keeps of an agent: enough to make it again. */
export interface StoredAgent {
  readonly id: AgentId;
  /** Of its definition: "explorer". */
  readonly kind: string;
  /** What it was made with. */
  readonly options: MessageContent;
  /** Steps it had taken when it was saved. */
  readonly stepCount: number;
}

/** What an agent saw in one of its steps. */
export interface StoredObservation {
  readonly agentId: AgentId;
  /** Counts the agent's steps up from 0. */
  readonly step: number;
  readonly content: MessageContent;
}

/** What an agent believed after one of its steps. */
export interface BeliefSnapshot {
  readonly agentId: AgentId;
  readonly step: number;
  /** Probabilities, in the order of the model's states; factors one after another. */
  readonly belief: Float64Array;
}

/** What goes into a store in one piece: all of it, or nothing. */
export interface StoreRecords {
  /** Replaces what was known of agents of the same id. */
  readonly agents?: readonly StoredAgent[];
  /** A message is known by its sender and sequence: the first one stays. */
  readonly messages?: readonly Message[];
  /** Known by agent and step, as snapshots are: the first one stays. */
  readonly observations?: readonly StoredObservation[];
  readonly beliefs?: readonly BeliefSnapshot[];
}

/** Agents of one kind, and what they were told. */
export interface KindTraffic {
  readonly kind: string;
  readonly agentCount: number;
  /** Messages to agents of this kind by id; those to a topic or to everyone have no recipient. */
  readonly messageCount: number;
}

export interface StoreCounts {
  readonly agentCount: number;
  readonly messageCount: number;
  readonly observationCount: number;
  readonly beliefCount: number;
}

/** What a store has done since it was opened. */
export interface StoreStatistics {
  /** Rows that are durable. */
  readonly writtenRowCount: number;
  /** Transactions that they took. */
  readonly batchCount: number;
  /** Statements tried again, after a lost connection or a conflict. */
  readonly retryCount: number;
  /** Null where there is no pool. */
  readonly pool: PoolStatistics | null;
}

/**
 * Keeps agents, their messages, what they saw and what they believed. Every adapter passes
 * `store.contract.ts`, so a test on SQLite holds on PostgreSQL.
 *
 * `record` resolves when everything given to it is durable. Calls made while an earlier batch is on its way go
 * together in the next one, so many small writers cost as little as one large one. Writing the same again
 * changes nothing: what a lost connection left in doubt is simply written once more.
 *
 * `await using` writes what was handed in, and closes.
 */
export interface AgentStore extends AsyncDisposable {
  readonly dialect: "sqlite" | "postgres";
  /**
   * @throws {StoreValueError} at once, when something given cannot be stored; nothing is written then.
   * @throws {StoreOverloadedError} when more rows wait than the store may hold.
   * @throws {StoreUnavailableError} when the database refuses them or cannot be reached any more.
   */
  record(records: StoreRecords): Promise<void>;
  findAgent(id: AgentId): Promise<StoredAgent | null>;
  /** Up to `count` of the messages last written that went to this agent by its id, oldest first. */
  latestMessages(to: AgentId, count: number): Promise<readonly Message[]>;
  /** Up to `count`, by step, from `fromStep` on. */
  observationsOf(
    id: AgentId,
    range: { readonly fromStep: number; readonly count: number },
  ): Promise<readonly StoredObservation[]>;
  /** That of the highest step. */
  latestBelief(id: AgentId): Promise<BeliefSnapshot | null>;
  /** By kind, in alphabetical order of its bytes. */
  trafficByKind(): Promise<readonly KindTraffic[]>;
  counts(): Promise<StoreCounts>;
  statistics(): StoreStatistics;
}
