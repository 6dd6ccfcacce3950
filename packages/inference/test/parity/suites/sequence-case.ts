import {
  createExactSmoother,
  createMessagePasser,
  createVariationalFilter,
} from "@paceline/inference";
import type {
  CompiledModel,
  ExactSmoother,
  MessagePasser,
  VariationalFilter,
} from "@paceline/inference";

import type { Comparison } from "../comparison.ts";
import type { GoldenArray, GoldenRecord } from "../golden-file.ts";
import { asArray, asArrays, asMatrix, asNumber } from "../golden-file.ts";
import { readGoldenModel, readParams } from "./golden-model.ts";

/** Suite `modern_sequence`: windows of time by pymdp 1.0.2, each with one of its algorithms. */
export function runSequenceCase(golden: GoldenRecord, comparison: Comparison): void {
  const model = readGoldenModel(golden);
  const params = readParams(golden);
  const stepCount = asMatrix(golden["observations"], "observations").length;
  const scope = {
    stepCountMax: Math.max(2, stepCount),
    numerics: "pymdp-1",
    iterationCountMax: asNumber(params["num_iter"], "num_iter"),
  } as const;
  const algorithm = String(params["inference_algo"]);
  switch (algorithm) {
    case "mmp":
    case "vmp": {
      const scheme = algorithm === "mmp" ? "marginal" : "variational";
      const passer = createMessagePasser(model, { ...scope, scheme });
      observeAll(golden, passer);
      passer.infer();
      checkMessages(golden, passer, comparison);
      return;
    }
    case "ovf": {
      const filter = createVariationalFilter(model, scope);
      observeAll(golden, filter);
      filter.smooth();
      checkSmoothing(golden, filter, comparison);
      return;
    }
    case "exact": {
      const { stepCountMax, numerics } = scope;
      const smoother = createExactSmoother(model, { stepCountMax, numerics });
      observeAll(golden, smoother);
      smoother.smooth();
      checkSmoothing(golden, smoother, comparison);
      return;
    }
    default:
      throw new TypeError(`no algorithm is called ${algorithm}`);
  }
}

function observeAll(
  golden: GoldenRecord,
  window: MessagePasser | VariationalFilter | ExactSmoother,
): void {
  const actions = asMatrix(golden["past_actions"], "past_actions");
  for (const [step, observation] of asMatrix(golden["observations"], "observations").entries())
    window.observe(observation, actions[step - 1]);
}

function checkMessages(golden: GoldenRecord, passer: MessagePasser, comparison: Comparison): void {
  for (const [factor, expected] of asArrays(golden["qs"], "qs").entries())
    comparison.close(
      `qs[${factor}]`,
      overTime(expected, (step) => passer.belief(step, factor)),
      expected.data,
    );
  const shares = asArray(golden["vfe_t"], "vfe_t");
  comparison.close(
    "vfe_t",
    shares.data.map((_, step) => passer.freeEnergyNatsAt(step)),
    shares.data,
  );
  comparison.close("vfe", passer.freeEnergyNats, asNumber(golden["vfe"], "vfe"));
}

function checkSmoothing(
  golden: GoldenRecord,
  window: (VariationalFilter | ExactSmoother) & { readonly model: CompiledModel },
  comparison: Comparison,
): void {
  const beliefs: Readonly<Record<string, (step: number, factor: number) => Float64Array>> = {
    filtered: (step, factor) => window.filtered(step, factor),
    smoothed: (step, factor) => window.smoothed(step, factor),
    joint: (step, factor) => window.joint(step, factor),
  };
  for (const [name, read] of Object.entries(beliefs))
    for (const [factor, expected] of asArrays(golden[name], name).entries())
      comparison.close(
        `${name}[${factor}]`,
        overTime(expected, (step) => read(step, factor)),
        expected.data,
      );
}

/** Beliefs of all steps that a golden array covers, one after the other. */
const overTime = (
  { shape }: GoldenArray,
  read: (step: number) => Float64Array,
): readonly number[] => Array.from({ length: shape[0]! }, (_, step) => [...read(step)]).flat();
