import type { Agent, AgentDefinition } from "../../agent.ts";
import { AgentFailedError, AgentModuleError, ValueUnsendableError } from "../../errors.ts";
import type { HostedAgent } from "../hosted-agent.ts";
import { toFailureRecord } from "./failure-record.ts";
import type { HostLink } from "./host-link.ts";
import type { FailureRecord, Reply, SavedAgent, SpawnOrder } from "./records.ts";

/** Makes an agent on its worker: a new one, or one that goes on from what it had become elsewhere. */
export function makeAgent(definition: AgentDefinition, order: SpawnOrder): Agent {
  const { id, options, saved, module, kind } = order;
  if (saved === null) return definition.create(id, options);
  if (definition.restore === undefined) {
    const fault = `its definition "${kind}" has agents with "save" but no "restore"`;
    throw new AgentModuleError(module, fault);
  }
  return definition.restore(id, options, saved.state);
}

/** Asks agents what they have become. They stay, whether or not they can tell. */
export function saveAgents(
  agentIndexes: readonly number[],
  agents: ReadonlyMap<number, HostedAgent>,
  link: HostLink,
): Reply {
  const saved: (readonly [number, SavedAgent])[] = [];
  const failures: (FailureRecord & { readonly index: number })[] = [];
  for (const index of agentIndexes) {
    const hosted = agents.get(index)!;
    try {
      saved.push([index, { state: sendableState(hosted, link), statistics: hosted.statistics() }]);
    } catch (error) {
      if (!(error instanceof AgentFailedError)) throw error;
      failures.push({ index, ...toFailureRecord(error) });
    }
  }
  return { name: "saved", agents: saved, failures };
}

/** One state that cannot be sent would else take all others with it. */
function sendableState(hosted: HostedAgent, link: HostLink): unknown {
  const state = hosted.save();
  try {
    link.checkParcel(state);
    return state;
  } catch (cause) {
    const unsendable = new ValueUnsendableError("state", hosted.id, cause);
    throw new AgentFailedError(hosted.id, "move", hosted.origin, unsendable);
  }
}
