import type { ModelIssue } from "../errors.ts";
import type { ReadTensor } from "./tensor.ts";
import { formatShape, isTensorFault, readTensor } from "./tensor.ts";

/** Collects everything wrong with a model, so that one error can tell it all. */
export interface IssueList {
  readonly issues: readonly ModelIssue[];
  add(axis: string, expected: string, given: string): void;
  /** Reads a tensor, or notes why it is none and returns null. */
  readTensor(axis: string, input: unknown): ReadTensor | null;
  /** Whether `tensor` has exactly this shape; notes it when not. */
  checkShape(axis: string, tensor: ReadTensor, shape: readonly number[]): boolean;
}

export function createIssueList(): IssueList {
  const issues: ModelIssue[] = [];
  const add = (axis: string, expected: string, given: string): void => {
    issues.push({ axis, expected, given });
  };
  return {
    issues,
    add,
    readTensor(axis, input) {
      const tensor = readTensor(input);
      if (!isTensorFault(tensor)) return tensor;
      add(axis, tensor.expected, tensor.given);
      return null;
    },
    checkShape(axis, tensor, shape) {
      if (formatShape(tensor.shape) === formatShape(shape)) return true;
      add(axis, `of shape ${formatShape(shape)}`, formatShape(tensor.shape));
      return false;
    },
  };
}
