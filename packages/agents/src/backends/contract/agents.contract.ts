import type { Agent, AgentDefinition } from "../../agent.ts";
import type { AgentId, MessageContent } from "../../message.ts";

/** What a recorder answers to a step: all that it was handed so far. */
export interface Recorded {
  readonly from: AgentId;
  readonly topic: string;
  readonly sequence: number;
  readonly content: MessageContent;
}

/** Remembers every message; a step returns them. */
export const recorder: AgentDefinition<null> = {
  kind: "recorder",
  module: import.meta.url,
  create(id): Agent<unknown, readonly Recorded[]> {
    const recorded: Recorded[] = [];
    return {
      id,
      step: () => [...recorded],
      receive({ from, topic, sequence, content }) {
        recorded.push({ from, topic, sequence, content });
      },
    };
  },
};

/** Sends every "ping" back as a "pong" while its content, a count, is above 0. */
export const echo: AgentDefinition<null> = {
  kind: "echo",
  module: import.meta.url,
  create: (id): Agent => ({
    id,
    step: (observation) => observation,
    receive({ from, topic, content }, outbox) {
      if (typeof content !== "number" || content <= 0) return;
      outbox.send(from, topic === "ping" ? "pong" : "ping", content - 1);
    },
  }),
};

export interface SpeakerOptions {
  readonly to: AgentId | null;
  readonly topic: string;
}

/** Each step sends as many messages as the observation says, and returns how many were not refused. */
export const speaker: AgentDefinition<SpeakerOptions> = {
  kind: "speaker",
  module: import.meta.url,
  create: (id, { to, topic }): Agent<number, number> => ({
    id,
    step(count, outbox) {
      let acceptedCount = 0;
      for (let index = 0; index < count; index++) {
        if (to === null) outbox.publish(topic, index);
        if (to === null || outbox.send(to, topic, index)) acceptedCount++;
      }
      return acceptedCount;
    },
    receive() {},
  }),
};

export interface FailingOptions {
  readonly phase: "create" | "step" | "receive";
}

/** Throws in the phase it is told to. */
export const failing: AgentDefinition<FailingOptions> = {
  kind: "failing",
  module: import.meta.url,
  create(id, { phase }): Agent {
    const failIn = (current: FailingOptions["phase"]): void => {
      if (phase === current) throw new RangeError(`as told, in ${current}`);
    };
    failIn("create");
    return { id, step: () => failIn("step"), receive: () => failIn("receive") };
  },
};
