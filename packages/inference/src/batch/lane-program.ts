import type { InferenceArena } from "../arena.ts";
import { AGENT_COUNTERS } from "../arena.ts";
import type { InferenceProgram } from "../inference-program.ts";
import { multiplyByLog } from "../policies/multiply-by-log.ts";
import type { Workspace } from "../workspace.ts";
import { MISSING } from "../workspace.ts";
import type { SparseRows } from "../states/sparse-rows.ts";
import { compressRows } from "../states/sparse-rows.ts";
import { LANE_COUNT, multiplyLanes } from "./multiply-lanes.ts";

/** Which agents a tile holds: places in the order, and the action that their priors need. */
export interface Tile {
  readonly first: number;
  readonly count: number;
  /** Flat action, or the number of actions for agents without any. */
  readonly key: number;
}

/**
 * A program of one factor, laid out for tiles of agents: everything is `[entry, lane]`, so that agents
 * are the inner loop.
 */
export class LaneProgram {
  /** Whether a program has one factor, folded valuations and the exact update. */
  static isApplicable({
    model,
    numerics,
    outcomeGroups,
    options,
    inductive,
  }: InferenceProgram): boolean {
    return (
      numerics.name === "exact" &&
      model.states.length === 1 &&
      model.transitions[0]!.dependencies.length === 1 &&
      outcomeGroups.length === 1 &&
      outcomeGroups[0]!.blockCount > 1 &&
      options.stepsPerPlan === 1 &&
      inductive === null
    );
  }

  readonly #program: InferenceProgram;
  readonly #transitionRows: SparseRows;
  readonly #blockRows: SparseRows;
  readonly #classRows: SparseRows;
  readonly #beliefs: Float64Array;
  /** Previous beliefs of the tile. */
  readonly #scratch: Float64Array;
  readonly #products: Float64Array;
  readonly #outcomes: Float64Array;
  readonly #utility: Float64Array;
  readonly #information: Float64Array;
  readonly #isUsable = new Uint8Array(LANE_COUNT);

  constructor(program: InferenceProgram) {
    const { model, outcomeGroups, forecast } = program;
    const { blocks, jointStateCount, classRows, classCount, rowCount, blockRowCount, blockCount } =
      outcomeGroups[0]!;
    const valuationCount = forecast.valuations[0]!.count;
    this.#program = program;
    this.#transitionRows = compressRows(model.transitions[0]!.values, jointStateCount);
    this.#blockRows = compressRows(blocks, jointStateCount);
    this.#classRows = compressRows(classRows, Math.max(classCount, 1));
    this.#beliefs = new Float64Array(forecast.beliefLength * LANE_COUNT);
    this.#scratch = new Float64Array(jointStateCount * LANE_COUNT);
    this.#products = new Float64Array(blockRowCount * blockCount * LANE_COUNT);
    this.#outcomes = new Float64Array(rowCount * LANE_COUNT);
    this.#utility = new Float64Array(valuationCount * LANE_COUNT);
    this.#information = new Float64Array(valuationCount * LANE_COUNT);
  }

  /** Whether a lane's observation was possible, so that its results hold. */
  isUsable(lane: number): boolean {
    return this.#isUsable[lane] === 1;
  }

  /** Updates the beliefs of a tile's agents and values what each of them could do. */
  inferTile(arena: InferenceArena, order: Int32Array, tile: Tile, observations: Int32Array): void {
    this.#predictPriors(arena, order, tile);
    for (let lane = 0; lane < tile.count; lane++)
      this.#updateLane(arena, order[tile.first + lane]!, lane, observations);
    this.#predictBeliefs();
    this.#valueTile();
  }

  /** Hands one lane's valuations to the workspace. */
  readLane(lane: number, { valuationUtility, valuationInformation }: Workspace): void {
    for (let valuation = 0; valuation < valuationUtility.length; valuation++) {
      valuationUtility[valuation] = this.#utility[valuation * LANE_COUNT + lane]!;
      valuationInformation[valuation] = this.#information[valuation * LANE_COUNT + lane]!;
    }
  }

