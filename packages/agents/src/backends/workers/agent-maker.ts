import { assert, toErrorRecord } from "@paceline/core";

import { ValueUnsendableError, WorkerLostError } from "../../errors.ts";
import type { FailureRecord, SpawnOrder } from "./records.ts";
import type { WorkerHub } from "./worker-hub.ts";
import type { WorkerQuestions } from "./worker-questions.ts";

export type FailedOrder = FailureRecord & { readonly index: number };

/** Has agents made on workers. */
export class AgentMaker {
  readonly #hub: WorkerHub;
  readonly #questions: WorkerQuestions;

  constructor(hub: WorkerHub, questions: WorkerQuestions) {
    this.#hub = hub;
    this.#questions = questions;
  }

  /** @returns which of the orders failed. */
  async make(home: number, orders: readonly SpawnOrder[]): Promise<readonly FailedOrder[]> {
    const unsendable = orders.flatMap((order) => this.#findUnsendable(home, order));
    const refused = new Set(unsendable.map(({ index }) => index));
    const sendable = orders.filter(({ index }) => !refused.has(index));
    try {
      const reply = await this.#questions.ask(home, { name: "spawn", orders: sendable });
      assert(reply.name === "spawned", `a worker answered "${reply.name}" to "spawn"`);
      return [...unsendable, ...reply.failures];
    } catch (error) {
      if (!(error instanceof WorkerLostError)) throw error;
      return [...unsendable, ...sendable.map((order) => toFailedOrder(home, order, error))];
    }
  }

  /** Options that cannot be sent would else take all others of the worker with them. */
  #findUnsendable(home: number, order: SpawnOrder): FailedOrder[] {
    try {
      this.#hub.checkParcel(order.options);
      return [];
    } catch (error) {
      return [toFailedOrder(home, order, new ValueUnsendableError("options", order.id, error))];
    }
  }
}

const toFailedOrder = (
  workerIndex: number,
  { index, id, saved, module }: SpawnOrder,
  error: unknown,
): FailedOrder => ({
  index,
  agentId: id,
  phase: saved === null ? "create" : "move",
  origin: { module, workerIndex },
  cause: toErrorRecord(error),
});
