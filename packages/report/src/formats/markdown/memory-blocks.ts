import type { RunResult } from "@paceline/core";

import { leakRowsOf } from "../../memory/leak-rows.ts";
import { instanceText, MEMORY_COLUMNS, memoryRowsOf } from "../../memory/memory-rows.ts";
import { markdownRow, markdownRule, markdownText } from "../../words/markdown-text.ts";

type Block = readonly string[];

/** The memory and leak tables of a page, each with its heading. */
export function memoryBlocks(result: RunResult): readonly Block[] {
  return [...instanceBlocks(result), ...leakBlocks(result)];
}

function instanceBlocks({ benchmarks }: RunResult): readonly Block[] {
  const rows = memoryRowsOf(benchmarks);
  if (rows.length === 0) return [];
  return [
    [`### Memory, ${markdownText(instanceText(benchmarks))}`],
    [
      markdownRow(["benchmark", ...MEMORY_COLUMNS.map(({ title }) => title)]),
      markdownRule(["left", ...MEMORY_COLUMNS.map(() => "right" as const)]),
      ...rows.map(({ label, cells, isFailed, isMeasured }) =>
        markdownRow([
          markdownText(label) + (isMeasured ? "" : isFailed ? ": failed" : ": not measured"),
          ...cells.map(markdownText),
        ]),
      ),
    ],
  ];
}

function leakBlocks(result: RunResult): readonly Block[] {
  const rows = leakRowsOf(result);
  if (rows.length === 0) return [];
  const notes = rows.flatMap(({ label, notes: own }) =>
    own.map((note) => `- ${markdownText(label)}: ${markdownText(note)}`),
  );
  return [
    ["### Leaks, growth per operation"],
    [
      markdownRow(["benchmark", "heap", "buffers", "workers", "finds from", "verdict"]),
      markdownRule(["left", "right", "right", "right", "right", "left"]),
      ...rows.map(({ label, heap, buffers, workers, detectable, verdict }) =>
        markdownRow([label, heap, buffers, workers, detectable, verdict].map(markdownText)),
      ),
    ],
    ...(notes.length === 0 ? [] : [notes]),
  ];
}
