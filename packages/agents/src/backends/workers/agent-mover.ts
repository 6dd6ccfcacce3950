import { assert } from "@paceline/core";

import type { AgentSpec } from "../../agent.ts";
import { type AgentFailedError, WorkerLostError } from "../../errors.ts";
import type { AgentDirectory } from "./agent-directory.ts";
import type { AgentMaker } from "./agent-maker.ts";
import { fromFailureRecord } from "./failure-record.ts";
import type { FailureRecord, Relocation, SavedAgent, SpawnOrder } from "./records.ts";
import type { WorkerQuestions } from "./worker-questions.ts";
import type { WorkerRoster } from "./worker-roster.ts";
import type { Move } from "./worker-scaling.ts";

export interface AgentMoverSetup {
  readonly directory: AgentDirectory;
  readonly roster: WorkerRoster;
  readonly questions: WorkerQuestions;
  readonly maker: AgentMaker;
  readonly specOf: (agentIndex: number) => AgentSpec;
  /** Told of each agent that cannot move, once. */
  readonly onStays: (error: AgentFailedError) => void;
}

/**
 * Moves agents between workers with all that they have become.
 *
 * Only between calls, when no message is under way. An agent stays alive on its old worker until it has
 * been made on the new one and everybody knows where it is, so that whatever fails or dies on the way,
 * one of the two still has it.
 */
export class AgentMover {
  /** Indexes of agents that were found unable to move. */
  readonly staying = new Set<number>();
  readonly #setup: AgentMoverSetup;

  constructor(setup: AgentMoverSetup) {
    this.#setup = setup;
  }

  async move(moves: readonly Move[]): Promise<void> {
    if (moves.length === 0) return;
    const saved = await this.#save(moves);
    const made = await this.#make(moves, saved);
    await this.#relocate(made);
  }

  async #save(moves: readonly Move[]): Promise<ReadonlyMap<number, SavedAgent>> {
    const saved = new Map<number, SavedAgent>();
    const byOrigin = Map.groupBy(moves, ({ from }) => from);
    await Promise.all(
      Array.from(byOrigin, async ([from, leaving]) => {
        const agentIndexes = leaving.map(({ index }) => index);
        try {
          const reply = await this.#setup.questions.ask(from, { name: "save", agentIndexes });
          assert(reply.name === "saved", `a worker answered "${reply.name}" to "save"`);
          for (const [index, agent] of reply.agents) saved.set(index, agent);
          this.#noteStaying(reply.failures);
        } catch (error) {
          // They are lost with it, as at any other time, and that has been told.
          if (!(error instanceof WorkerLostError)) throw error;
        }
      }),
    );
    return saved;
  }

  /** @returns the moves whose agents now live on both workers. */
  async #make(
    moves: readonly Move[],
    saved: ReadonlyMap<number, SavedAgent>,
  ): Promise<readonly Move[]> {
    const leaving = moves.filter(({ index }) => saved.has(index));
    const failed = await Promise.all(
      Array.from(
        Map.groupBy(leaving, ({ to }) => to),
        async ([to, arriving]) => {
          const orders = arriving.map(({ index }) => this.#orderFor(index, saved.get(index)!));
          return this.#setup.maker.make(to, orders);
        },
      ),
    );
    const failures = failed.flat();
    // Where the new worker died, it is not the agent that cannot move.
    this.#noteStaying(failures.filter(({ cause }) => cause.code !== "PACELINE_WORKER_LOST"));
    const failedIndexes = new Set(failures.map(({ index }) => index));
    return leaving.filter(({ index }) => !failedIndexes.has(index));
  }

  async #relocate(made: readonly Move[]): Promise<void> {
    const { directory, roster, questions } = this.#setup;
    const relocations = made.map(({ index, from, to }): Relocation => {
      const origin = roster.find(from);
      const home = roster.find(to);
      // Whichever of the two has died meanwhile, the other one keeps the agent or gives up its copy.
      if (origin === undefined || home === undefined) return { index, workerIndex: from };
      origin.agentIndexes.delete(index);
      home.agentIndexes.add(index);
      directory.relocate(index, to);
      return { index, workerIndex: to };
    });
    await Promise.all(
      Array.from(roster.all(), async ({ index }) => {
        try {
          await questions.ask(index, { name: "relocate", relocations });
        } catch (error) {
          if (!(error instanceof WorkerLostError)) throw error;
        }
      }),
    );
  }

  #orderFor(index: number, saved: SavedAgent): SpawnOrder {
    const { id, definition, options } = this.#setup.specOf(index);
    const { kind, module } = definition;
    assert(module !== undefined, `agent ${index} lives on a worker without a module`);
    return { index, id, module, kind, options, saved };
  }

  #noteStaying(failures: readonly (FailureRecord & { readonly index: number })[]): void {
    for (const failure of failures) {
      this.staying.add(failure.index);
      this.#setup.onStays(fromFailureRecord(failure));
    }
  }
}
