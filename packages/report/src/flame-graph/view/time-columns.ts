import type { TimeLine } from "./flame-model.ts";

/** Stretches of a time line that are wide enough to draw: each with the stack that filled most of it. */
export interface TimeColumns {
  readonly count: number;
  /** Edges in the units of the time line; one more than columns. */
  readonly edges: Float64Array;
  /** Node on top in each column. */
  readonly nodes: Float64Array;
}

/**
 * What is seen of a time line between two times: runs as they are where they are wide, else for each stretch of
 * `widthMin` the run that covers its middle. However long the line is, the work is that of the pixels.
 */
export function timeColumns(
  line: TimeLine,
  { from, to, widthMin }: { readonly from: number; readonly to: number; readonly widthMin: number },
): TimeColumns {
  const edges: number[] = [];
  const nodes: number[] = [];
  let x = Math.max(from, line.edges[0]!);
  const end = Math.min(to, line.edges[line.count]!);
  while (x < end) {
    const run = runAt(line, x);
    const runEnd = line.edges[run + 1]!;
    edges.push(x);
    if (runEnd - x >= widthMin) {
      nodes.push(line.nodes[run]!);
      x = runEnd;
      continue;
    }
    nodes.push(line.nodes[runAt(line, Math.min(x + widthMin / 2, end))]!);
    x += widthMin;
  }
  edges.push(Math.min(x, end));
  return { count: nodes.length, edges: Float64Array.from(edges), nodes: Float64Array.from(nodes) };
}

/** The run that holds a time; the first or last one for times outside. */
export function runAt({ edges, count }: TimeLine, time: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (edges[middle]! <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** From when to when a node was on the stack without a break, around a run of its subtree. */
export function spanOf(
  line: TimeLine,
  run: number,
  subtree: { readonly from: number; readonly end: number },
): { readonly from: number; readonly to: number } {
  const isInside = (at: number): boolean =>
    line.nodes[at]! >= subtree.from && line.nodes[at]! < subtree.end;
  let first = run;
  while (first > 0 && isInside(first - 1)) first--;
  let last = run;
  while (last + 1 < line.count && isInside(last + 1)) last++;
  return { from: line.edges[first]!, to: line.edges[last + 1]! };
}
