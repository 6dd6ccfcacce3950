import type { StepOutcome } from "../backend.ts";
import { AgentFailedError } from "../errors.ts";
import type { HostedAgent } from "./hosted-agent.ts";

/** One agent's turn on this thread. */
export interface Turn {
  readonly hosted: HostedAgent;
  readonly observe: () => unknown;
}

/** Steps it; its failure is its outcome. */
export function takeTurn({ hosted, observe }: Turn): StepOutcome {
  const agentId = hosted.id;
  try {
    return { state: "completed", agentId, action: hosted.step(observe()) };
  } catch (error) {
    if (!(error instanceof AgentFailedError)) throw error;
    return { state: "failed", agentId, error };
  }
}
