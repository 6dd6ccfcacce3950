import type { RunResult } from "@paceline/core";

import type { TimeUnit } from "../../quantity/format-time.ts";
import { closingFacts, machineFacts, settingsFacts } from "../../run/run-facts.ts";
import { isTimed } from "../../table/benchmark-facts.ts";
import type { ColumnName } from "../../table/columns.ts";
import { groupBenchmarks } from "../../table/group-benchmarks.ts";
import type { GroupKey } from "../../table/group-benchmarks.ts";
import { sortBenchmarks } from "../../table/sort-benchmarks.ts";
import type { SortOrder } from "../../table/sort-benchmarks.ts";
import { createPaint } from "../../words/paint.ts";
import type { Paint } from "../../words/paint.ts";
import { safeLine } from "../../words/safe-text.ts";
import { wrapParts, wrapWords } from "../../words/wrap-words.ts";
import { renderTables } from "./benchmark-table.ts";
import { renderFailures } from "./failures-section.ts";
import { renderLeaks } from "./leaks-section.ts";
import { renderLoads } from "./load-tables.ts";
import { renderMemory } from "./memory-table.ts";
import { renderPeers } from "./peers-table.ts";
import { renderTargets } from "./targets-table.ts";
import { renderWarnings } from "./warnings-section.ts";

/** Terminals narrower than this get lines of this width. */
export const WIDTH_MIN = 40;

/** How tables are cut out of a run; the same for every format that has tables. */
export interface TableOptions {
  /**
   * Columns in the order in which they are to stand.
   *
   * @defaultValue as many as the width has room for
   */
  readonly columns?: readonly ColumnName[];
  /** @defaultValue "defined" */
  readonly sort?: SortOrder;
  /** @defaultValue ["group"] */
  readonly groupBy?: readonly GroupKey[];
  /** @defaultValue "auto" */
  readonly timeUnit?: TimeUnit;
}

export interface TextOptions extends TableOptions {
  /** Columns of the terminal. No line is wider, down to {@link WIDTH_MIN}. */
  readonly width: number;
  readonly isColored: boolean;
  /** Lines below everything: where the run is saved, what the exit code means. */
  readonly closing?: readonly string[];
}

/** A run for a person at a terminal: tables, targets, peers, doubts, errors. Ends with a line break. */
export function renderText(result: RunResult, options: TextOptions): string {
  const { sort = "defined", groupBy = ["group"], timeUnit = "auto", columns } = options;
  const width = Math.max(options.width, WIDTH_MIN);
  const paint = createPaint(options.isColored);
  const timed = result.benchmarks.filter(isTimed);
  const groups = groupBenchmarks(sortBenchmarks(timed, sort), groupBy);
  const lines = [
    ...headerLines(result, width, paint),
    "",
    ...renderTables(groups, { width, paint, timeUnit, columns }),
    ...renderLoads(result.benchmarks, width, paint),
    ...renderMemory(result.benchmarks, width, paint),
    ...renderLeaks(result, width, paint),
    ...renderTargets(result.benchmarks, width, paint),
    ...renderPeers(result.benchmarks, width, paint),
    ...renderWarnings(result, width, paint),
    ...renderFailures(result, width, paint),
    ...wrapParts(closingFacts(result), " · ", width),
    ...(options.closing ?? [])
      .flatMap((line) => wrapWords(safeLine(line), width))
      .map((line) => paint.quiet(line)),
  ];
  return `${lines.join("\n")}\n`;
}

const headerLines = (result: RunResult, width: number, paint: Paint): readonly string[] =>
  [settingsFacts(result), machineFacts(result)]
    .flatMap((facts) => wrapParts(facts, " · ", width))
    .map(paint.quiet);
