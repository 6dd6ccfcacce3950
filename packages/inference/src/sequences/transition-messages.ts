import type { CompiledModel, CompiledTransition } from "../model/compiled-model.ts";
import { createJointStates, listCoordinates } from "../model/joint-states.ts";
import { CLIP_FLOOR } from "../numerics.ts";
import { combineBeliefs } from "../states/combine-beliefs.ts";
import { multiplyRows } from "../states/multiply-rows.ts";
import { predictBelief } from "../states/predict-belief.ts";
import { RULING_OUT_FLOOR } from "./evidence-messages.ts";

/** A factor whose transition depends on another one, and where among its dependencies that one is. */
interface Child {
  readonly factor: number;
  readonly position: number;
}

/** Messages that neighbouring steps of a window send each other through the transitions. */
export interface TransitionMessages {
  /** Adds to `target` what step t - 1 says about a factor at t, at full or at half weight. */
  addForward(link: TransitionStep, isHalved: boolean, target: Float64Array): void;
  /** Adds to `target` what step t + 1 says about a factor at t. */
  addBackward(link: TransitionStep, target: Float64Array): void;
}

/** Two neighbouring steps, and the factor that a message is about. */
export interface TransitionStep {
  factor: number;
  /** Beliefs of all steps, row-major `[step, state of all factors]`. */
  beliefs: Float64Array;
  /** Where the beliefs of the earlier and of the later step start. */
  earlier: number;
  later: number;
  /** Flat action of each factor between the two steps, from `actionOffset`. */
  actions: Int32Array;
  actionOffset: number;
}

/** Which logarithm is taken first: of B, then its average, or of the average under B. */
export type MessageScheme = "variational" | "marginal";

/** Tables and scratch memory that all messages of a model share. */
export class TransitionTables {
  readonly model: CompiledModel;
  readonly beliefOffsets: Int32Array;
  /** Per factor, ln max(B, 2.2e-16) in the layout of B. */
  readonly logValues: readonly Float64Array[];
  /** Per factor, the factors whose transitions depend on it. */
  readonly children: readonly (readonly Child[])[];
  /** Per factor, the state of each dependency in each column of B. */
  readonly coordinates: readonly Int32Array[];
  readonly joint: Float64Array;
  readonly columns: Float64Array;
  readonly states: Float64Array;
  readonly norms: Float64Array;
  readonly #sources: Int32Array;

  constructor(model: CompiledModel) {
    const { transitions, states } = model;
    this.model = model;
    this.beliefOffsets = model.beliefOffsets;
    this.logValues = transitions.map(({ values }) =>
      values.map((value) => Math.log(Math.max(value, CLIP_FLOOR))),
    );
    this.children = states.map((_, factor) =>
      transitions.flatMap(({ dependencies }, child) => {
        const position = dependencies.indexOf(factor);
        return position < 0 ? [] : [{ factor: child, position }];
      }),
    );
    this.coordinates = transitions.map(({ dependencies }) =>
      listCoordinates(createJointStates(dependencies, states)),
    );
    const columnCountMax = Math.max(...transitions.map(({ jointStateCount }) => jointStateCount));
    const stateCountMax = Math.max(...states.map(({ size }) => size));
    this.joint = new Float64Array(columnCountMax);
    this.columns = new Float64Array(columnCountMax);
    this.states = new Float64Array(stateCountMax);
    this.norms = new Float64Array(stateCountMax);
    this.#sources = new Int32Array(states.length);
  }

