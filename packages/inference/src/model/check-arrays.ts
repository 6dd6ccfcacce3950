import { checkColumns, checkFinite } from "./check-probabilities.ts";
import type { IssueList } from "./issue-list.ts";
import type { ResolvedDefinition } from "./resolve-definition.ts";

/** Checks the shape and the entries of every array against the axes and the wiring. */
export function checkArrays(resolved: ResolvedDefinition, list: IssueList): void {
  const { states, observations, controls } = resolved;
  for (const [modality, tensor] of resolved.likelihoods.entries()) {
    if (tensor === null) continue;
    const axis = `likelihood[${modality}] (A, "${observations[modality]!.name}")`;
    const sizes = resolved.likelihoodDependencies[modality]!.map((factor) => states[factor]!.size);
    const shape = [observations[modality]!.size, ...sizes];
    if (list.checkShape(axis, tensor, shape)) checkColumns(axis, tensor.data, shape[0]!, list);
  }
  for (const [factor, tensor] of resolved.transitions.entries()) {
    if (tensor === null) continue;
    const axis = `transition[${factor}] (B, "${states[factor]!.name}")`;
    const shape = [
      states[factor]!.size,
      ...resolved.transitionDependencies[factor]!.map((previous) => states[previous]!.size),
      ...resolved.transitionControls[factor]!.map((control) => controls[control]!.size),
    ];
    if (list.checkShape(axis, tensor, shape)) checkColumns(axis, tensor.data, shape[0]!, list);
  }
  for (const [modality, tensor] of resolved.preferences.entries()) {
    if (tensor === null) continue;
    const axis = `preference[${modality}] (C, "${observations[modality]!.name}")`;
    const stepAxis = tensor.shape.slice(1, 2);
    if (list.checkShape(axis, tensor, [observations[modality]!.size, ...stepAxis]))
      checkFinite(axis, tensor.data, list);
  }
  for (const [factor, tensor] of resolved.priors.entries()) {
    if (tensor === null) continue;
    const axis = `prior[${factor}] (D, "${states[factor]!.name}")`;
    if (list.checkShape(axis, tensor, [states[factor]!.size]))
      checkColumns(axis, tensor.data, tensor.data.length, list);
  }
  if (resolved.habit === null) return;
  if (list.checkShape("habit (E)", resolved.habit, [resolved.habit.data.length]))
    checkColumns("habit (E)", resolved.habit.data, resolved.habit.data.length, list);
}
