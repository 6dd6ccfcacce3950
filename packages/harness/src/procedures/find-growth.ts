import type { GrowingClass, LeakExplanation } from "@paceline/core";
import { analyzeHeap, readHeapSnapshotFile } from "@paceline/profile";
import type { HeapAnalysis, RetainingStep } from "@paceline/profile";

import type { TakenSnapshot } from "../run/explain-leak.ts";

/** Instances that came to stay, as a share of the operations, from which a class counts as growing with them. */
const GROWTH_RATIO_MIN = 0.5;
const CLASS_COUNT_MAX = 10;
/** Steps of a path that are kept, those nearest to the instance. */
const PATH_LENGTH_MAX = 6;
/** Newest instances that are asked who holds them. */
const PATH_SAMPLE_COUNT = 200;

/**
 * Classes of which there are more in each of three snapshots than in the one before, by at least one instance for
 * two operations. What V8 itself makes comes last: code and its feedback also grow while a program warms up.
 */
export async function findGrowth(taken: readonly TakenSnapshot[]): Promise<LeakExplanation> {
  const analyses: HeapAnalysis[] = [];
  for (const { path } of taken) {
    // oxlint-disable-next-line no-await-in-loop -- each takes some times its file in memory
    analyses.push(analyzeHeap(await readHeapSnapshotFile(path)));
  }
  const operationCounts = taken.map(({ operationCount }) => operationCount);
  const operationCount = operationCounts.at(-1)! - operationCounts[0]!;
  const tables = analyses.map(
    (analysis) => new Map(analysis.classCounts().map((row) => [row.name, row])),
  );
  const last = analyses.at(-1)!;
  const growing = [...tables.at(-1)!.keys()].flatMap((className): readonly GrowingClass[] => {
    const rows = tables.map((table) => table.get(className));
    const instanceCounts = rows.map((row) => row?.count ?? 0);
    const shallowBytes = rows.map((row) => row?.selfBytes ?? 0);
    const isRising = instanceCounts.every(
      (count, index) => index === 0 || count > instanceCounts[index - 1]!,
    );
    const growth = instanceCounts.at(-1)! - instanceCounts[0]!;
    if (!isRising || growth < GROWTH_RATIO_MIN * operationCount) return [];
    return [
      {
        className,
        instanceCounts,
        shallowBytes,
        isWarmup: isOfEngine(className),
        retainingPath: [],
      },
    ];
  });
  const ranked = growing.toSorted(
    (a, b) => Number(a.isWarmup) - Number(b.isWarmup) || growthOf(b) - growthOf(a),
  );
  return {
    operationCounts,
    growingClasses: ranked.slice(0, CLASS_COUNT_MAX).map((each) => ({
      ...each,
      retainingPath: pathOf(last, each.className),
    })),
  };
}

const growthOf = ({ shallowBytes }: GrowingClass): number =>
  shallowBytes.at(-1)! - shallowBytes[0]!;

/** "(compiled code)", "system / FeedbackCell": not of the program. */
const isOfEngine = (className: string): boolean =>
  className.startsWith("(") || className.startsWith("system /");

/**
 * Who holds the newest instances, nearest first: "[*] of Array", ".notes of Object". The path that most of them share:
 * the very newest one may be something that is about to go.
 */
function pathOf(analysis: HeapAnalysis, className: string): readonly string[] {
  const paths = analysis
    .newestOf(className, PATH_SAMPLE_COUNT)
    .map((instance) => describePath(analysis.retainingPath(instance)));
  const byText = Map.groupBy(paths, (path) => path.join(" < "));
  const [most = []] = [...byText.values()].toSorted((a, b) => b.length - a.length);
  return most[0] ?? [];
}

const describePath = (steps: readonly RetainingStep[]): readonly string[] =>
  steps
    .map((step, index) => `${edgeText(step)} of ${steps[index - 1]?.name || "a root"}`)
    .toReversed()
    .slice(0, PATH_LENGTH_MAX);

function edgeText({ edgeType, edgeName }: RetainingStep): string {
  if (edgeType === "element") return "[*]";
  if (edgeType === "context") return `variable ${edgeName}`;
  return edgeType === "property" ? `.${edgeName}` : edgeName;
}
