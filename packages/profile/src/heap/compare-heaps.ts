import { objectTest } from "./classes/class-table.ts";
import type { HeapAnalysis } from "./analyze-heap.ts";
import type { HeapSnapshot } from "./heap-snapshot.ts";

/** How one class changed from one snapshot to a later one. */
export interface ClassChange {
  readonly name: string;
  readonly countBefore: number;
  readonly countAfter: number;
  readonly selfBytesBefore: number;
  readonly selfBytesAfter: number;
  /** Objects that are only in the later one, and those only in the earlier; null when ids say nothing. */
  readonly newCount: number | null;
  readonly newBytes: number | null;
  readonly goneCount: number | null;
  readonly goneBytes: number | null;
}

export interface HeapComparison {
  /**
   * Whether both come from one process, as the classes of equal ids say. Only then an id names the same object
   * in both, and new and gone objects can be told.
   */
  readonly isSameProcess: boolean;
  /** Classes that changed, the most growth in bytes first. */
  readonly changes: readonly ClassChange[];
  readonly selfBytesBefore: number;
  readonly selfBytesAfter: number;
}

/** Of ids in both snapshots, the share that may have changed class before they are taken for other objects. */
const OTHER_CLASS_RATIO_MAX = 0.05;

/** Says what grew between two snapshots, by class, and which objects came and went. */
export function compareHeaps(before: HeapAnalysis, after: HeapAnalysis): HeapComparison {
  const isSameProcess = areOfOneProcess(before, after);
  const born = isSameProcess ? countAbsent(after, before) : null;
  const gone = isSameProcess ? countAbsent(before, after) : null;
  const rowsBefore = new Map(before.classCounts().map((row) => [row.name, row]));
  const rowsAfter = new Map(after.classCounts().map((row) => [row.name, row]));
  const changes = [...new Set([...rowsBefore.keys(), ...rowsAfter.keys()])]
    .map((name): ClassChange => {
      const [old, current] = [rowsBefore.get(name), rowsAfter.get(name)];
      return {
        name,
        countBefore: old?.count ?? 0,
        countAfter: current?.count ?? 0,
        selfBytesBefore: old?.selfBytes ?? 0,
        selfBytesAfter: current?.selfBytes ?? 0,
        newCount: born === null ? null : (born.get(name)?.count ?? 0),
        newBytes: born === null ? null : (born.get(name)?.bytes ?? 0),
        goneCount: gone === null ? null : (gone.get(name)?.count ?? 0),
        goneBytes: gone === null ? null : (gone.get(name)?.bytes ?? 0),
      };
    })
    .filter(isChanged)
    .sort((left, right) => growthOf(right) - growthOf(left) || (left.name < right.name ? -1 : 1));
  return {
    isSameProcess,
    changes,
    selfBytesBefore: sumSelf(before),
    selfBytesAfter: sumSelf(after),
  };
}

const growthOf = ({ selfBytesBefore, selfBytesAfter }: ClassChange): number =>
  selfBytesAfter - selfBytesBefore;

const isChanged = (change: ClassChange): boolean =>
  growthOf(change) !== 0 ||
  change.countAfter !== change.countBefore ||
  (change.newCount ?? 0) + (change.goneCount ?? 0) > 0;

const sumSelf = (analysis: HeapAnalysis): number =>
  analysis.classCounts().reduce((sum, { selfBytes }) => sum + selfBytes, 0);

interface Absent {
  count: number;
  bytes: number;
}

/** Objects of one snapshot that another does not have, by class. */
function countAbsent(of: HeapAnalysis, other: HeapAnalysis): ReadonlyMap<string, Absent> {
  const { snapshot } = of;
  const { names, classOf } = of.classes();
  const isObject = objectTest(snapshot);
  const otherIds = other.snapshot.nodeId.slice().sort();
  const absent = names.map((): Absent => ({ count: 0, bytes: 0 }));
  for (let node = 0; node < snapshot.nodeCount; node += 1) {
    if (!isObject(node) || hasId(otherIds, snapshot.nodeId[node]!)) continue;
    const row = absent[classOf[node]!]!;
    row.count += 1;
    row.bytes += snapshot.selfBytes[node]!;
  }
  return new Map(names.map((name, index) => [name, absent[index]!]));
}

function hasId(sortedIds: Uint32Array, id: number): boolean {
  let low = 0;
  let high = sortedIds.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sortedIds[middle]! < id) low = middle + 1;
    else high = middle;
  }
  return sortedIds[low] === id;
}

/** An object keeps its id and its class, so ids of two processes, which start alike, soon disagree on classes. */
function areOfOneProcess(before: HeapAnalysis, after: HeapAnalysis): boolean {
  const [left, right] = [byId(before.snapshot), byId(after.snapshot)];
  const [leftClasses, rightClasses] = [before.classes(), after.classes()];
  let common = 0;
  let other = 0;
  for (let at = 0, to = 0; at < left.length && to < right.length;) {
    const [node, mate] = [left[at]!, right[to]!];
    const difference = before.snapshot.nodeId[node]! - after.snapshot.nodeId[mate]!;
    if (difference <= 0) at += 1;
    if (difference >= 0) to += 1;
    if (difference !== 0) continue;
    common += 1;
    const name = leftClasses.names[leftClasses.classOf[node]!];
    if (name !== rightClasses.names[rightClasses.classOf[mate]!]) other += 1;
  }
  return common > 0 && other <= OTHER_CLASS_RATIO_MAX * common;
}

/** Ordinals in the order of ids. */
function byId({ nodeCount, nodeId }: HeapSnapshot): Uint32Array {
  return new Uint32Array(nodeCount)
    .map((_, node) => node)
    .sort((left, right) => nodeId[left]! - nodeId[right]!);
}
