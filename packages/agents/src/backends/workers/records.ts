import type { UndeliveredReason } from "../../delivery.ts";
import type { AgentOrigin, AgentPhase } from "../../errors.ts";
import type { AgentId, Message } from "../../message.ts";

import type { ErrorRecord } from "@paceline/core";

/** The parent's place among the workers. */
export const PARENT = 0;

/** Kinds of record between a backend and its workers. Bits above {@link KIND_MASK} say how it is written. */
export const KIND = {
  /** Parent to worker: one agent's turn. Target: agent index. Source: turn. Payload: the observation. */
  step: 1,
  /** Worker to parent: what came of it. Source: turn. Payload: the action. */
  action: 2,
  /** To whom it is for. Target: agent index. Source: order of the sender. Payload: a message. */
  message: 3,
  /** Parent to worker: do this round. Target: {@link ROUND_WORK}. Source: round. */
  round: 4,
  /** Worker to parent: done. Source: round. Payload: {@link RoundCounts} as numbers. */
  roundDone: 5,
  /** Both ways: a value too rare or too odd for records; it lies ready beside the stream. */
  parcel: 6,
} as const;

export const KIND_MASK = 0xf;

/** Set on messages of odd rounds, so that those of the next round can arrive early. */
export const ODD_ROUND = 0x1000;

/**
 * What a worker does in a round: note its number, for the steps that follow; say that those are over;
 * hand out the messages of the round before; give them up.
 */
export const ROUND_WORK = { begin: 0, endSteps: 1, deliver: 2, discard: 3 } as const;

/** An agent's place: numbers are what records carry. */
export interface Placement {
  readonly index: number;
  readonly id: AgentId;
  readonly workerIndex: number;
}

export interface SpawnOrder {
  readonly index: number;
  readonly id: AgentId;
  readonly module: string;
  readonly kind: string;
  readonly options: unknown;
  /** What it had become elsewhere; null for one that begins. */
  readonly saved: SavedAgent | null;
}

/** An agent between two workers. */
export interface SavedAgent {
  readonly state: unknown;
  readonly statistics: HostedStatistics;
}

/** Where an agent lives from now on. */
export type Relocation = Pick<Placement, "index" | "workerIndex">;

/** Parent to worker, by parcel. */
export type Command =
  | { readonly name: "spawn"; readonly orders: readonly SpawnOrder[] }
  | {
      readonly name: "place";
      readonly placements: readonly Placement[];
      readonly subscriptions: readonly (readonly [agentIndex: number, topic: string])[];
    }
  | { readonly name: "save"; readonly agentIndexes: readonly number[] }
  | { readonly name: "relocate"; readonly relocations: readonly Relocation[] }
  | {
      readonly name: "remove";
      readonly agentIndexes: readonly number[];
      /** Agents removed before, whose names no message under way can need any more. */
      readonly forgotten: readonly number[];
    }
  | { readonly name: "subscribe"; readonly agentIndex: number; readonly topic: string }
  | { readonly name: "unsubscribe"; readonly agentIndex: number; readonly topic: string }
  | { readonly name: "statistics"; readonly agentIndex: number }
  | {
      readonly name: "step";
      readonly agentIndex: number;
      readonly turn: number;
      readonly observation: unknown;
    }
  | {
      readonly name: "message";
      readonly agentIndex: number;
      readonly order: number;
      readonly isOdd: boolean;
      readonly message: Message;
    }
  | { readonly name: "close" };

/** One agent's failure on its way to the parent. */
export interface FailureRecord {
  readonly agentId: AgentId;
  readonly phase: AgentPhase;
  readonly origin: AgentOrigin;
  readonly cause: ErrorRecord;
}

/** Worker to parent, by parcel. */
export type Reply =
  | { readonly name: "ready" }
  /** Nothing to tell but that it goes on. */
  | { readonly name: "working" }
  /** An error that no agent's turn can be blamed for; the worker is about to end. */
  | { readonly name: "crashed"; readonly error: ErrorRecord }
  | {
      readonly name: "spawned";
      readonly failures: readonly (FailureRecord & { readonly index: number })[];
    }
  | {
      readonly name: "saved";
      readonly agents: readonly (readonly [agentIndex: number, saved: SavedAgent])[];
      readonly failures: readonly (FailureRecord & { readonly index: number })[];
    }
  | { readonly name: "done" }
  | { readonly name: "statistics"; readonly statistics: HostedStatistics }
  | { readonly name: "action"; readonly turn: number; readonly action: unknown }
  | { readonly name: "failed"; readonly turn: number; readonly failure: FailureRecord }
  | { readonly name: "undelivered"; readonly undelivered: UndeliveredRecord };

export interface HostedStatistics {
  readonly stepCount: number;
  readonly failedStepCount: number;
  readonly receivedCount: number;
  readonly failedReceiveCount: number;
  readonly sentCount: number;
  readonly overflowCount: number;
}

export interface UndeliveredRecord {
  readonly count: number;
  readonly kept: readonly { readonly message: Message; readonly reason: UndeliveredReason }[];
  readonly failures: readonly FailureRecord[];
  /** Messages given up before they left the sender's worker, by recipient. */
  readonly overflows: readonly (readonly [agentIndex: number, count: number])[];
}

/** Fixed numbers of a `roundDone` record; the counts sent to each worker follow. */
export interface RoundCounts {
  readonly deliveredCount: number;
  /** Time in agents' code, not in waiting or copying. */
  readonly busyNs: number;
  /** Messages for the next round, by worker index. */
  readonly sentCounts: readonly number[];
}
