import type { BenchmarkResult } from "@paceline/core";

import { ELSEWHERE, peerTableOf } from "../../peers/peer-rows.ts";
import type { PeerRow } from "../../peers/peer-rows.ts";
import { markdownRow, markdownRule, markdownText } from "../../words/markdown-text.ts";

/** Heading, table, and below it where the peers' figures come from, as blocks of lines. */
export function peerBlocks(benchmarks: readonly BenchmarkResult[]): readonly (readonly string[])[] {
  const table = peerTableOf(benchmarks);
  if (table === null) return [];
  return [
    ["### Beside peers"],
    [
      row(table.titles),
      markdownRule(["left", "left", "right", "right", "right"]),
      ...table.rows.map(row),
    ],
    [ELSEWHERE],
    table.notes.map((note) => `- ${markdownText(note)}`),
  ];
}

const row = ({ label, peer, theirs, ours, ratio }: PeerRow): string =>
  markdownRow([label, peer, theirs, ours, ratio].map(markdownText));
