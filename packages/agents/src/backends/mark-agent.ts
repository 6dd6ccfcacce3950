import type { Agent, Outbox } from "../agent.ts";
import type { Message } from "../message.ts";

/**
 * Where a recorder of profiles, and nobody else, puts a function that lets calls of a kind of agent be
 * seen in stacks. A symbol, because the recorder knows nothing of agents and they nothing of it.
 */
const MARK_CALL = Symbol.for("paceline.profile.mark-call");

type Call = (this: MarkedAgent, ...args: never[]) => unknown;
type MarkCall = (kind: string, call: Call) => Call;

interface MarkedAgent extends Agent {
  readonly agent: Agent;
}

/** Prototypes of agents by kind: their calls are made once, as each is a function of its own. */
const prototypes = new Map<string, object>();

/**
 * The agent itself, unless this process is being profiled: then one that does the same, with the kind on
 * the stack while it does. So time is told apart by agent without a clock being read, and a process that
 * is timed pays nothing.
 */
export function markAgent(agent: Agent, kind: string): Agent {
  const markCall: unknown = Reflect.get(globalThis, MARK_CALL);
  if (typeof markCall !== "function") return agent;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the recorder of our harness set it
  const prototype = prototypeFor(kind, markCall as MarkCall);
  const own = {
    id: { value: agent.id, enumerable: true },
    agent: { value: agent },
    // An own property, since an agent without it is one that stays where it is.
    ...(agent.save !== undefined && { save: { value: () => agent.save?.() } }),
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the prototype has the rest of an agent
  return Object.create(prototype, own) as MarkedAgent;
}

function prototypeFor(kind: string, markCall: MarkCall): object {
  const known = prototypes.get(kind);
  if (known !== undefined) return known;
  const prototype = {
    step: markCall(kind, function step(this: MarkedAgent, observation: unknown, outbox: Outbox) {
      return this.agent.step(observation, outbox);
    }),
    receive: markCall(kind, function receive(this: MarkedAgent, message: Message, outbox: Outbox) {
      this.agent.receive(message, outbox);
    }),
    [Symbol.dispose](this: MarkedAgent) {
      this.agent[Symbol.dispose]?.();
    },
  };
  prototypes.set(kind, prototype);
  return prototype;
}
