import type { HeapAnalysis } from "../analyze-heap.ts";
import type { RetainingStep } from "../graph/retaining-path.ts";
import { describeNode, describeReference } from "./describe-node.ts";
import type { ClassPaths, PathGroup } from "./heap-report.ts";

/** Enough to tell the usual path from the odd one; each costs a walk to the root. */
const EXAMINED_COUNT_MAX = 500;
const GROUP_COUNT_MAX = 5;

/** Groups the newest objects of a class by the way in which they are held. Null when there is no such class. */
export function pathsOfClass(analysis: HeapAnalysis, className: string): ClassPaths | null {
  const row = analysis.classCounts().find(({ name }) => name === className);
  if (row === undefined) return null;
  const paths = analysis
    .newestOf(className, EXAMINED_COUNT_MAX)
    .map((node) => analysis.retainingPath(node));
  const groups = [...Map.groupBy(paths, shapeKey).values()]
    .sort((left, right) => right.length - left.length)
    .slice(0, GROUP_COUNT_MAX);
  return {
    className,
    objectCount: row.count,
    examinedCount: paths.length,
    groups: groups.map((group) => toGroup(analysis, group)),
  };
}

/** Indexes vary from object to object; what they are indexes of does not. */
const shapeKey = (steps: readonly RetainingStep[]): string =>
  JSON.stringify(
    steps.map(({ edgeType, edgeName, name }) => [
      edgeType,
      /^\d+$/.test(edgeName) || edgeType === "element" ? "" : edgeName.replace(/@\d+/g, "@"),
      name,
    ]),
  );

function toGroup(
  { snapshot }: HeapAnalysis,
  group: readonly (readonly RetainingStep[])[],
): PathGroup {
  const [example = []] = group;
  return {
    count: group.length,
    steps: example.map(({ ordinal, id, edgeType, edgeName }, index) => ({
      // What hangs from the root itself has no name there that would tell anything.
      reference: index === 0 ? "" : describeReference(edgeType, edgeName),
      label: describeNode(snapshot, ordinal),
      id,
    })),
  };
}
