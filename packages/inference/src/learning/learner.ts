import type { InferenceProgram } from "../inference-program.ts";
import { flattenAction } from "../states/predict-prior.ts";
import { combineBeliefs } from "../states/combine-beliefs.ts";
import type { Workspace } from "../workspace.ts";
import { DISTRIBUTION, MISSING } from "../workspace.ts";
import type { CountTable } from "./count-table.ts";
import { decayCounts, writeMean } from "./count-table.ts";
import { fillInformationPerCount } from "./information-per-count.ts";
import type { ProgramRefresh } from "./refresh-program.ts";
import { createProgramRefresh } from "./refresh-program.ts";
import type { CountTables } from "./read-count-tables.ts";

/**
 * Counts of no more than this are left out: iterated beliefs are never quite zero, and bringing columns up
 * to date for what a count of one could not even hold is most of the work.
 */
const WEIGHT_MIN = Number.EPSILON;

/**
 * Dirichlet learning on a private program: adds counts and brings A, B, C, D, E and everything that was
 * computed from them up to date. Only columns that received counts are recomputed. Entries that are
 * zero in A, B and D stay zero, because what the model rules out cannot be learned in.
 *
 * @see Da Costa et al. (2020), J. Math. Psychol. 99, 102447, section 6; pymdp 0.0.7.1, `learning.py`.
 */
export class Learner {
  readonly #program: InferenceProgram;
  readonly #tables: CountTables;
  readonly #refresh: ProgramRefresh;
  readonly #joint: Float64Array;
  /** Arrays whose every column has been brought to the mean of its counts once. */
  readonly #isSettled = new Set<CountTable>();

