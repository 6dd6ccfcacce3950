import { describe, expect, test } from "vitest";

import { createRandom } from "../../test/oracle/random-model.ts";
import type { InferenceArena } from "../arena.ts";
import { createInferenceArena } from "../arena.ts";
import type { InferenceProgram } from "../inference-program.ts";
import { compileProgram } from "../inference-program.ts";
import { buildRandomModel } from "../model/build-random-model.ts";
import { compileModel } from "../model/compile-model.ts";
import { createMixedBatch } from "./mixed-batch.ts";

const ratios = createRandom(11);
const programOf = (obsCount: number, stateCounts: readonly number[]): InferenceProgram =>
  compileProgram(
    compileModel(
      buildRandomModel(
        { stateCounts, obsCounts: [obsCount], actionCounts: stateCounts.map(() => 2) },
        ratios,
      ),
    ),
  );
const groups = [
  { program: programOf(3, [5]), agentCount: 5 },
  { program: programOf(4, [2, 3]), agentCount: 3 },
  { program: programOf(2, [7]), agentCount: 9 },
];
const drawObservations = (): readonly Int32Array[] =>
  groups.map(({ program, agentCount }) => {
    const { size } = program.model.observations[0]!;
    return Int32Array.from({ length: agentCount }, () => Math.floor(ratios() * size));
  });

describe("a mixed batch", () => {
  test("leaves in one buffer what each group leaves in an arena of its own", () => {
    const batch = createMixedBatch(groups, 4);
    let agentsBefore = 0;
    const alone = groups.map(({ program, agentCount }): InferenceArena => {
      const arena = createInferenceArena(program, { agentCount, seed: 4 + agentsBefore });
      agentsBefore += agentCount;
      return arena;
    });
    for (let step = 0; step < 4; step++) {
      const observations = drawObservations();
      batch.stepAll(observations);
      for (const [index, arena] of alone.entries())
        for (const [agent, seen] of observations[index]!.entries()) arena.step(agent, [seen]);
    }
    for (const [index, arena] of batch.arenas.entries()) {
      expect(arena.buffer).toBe(batch.buffer);
      expect([...arena.actions]).toEqual([...alone[index]!.actions]);
      for (const [at, belief] of alone[index]!.beliefs.entries())
        expect(Math.abs(arena.beliefs[at]! - belief)).toBeLessThan(1e-13);
    }
  });

  test("steps nobody when one group's observations are wrong", () => {
    const batch = createMixedBatch(groups);
    const observations = drawObservations();
    observations[2]![0] = 2;
    expect(() => batch.stepAll(observations)).toThrow("an integer in [0, 2)");
    expect(() => batch.stepAll(observations.slice(1))).toThrow("3 arrays of observations");
    for (const { counters } of batch.arenas) expect([...counters].every((n) => n === 0)).toBe(true);
  });
});
