import type { CompiledModel } from "../model/compiled-model.ts";
import type { Numerics } from "../numerics.ts";
import type { OutcomeGroup, OutcomeGroupScope } from "./outcome-group.ts";
import { createOutcomeGroup } from "./outcome-group.ts";

/** Over which modalities the information gain of a program is taken jointly. */
export type InformationGainScope = Numerics["informationGain"];

export interface OutcomeGrouping {
  readonly groups: readonly OutcomeGroup[];
  /** What was asked for by the conventions, or `per-modality` where the joint was too large. */
  readonly scope: InformationGainScope;
}

/**
 * Splits modalities into groups that are valued apart.
 *
 * Under beliefs that factorise, modalities that share no factor, even through others, are independent,
 * so their joint information gain is the sum over the connected groups. That is exact; one modality at a
 * time (pymdp 1.x) counts what two modalities say in common twice. Where the joint outcomes are too
 * many, every modality is valued alone all the same, and `scope` says so.
 */
export function groupOutcomes(model: CompiledModel, scope: OutcomeGroupScope): OutcomeGrouping {
  const asked = scope.numerics.informationGain;
  const modalities = [...model.likelihoods.keys()];
  const members = {
    connected: () => connectModalities(model),
    joint: () => [{ factors: [...model.states.keys()], modalities }],
    "per-modality": () =>
      modalities.map((modality) => ({
        factors: model.likelihoods[modality]!.dependencies,
        modalities: [modality],
      })),
  };
  const groups = members[asked]().map((group) => createOutcomeGroup(model, group, scope));
  if (groups.every((group) => group !== null)) return { scope: asked, groups };
  return {
    scope: "per-modality",
    groups: members["per-modality"]().map((group) => createOutcomeGroup(model, group, scope)!),
  };
}

interface GroupMembers {
  readonly factors: readonly number[];
  readonly modalities: readonly number[];
}

function connectModalities({ likelihoods }: CompiledModel): readonly GroupMembers[] {
  let groups: GroupMembers[] = [];
  for (const [modality, { dependencies }] of likelihoods.entries()) {
    const isTouched = ({ factors }: GroupMembers): boolean =>
      factors.some((factor) => dependencies.includes(factor));
    const touched = groups.filter(isTouched);
    const factors = new Set([...touched.flatMap((group) => group.factors), ...dependencies]);
    groups = [
      ...groups.filter((group) => !isTouched(group)),
      {
        factors: [...factors].sort((left, right) => left - right),
        modalities: [...touched.flatMap((group) => group.modalities), modality],
      },
    ];
  }
  return groups;
}
