import type { AgentStore, Message, StoredAgent } from "@paceline/agents";

/** The original's size, and what it stands for. */
export const AGENT_COUNT = 1_000;
const MESSAGES_PER_AGENT = 10;
const KINDS = ["explorer", "collector", "coordinator"] as const;
/** Agents whose rows are written in one call. */
const CHUNK_AGENT_COUNT = 500;

/** Agents that have written to each other, of whom every figure is known beforehand. */
export interface Dataset {
  readonly agentCount: number;
  readonly messageCount: number;
  /** What a query about agent `index` must find. */
  readonly agentAt: (index: number) => StoredAgent;
  /** What that agent was told last, oldest first; it gets {@link MESSAGES_PER_AGENT} in all. */
  readonly messagesTo: (index: number) => readonly Message[];
}

/**
 * Ten messages for each agent: agent n writes to n + 1, n + 2, … n + 10, so that everybody gets ten, one of each
 * of ten senders.
 */
export function createDataset(agentCount: number): Dataset {
  return {
    agentCount,
    messageCount: agentCount * MESSAGES_PER_AGENT,
    agentAt: (index) => agentOf(index % agentCount),
    messagesTo: (index) =>
      Array.from({ length: MESSAGES_PER_AGENT }, (_, sequence) => {
        const sender = (((index - sequence - 1) % agentCount) + agentCount) % agentCount;
        return messageOf(sender, sequence, agentCount);
      }).toSorted((a, b) => orderOf(a, agentCount) - orderOf(b, agentCount)),
  };
}

export const idOf = (index: number): string => `agent-${index}`;

const agentOf = (index: number): StoredAgent => ({
  id: idOf(index),
  kind: KINDS[index % KINDS.length]!,
  options: { map: "five by five", horizon: 3 },
  stepCount: 0,
});

/** Small content, as in the suite of messages. */
const messageOf = (sender: number, sequence: number, agentCount: number): Message => ({
  from: idOf(sender),
  to: idOf((sender + sequence + 1) % agentCount),
  topic: "position",
  sequence,
  content: { value: sender, priority: sequence % 3 },
});

/** Messages are written sender by sender; what is latest follows from that. */
const orderOf = ({ from, sequence }: Message, agentCount: number): number =>
  Number(String(from).slice("agent-".length)) * agentCount + sequence;

/** Writes the data into an empty store, or finds that it is there. */
export async function populate(store: AgentStore, dataset: Dataset): Promise<void> {
  const { agentCount, messageCount } = dataset;
  const found = await store.counts();
  if (found.messageCount === messageCount && found.agentCount === agentCount) return;
  for (let start = 0; start < agentCount; start += CHUNK_AGENT_COUNT) {
    const indexes = Array.from(
      { length: Math.min(CHUNK_AGENT_COUNT, agentCount - start) },
      (_, offset) => start + offset,
    );
    // oxlint-disable-next-line no-await-in-loop -- a chunk in memory at a time
    await store.record({
      agents: indexes.map(agentOf),
      messages: indexes.flatMap((sender) =>
        Array.from({ length: MESSAGES_PER_AGENT }, (_, sequence) =>
          messageOf(sender, sequence, agentCount),
        ),
      ),
    });
  }
}
