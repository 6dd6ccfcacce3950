import { loadScenario } from "./load-scenario.ts";
import { registerSeries } from "./register-series.ts";
import { builtInSeries, moduleSeries } from "./study-series.ts";
import type { StudyExtent } from "./study-series.ts";

export type { StudyExtent } from "./study-series.ts";

/** What is studied, as plain data: it is written into the benchmark file that forks load. */
export interface StudyRequest {
  /** URL of a module of the user's; null for the built-in agents. */
  readonly agent: string | null;
  readonly extent: StudyExtent;
}

/**
 * Registers the whole study in the benchmark file that calls it.
 *
 * @throws {AgentModuleError} when the module cannot be studied.
 */
export async function registerStudy({ agent, extent }: StudyRequest): Promise<void> {
  if (agent === null) return registerSeries(builtInSeries(extent));
  const { definition } = await loadScenario(agent);
  return registerSeries(moduleSeries({ module: agent, scenario: definition.kind }, extent));
}
