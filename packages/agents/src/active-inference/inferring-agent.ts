import { InvalidOptionError } from "@paceline/core";
import { createInferenceAgent } from "@paceline/inference";
import type { InferenceAgent, InferenceProgram, SavedInferenceAgent } from "@paceline/inference";

import type { Agent, Outbox } from "../agent.ts";
import { createMessageHistory } from "../message-history.ts";
import type { MessageHistory } from "../message-history.ts";
import type { AgentId, Message } from "../message.ts";
import { computeInferenceMetrics } from "./inference-metrics.ts";
import type { InferenceMetrics } from "./inference-metrics.ts";

/** What the built-in agents have in common: options. */
export interface InferringAgentOptions {
  /**
   * Decides between actions that are worth the same.
   *
   * @defaultValue 1
   */
  readonly seed?: number;
  /**
   * Steps from one belief update to the next. FreeAgentics updates every second step and plans on the
   * old belief in between, which saves time and loses every other transition.
   *
   * @defaultValue 1
   */
  readonly stepsPerBeliefUpdate?: number;
  /**
   * Messages that the agent remembers.
   *
   * @defaultValue 100
   */
  readonly rememberedMessageCountMax?: number;
}

/** What the built-in agents have in common: an agent whose actions come from beliefs. */
export interface InferringAgent<Observation = unknown, Action = unknown> extends Agent<
  Observation,
  Action
> {
  /** Posterior over states; the agent's own array. */
  readonly beliefs: Float64Array;
  readonly stepCount: number;
  /** Posteriors computed. */
  readonly beliefUpdateCount: number;
  /** Σ |posterior - previous posterior| over all updates so far. */
  readonly beliefMovement: number;
  readonly receivedCount: number;
  readonly history: MessageHistory;
  /** Computed when asked for, and not before the first step. */
  metrics(): InferenceMetrics;
  /** Back to how it was made, messages and all, with another seed. */
  reset(seed: number): void;
}

/** All that one of the built-in agents has become, as plain data. */
export interface SavedPomdpAgent {
  readonly inference: SavedInferenceAgent;
  readonly stepCount: number;
  readonly beliefUpdateCount: number;
  readonly beliefMovement: number;
  readonly receivedCount: number;
  readonly lastOutcome: number;
  /** Oldest first. */
  readonly messages: readonly Message[];
  readonly forgottenCount: number;
}

const REMEMBERED_MESSAGE_COUNT_MAX = 100;

/**
 * The agents differ in how they read an observation and name their actions; beliefs, planning and
 * messages are here. One object for all of it, because there may be many.
 */
export abstract class PomdpAgent<Observation, Action extends string> implements InferringAgent<
  Observation,
  Action
> {
  readonly id: AgentId;
  protected readonly inference: InferenceAgent;
  readonly #actions: readonly Action[];
  readonly #stepsPerBeliefUpdate: number;
  readonly #rememberedMessageCountMax: number;
  #stepCount = 0;
  #beliefUpdateCount = 0;
  #beliefMovement = 0;
  #receivedCount = 0;
  #lastOutcome = 0;
  /** Most agents of a large crowd never hear anything, so it is made with the first message. */
  #history: MessageHistory | null = null;

  constructor(
    id: AgentId,
    program: InferenceProgram,
    actions: readonly Action[],
    options: InferringAgentOptions,
  ) {
    const { seed = 1, stepsPerBeliefUpdate = 1 } = options;
    if (!Number.isSafeInteger(stepsPerBeliefUpdate) || stepsPerBeliefUpdate < 1) {
      const expected = "an integer of at least 1";
      throw new InvalidOptionError([
        { path: "stepsPerBeliefUpdate", expected, received: stepsPerBeliefUpdate },
      ]);
    }
    this.id = id;
    this.inference = createInferenceAgent(program, { seed });
    this.#actions = actions;
    this.#stepsPerBeliefUpdate = stepsPerBeliefUpdate;
    this.#rememberedMessageCountMax =
      options.rememberedMessageCountMax ?? REMEMBERED_MESSAGE_COUNT_MAX;
  }

  /** The outcome that the model has for what was observed. */
  protected abstract outcomeOf(observation: Observation): number;

  get beliefs(): Float64Array {
    return this.inference.beliefs;
  }

  get stepCount(): number {
    return this.#stepCount;
  }

  get beliefUpdateCount(): number {
    return this.#beliefUpdateCount;
  }

  get beliefMovement(): number {
    return this.#beliefMovement;
  }

  get receivedCount(): number {
    return this.#receivedCount;
  }

  get history(): MessageHistory {
    return (this.#history ??= createMessageHistory(this.#rememberedMessageCountMax));
  }

  step(observation: Observation, _outbox: Outbox): Action {
    const { inference } = this;
    if (this.#stepCount % this.#stepsPerBeliefUpdate === 0) {
      this.#lastOutcome = this.outcomeOf(observation);
      inference.inferStates(this.#lastOutcome);
      this.#beliefUpdateCount++;
      this.#beliefMovement += inference.result.beliefShift;
    }
    inference.inferPolicies();
    const [action] = inference.selectAction();
    this.#stepCount++;
    return this.#actions[action!]!;
  }

  receive(message: Message, _outbox: Outbox): void {
    this.#receivedCount++;
    this.history.add(message);
  }

  save(): SavedPomdpAgent {
    return {
      inference: this.inference.save(),
      stepCount: this.#stepCount,
      beliefUpdateCount: this.#beliefUpdateCount,
      beliefMovement: this.#beliefMovement,
      receivedCount: this.#receivedCount,
      lastOutcome: this.#lastOutcome,
      messages: this.#history?.recent(this.#history.messageCount) ?? [],
      forgottenCount: this.#history?.forgottenCount ?? 0,
    };
  }

  /** Goes on from what such an agent had become on another worker. */
  resume(saved: SavedPomdpAgent): void {
    this.inference.restore(saved.inference);
    this.#stepCount = saved.stepCount;
    this.#beliefUpdateCount = saved.beliefUpdateCount;
    this.#beliefMovement = saved.beliefMovement;
    this.#receivedCount = saved.receivedCount;
    this.#lastOutcome = saved.lastOutcome;
    if (saved.messages.length > 0) this.history.resume(saved.messages, saved.forgottenCount);
  }

  metrics(): InferenceMetrics {
    return computeInferenceMetrics(this.inference, this.#lastOutcome);
  }

  reset(seed: number): void {
    this.inference.reset(seed);
    this.#stepCount = 0;
    this.#beliefUpdateCount = 0;
    this.#beliefMovement = 0;
    this.#receivedCount = 0;
    this.#history?.clear();
  }
}
