import type { AgentSpec } from "../../agent.ts";
import type { Backend, BackendOptions, StepOutcome } from "../../backend.ts";
import type { AgentId, Message, MessageContent } from "../../message.ts";
import { echo, recorder, speaker } from "./agents.contract.ts";
import type { Recorded } from "./agents.contract.ts";

/** Makes the backend under test. */
export type CreateBackend = (options?: BackendOptions) => Promise<Backend>;

/** A sender that is no agent of the backend, unless a test spawns it. */
export const OUTSIDE = 1_000;

export const messageTo = (to: AgentId | null, topic: string, content: MessageContent): Message => ({
  from: OUTSIDE,
  to,
  topic,
  sequence: 0,
  content,
});

export const recorderSpec = (id: AgentId): AgentSpec => ({
  id,
  definition: recorder,
  options: null,
});

export const echoSpec = (id: AgentId): AgentSpec => ({ id, definition: echo, options: null });

export const speakerSpec = (id: AgentId, to: AgentId | null): AgentSpec => ({
  id,
  definition: speaker,
  options: { to, topic: "news" },
});

/** What a recorder got so far. */
export async function recordedBy(backend: Backend, agentId: AgentId): Promise<readonly Recorded[]> {
  const { outcomes } = await backend.step([{ agentId, observation: null }]);
  return actionOf(outcomes[0]) as readonly Recorded[];
}

export function actionOf(outcome: StepOutcome | undefined): unknown {
  if (outcome?.state !== "completed") throw new Error("the step did not complete");
  return outcome.action;
}

export const contentsOf = (recorded: readonly Recorded[]): readonly MessageContent[] =>
  recorded.map(({ content }) => content);
