import { compileModel, compileProgram } from "@paceline/inference";
import type { InferenceProgram } from "@paceline/inference";

import type { AgentDefinition, Outbox } from "../agent.ts";
import type { AgentId } from "../message.ts";
import { parseGridMap } from "../worlds/grid-map.ts";
import { COLLECTOR_ACTIONS, COLLECTOR_OUTCOMES, collectorModel } from "./collector-model.ts";
import type { CollectorAction, CollectorOutcome } from "./collector-model.ts";
import { PomdpAgent } from "./inferring-agent.ts";
import type { InferringAgent, InferringAgentOptions, SavedPomdpAgent } from "./inferring-agent.ts";
import { sharedPrograms } from "./program-cache.ts";
import type { LikelihoodName } from "./sensor.ts";

/** What a collector carries at most, as published. */
const LOAD_COUNT_MAX = 10;
/** γ and α, as published. */
const PRECISION = 16;
/**
 * E: collecting stays in the cell, as do returning and running into a wall, so on a resource the model
 * values them the same. The habit decides for collecting; it weighs ln 2 / γ, some hundredths of a nat.
 */
const COLLECTING_HABIT = COLLECTOR_ACTIONS.map((action) => (action === "collect" ? 2 : 1) / 7);

export interface CollectorOptions extends InferringAgentOptions {
  /** The map that the agent knows; its goals are resources. */
  readonly map: string;
  /** @defaultValue "position" */
  readonly likelihood?: LikelihoodName;
}

export interface CollectorObservation {
  /** The agent's cell, `row * columnCount + column`. */
  readonly cell: number;
  readonly content: CollectorOutcome;
  /** Things that the agent carries. */
  readonly loadCount: number;
}

/** Walks to the nearest resource it knows and collects there; with a full load it returns to base. */
export type Collector = InferringAgent<CollectorObservation, CollectorAction>;

/**
 * Creates a collector. Collectors of the same map and likelihood share one compiled model.
 *
 * @throws {InvalidOptionError} when the map or an option is not valid.
 */
export const createCollector = (id: AgentId, options: CollectorOptions): Collector =>
  new ResourceCollector(id, options);

/** For backends. */
export const collector: AgentDefinition<CollectorOptions> = {
  kind: "collector",
  module: import.meta.url,
  create: createCollector,
  restore(id, options, saved) {
    const agent = new ResourceCollector(id, options);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an agent of this definition saved it
    agent.resume(saved as SavedPomdpAgent);
    return agent;
  },
};

class ResourceCollector extends PomdpAgent<CollectorObservation, CollectorAction> {
  readonly #seesPosition: boolean;

  constructor(id: AgentId, options: CollectorOptions) {
    const { map, likelihood = "position" } = options;
    const program = sharedPrograms.get(`collector ${likelihood}\n${map}`, () =>
      compileCollector(map, likelihood),
    );
    super(id, program, COLLECTOR_ACTIONS, options);
    this.#seesPosition = likelihood === "position";
  }

  override step(observation: CollectorObservation, outbox: Outbox): CollectorAction {
    const action = super.step(observation, outbox);
    if (observation.loadCount < LOAD_COUNT_MAX) return action;
    this.inference.setAction([COLLECTOR_ACTIONS.indexOf("return-to-base")]);
    return "return-to-base";
  }

  protected override outcomeOf({ cell, content }: CollectorObservation): number {
    return this.#seesPosition ? cell : COLLECTOR_OUTCOMES.indexOf(content);
  }
}

function compileCollector(map: string, likelihood: LikelihoodName): InferenceProgram {
  const model = compileModel(collectorModel(parseGridMap(map), likelihood));
  return compileProgram(model, {
    policyLength: 1,
    policyPrecision: PRECISION,
    actionPrecision: PRECISION,
    ...(likelihood === "as-published"
      ? { numerics: "pymdp-legacy" }
      : { numerics: "exact", habit: COLLECTING_HABIT }),
  });
}