  #predictPriors(
    { beliefs }: InferenceArena,
    order: Int32Array,
    { first, count, key }: Tile,
  ): void {
    const { model } = this.#program;
    const { stateCount, actionCount } = model.transitions[0]!;
    const own = this.#beliefs;
    const prior = model.priors[0]!;
    // Lanes without an agent go along with those of the tile before, and are not read.
    if (key === actionCount) {
      for (let state = 0; state < stateCount; state++)
        for (let lane = 0; lane < LANE_COUNT; lane++)
          own[state * LANE_COUNT + lane] = prior[state]!;
      return;
    }
    const scratch = this.#scratch;
    for (let lane = 0; lane < count; lane++) {
      const start = order[first + lane]! * stateCount;
      for (let state = 0; state < stateCount; state++)
        scratch[state * LANE_COUNT + lane] = beliefs[start + state]!;
    }
    multiplyLanes(this.#transitionRows, key * stateCount, stateCount, scratch, 0, own, 0);
  }

  /** Posterior of one lane, into the tile and the arena; an impossible observation leaves both alone. */
  #updateLane(
    { beliefs, counters, agentCount }: InferenceArena,
    agent: number,
    lane: number,
    observations: Int32Array,
  ): void {
    const { model, evidenceGroups } = this.#program;
    const { tables } = evidenceGroups[0]!;
    const stateCount = model.states[0]!.size;
    const own = this.#beliefs;
    this.#isUsable[lane] = 1;
    let sum = 1;
    for (let position = 0; position < tables.length; position++) {
      const { modality, probabilities } = tables[position]!;
      const obs = observations[agent * model.observations.length + modality]!;
      if (obs === MISSING) continue;
      const row = obs * stateCount;
      const scale = 1 / sum;
      sum = 0;
      for (let state = 0; state < stateCount; state++) {
        const joint = own[state * LANE_COUNT + lane]! * probabilities[row + state]! * scale;
        own[state * LANE_COUNT + lane] = joint;
        sum += joint;
      }
      if (sum > 0) continue;
      this.#isUsable[lane] = 0;
      return;
    }
    const scale = 1 / sum;
    const start = agent * stateCount;
    let shift = 0;
    for (let state = 0; state < stateCount; state++) {
      const belief = own[state * LANE_COUNT + lane]! * scale;
      own[state * LANE_COUNT + lane] = belief;
      shift += Math.abs(belief - beliefs[start + state]!);
      beliefs[start + state] = belief;
    }
    const counter = agent * (counters.length / agentCount);
    counters[counter + AGENT_COUNTERS.step]! += 1;
    if (shift > 0) counters[counter + AGENT_COUNTERS.beliefChange]! += 1;
  }

  #predictBeliefs(): void {
    const { predictedActions, predictedOffsets, sourceOffsets } = this.#program.forecast;
    const { stateCount } = this.#program.model.transitions[0]!;
    for (let index = 0; index < predictedOffsets.length; index++)
      multiplyLanes(
        this.#transitionRows,
        predictedActions[index]! * stateCount,
        stateCount,
        this.#beliefs,
        sourceOffsets[index]!,
        this.#beliefs,
        predictedOffsets[index]!,
      );
  }

  #valueTile(): void {
    const { outcomeGroups, forecast } = this.#program;
    const { blockRowCount, classCount, rowCount } = outcomeGroups[0]!;
    const { runStarts, blockIndices, sourceOffsets } = forecast.valuations[0]!;
    for (let run = 0; run + 1 < runStarts.length; run++) {
      const first = runStarts[run]!;
      const end = runStarts[run + 1]!;
      multiplyLanes(
        this.#blockRows,
        blockIndices[first]! * blockRowCount,
        (end - first) * blockRowCount,
        this.#beliefs,
        sourceOffsets[first]!,
        this.#products,
        0,
      );
      for (let valuation = first; valuation < end; valuation++) {
        const offset = (valuation - first) * blockRowCount;
        if (classCount === 0) this.#readValuation(valuation, this.#products, offset);
        else {
          multiplyLanes(this.#classRows, 0, rowCount, this.#products, offset, this.#outcomes, 0);
          this.#readValuation(valuation, this.#outcomes, 0);
        }
      }
    }
  }

  #readValuation(valuation: number, rows: Float64Array, offset: number): void {
    const { outcomeCount } = this.#program.outcomeGroups[0]!;
    const step = this.#program.forecast.valuations[0]!.stepIndices[valuation]!;
    for (let lane = 0; lane < LANE_COUNT; lane++) {
      let information = rows[(offset + outcomeCount) * LANE_COUNT + lane]!;
      for (let outcome = 0; outcome < outcomeCount; outcome++)
        information -= multiplyByLog(rows[(offset + outcome) * LANE_COUNT + lane]!);
      this.#information[valuation * LANE_COUNT + lane] = information;
      this.#utility[valuation * LANE_COUNT + lane] =
        rows[(offset + outcomeCount + 1 + step) * LANE_COUNT + lane]!;
    }
  }
}
