import { compileModel, compileProgram } from "@paceline/inference";
import type { InferenceProgram } from "@paceline/inference";

import type { AgentDefinition, Outbox } from "../agent.ts";
import type { AgentId } from "../message.ts";
import { CELL_CODES } from "../worlds/cell-code.ts";
import { GRID_ACTIONS } from "../worlds/grid-action.ts";
import type { GridAction } from "../worlds/grid-action.ts";
import { parseGridMap } from "../worlds/grid-map.ts";
import type { GridObservation } from "../worlds/grid-world.ts";
import { EXPLORER_OUTCOMES, explorerModel } from "./explorer-model.ts";
import { PomdpAgent } from "./inferring-agent.ts";
import type { InferringAgent, InferringAgentOptions, SavedPomdpAgent } from "./inferring-agent.ts";
import { PERFORMANCE_MODES } from "./performance-mode.ts";
import type { PerformanceMode } from "./performance-mode.ts";
import { sharedPrograms } from "./program-cache.ts";
import type { LikelihoodName } from "./sensor.ts";

export interface ExplorerOptions extends InferringAgentOptions {
  /** The map that the agent knows, as `GridMap.text` or as {@link parseGridMap} reads it. */
  readonly map: string;
  /** @defaultValue "position" */
  readonly likelihood?: LikelihoodName;
  /** @defaultValue "fast" */
  readonly mode?: PerformanceMode;
}

/**
 * Walks over a grid that it knows, to the nearest goal. The first time it stands on a goal it publishes
 * the cell's row and column as "goal-found".
 */
export type Explorer = InferringAgent<GridObservation, GridAction>;

/**
 * Creates an explorer. Explorers of the same map, likelihood and mode share one compiled model.
 *
 * @throws {InvalidOptionError} when the map or an option is not valid.
 */
export const createExplorer = (id: AgentId, options: ExplorerOptions): Explorer =>
  new GridExplorer(id, options);

/** For backends. */
export const explorer: AgentDefinition<ExplorerOptions> = {
  kind: "explorer",
  module: import.meta.url,
  create: createExplorer,
  restore(id, options, saved) {
    const agent = new GridExplorer(id, options);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an agent of this definition saved it
    agent.resume(saved as SavedExplorer);
    return agent;
  },
};

interface SavedExplorer extends SavedPomdpAgent {
  readonly hasFoundGoal: boolean;
}

/** Index of the agent's own cell in its 3×3 surroundings. */
const OWN_CELL = 4;

const OUTCOME_BY_CODE: ReadonlyMap<number | undefined, number> = new Map([
  [CELL_CODES.empty, EXPLORER_OUTCOMES.indexOf("empty")],
  [CELL_CODES.obstacle, EXPLORER_OUTCOMES.indexOf("obstacle")],
  [CELL_CODES.goal, EXPLORER_OUTCOMES.indexOf("goal")],
  [CELL_CODES.agent, EXPLORER_OUTCOMES.indexOf("agent")],
  [CELL_CODES.outOfBounds, EXPLORER_OUTCOMES.indexOf("out-of-bounds")],
]);

class GridExplorer extends PomdpAgent<GridObservation, GridAction> {
  readonly #seesPosition: boolean;
  #hasFoundGoal = false;

  constructor(id: AgentId, options: ExplorerOptions) {
    const { map, likelihood = "position", mode = "fast" } = options;
    super(id, programFor(map, likelihood, mode), GRID_ACTIONS, options);
    this.#seesPosition = likelihood === "position";
  }

  override step(observation: GridObservation, outbox: Outbox): GridAction {
    if (!this.#hasFoundGoal && observation.surroundings[OWN_CELL] === CELL_CODES.goal) {
      this.#hasFoundGoal = true;
      outbox.publish("goal-found", [observation.row, observation.column]);
    }
    return super.step(observation, outbox);
  }

  override save(): SavedExplorer {
    return { ...super.save(), hasFoundGoal: this.#hasFoundGoal };
  }

  override resume(saved: SavedExplorer): void {
    super.resume(saved);
    this.#hasFoundGoal = saved.hasFoundGoal;
  }

  override reset(seed: number): void {
    super.reset(seed);
    this.#hasFoundGoal = false;
  }

  protected override outcomeOf(observation: GridObservation): number {
    if (this.#seesPosition) return observation.cell;
    // As published, whatever has no code of its own is empty.
    return OUTCOME_BY_CODE.get(observation.surroundings[OWN_CELL]) ?? 0;
  }
}

/** What the explorer before this one was made of: in a crowd they are alike, and a key costs more than one. */
let latest: {
  readonly map: string;
  readonly likelihood: LikelihoodName;
  readonly mode: PerformanceMode;
  readonly program: InferenceProgram;
  readonly clearCount: number;
} | null = null;

function programFor(
  map: string,
  likelihood: LikelihoodName,
  mode: PerformanceMode,
): InferenceProgram {
  const { clearCount } = sharedPrograms;
  const isAlike =
    latest?.map === map &&
    latest.likelihood === likelihood &&
    latest.mode === mode &&
    latest.clearCount === clearCount;
  if (isAlike) return latest!.program;
  const program = sharedPrograms.get(`explorer ${likelihood} ${mode}\n${map}`, () =>
    compileExplorer(map, likelihood, mode),
  );
  latest = { map, likelihood, mode, program, clearCount };
  return program;
}

function compileExplorer(
  map: string,
  likelihood: LikelihoodName,
  mode: PerformanceMode,
): InferenceProgram {
  const model = compileModel(explorerModel(parseGridMap(map), likelihood));
  return compileProgram(model, {
    ...PERFORMANCE_MODES[mode],
    ...(likelihood === "as-published"
      ? { numerics: "pymdp-legacy" }
      : { numerics: "exact", tieBreak: "seeded" }),
  });
}
