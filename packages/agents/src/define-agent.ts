import type { Agent, AgentDefinition, Outbox } from "./agent.ts";
import { ValueUnsendableError } from "./errors.ts";
import type { AgentId, Message } from "./message.ts";
import { findStateFault } from "./plain-state.ts";

/** What an agent of the user's does. `State` is whatever `create` returns, and lives where the agent does. */
export interface AgentBehavior<State, Options, Observation, Action> {
  /** The module that exports what `defineAgent` returns: `import.meta.url`. */
  readonly module: string;
  /** Tells definitions of one module apart. @defaultValue "agent" */
  readonly kind?: string;
  create(id: AgentId, options: Options): State;
  /** One step of its life. The state is its own: changing it is how an agent remembers. */
  onObservation(state: State, observation: Observation, outbox: Outbox): Action;
  /** Leave it out for an agent that does not listen. */
  onMessage?(state: State, message: Message, outbox: Outbox): void;
  /** Gives back what the state holds. */
  onDispose?(state: State): void;
  /**
   * The state as plain data, for an agent that moves to another worker. Leave both out when the state is
   * plain data: it then moves as it is. An agent whose state is neither stays where it was made.
   */
  save?(state: State): unknown;
  restore?(id: AgentId, options: Options, saved: unknown): State;
}

/**
 * Makes any code an agent that every backend can host. Export the result from the module that
 * `module` names: threads and processes load it from there.
 *
 * @example
 *     export const counter = defineAgent({
 *       module: import.meta.url,
 *       create: () => ({ seen: 0 }),
 *       onObservation: (state) => ++state.seen,
 *     });
 */
export function defineAgent<State, Options = unknown, Observation = unknown, Action = unknown>(
  behavior: AgentBehavior<State, Options, Observation, Action>,
): AgentDefinition<Options> {
  const hostState = (id: AgentId, state: State): Agent => {
    const agent: Agent<Observation, Action> = {
      id,
      step: (observation, outbox) => behavior.onObservation(state, observation, outbox),
      receive: (message, outbox) => behavior.onMessage?.(state, message, outbox),
      save: () => (behavior.save === undefined ? asPlainState(id, state) : behavior.save(state)),
      [Symbol.dispose]: () => behavior.onDispose?.(state),
    };
    return agent;
  };
  return {
    kind: behavior.kind ?? "agent",
    module: behavior.module,
    create: (id, options) => hostState(id, behavior.create(id, options)),
    restore(id, options, saved) {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- without `save`, it is the state itself
      if (behavior.restore === undefined) return hostState(id, saved as State);
      return hostState(id, behavior.restore(id, options, saved));
    },
  };
}

/** @throws {ValueUnsendableError} when a copy of it would not be the same. */
function asPlainState(id: AgentId, state: unknown): unknown {
  const fault = findStateFault(state);
  if (fault === null) return state;
  const said = `it holds ${fault}, give its definition "save" and "restore"`;
  throw new ValueUnsendableError("state", id, said);
}
