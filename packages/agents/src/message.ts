/** Names an agent. Integers are the faster key and the only kind that the fixed layout can carry. */
export type AgentId = number | string;

/**
 * What a message may carry: plain data, so that it survives JSON, structured clone and MessagePack
 * alike. Numbers are finite, and no property is called `__proto__`; codecs refuse anything else. JSON
 * and MessagePack do not tell -0 from 0.
 */
export type MessageContent =
  | null
  | boolean
  | number
  | string
  | readonly MessageContent[]
  | { readonly [name: string]: MessageContent };

/** Something one agent tells another. Never changed after it was sent: every recipient sees the same object. */
export interface Message {
  readonly from: AgentId;
  /** Null when it went to the subscribers of `topic`, or to everyone. */
  readonly to: AgentId | null;
  /** What it is about: "position", "proposal". Subscriptions are by topic. */
  readonly topic: string;
  /** Counts the sender's messages up from 0, so a recipient can tell order and gaps. */
  readonly sequence: number;
  readonly content: MessageContent;
}
