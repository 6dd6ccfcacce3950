import { createEventLoopBackend } from "@paceline/agents";
import type {
  AgentId,
  EventLoopBackend,
  Explorer,
  Message,
  MessageContent,
} from "@paceline/agents";

import { spawnExplorer } from "./workload.ts";

/** Agents that hear each other, as in the original: ten, each of which writes to the next. */
export interface Crowd {
  readonly agents: readonly Explorer[];
  readonly backend: EventLoopBackend;
}

/** Explorers "agent-0", "agent-1", … in one event-loop backend. */
export function createCrowd(agentCount: number): Crowd {
  const backend = createEventLoopBackend();
  const agents = Array.from({ length: agentCount }, (_, index) => spawnExplorer(idOf(index)));
  for (const agent of agents) backend.add(agent);
  return { agents, backend };
}

/** The id of an agent of a crowd. */
export const idOf = (index: number): AgentId => `agent-${index}`;

/** Message number `sequence` of a crowd: from one agent to the next. */
export function messageOf({ agents }: Crowd, sequence: number): Message {
  const sender = agents[sequence % agents.length]!;
  const recipient = agents[(sequence + 1) % agents.length]!;
  return {
    from: sender.id,
    to: recipient.id,
    topic: "position",
    sequence,
    content: contentOf(sequence),
  };
}

/** Small free-form content, like the original's. */
const contentOf = (sequence: number): MessageContent => ({
  value: sequence,
  priority: sequence % 3,
});

/** What all agents of a crowd have received, by their own count. */
export const receivedCountOf = ({ agents }: Crowd): number =>
  agents.reduce((sum, { receivedCount }) => sum + receivedCount, 0);
