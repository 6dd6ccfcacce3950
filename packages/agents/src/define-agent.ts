import type { Agent, AgentDefinition, Outbox } from "./agent.ts";
import type { AgentId, Message } from "./message.ts";

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
  return {
    kind: behavior.kind ?? "agent",
    module: behavior.module,
    create(id, options): Agent {
      const state = behavior.create(id, options);
      const agent: Agent<Observation, Action> = {
        id,
        step: (observation, outbox) => behavior.onObservation(state, observation, outbox),
        receive: (message, outbox) => behavior.onMessage?.(state, message, outbox),
        [Symbol.dispose]: () => behavior.onDispose?.(state),
      };
      return agent;
    },
  };
}