  /** Joint belief over the dependencies of a transition at a step, into `joint`. */
  combine({ dependencies, sizes }: CompiledTransition, beliefs: Float64Array, step: number): void {
    for (let position = 0; position < dependencies.length; position++)
      this.#sources[position] = step + this.beliefOffsets[dependencies[position]!]!;
    combineBeliefs(beliefs, this.#sources, 0, sizes, this.joint);
  }

  /** Takes E_q[ln p(s'_f | s, u)] of one factor between two steps from `target[index]`, in nats. */
  subtractExpectedLog(link: TransitionStep, target: Float64Array, index: number): void {
    const { factor, beliefs, earlier, later, actions, actionOffset } = link;
    const transition = this.model.transitions[factor]!;
    const { stateCount, jointStateCount } = transition;
    const { joint, states } = this;
    this.combine(transition, beliefs, earlier);
    const start = actions[actionOffset + factor]! * stateCount * jointStateCount;
    multiplyRows(this.logValues[factor]!, start, stateCount, jointStateCount, joint, 0, states, 0);
    const own = later + this.beliefOffsets[factor]!;
    let total = 0;
    for (let state = 0; state < stateCount; state++)
      total += beliefs[own + state]! * states[state]!;
    target[index]! -= total;
  }

  /** Π of the beliefs about all dependencies but one, in one column of B. */
  // oxlint-disable-next-line max-params -- a kernel: flat arrays with offsets, called per column
  weighPeers(
    child: number,
    position: number,
    column: number,
    beliefs: Float64Array,
    step: number,
  ): number {
    const { dependencies, jointStateCount } = this.model.transitions[child]!;
    const coordinates = this.coordinates[child]!;
    let weight = 1;
    for (let peer = 0; peer < dependencies.length; peer++)
      if (peer !== position)
        weight *=
          beliefs[
            step +
              this.beliefOffsets[dependencies[peer]!]! +
              coordinates[peer * jointStateCount + column]!
          ]!;
    return weight;
  }
}

/**
 * Variational messages: expectations of ln B.
 *
 *     forward[s'] = Σ_columns ln B[s', column] q(column),  backward[s] = Σ_s' q(s') E_peers[ln B[s', s, peers]]
 *
 * @see Winn & Bishop (2005), "Variational Message Passing", JMLR 6; pymdp 1.0.2, `algos.py`,
 *   `get_vmp_messages`.
 */
export function createVariationalMessages(tables: TransitionTables): TransitionMessages {
  const { model, beliefOffsets, logValues, children, coordinates } = tables;
  return {
    addForward({ factor, beliefs, earlier, actions, actionOffset }, isHalved, target) {
      const weight = isHalved ? 0.5 : 1;
      const transition = model.transitions[factor]!;
      const { stateCount, jointStateCount } = transition;
      tables.combine(transition, beliefs, earlier);
      const start = actions[actionOffset + factor]! * stateCount * jointStateCount;
      const { joint, states } = tables;
      multiplyRows(logValues[factor]!, start, stateCount, jointStateCount, joint, 0, states, 0);
      for (let state = 0; state < stateCount; state++) target[state]! += weight * states[state]!;
    },

    addBackward({ factor, beliefs, earlier, later, actions, actionOffset }, target) {
      for (const child of children[factor]!) {
        const { stateCount, jointStateCount } = model.transitions[child.factor]!;
        const values = logValues[child.factor]!;
        const own = later + beliefOffsets[child.factor]!;
        const places = child.position * jointStateCount;
        let row = actions[actionOffset + child.factor]! * stateCount * jointStateCount;
        const { columns } = tables;
        for (let column = 0; column < jointStateCount; column++) columns[column] = 0;
        for (let next = 0; next < stateCount; next++, row += jointStateCount) {
          const belief = beliefs[own + next]!;
          for (let column = 0; column < jointStateCount; column++)
            columns[column]! += belief * values[row + column]!;
        }
        for (let column = 0; column < jointStateCount; column++)
          target[coordinates[child.factor]![places + column]!]! +=
            columns[column]! *
            tables.weighPeers(child.factor, child.position, column, beliefs, earlier);
      }
    },
  };
}

/**
 * Marginal messages: logarithms of expectations under B, at half weight towards the past.
 *
 *     forward[s'] = ln Σ_columns B[s', column] q(column)
 *     backward[s] = Σ_children ½ ln Σ_s' q(s') B̄[s', s] / Σ_s B̄[s', s],   B̄ = E_peers[B]
 *
 * @param floor - under every expectation before its logarithm.
 *
 * @see Parr, Markovic, Kiebel & Friston (2019), "Neuronal message passing using Mean-field, Bethe, and
 *   Marginal approximations", Sci. Rep. 9; pymdp 1.0.2, `algos.py`, `get_mmp_messages`.
 */
export function createMarginalMessages(
  tables: TransitionTables,
  floor: number = RULING_OUT_FLOOR,
): TransitionMessages {
  const { model, beliefOffsets, children, coordinates } = tables;
  return {
    addForward({ factor, beliefs, earlier, actions, actionOffset }, isHalved, target) {
      const weight = isHalved ? 0.5 : 1;
      const transition = model.transitions[factor]!;
      tables.combine(transition, beliefs, earlier);
      predictBelief(transition, actions[actionOffset + factor]!, tables.joint, 0, tables.states, 0);
      for (let state = 0; state < transition.stateCount; state++)
        target[state]! += weight * Math.log(Math.max(tables.states[state]!, floor));
    },

    addBackward({ factor, beliefs, earlier, later, actions, actionOffset }, target) {
      const size = model.states[factor]!.size;
      for (const child of children[factor]!) {
        const { stateCount, jointStateCount, values } = model.transitions[child.factor]!;
        const own = later + beliefOffsets[child.factor]!;
        const places = coordinates[child.factor]!;
        const start = child.position * jointStateCount;
        const { columns, norms, states } = tables;
        for (let column = 0; column < jointStateCount; column++)
          columns[column] = tables.weighPeers(
            child.factor,
            child.position,
            column,
            beliefs,
            earlier,
          );
        for (let state = 0; state < size; state++) states[state] = 0;
        let row = actions[actionOffset + child.factor]! * stateCount * jointStateCount;
        for (let next = 0; next < stateCount; next++, row += jointStateCount) {
          let sum = 0;
          for (let state = 0; state < size; state++) norms[state] = 0;
          for (let column = 0; column < jointStateCount; column++) {
            const value = values[row + column]! * columns[column]!;
            norms[places[start + column]!]! += value;
            sum += value;
          }
          if (sum === 0) continue;
          const belief = beliefs[own + next]!;
          // Divided first: the sum may be so small that its reciprocal is infinite.
          for (let state = 0; state < size; state++)
            states[state]! += belief * (norms[state]! / sum);
        }
        for (let state = 0; state < size; state++)
          target[state]! += 0.5 * Math.log(Math.max(states[state]!, floor));
      }
    },
  };
}
