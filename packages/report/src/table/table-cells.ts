import type { BenchmarkResult } from "@paceline/core";

import type { TimeUnit } from "../quantity/format-time.ts";
import { ABSENT } from "../quantity/quantity.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { displayWidth, padEnd, padStart } from "../words/display-width.ts";
import { COLUMNS, columnTitle } from "./columns.ts";
import type { ColumnName } from "./columns.ts";
import { bestMedianNsBeside } from "./group-benchmarks.ts";
import type { BenchmarkGroup } from "./group-benchmarks.ts";

/** One column over all groups: its texts, all of one width, with digits and units aligned. */
export interface FilledColumn {
  readonly name: ColumnName;
  /** By group: what stands over the column there. */
  readonly titles: readonly string[];
  readonly texts: ReadonlyMap<BenchmarkResult, string>;
  /** Columns that the widest of titles and texts takes. */
  readonly width: number;
  readonly isEmpty: boolean;
}

/**
 * Cells of one column for all groups at once, so that the tables of a run line up with each other.
 */
export function fillColumn(
  name: ColumnName,
  groups: readonly BenchmarkGroup[],
  timeUnit: TimeUnit,
): FilledColumn {
  const quantities = new Map(
    groups.flatMap(({ benchmarks }) =>
      benchmarks.map((benchmark) => {
        const context = { timeUnit, bestMedianNs: bestMedianNsBeside(benchmark, benchmarks) };
        return [benchmark, COLUMNS[name].cell(benchmark, context)] as const;
      }),
    ),
  );
  const hasNumber = (benchmark: BenchmarkResult): boolean => quantities.get(benchmark) !== ABSENT;
  const aligned = alignQuantities(quantities);
  // A group that has nothing in this column shows nothing: no title, and no column of dashes.
  const filledGroups = groups.filter(({ benchmarks }) => benchmarks.some(hasNumber));
  const titles = groups.map((group) =>
    filledGroups.includes(group) ? columnTitle(name, group.benchmarks) : "",
  );
  const texts = new Map(
    filledGroups.flatMap(({ benchmarks }) =>
      benchmarks.map((benchmark) => [benchmark, aligned.get(benchmark) ?? ""] as const),
    ),
  );
  const widths = [...texts.values(), ...titles].map((text) => displayWidth(text));
  return {
    name,
    titles,
    texts,
    width: Math.max(0, ...widths),
    isEmpty: !quantities.keys().some(hasNumber),
  };
}

/** Digits to the right, units under each other: "84.5 k/s" over " 123  /s", "11.3 µs" over "1.20 s ". */
function alignQuantities(
  quantities: ReadonlyMap<BenchmarkResult, Quantity>,
): ReadonlyMap<BenchmarkResult, string> {
  const all = [...quantities.values()];
  const digitsWidth = Math.max(0, ...all.map(({ digits }) => displayWidth(digits)));
  const unitWidth = Math.max(0, ...all.map(({ unit }) => displayWidth(unit)));
  const isRate = all.some(({ unit }) => unit.endsWith("/s"));
  const align = (quantity: Quantity): string => {
    if (quantity === ABSENT) return ABSENT.digits;
    const { digits, unit } = quantity;
    const aligned = padStart(digits, digitsWidth);
    if (unitWidth === 0) return aligned;
    return `${aligned} ${isRate ? padStart(unit, unitWidth) : padEnd(unit, unitWidth)}`;
  };
  return new Map(Array.from(quantities, ([benchmark, quantity]) => [benchmark, align(quantity)]));
}
