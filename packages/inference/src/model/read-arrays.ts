import type { CompiledAxis } from "./compiled-model.ts";
import type { IssueList } from "./issue-list.ts";
import type { ReadTensor, TensorInput } from "./tensor.ts";

/** Reads a list of arrays that a model cannot do without; null when there is no such list. */
export function readRequiredArrays(
  name: string,
  letter: string,
  inputs: readonly TensorInput[] | undefined,
  list: IssueList,
): readonly (ReadTensor | null)[] | null {
  if (Array.isArray(inputs) && inputs.length > 0)
    return inputs.map((input, index) => list.readTensor(`${name}[${index}] (${letter})`, input));
  list.add(`${name} (${letter})`, "a list with at least one array", describeList(inputs));
  return null;
}

const describeList = (inputs: unknown): string =>
  Array.isArray(inputs) ? "an empty list" : inputs === undefined ? "nothing" : typeof inputs;

/** Reads one array per axis where given; null for each that is not. */
export function readOptionalArrays(
  name: string,
  inputs: readonly TensorInput[] | undefined,
  axes: readonly CompiledAxis[],
  list: IssueList,
): readonly (ReadTensor | null)[] {
  if (inputs === undefined) return axes.map(() => null);
  if (inputs.length !== axes.length) list.add(name, `${axes.length} arrays`, `${inputs.length}`);
  return axes.map((axis, index) =>
    index < inputs.length ? list.readTensor(`${name} of "${axis.name}"`, inputs[index]) : null,
  );
}