  constructor(program: InferenceProgram, tables: CountTables) {
    this.#program = program;
    this.#tables = tables;
    this.#refresh = createProgramRefresh(program);
    const { likelihoods, transitions } = program.model;
    this.#joint = new Float64Array(
      Math.max(...[...likelihoods, ...transitions].map(({ jointStateCount }) => jointStateCount)),
    );
    for (const [modality, table] of tables.likelihood.entries())
      if (table !== null) this.#fillGains("likelihood", modality, table);
    for (const [factor, table] of tables.transition.entries())
      if (table !== null) this.#fillGains("transition", factor, table);
  }

  /**
   * Learns about A from one observation and the belief that it was made in.
   *
   *     pA_m[o, s] += rate · q(s)   where A_m[o, s] > 0
   *
   * @param beliefs - all factors, factor after factor, from `offset`.
   * @param workspace - holds the observation.
   */
  learnLikelihood(workspace: Workspace, beliefs: Float64Array, offset: number): void {
    const { model } = this.#program;
    for (const modality of this.#tables.learnedModalities) {
      const table = this.#tables.likelihood[modality]!;
      const obs = workspace.obsIndices[modality]!;
      if (table === null || obs === MISSING) continue;
      const { dependencies, sizes, obsCount, values } = model.likelihoods[modality]!;
      decayCounts(table);
      this.#combine(workspace, beliefs, offset, dependencies, sizes);
      const start = workspace.obsOffsets[modality]!;
      for (let column = 0; column < table.columnCount; column++) {
        const weight = table.rate * this.#joint[column]!;
        if (weight <= WEIGHT_MIN) continue;
        for (let level = 0; level < obsCount; level++) {
          const index = level * table.columnCount + column;
          if (values[index] === 0) continue;
          const seen =
            obs === DISTRIBUTION
              ? workspace.obsDistributions[start + level]!
              : Number(level === obs);
          table.counts[index]! += weight * seen;
        }
      }
      const isAll = this.#isEveryColumnStale(table);
      for (let column = 0; column < table.columnCount; column++)
        if (isAll || table.rate * this.#joint[column]! > WEIGHT_MIN)
          this.#refreshLikelihood(modality, table, column);
    }
    this.#refresh.apply();
  }

  /**
   * Learns about B from two successive beliefs and the action between them.
   *
   *     pB_f[s', s, u] += rate · q(s') q(s)   where B_f[s', s, u] > 0
   */
  // oxlint-disable-next-line max-params -- flat arrays with offsets, called per step
  learnTransition(
    workspace: Workspace,
    previous: Float64Array,
    previousOffset: number,
    actions: Int32Array,
    beliefs: Float64Array,
    offset: number,
  ): void {
    const { model } = this.#program;
    for (const factor of this.#tables.learnedFactors) {
      const table = this.#tables.transition[factor]!;
      if (table === null) continue;
      const { dependencies, sizes } = model.transitions[factor]!;
      this.#combine(workspace, previous, previousOffset, dependencies, sizes);
      const action = flattenAction(model, factor, actions, 0);
      const own = offset + model.beliefOffsets[factor]!;
      this.#addTransition(factor, table, action, { levels: beliefs, offset: own, joint: null });
    }
  }

  /**
   * Learns about B of one factor from the joint posterior of two successive times, as smoothing gives it.
   *
   * @param joint - row-major `[next, joint previous]`, sums to 1.
   */
  learnTransitionJoint(factor: number, action: number, joint: Float64Array): void {
    const table = this.#tables.transition[factor]!;
    if (table === null || !this.#tables.learnedFactors.has(factor)) return;
    this.#joint.fill(1);
    this.#addTransition(factor, table, action, { levels: joint, offset: 0, joint });
  }

  /** Learns D from the first belief of an episode: pD_f[s] += rate · q(s) where D_f[s] > 0. */
  learnPrior(beliefs: Float64Array, offset: number): void {
    const { priors, beliefOffsets } = this.#program.model;
    for (const [factor, table] of this.#tables.prior.entries()) {
      if (table === null) continue;
      decayCounts(table);
      const prior = priors[factor]!;
      for (let state = 0; state < prior.length; state++)
        if (prior[state]! > 0)
          table.counts[state]! += table.rate * beliefs[offset + beliefOffsets[factor]! + state]!;
      writeMean(table, 0, prior);
    }
  }

  /** Learns C: what is observed becomes preferred, C_m = ln of the mean of pC_m. */
  learnPreference(workspace: Workspace): void {
    const { preferences } = this.#program.model;
    for (const [modality, table] of this.#tables.preference.entries()) {
      const obs = workspace.obsIndices[modality]!;
      if (table === null || obs === MISSING) continue;
      decayCounts(table);
      const start = workspace.obsOffsets[modality]!;
      for (let level = 0; level < table.levelCount; level++)
        table.counts[level]! +=
          table.rate *
          (obs === DISTRIBUTION
            ? workspace.obsDistributions[start + level]!
            : Number(level === obs));
      const { values } = preferences[modality]!;
      writeMean(table, 0, values);
      for (let level = 0; level < table.levelCount; level++)
        values[level] = Math.log(Math.max(values[level]!, Number.MIN_VALUE));
      this.#refresh.notePreference(modality);
    }
    this.#refresh.apply();
  }

  /** Learns E: pE[π] += rate · q(π). */
  learnHabit({ policyPosterior }: Workspace): void {
    const table = this.#tables.habit;
    if (table === null) return;
    const { logHabit, numerics } = this.#program;
    decayCounts(table);
    for (let policy = 0; policy < policyPosterior.length; policy++)
      table.counts[policy]! += table.rate * policyPosterior[policy]!;
    writeMean(table, 0, logHabit);
    for (let policy = 0; policy < logHabit.length; policy++)
      logHabit[policy] = Math.log(
        Math.max(logHabit[policy]!, numerics.probabilityMin) + numerics.logOffset,
      );
  }

  #addTransition(
    factor: number,
    table: CountTable,
    action: number,
    { levels, offset, joint }: { levels: Float64Array; offset: number; joint: Float64Array | null },
  ): void {
    const { values } = this.#program.model.transitions[factor]!;
    const { levelCount, columnCount, rate, counts } = table;
    decayCounts(table);
    const start = action * levelCount * columnCount;
    for (let column = 0; column < columnCount; column++) {
      if (rate * this.#joint[column]! <= WEIGHT_MIN) continue;
      for (let level = 0; level < levelCount; level++) {
        const index = start + level * columnCount + column;
        if (values[index] === 0) continue;
        counts[index]! +=
          rate *
          (joint === null
            ? levels[offset + level]! * this.#joint[column]!
            : joint[level * columnCount + column]!);
      }
    }
    const isAll = this.#isEveryColumnStale(table);
    const first = isAll ? 0 : action * columnCount;
    const end = isAll ? counts.length / levelCount : first + columnCount;
    for (let column = first; column < end; column++)
      if (isAll || rate * this.#joint[column - first]! > WEIGHT_MIN)
        this.#refreshTransition(factor, table, column);
  }

  /** Beliefs that the model does not hold as means yet, or that have all decayed, need a full pass. */
  #isEveryColumnStale(table: CountTable): boolean {
    const isAll = table.retention < 1 || !this.#isSettled.has(table);
    this.#isSettled.add(table);
    return isAll;
  }

  #refreshLikelihood(modality: number, table: CountTable, column: number): void {
    const { model, numerics, parameterGain } = this.#program;
    writeMean(table, column, model.likelihoods[modality]!.values);
    this.#refresh.noteColumn(modality, column);
    const gains = parameterGain?.likelihood[modality];
    if (gains !== undefined) fillInformationPerCount(table, column, numerics.parameterGain, gains);
  }

  #refreshTransition(factor: number, table: CountTable, column: number): void {
    const { model, numerics, parameterGain } = this.#program;
    writeMean(table, column, model.transitions[factor]!.values);
    const gains = parameterGain?.transition[factor];
    if (gains !== undefined) fillInformationPerCount(table, column, numerics.parameterGain, gains);
  }

  #fillGains(kind: "likelihood" | "transition", index: number, table: CountTable): void {
    const gains = this.#program.parameterGain?.[kind][index];
    if (gains === undefined) return;
    for (let column = 0; column < table.counts.length / table.levelCount; column++)
      fillInformationPerCount(table, column, this.#program.numerics.parameterGain, gains);
  }

  // oxlint-disable-next-line max-params -- flat arrays with offsets, called per array and step
  #combine(
    { sourceScratch }: Workspace,
    beliefs: Float64Array,
    offset: number,
    dependencies: readonly number[],
    sizes: readonly number[],
  ): void {
    const { beliefOffsets } = this.#program.model;
    for (let position = 0; position < dependencies.length; position++)
      sourceScratch[position] = offset + beliefOffsets[dependencies[position]!]!;
    combineBeliefs(beliefs, sourceScratch, 0, sizes, this.#joint);
  }
}
