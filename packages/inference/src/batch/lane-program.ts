import type { InferenceArena } from "../arena.ts";
import { AGENT_COUNTERS } from "../arena.ts";
import type { InferenceProgram } from "../inference-program.ts";
import { multiplyByLog } from "../policies/multiply-by-log.ts";
import { sumAlongPolicies } from "../policies/value-policies.ts";
import type { Workspace } from "../workspace.ts";
import { MISSING } from "../workspace.ts";
import type { SparseRows } from "../states/sparse-rows.ts";
import { compressRows } from "../states/sparse-rows.ts";
import { SMALLEST_EVIDENCE } from "../states/update-factors.ts";
import { gatherLanes, weighLanes } from "./lane-kernels.ts";
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
  /** Per modality, `[obsCount + 1, state]`: the last row, of ones, is for what was not seen. */
  readonly #likelihoods: readonly Float64Array[];
  readonly #agents = new Int32Array(LANE_COUNT);
  readonly #starts = new Int32Array(LANE_COUNT);
  readonly #rows = new Int32Array(LANE_COUNT);
  readonly #sums = new Float64Array(LANE_COUNT);
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
    this.#likelihoods = model.likelihoods.map(({ values }) => {
      const extended = new Float64Array(values.length + jointStateCount).fill(1);
      extended.set(values);
      return extended;
    });
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
    this.#weigh(observations);
    this.#settle(arena, tile.count);
    this.#predictBeliefs();
    this.#valueTile();
  }

  /** Brings one lane's valuations into the workspace, as values of policies. */
  readPolicyValues(lane: number, workspace: Workspace): void {
    const { policies, tree, forecast } = this.#program;
    if (policies.policyLength > 1) {
      const { valuationUtility, valuationInformation } = workspace;
      for (let valuation = 0; valuation < valuationUtility.length; valuation++) {
        valuationUtility[valuation] = this.#utility[valuation * LANE_COUNT + lane]!;
        valuationInformation[valuation] = this.#information[valuation * LANE_COUNT + lane]!;
      }
      sumAlongPolicies(this.#program, workspace);
      return;
    }
    // A policy of one step is worth what its only node is worth.
    for (let policy = 0; policy < policies.policyCount; policy++) {
      const at = forecast.nodeValuations[tree.leaves[policy]!]! * LANE_COUNT + lane;
      workspace.policyValues[policy] = this.#utility[at]! + this.#information[at]!;
    }
  }

  #predictPriors(
    { beliefs }: InferenceArena,
    order: Int32Array,
    { first, count, key }: Tile,
  ): void {
    const { model } = this.#program;
    const { stateCount, actionCount } = model.transitions[0]!;
    // Lanes without an agent repeat the first one, which changes nothing and needs no other kernel.
    for (let lane = 0; lane < LANE_COUNT; lane++) {
      const agent = order[first + (lane < count ? lane : 0)]!;
      this.#agents[lane] = agent;
      this.#starts[lane] = agent * stateCount;
    }
    if (key < actionCount) {
      const firstRow = key * stateCount;
      gatherLanes(this.#transitionRows, firstRow, stateCount, beliefs, this.#starts, this.#beliefs);
      return;
    }
    const prior = model.priors[0]!;
    for (let state = 0; state < stateCount; state++)
      for (let lane = 0; lane < LANE_COUNT; lane++)
        this.#beliefs[state * LANE_COUNT + lane] = prior[state]!;
  }

  /** Multiplies the tile by the likelihood of what was seen; says which lanes anything explains. */
  #weigh(observations: Int32Array): void {
    const { model } = this.#program;
    const modalityCount = model.observations.length;
    const stateCount = model.states[0]!.size;
    this.#isUsable.fill(1);
    for (let modality = 0; modality < modalityCount; modality++) {
      const { obsCount } = model.likelihoods[modality]!;
      for (let lane = 0; lane < LANE_COUNT; lane++) {
        const seen = observations[this.#agents[lane]! * modalityCount + modality]!;
        this.#rows[lane] = (seen === MISSING ? obsCount : seen) * stateCount;
      }
      weighLanes(this.#likelihoods[modality]!, this.#rows, stateCount, this.#beliefs, this.#sums);
      for (let lane = 0; lane < LANE_COUNT; lane++)
        if (this.#sums[lane]! < SMALLEST_EVIDENCE) this.#isUsable[lane] = 0;
      // Renormalised in between, so that many unlikely observations cannot underflow.
      if (modality + 1 < modalityCount) this.#rescale(stateCount);
    }
  }

  #rescale(stateCount: number): void {
    for (let lane = 0; lane < LANE_COUNT; lane++) {
      const scale = this.#isUsable[lane] === 1 ? 1 / this.#sums[lane]! : 0;
      for (let state = 0; state < stateCount; state++)
        this.#beliefs[state * LANE_COUNT + lane]! *= scale;
    }
  }

  /** Normalises the tile and stores it; lanes that nothing explains keep the belief they had. */
  #settle({ beliefs, counters, agentCount }: InferenceArena, count: number): void {
    const stateCount = this.#program.model.states[0]!.size;
    const counterCount = counters.length / agentCount;
    const own = this.#beliefs;
    for (let lane = 0; lane < count; lane++) {
      if (this.#isUsable[lane] === 0) continue;
      const scale = 1 / this.#sums[lane]!;
      const start = this.#starts[lane]!;
      let shift = 0;
      for (let state = 0; state < stateCount; state++) {
        const at = state * LANE_COUNT + lane;
        const belief = own[at]! * scale;
        shift += Math.abs(belief - beliefs[start + state]!);
        own[at] = belief;
        beliefs[start + state] = belief;
      }
      const counter = this.#agents[lane]! * counterCount;
      counters[counter + AGENT_COUNTERS.step]! += 1;
      if (shift > 0) counters[counter + AGENT_COUNTERS.beliefChange]! += 1;
    }
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
