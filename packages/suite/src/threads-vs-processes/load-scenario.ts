import { AgentModuleError } from "@paceline/agents";
import type { AgentDefinition } from "@paceline/agents";

/** What an agent's options may depend on. */
export interface ScenarioContext {
  readonly seed: number;
  readonly agentCount: number;
  /** Steps that built-in explorers look ahead; means nothing to other agents. */
  readonly depth: 1 | 2 | 3;
}

/** Agents that can be studied: what a module exports, with what it leaves out filled in. */
export interface Scenario {
  /** URL. */
  readonly module: string;
  readonly definition: AgentDefinition;
  readonly optionsFor: (agentIndex: number, context: ScenarioContext) => unknown;
  readonly observationFor: (agentIndex: number, stepIndex: number) => unknown;
  /** What must grow from one step to a later one when the agent really works; null when it does not tell. */
  readonly evidenceOf: ((action: unknown) => number) | null;
}

/**
 * Reads a module of agents. It exports what `defineAgent` returned, and may export
 *
 *     optionsFor(agentIndex, { seed, agentCount })   options of each agent; the context itself otherwise
 *     observationFor(agentIndex, stepIndex)          what it sees; the number of the step otherwise
 *     evidenceOf(action)                             a number that grows with the work that was done
 *
 * @param module - URL.
 * @throws {AgentModuleError} when the module does not load or exports no definition, or several.
 */
export async function loadScenario(module: string): Promise<Scenario> {
  let exported: Readonly<Record<string, unknown>>;
  try {
    exported = await import(module);
  } catch (cause) {
    const said = cause instanceof Error ? `: ${cause.message}` : "";
    throw new AgentModuleError(module, `it does not load${said}`, { cause });
  }
  const definitions = Object.values(exported).filter(isDefinition);
  const [definition] = definitions;
  if (definition === undefined)
    throw new AgentModuleError(
      module,
      "it exports no agent definition with create; export what defineAgent returns",
    );
  if (definitions.length > 1) {
    const kinds = definitions.map(({ kind }) => kind).join(", ");
    throw new AgentModuleError(module, `it exports several definitions (${kinds}); export one`);
  }
  const optionsFor = functionOf(exported, "optionsFor", module);
  const observationFor = functionOf(exported, "observationFor", module);
  const evidenceOf = functionOf(exported, "evidenceOf", module);
  return {
    module,
    // Workers look a definition up where it says that it is; that must be here.
    definition: { ...definition, module },
    optionsFor: optionsFor ?? ((_agentIndex, context) => context),
    observationFor: observationFor ?? ((_agentIndex, stepIndex) => stepIndex),
    evidenceOf: evidenceOf === null ? null : (action) => Number(evidenceOf(action)),
  };
}

const isDefinition = (value: unknown): value is AgentDefinition =>
  typeof value === "object" &&
  value !== null &&
  "kind" in value &&
  "create" in value &&
  typeof value.create === "function";

function functionOf(
  exported: Readonly<Record<string, unknown>>,
  name: string,
  module: string,
): ((...args: readonly unknown[]) => unknown) | null {
  const value = exported[name];
  if (value === undefined) return null;
  if (typeof value !== "function")
    throw new AgentModuleError(module, `its export "${name}" is no function`);
  return (...args): unknown => Reflect.apply(value, undefined, args);
}
