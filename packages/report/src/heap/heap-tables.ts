import type { ClassChange, HeapGrowth, HeapReport } from "@paceline/profile";

import { formatMetric } from "../quantity/format-metric.ts";
import { quantityText } from "../quantity/quantity.ts";
import { formatCount } from "../quantity/significant-digits.ts";
import type { ReportTable } from "./report-table.ts";

export const bytesText = (bytes: number | null): string =>
  quantityText(formatMetric(bytes, "bytes"));

export const shareText = (part: number, whole: number): string =>
  whole === 0 ? "–" : quantityText(formatMetric(part / whole, "ratio"));

/** The classes that retain most. */
export function classesTable({ classes, classCount, selfBytes }: HeapReport): ReportTable {
  return {
    heading: "Classes by what they retain",
    titles: ["class", "objects", "own size", "retained", "share"],
    rows: classes.map((row) => [
      row.name,
      formatCount(row.count),
      bytesText(row.selfBytes),
      bytesText(row.retainedBytes),
      shareText(row.retainedBytes ?? 0, selfBytes),
    ]),
    notes: moreNote(classes.length, classCount, "classes"),
  };
}

/** The objects that retain most, each below the one that dominates it. */
export function dominatorsTable({ dominators, selfBytes }: HeapReport): ReportTable {
  return {
    heading: "Dominators: the objects that retain most",
    titles: ["object", "own size", "retained", "share"],
    rows: dominators.map((row) => [
      `${"  ".repeat(row.depth)}${row.label} @${row.id}`,
      bytesText(row.selfBytes),
      bytesText(row.retainedBytes),
      shareText(row.retainedBytes, selfBytes),
    ]),
    notes: ["An object stands below the one without which it would be free."],
  };
}

/** What grew since an earlier snapshot. */
export function growthTable(growth: HeapGrowth): ReportTable {
  const { changes, changeCount, isSameProcess, selfBytesBefore, selfBytesAfter } = growth;
  const total = selfBytesAfter - selfBytesBefore;
  return {
    heading: `What grew since ${growth.source}: ${signedBytes(total)} in all`,
    titles: isSameProcess
      ? ["class", "objects", "new", "gone", "own size", "growth"]
      : ["class", "objects", "change", "own size", "growth"],
    rows: changes.map((change) => growthRow(change, isSameProcess)),
    notes: [
      ...(isSameProcess
        ? []
        : [
            "The snapshots are of two processes, in which ids name different objects: only sums can be compared, " +
              "and new objects cannot be told from old ones.",
          ]),
      ...moreNote(changes.length, changeCount, "classes that changed"),
    ],
  };
}

function growthRow(change: ClassChange, isSameProcess: boolean): readonly string[] {
  const { name, countBefore, countAfter, selfBytesBefore, selfBytesAfter } = change;
  return [
    name,
    formatCount(countAfter),
    ...(isSameProcess
      ? [signedCount(change.newCount ?? 0), signedCount(-(change.goneCount ?? 0))]
      : [signedCount(countAfter - countBefore)]),
    bytesText(selfBytesAfter),
    signedBytes(selfBytesAfter - selfBytesBefore),
  ];
}

const signedBytes = (bytes: number): string =>
  bytes === 0 ? "0 B" : `${bytes > 0 ? "+" : "−"}${bytesText(Math.abs(bytes))}`;

const signedCount = (count: number): string =>
  count === 0 ? "0" : `${count > 0 ? "+" : "−"}${formatCount(Math.abs(count))}`;

const moreNote = (shown: number, all: number, what: string): readonly string[] =>
  shown < all
    ? [`${formatCount(shown)} of ${formatCount(all)} ${what}; --top ${all} shows all`]
    : [];
